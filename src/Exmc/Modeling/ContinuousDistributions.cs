// Functions that make continuous distributions. Parametrisation and argument order are Stan's (Stan Functions Reference).
namespace Exmc;

/// <summary>Distributions and functions of model bodies, for "using static Exmc.Distributions".</summary>
public static partial class Distributions
{
    /// <summary>Normal with mean mu and standard deviation sigma &gt; 0, both in the units of the value.</summary>
    public static Distribution Normal(Real mu, Real sigma) => ModelBody.NotExecuted<Distribution>();

    /// <summary>Normal with mean mu and standard deviation sigma &gt; 0, both in the units of the value.</summary>
    public static VectorDistribution Normal(Real mu, Vector sigma) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>Normal with mean mu and standard deviation sigma &gt; 0, both in the units of the value.</summary>
    public static VectorDistribution Normal(Vector mu, Real sigma) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>Normal with mean mu and standard deviation sigma &gt; 0, both in the units of the value.</summary>
    public static VectorDistribution Normal(Vector mu, Vector sigma) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>Absolute value of a normal with mean 0 and standard deviation scale &gt; 0; on the positive half line.</summary>
    public static Distribution HalfNormal(Real scale) => ModelBody.NotExecuted<Distribution>();

    /// <summary>Absolute value of a normal with mean 0 and standard deviation scale &gt; 0; on the positive half line.</summary>
    public static VectorDistribution HalfNormal(Vector scale) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>Student's t with nu &gt; 0 degrees of freedom, location mu and scale sigma &gt; 0.</summary>
    public static Distribution StudentT(Real nu, Real mu, Real sigma) => ModelBody.NotExecuted<Distribution>();

    /// <summary>Student's t with nu &gt; 0 degrees of freedom, location mu and scale sigma &gt; 0.</summary>
    public static VectorDistribution StudentT(Real nu, Real mu, Vector sigma) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>Student's t with nu &gt; 0 degrees of freedom, location mu and scale sigma &gt; 0.</summary>
    public static VectorDistribution StudentT(Real nu, Vector mu, Real sigma) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>Student's t with nu &gt; 0 degrees of freedom, location mu and scale sigma &gt; 0.</summary>
    public static VectorDistribution StudentT(Real nu, Vector mu, Vector sigma) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>Student's t with nu &gt; 0 degrees of freedom, location mu and scale sigma &gt; 0.</summary>
    public static VectorDistribution StudentT(Vector nu, Real mu, Real sigma) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>Student's t with nu &gt; 0 degrees of freedom, location mu and scale sigma &gt; 0.</summary>
    public static VectorDistribution StudentT(Vector nu, Real mu, Vector sigma) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>Student's t with nu &gt; 0 degrees of freedom, location mu and scale sigma &gt; 0.</summary>
    public static VectorDistribution StudentT(Vector nu, Vector mu, Real sigma) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>Student's t with nu &gt; 0 degrees of freedom, location mu and scale sigma &gt; 0.</summary>
    public static VectorDistribution StudentT(Vector nu, Vector mu, Vector sigma) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>Absolute value of a Student's t with nu degrees of freedom, location 0 and the given scale; on the positive half line.</summary>
    public static Distribution HalfStudentT(Real nu, Real scale) => ModelBody.NotExecuted<Distribution>();

    /// <summary>Absolute value of a Student's t with nu degrees of freedom, location 0 and the given scale; on the positive half line.</summary>
    public static VectorDistribution HalfStudentT(Real nu, Vector scale) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>Absolute value of a Student's t with nu degrees of freedom, location 0 and the given scale; on the positive half line.</summary>
    public static VectorDistribution HalfStudentT(Vector nu, Real scale) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>Absolute value of a Student's t with nu degrees of freedom, location 0 and the given scale; on the positive half line.</summary>
    public static VectorDistribution HalfStudentT(Vector nu, Vector scale) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>Cauchy with median mu and half-width at half-height sigma &gt; 0.</summary>
    public static Distribution Cauchy(Real mu, Real sigma) => ModelBody.NotExecuted<Distribution>();

    /// <summary>Cauchy with median mu and half-width at half-height sigma &gt; 0.</summary>
    public static VectorDistribution Cauchy(Real mu, Vector sigma) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>Cauchy with median mu and half-width at half-height sigma &gt; 0.</summary>
    public static VectorDistribution Cauchy(Vector mu, Real sigma) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>Cauchy with median mu and half-width at half-height sigma &gt; 0.</summary>
    public static VectorDistribution Cauchy(Vector mu, Vector sigma) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>Absolute value of a Cauchy with median 0 and the given scale; on the positive half line.</summary>
    public static Distribution HalfCauchy(Real scale) => ModelBody.NotExecuted<Distribution>();

    /// <summary>Absolute value of a Cauchy with median 0 and the given scale; on the positive half line.</summary>
    public static VectorDistribution HalfCauchy(Vector scale) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>Positive; its logarithm is normal with mean mu and standard deviation sigma.</summary>
    public static Distribution LogNormal(Real mu, Real sigma) => ModelBody.NotExecuted<Distribution>();

