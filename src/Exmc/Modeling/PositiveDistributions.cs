// Functions that make further distributions of positive numbers, and of numbers above a bound. Parametrisation and argument order are Stan's (Stan Functions Reference).
namespace Exmc;

/// <summary>Distributions and functions of model bodies, for "using static Exmc.Distributions".</summary>
public static partial class Distributions
{
    /// <summary>Chi-square with nu &gt; 0 degrees of freedom, mean nu.</summary>
    public static Distribution ChiSquare(Real nu) => ModelBody.NotExecuted<Distribution>();

    /// <summary>Chi-square with nu &gt; 0 degrees of freedom, mean nu.</summary>
    public static VectorDistribution ChiSquare(Vector nu) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>Reciprocal of a chi-square with nu &gt; 0 degrees of freedom.</summary>
    public static Distribution InverseChiSquare(Real nu) => ModelBody.NotExecuted<Distribution>();

    /// <summary>Reciprocal of a chi-square with nu &gt; 0 degrees of freedom.</summary>
    public static VectorDistribution InverseChiSquare(Vector nu) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>nu s^2 over a chi-square with nu &gt; 0 degrees of freedom; s &gt; 0 is a standard deviation.</summary>
    public static Distribution ScaledInverseChiSquare(Real nu, Real s) => ModelBody.NotExecuted<Distribution>();

    /// <summary>nu s^2 over a chi-square with nu &gt; 0 degrees of freedom; s &gt; 0 is a standard deviation.</summary>
    public static VectorDistribution ScaledInverseChiSquare(Real nu, Vector s) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>nu s^2 over a chi-square with nu &gt; 0 degrees of freedom; s &gt; 0 is a standard deviation.</summary>
    public static VectorDistribution ScaledInverseChiSquare(Vector nu, Real s) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>nu s^2 over a chi-square with nu &gt; 0 degrees of freedom; s &gt; 0 is a standard deviation.</summary>
    public static VectorDistribution ScaledInverseChiSquare(Vector nu, Vector s) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>Frechet of largest values: shape alpha &gt; 0, scale sigma &gt; 0.</summary>
    public static Distribution Frechet(Real alpha, Real sigma) => ModelBody.NotExecuted<Distribution>();

    /// <summary>Frechet of largest values: shape alpha &gt; 0, scale sigma &gt; 0.</summary>
    public static VectorDistribution Frechet(Real alpha, Vector sigma) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>Frechet of largest values: shape alpha &gt; 0, scale sigma &gt; 0.</summary>
    public static VectorDistribution Frechet(Vector alpha, Real sigma) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>Frechet of largest values: shape alpha &gt; 0, scale sigma &gt; 0.</summary>
    public static VectorDistribution Frechet(Vector alpha, Vector sigma) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>Length of a vector of two independent normals of standard deviation sigma &gt; 0.</summary>
    public static Distribution Rayleigh(Real sigma) => ModelBody.NotExecuted<Distribution>();

    /// <summary>Length of a vector of two independent normals of standard deviation sigma &gt; 0.</summary>
    public static VectorDistribution Rayleigh(Vector sigma) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>Log-logistic: median alpha &gt; 0, shape beta &gt; 0.</summary>
    public static Distribution LogLogistic(Real alpha, Real beta) => ModelBody.NotExecuted<Distribution>();

    /// <summary>Log-logistic: median alpha &gt; 0, shape beta &gt; 0.</summary>
    public static VectorDistribution LogLogistic(Real alpha, Vector beta) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>Log-logistic: median alpha &gt; 0, shape beta &gt; 0.</summary>
    public static VectorDistribution LogLogistic(Vector alpha, Real beta) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>Log-logistic: median alpha &gt; 0, shape beta &gt; 0.</summary>
    public static VectorDistribution LogLogistic(Vector alpha, Vector beta) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>Pareto above minimum &gt; 0: tail probability (minimum / x)^alpha, alpha &gt; 0.</summary>
    public static Distribution Pareto(Real minimum, Real alpha) => ModelBody.NotExecuted<Distribution>();

    /// <summary>Pareto above minimum &gt; 0: tail probability (minimum / x)^alpha, alpha &gt; 0.</summary>
    public static VectorDistribution Pareto(Real minimum, Vector alpha) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>Pareto above minimum &gt; 0: tail probability (minimum / x)^alpha, alpha &gt; 0.</summary>
    public static VectorDistribution Pareto(Vector minimum, Real alpha) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>Pareto above minimum &gt; 0: tail probability (minimum / x)^alpha, alpha &gt; 0.</summary>
    public static VectorDistribution Pareto(Vector minimum, Vector alpha) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>Pareto of type 2 above mu: tail probability (1 + (x - mu) / lambda)^-alpha; lambda, alpha &gt; 0.</summary>
    public static Distribution ParetoType2(Real mu, Real lambda, Real alpha) => ModelBody.NotExecuted<Distribution>();

    /// <summary>Pareto of type 2 above mu: tail probability (1 + (x - mu) / lambda)^-alpha; lambda, alpha &gt; 0.</summary>
    public static VectorDistribution ParetoType2(Real mu, Real lambda, Vector alpha) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>Pareto of type 2 above mu: tail probability (1 + (x - mu) / lambda)^-alpha; lambda, alpha &gt; 0.</summary>
    public static VectorDistribution ParetoType2(Real mu, Vector lambda, Real alpha) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>Pareto of type 2 above mu: tail probability (1 + (x - mu) / lambda)^-alpha; lambda, alpha &gt; 0.</summary>
    public static VectorDistribution ParetoType2(Real mu, Vector lambda, Vector alpha) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>Pareto of type 2 above mu: tail probability (1 + (x - mu) / lambda)^-alpha; lambda, alpha &gt; 0.</summary>
    public static VectorDistribution ParetoType2(Vector mu, Real lambda, Real alpha) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>Pareto of type 2 above mu: tail probability (1 + (x - mu) / lambda)^-alpha; lambda, alpha &gt; 0.</summary>
    public static VectorDistribution ParetoType2(Vector mu, Real lambda, Vector alpha) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>Pareto of type 2 above mu: tail probability (1 + (x - mu) / lambda)^-alpha; lambda, alpha &gt; 0.</summary>
    public static VectorDistribution ParetoType2(Vector mu, Vector lambda, Real alpha) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>Pareto of type 2 above mu: tail probability (1 + (x - mu) / lambda)^-alpha; lambda, alpha &gt; 0.</summary>
    public static VectorDistribution ParetoType2(Vector mu, Vector lambda, Vector alpha) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>Beta on (0, 1) with mean mu in (0, 1) and precision kappa &gt; 0: Beta(mu kappa, (1 - mu) kappa).</summary>
    public static Distribution BetaProportion(Real mu, Real kappa) => ModelBody.NotExecuted<Distribution>();

    /// <summary>Beta on (0, 1) with mean mu in (0, 1) and precision kappa &gt; 0: Beta(mu kappa, (1 - mu) kappa).</summary>
    public static VectorDistribution BetaProportion(Real mu, Vector kappa) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>Beta on (0, 1) with mean mu in (0, 1) and precision kappa &gt; 0: Beta(mu kappa, (1 - mu) kappa).</summary>
    public static VectorDistribution BetaProportion(Vector mu, Real kappa) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>Beta on (0, 1) with mean mu in (0, 1) and precision kappa &gt; 0: Beta(mu kappa, (1 - mu) kappa).</summary>
    public static VectorDistribution BetaProportion(Vector mu, Vector kappa) => ModelBody.NotExecuted<VectorDistribution>();
}
