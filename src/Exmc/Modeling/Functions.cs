// Functions that make numbers and vectors from others.
namespace Exmc;

/// <summary>Distributions and functions of model bodies, for "using static Exmc.Distributions".</summary>
public static partial class Distributions
{
    /// <summary>Exponential function.</summary>
    public static Real Exp(Real x) => ModelBody.NotExecuted<Real>();

    /// <summary>Exponential function, element by element.</summary>
    public static Vector Exp(Vector x) => ModelBody.NotExecuted<Vector>();

    /// <summary>Natural logarithm.</summary>
    public static Real Log(Real x) => ModelBody.NotExecuted<Real>();

    /// <summary>Natural logarithm, element by element.</summary>
    public static Vector Log(Vector x) => ModelBody.NotExecuted<Vector>();

    /// <summary>log(1 + x), accurate near 0.</summary>
    public static Real Log1p(Real x) => ModelBody.NotExecuted<Real>();

    /// <summary>log(1 + x), accurate near 0, element by element.</summary>
    public static Vector Log1p(Vector x) => ModelBody.NotExecuted<Vector>();

    /// <summary>exp(x) - 1, accurate near 0.</summary>
    public static Real Expm1(Real x) => ModelBody.NotExecuted<Real>();

    /// <summary>exp(x) - 1, accurate near 0, element by element.</summary>
    public static Vector Expm1(Vector x) => ModelBody.NotExecuted<Vector>();

    /// <summary>Square root.</summary>
    public static Real Sqrt(Real x) => ModelBody.NotExecuted<Real>();

    /// <summary>Square root, element by element.</summary>
    public static Vector Sqrt(Vector x) => ModelBody.NotExecuted<Vector>();

    /// <summary>Square.</summary>
    public static Real Square(Real x) => ModelBody.NotExecuted<Real>();

    /// <summary>Square, element by element.</summary>
    public static Vector Square(Vector x) => ModelBody.NotExecuted<Vector>();

    /// <summary>Absolute value.</summary>
    public static Real Abs(Real x) => ModelBody.NotExecuted<Real>();

    /// <summary>Absolute value, element by element.</summary>
    public static Vector Abs(Vector x) => ModelBody.NotExecuted<Vector>();

    /// <summary>Sine of radians.</summary>
    public static Real Sin(Real x) => ModelBody.NotExecuted<Real>();

    /// <summary>Sine of radians, element by element.</summary>
    public static Vector Sin(Vector x) => ModelBody.NotExecuted<Vector>();

    /// <summary>Cosine of radians.</summary>
    public static Real Cos(Real x) => ModelBody.NotExecuted<Real>();

    /// <summary>Cosine of radians, element by element.</summary>
    public static Vector Cos(Vector x) => ModelBody.NotExecuted<Vector>();

    /// <summary>Hyperbolic tangent.</summary>
    public static Real Tanh(Real x) => ModelBody.NotExecuted<Real>();

    /// <summary>Hyperbolic tangent, element by element.</summary>
    public static Vector Tanh(Vector x) => ModelBody.NotExecuted<Vector>();

    /// <summary>Arc tangent, in radians.</summary>
    public static Real Atan(Real x) => ModelBody.NotExecuted<Real>();

    /// <summary>Arc tangent, in radians, element by element.</summary>
    public static Vector Atan(Vector x) => ModelBody.NotExecuted<Vector>();

    /// <summary>1 / (1 + exp(-x)).</summary>
    public static Real InverseLogit(Real x) => ModelBody.NotExecuted<Real>();

    /// <summary>1 / (1 + exp(-x)), element by element.</summary>
    public static Vector InverseLogit(Vector x) => ModelBody.NotExecuted<Vector>();

    /// <summary>log(p / (1 - p)).</summary>
    public static Real Logit(Real x) => ModelBody.NotExecuted<Real>();

    /// <summary>log(p / (1 - p)), element by element.</summary>
    public static Vector Logit(Vector x) => ModelBody.NotExecuted<Vector>();

    /// <summary>log(1 + exp(x)), without overflow.</summary>
    public static Real Log1pExp(Real x) => ModelBody.NotExecuted<Real>();

    /// <summary>log(1 + exp(x)), without overflow, element by element.</summary>
    public static Vector Log1pExp(Vector x) => ModelBody.NotExecuted<Vector>();

    /// <summary>Logarithm of the gamma function, x &gt; 0.</summary>
    public static Real LogGamma(Real x) => ModelBody.NotExecuted<Real>();

