// Distributions of series.
namespace Exmc;

public static partial class Distributions
{
    /// <summary>A series whose first element is Normal(initial, sigma), and each other one Normal(the one before, sigma).</summary>
    /// <param name="initial">Mean of the first element.</param>
    /// <param name="sigma">Standard deviation of a step, positive.</param>
    /// <param name="n">Number of elements, at least 1, from data alone.</param>
    public static VectorDistribution GaussianRandomWalk(Real initial, Real sigma, int n) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>
    /// An autoregression: x[t] is Normal(sum of coefficients[k] x[t - 1 - k], sigma). The first elements, as many as coefficients, are Normal(0, initialSigma).
    /// </summary>
    /// <param name="coefficients">Coefficients of the elements before, the latest first.</param>
    /// <param name="sigma">Standard deviation of an innovation, positive.</param>
    /// <param name="initialSigma">Standard deviation of the first elements, positive.</param>
    /// <param name="n">Number of elements, at least that of coefficients, from data alone.</param>
    public static VectorDistribution AutoRegressive(Vector coefficients, Real sigma, Real initialSigma, int n) => ModelBody.NotExecuted<VectorDistribution>();
}
