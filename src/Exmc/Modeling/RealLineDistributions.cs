// Functions that make further distributions on the whole line. Parametrisation and argument order are Stan's (Stan Functions Reference).
namespace Exmc;

/// <summary>Distributions and functions of model bodies, for "using static Exmc.Distributions".</summary>
public static partial class Distributions
{
    /// <summary>Gumbel of largest values: location mu, scale sigma &gt; 0, mean mu + 0.5772 sigma.</summary>
    public static Distribution Gumbel(Real mu, Real sigma) => ModelBody.NotExecuted<Distribution>();

    /// <summary>Gumbel of largest values: location mu, scale sigma &gt; 0, mean mu + 0.5772 sigma.</summary>
    public static VectorDistribution Gumbel(Real mu, Vector sigma) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>Gumbel of largest values: location mu, scale sigma &gt; 0, mean mu + 0.5772 sigma.</summary>
    public static VectorDistribution Gumbel(Vector mu, Real sigma) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>Gumbel of largest values: location mu, scale sigma &gt; 0, mean mu + 0.5772 sigma.</summary>
    public static VectorDistribution Gumbel(Vector mu, Vector sigma) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>Skew normal: location xi, scale omega &gt; 0, any skew alpha; a normal for alpha = 0 (Azzalini 1985).</summary>
    public static Distribution SkewNormal(Real xi, Real omega, Real alpha) => ModelBody.NotExecuted<Distribution>();

    /// <summary>Skew normal: location xi, scale omega &gt; 0, any skew alpha; a normal for alpha = 0 (Azzalini 1985).</summary>
    public static VectorDistribution SkewNormal(Real xi, Real omega, Vector alpha) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>Skew normal: location xi, scale omega &gt; 0, any skew alpha; a normal for alpha = 0 (Azzalini 1985).</summary>
    public static VectorDistribution SkewNormal(Real xi, Vector omega, Real alpha) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>Skew normal: location xi, scale omega &gt; 0, any skew alpha; a normal for alpha = 0 (Azzalini 1985).</summary>
    public static VectorDistribution SkewNormal(Real xi, Vector omega, Vector alpha) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>Skew normal: location xi, scale omega &gt; 0, any skew alpha; a normal for alpha = 0 (Azzalini 1985).</summary>
    public static VectorDistribution SkewNormal(Vector xi, Real omega, Real alpha) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>Skew normal: location xi, scale omega &gt; 0, any skew alpha; a normal for alpha = 0 (Azzalini 1985).</summary>
    public static VectorDistribution SkewNormal(Vector xi, Real omega, Vector alpha) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>Skew normal: location xi, scale omega &gt; 0, any skew alpha; a normal for alpha = 0 (Azzalini 1985).</summary>
    public static VectorDistribution SkewNormal(Vector xi, Vector omega, Real alpha) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>Skew normal: location xi, scale omega &gt; 0, any skew alpha; a normal for alpha = 0 (Azzalini 1985).</summary>
    public static VectorDistribution SkewNormal(Vector xi, Vector omega, Vector alpha) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>Normal(mu, sigma) plus an independent exponential of rate lambda &gt; 0.</summary>
    public static Distribution ExpModNormal(Real mu, Real sigma, Real lambda) => ModelBody.NotExecuted<Distribution>();

    /// <summary>Normal(mu, sigma) plus an independent exponential of rate lambda &gt; 0.</summary>
    public static VectorDistribution ExpModNormal(Real mu, Real sigma, Vector lambda) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>Normal(mu, sigma) plus an independent exponential of rate lambda &gt; 0.</summary>
    public static VectorDistribution ExpModNormal(Real mu, Vector sigma, Real lambda) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>Normal(mu, sigma) plus an independent exponential of rate lambda &gt; 0.</summary>
    public static VectorDistribution ExpModNormal(Real mu, Vector sigma, Vector lambda) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>Normal(mu, sigma) plus an independent exponential of rate lambda &gt; 0.</summary>
    public static VectorDistribution ExpModNormal(Vector mu, Real sigma, Real lambda) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>Normal(mu, sigma) plus an independent exponential of rate lambda &gt; 0.</summary>
    public static VectorDistribution ExpModNormal(Vector mu, Real sigma, Vector lambda) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>Normal(mu, sigma) plus an independent exponential of rate lambda &gt; 0.</summary>
    public static VectorDistribution ExpModNormal(Vector mu, Vector sigma, Real lambda) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>Normal(mu, sigma) plus an independent exponential of rate lambda &gt; 0.</summary>
    public static VectorDistribution ExpModNormal(Vector mu, Vector sigma, Vector lambda) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>Asymmetric Laplace: location mu, scale sigma &gt; 0, probability tau in (0, 1) below mu.</summary>
    public static Distribution SkewDoubleExponential(Real mu, Real sigma, Real tau) => ModelBody.NotExecuted<Distribution>();

    /// <summary>Asymmetric Laplace: location mu, scale sigma &gt; 0, probability tau in (0, 1) below mu.</summary>
    public static VectorDistribution SkewDoubleExponential(Real mu, Real sigma, Vector tau) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>Asymmetric Laplace: location mu, scale sigma &gt; 0, probability tau in (0, 1) below mu.</summary>
    public static VectorDistribution SkewDoubleExponential(Real mu, Vector sigma, Real tau) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>Asymmetric Laplace: location mu, scale sigma &gt; 0, probability tau in (0, 1) below mu.</summary>
    public static VectorDistribution SkewDoubleExponential(Real mu, Vector sigma, Vector tau) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>Asymmetric Laplace: location mu, scale sigma &gt; 0, probability tau in (0, 1) below mu.</summary>
    public static VectorDistribution SkewDoubleExponential(Vector mu, Real sigma, Real tau) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>Asymmetric Laplace: location mu, scale sigma &gt; 0, probability tau in (0, 1) below mu.</summary>
    public static VectorDistribution SkewDoubleExponential(Vector mu, Real sigma, Vector tau) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>Asymmetric Laplace: location mu, scale sigma &gt; 0, probability tau in (0, 1) below mu.</summary>
    public static VectorDistribution SkewDoubleExponential(Vector mu, Vector sigma, Real tau) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>Asymmetric Laplace: location mu, scale sigma &gt; 0, probability tau in (0, 1) below mu.</summary>
    public static VectorDistribution SkewDoubleExponential(Vector mu, Vector sigma, Vector tau) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>Angle on (-pi, pi) about mu, an angle, with concentration kappa &gt; 0 (Mardia and Jupp 2000).</summary>
    public static Distribution VonMises(Real mu, Real kappa) => ModelBody.NotExecuted<Distribution>();

    /// <summary>Angle on (-pi, pi) about mu, an angle, with concentration kappa &gt; 0 (Mardia and Jupp 2000).</summary>
    public static VectorDistribution VonMises(Real mu, Vector kappa) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>Angle on (-pi, pi) about mu, an angle, with concentration kappa &gt; 0 (Mardia and Jupp 2000).</summary>
    public static VectorDistribution VonMises(Vector mu, Real kappa) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>Angle on (-pi, pi) about mu, an angle, with concentration kappa &gt; 0 (Mardia and Jupp 2000).</summary>
    public static VectorDistribution VonMises(Vector mu, Vector kappa) => ModelBody.NotExecuted<VectorDistribution>();
}