    /// <summary>Logarithm of the gamma function, x &gt; 0, element by element.</summary>
    public static Vector LogGamma(Vector x) => ModelBody.NotExecuted<Vector>();

    /// <summary>Standard normal distribution function.</summary>
    public static Real NormalCdf(Real x) => ModelBody.NotExecuted<Real>();

    /// <summary>Standard normal distribution function, element by element.</summary>
    public static Vector NormalCdf(Vector x) => ModelBody.NotExecuted<Vector>();

    /// <summary>Logarithm of the standard normal distribution function, accurate in the lower tail.</summary>
    public static Real LogNormalCdf(Real x) => ModelBody.NotExecuted<Real>();

    /// <summary>Logarithm of the standard normal distribution function, accurate in the lower tail, element by element.</summary>
    public static Vector LogNormalCdf(Vector x) => ModelBody.NotExecuted<Vector>();

    /// <summary>log I0(x) - |x|, without overflow, I0 the modified Bessel function of the first kind and order 0 (DLMF 10.25.2).</summary>
    public static Real LogScaledBesselI0(Real x) => ModelBody.NotExecuted<Real>();

    /// <summary>log I0(x) - |x|, element by element.</summary>
    public static Vector LogScaledBesselI0(Vector x) => ModelBody.NotExecuted<Vector>();

    /// <summary>x to a power.</summary>
    public static Real Pow(Real x, Real power) => ModelBody.NotExecuted<Real>();

    /// <summary>x to a power, element by element.</summary>
    public static Vector Pow(Real x, Vector power) => ModelBody.NotExecuted<Vector>();

    /// <summary>x to a power, element by element.</summary>
    public static Vector Pow(Vector x, Real power) => ModelBody.NotExecuted<Vector>();

    /// <summary>x to a power, element by element.</summary>
    public static Vector Pow(Vector x, Vector power) => ModelBody.NotExecuted<Vector>();

    /// <summary>The smaller.</summary>
    public static Real Min(Real a, Real b) => ModelBody.NotExecuted<Real>();

    /// <summary>The smaller, element by element.</summary>
    public static Vector Min(Real a, Vector b) => ModelBody.NotExecuted<Vector>();

    /// <summary>The smaller, element by element.</summary>
    public static Vector Min(Vector a, Real b) => ModelBody.NotExecuted<Vector>();

    /// <summary>The smaller, element by element.</summary>
    public static Vector Min(Vector a, Vector b) => ModelBody.NotExecuted<Vector>();

    /// <summary>The larger.</summary>
    public static Real Max(Real a, Real b) => ModelBody.NotExecuted<Real>();

    /// <summary>The larger, element by element.</summary>
    public static Vector Max(Real a, Vector b) => ModelBody.NotExecuted<Vector>();

    /// <summary>The larger, element by element.</summary>
    public static Vector Max(Vector a, Real b) => ModelBody.NotExecuted<Vector>();

    /// <summary>The larger, element by element.</summary>
    public static Vector Max(Vector a, Vector b) => ModelBody.NotExecuted<Vector>();

    /// <summary>log(exp a + exp b), without overflow.</summary>
    public static Real LogSumExp(Real a, Real b) => ModelBody.NotExecuted<Real>();

    /// <summary>log(exp a + exp b), without overflow, element by element.</summary>
    public static Vector LogSumExp(Real a, Vector b) => ModelBody.NotExecuted<Vector>();

    /// <summary>log(exp a + exp b), without overflow, element by element.</summary>
    public static Vector LogSumExp(Vector a, Real b) => ModelBody.NotExecuted<Vector>();

    /// <summary>log(exp a + exp b), without overflow, element by element.</summary>
    public static Vector LogSumExp(Vector a, Vector b) => ModelBody.NotExecuted<Vector>();

    /// <summary>log(p exp first + (1 - p) exp second), without overflow: the log density of a mixture of two, p in (0, 1).</summary>
    public static Real LogMix(Real p, Real first, Real second) => ModelBody.NotExecuted<Real>();

    /// <summary>log(p exp first + (1 - p) exp second), without overflow, element by element.</summary>
    public static Vector LogMix(Real p, Vector first, Vector second) => ModelBody.NotExecuted<Vector>();

    /// <summary>Sum of the elements.</summary>
    public static Real Sum(Vector x) => ModelBody.NotExecuted<Real>();

