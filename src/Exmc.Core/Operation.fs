/// The closed sets of scalar operations that expressions and programs are made of.
namespace Exmc.Core

/// Functions of one real argument. Names follow the DLMF where it has one.
type UnaryOp =
    | Negate
    | Reciprocal
    | Square
    | Sqrt
    | Abs
    /// Sign of the argument, 0 at 0; its derivative is taken as 0.
    | Sign
    /// Largest integer that is not larger; its derivative is taken as 0.
    | Floor
    | Exp
    | Log
    | Log1p
    | Expm1
    /// log(1 + exp a), without overflow.
    | Log1pExp
    /// 1 + exp(-|a|), so that log(1 + exp a) = max(a, 0) + log of this.
    | LogisticFactor
    /// 1 / (1 + exp(-a)).
    | InverseLogit
    | Sin
    | Cos
    | Tanh
    | Atan
    | LogGamma
    | Digamma
    | Trigamma
    /// log of gamma(a + 1/2) / gamma(a), without the cancellation of the two logarithms.
    | LogGammaHalfStep
    /// Its derivative, digamma(a + 1/2) - digamma(a).
    | DigammaHalfStep
    /// Standard normal distribution function.
    | NormalCdf
    /// Log of the standard normal distribution function, accurate in the lower tail.
    | LogNormalCdf
    /// log I0(a) - |a|, of the modified Bessel function of order 0.
    | LogScaledBesselI0
    /// I1(a) / I0(a).
    | BesselRatio

/// Functions of two real arguments.
type BinaryOp =
    | Add
    | Subtract
    | Multiply
    | Divide
    /// a to the power b, a > 0 unless b is an integer.
    | Power
    | Minimum
    | Maximum
    /// log(exp a + exp b), without overflow.
    | LogSumExp
    /// Regularised lower incomplete gamma function P(a, x): shape first.
    | GammaP
    /// dP(a, x)/da.
    | GammaPDerivativeShape
    /// Regularised upper incomplete gamma function Q(a, x), accurate where it is small: shape first.
    | GammaQ
    /// dQ(a, x)/da.
    | GammaQDerivativeShape
    /// Distribution function of Student's t: degrees of freedom first.
    | StudentTCdf
    /// Its derivative with respect to the degrees of freedom.
    | StudentTCdfDerivativeNu
    /// Owen's function T(h, a).
    | OwensT

/// Functions of three real arguments.
type TernaryOp =
    /// a * b + c, rounded once where the hardware can.
    | MultiplyAdd
    /// Regularised incomplete beta function I_x(a, b): arguments (a, b, x).
    | BetaI
    | BetaIDerivativeA
    | BetaIDerivativeB
    /// Mass of a von Mises distribution about 0 between two angles: arguments (kappa, from, until).
    | VonMisesMass
    | VonMisesMassDerivativeKappa

/// The factors of a matrix with orthonormal columns times an upper triangular one with a positive diagonal.
type QrFactor =
    | Orthonormal
    | Triangular

type Comparison =
    | Less
    | LessOrEqual
    | Greater
    | GreaterOrEqual
    | Equal
    | NotEqual

/// Integer arithmetic of indices and counts, with C# semantics (division truncates).
type IntegerOp =
    | IntAdd
    | IntSubtract
    | IntMultiply
    | IntDivide
    | IntRemainder
    | IntMinimum
    | IntMaximum

/// Random numbers that a program draws; every distribution's draws are made of these.
type Variate =
    /// On (0, 1), ends excluded.
    | StandardUniform
    | StandardNormal
    /// Mean 1.
    | StandardExponential
    /// Log of a gamma variate of rate 1: shape. The logarithm keeps small shapes from underflowing.
    | StandardLogGamma
    /// Mean.
    | PoissonCount
    /// Number of trials, probability.
    | BinomialCount
    /// Angle on (-pi, pi) about 0: concentration.
    | VonMisesAngle
