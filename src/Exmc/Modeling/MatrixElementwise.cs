// Functions of matrices, element by element.
namespace Exmc;

public static partial class Distributions
{
    /// <summary>Exponential function, element by element.</summary>
    public static Matrix Exp(Matrix x) => ModelBody.NotExecuted<Matrix>();

    /// <summary>Natural logarithm, element by element.</summary>
    public static Matrix Log(Matrix x) => ModelBody.NotExecuted<Matrix>();

    /// <summary>log(1 + x), accurate near 0, element by element.</summary>
    public static Matrix Log1p(Matrix x) => ModelBody.NotExecuted<Matrix>();

    /// <summary>exp(x) - 1, accurate near 0, element by element.</summary>
    public static Matrix Expm1(Matrix x) => ModelBody.NotExecuted<Matrix>();

    /// <summary>Square root, element by element.</summary>
    public static Matrix Sqrt(Matrix x) => ModelBody.NotExecuted<Matrix>();

    /// <summary>Square, element by element.</summary>
    public static Matrix Square(Matrix x) => ModelBody.NotExecuted<Matrix>();

    /// <summary>Absolute value, element by element.</summary>
    public static Matrix Abs(Matrix x) => ModelBody.NotExecuted<Matrix>();

    /// <summary>Sine of radians, element by element.</summary>
    public static Matrix Sin(Matrix x) => ModelBody.NotExecuted<Matrix>();

    /// <summary>Cosine of radians, element by element.</summary>
    public static Matrix Cos(Matrix x) => ModelBody.NotExecuted<Matrix>();

    /// <summary>Hyperbolic tangent, element by element.</summary>
    public static Matrix Tanh(Matrix x) => ModelBody.NotExecuted<Matrix>();

    /// <summary>Arc tangent, in radians, element by element.</summary>
    public static Matrix Atan(Matrix x) => ModelBody.NotExecuted<Matrix>();

    /// <summary>1 / (1 + exp(-x)), element by element.</summary>
    public static Matrix InverseLogit(Matrix x) => ModelBody.NotExecuted<Matrix>();

    /// <summary>log(p / (1 - p)), element by element.</summary>
    public static Matrix Logit(Matrix x) => ModelBody.NotExecuted<Matrix>();

    /// <summary>log(1 + exp(x)), without overflow, element by element.</summary>
    public static Matrix Log1pExp(Matrix x) => ModelBody.NotExecuted<Matrix>();

    /// <summary>Logarithm of the gamma function, x &gt; 0, element by element.</summary>
    public static Matrix LogGamma(Matrix x) => ModelBody.NotExecuted<Matrix>();

    /// <summary>Standard normal distribution function, element by element.</summary>
    public static Matrix NormalCdf(Matrix x) => ModelBody.NotExecuted<Matrix>();

    /// <summary>Logarithm of the standard normal distribution function, accurate in the lower tail, element by element.</summary>
    public static Matrix LogNormalCdf(Matrix x) => ModelBody.NotExecuted<Matrix>();

    /// <summary>log I0(x) - |x|, element by element.</summary>
    public static Matrix LogScaledBesselI0(Matrix x) => ModelBody.NotExecuted<Matrix>();

    /// <summary>x to a power, element by element.</summary>
    public static Matrix Pow(Matrix x, Real power) => ModelBody.NotExecuted<Matrix>();

    /// <summary>Sum of the elements.</summary>
    public static Real Sum(Matrix x) => ModelBody.NotExecuted<Real>();

    /// <summary>Mean of the elements.</summary>
    public static Real Mean(Matrix x) => ModelBody.NotExecuted<Real>();
}