    /// <summary>Mean of the elements.</summary>
    public static Real Mean(Vector x) => ModelBody.NotExecuted<Real>();

    /// <summary>Largest element.</summary>
    public static Real Max(Vector x) => ModelBody.NotExecuted<Real>();

    /// <summary>log of the sum of the exponentials of the elements, without overflow.</summary>
    public static Real LogSumExp(Vector x) => ModelBody.NotExecuted<Real>();

    /// <summary>Sum of the products of the elements of two vectors of equal length.</summary>
    public static Real Dot(Vector a, Vector b) => ModelBody.NotExecuted<Real>();

    /// <summary>Whether a reading is missing (NaN).</summary>
    public static bool IsMissing(Real x) => ModelBody.NotExecuted<bool>();

    /// <summary>Log density of a distribution at a value, in nats.</summary>
    public static Real LogDensity(Real x, Distribution distribution) => ModelBody.NotExecuted<Real>();

    /// <summary>Log density of independent distributions at the elements of a vector, summed.</summary>
    public static Real LogDensity(Vector x, VectorDistribution distribution) => ModelBody.NotExecuted<Real>();

    /// <summary>Log probability of an integer.</summary>
    public static Real LogDensity(int x, DiscreteDistribution distribution) => ModelBody.NotExecuted<Real>();

    /// <summary>Log probability of integers, summed.</summary>
    public static Real LogDensity(int[] x, VectorDiscreteDistribution distribution) => ModelBody.NotExecuted<Real>();

    /// <summary>Log density of a matrix.</summary>
    public static Real LogDensity(Matrix x, MatrixDistribution distribution) => ModelBody.NotExecuted<Real>();

    /// <summary>Log of the probability of at most x, in nats: the term of a left-censored reading.</summary>
    public static Real LogCdf(Real x, Distribution distribution) => ModelBody.NotExecuted<Real>();

    /// <summary>Log of the probability of at most each element of x, summed.</summary>
    public static Real LogCdf(Vector x, VectorDistribution distribution) => ModelBody.NotExecuted<Real>();

    /// <summary>Log of the probability of more than x, in nats: the term of a right-censored reading.</summary>
    public static Real LogSurvival(Real x, Distribution distribution) => ModelBody.NotExecuted<Real>();

    /// <summary>Log of the probability of more than each element of x, summed.</summary>
    public static Real LogSurvival(Vector x, VectorDistribution distribution) => ModelBody.NotExecuted<Real>();

    /// <summary>Log probability of counts up to y: the term of a count censored at y and below.</summary>
    public static Real LogCdf(int y, DiscreteDistribution distribution) => ModelBody.NotExecuted<Real>();

    /// <summary>Log probability of counts up to y, summed over the elements.</summary>
    public static Real LogCdf(int[] y, VectorDiscreteDistribution distribution) => ModelBody.NotExecuted<Real>();

    /// <summary>Log probability of counts above y: the term of a count of which only that is known.</summary>
    public static Real LogSurvival(int y, DiscreteDistribution distribution) => ModelBody.NotExecuted<Real>();

    /// <summary>Log probability of counts above y, summed over the elements.</summary>
    public static Real LogSurvival(int[] y, VectorDiscreteDistribution distribution) => ModelBody.NotExecuted<Real>();

    /// <summary>log(exp a - exp b) for a &gt; b: the term of an interval-censored reading, of LogCdf at its ends.</summary>
    public static Real LogDifference(Real a, Real b) => ModelBody.NotExecuted<Real>();

    /// <summary>A random draw, in bodies of members marked [Generated].</summary>
    public static Real Draw(Distribution distribution) => ModelBody.NotExecuted<Real>();

    /// <summary>Random draws, in bodies of members marked [Generated].</summary>
    public static Vector Draw(VectorDistribution distribution) => ModelBody.NotExecuted<Vector>();

    /// <summary>A random matrix, in bodies of members marked [Generated].</summary>
    public static Matrix Draw(MatrixDistribution distribution) => ModelBody.NotExecuted<Matrix>();

    /// <summary>A random count, in bodies of members marked [Generated].</summary>
    public static Real Draw(DiscreteDistribution distribution) => ModelBody.NotExecuted<Real>();

    /// <summary>Random counts, in bodies of members marked [Generated].</summary>
    public static Vector Draw(VectorDiscreteDistribution distribution) => ModelBody.NotExecuted<Vector>();
}