    /// <summary>Positive; its logarithm is normal with mean mu and standard deviation sigma.</summary>
    public static VectorDistribution LogNormal(Real mu, Vector sigma) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>Positive; its logarithm is normal with mean mu and standard deviation sigma.</summary>
    public static VectorDistribution LogNormal(Vector mu, Real sigma) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>Positive; its logarithm is normal with mean mu and standard deviation sigma.</summary>
    public static VectorDistribution LogNormal(Vector mu, Vector sigma) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>Exponential with mean 1 / rate; on the positive half line.</summary>
    public static Distribution Exponential(Real rate) => ModelBody.NotExecuted<Distribution>();

    /// <summary>Exponential with mean 1 / rate; on the positive half line.</summary>
    public static VectorDistribution Exponential(Vector rate) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>Gamma with mean shape / rate; on the positive half line.</summary>
    public static Distribution Gamma(Real shape, Real rate) => ModelBody.NotExecuted<Distribution>();

    /// <summary>Gamma with mean shape / rate; on the positive half line.</summary>
    public static VectorDistribution Gamma(Real shape, Vector rate) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>Gamma with mean shape / rate; on the positive half line.</summary>
    public static VectorDistribution Gamma(Vector shape, Real rate) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>Gamma with mean shape / rate; on the positive half line.</summary>
    public static VectorDistribution Gamma(Vector shape, Vector rate) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>Inverse gamma: its reciprocal is Gamma(shape, rate = scale); on the positive half line.</summary>
    public static Distribution InverseGamma(Real shape, Real scale) => ModelBody.NotExecuted<Distribution>();

    /// <summary>Inverse gamma: its reciprocal is Gamma(shape, rate = scale); on the positive half line.</summary>
    public static VectorDistribution InverseGamma(Real shape, Vector scale) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>Inverse gamma: its reciprocal is Gamma(shape, rate = scale); on the positive half line.</summary>
    public static VectorDistribution InverseGamma(Vector shape, Real scale) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>Inverse gamma: its reciprocal is Gamma(shape, rate = scale); on the positive half line.</summary>
    public static VectorDistribution InverseGamma(Vector shape, Vector scale) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>Beta on (0, 1) with mean a / (a + b).</summary>
    public static Distribution Beta(Real a, Real b) => ModelBody.NotExecuted<Distribution>();

    /// <summary>Beta on (0, 1) with mean a / (a + b).</summary>
    public static VectorDistribution Beta(Real a, Vector b) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>Beta on (0, 1) with mean a / (a + b).</summary>
    public static VectorDistribution Beta(Vector a, Real b) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>Beta on (0, 1) with mean a / (a + b).</summary>
    public static VectorDistribution Beta(Vector a, Vector b) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>Uniform between lower and upper.</summary>
    public static Distribution Uniform(Real lower, Real upper) => ModelBody.NotExecuted<Distribution>();

    /// <summary>Uniform between lower and upper.</summary>
    public static VectorDistribution Uniform(Real lower, Vector upper) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>Uniform between lower and upper.</summary>
    public static VectorDistribution Uniform(Vector lower, Real upper) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>Uniform between lower and upper.</summary>
    public static VectorDistribution Uniform(Vector lower, Vector upper) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>Double exponential with median mu and mean absolute deviation sigma &gt; 0.</summary>
    public static Distribution Laplace(Real mu, Real sigma) => ModelBody.NotExecuted<Distribution>();

    /// <summary>Double exponential with median mu and mean absolute deviation sigma &gt; 0.</summary>
    public static VectorDistribution Laplace(Real mu, Vector sigma) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>Double exponential with median mu and mean absolute deviation sigma &gt; 0.</summary>
    public static VectorDistribution Laplace(Vector mu, Real sigma) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>Double exponential with median mu and mean absolute deviation sigma &gt; 0.</summary>
    public static VectorDistribution Laplace(Vector mu, Vector sigma) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>Logistic with mean mu and scale sigma &gt; 0 (standard deviation sigma pi / sqrt 3).</summary>
    public static Distribution Logistic(Real mu, Real sigma) => ModelBody.NotExecuted<Distribution>();

    /// <summary>Logistic with mean mu and scale sigma &gt; 0 (standard deviation sigma pi / sqrt 3).</summary>
    public static VectorDistribution Logistic(Real mu, Vector sigma) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>Logistic with mean mu and scale sigma &gt; 0 (standard deviation sigma pi / sqrt 3).</summary>
    public static VectorDistribution Logistic(Vector mu, Real sigma) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>Logistic with mean mu and scale sigma &gt; 0 (standard deviation sigma pi / sqrt 3).</summary>
    public static VectorDistribution Logistic(Vector mu, Vector sigma) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>Weibull with the given shape and scale; on the positive half line.</summary>
    public static Distribution Weibull(Real shape, Real scale) => ModelBody.NotExecuted<Distribution>();

    /// <summary>Weibull with the given shape and scale; on the positive half line.</summary>
    public static VectorDistribution Weibull(Real shape, Vector scale) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>Weibull with the given shape and scale; on the positive half line.</summary>
    public static VectorDistribution Weibull(Vector shape, Real scale) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>Weibull with the given shape and scale; on the positive half line.</summary>
    public static VectorDistribution Weibull(Vector shape, Vector scale) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>Density 1 on the support: improper unless truncated on both sides or informed by data.</summary>
    public static Distribution Flat() => ModelBody.NotExecuted<Distribution>();
}
