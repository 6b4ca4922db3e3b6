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

    /// <summary>
    /// Readings design' x[t] + Normal(0, sigma) of hidden states x[0] ~ N(initialMean, initialCovariance), x[t] ~ N(transition x[t - 1], stateCovariance).
    /// The states are integrated out by the Kalman filter. Readings that are NaN are left out, where the data are marked AllowMissing.
    /// Durbin and Koopman (2012), Time Series Analysis by State Space Methods, 7.2.
    /// </summary>
    /// <param name="design">Weights of the states in a reading.</param>
    /// <param name="sigma">Standard deviation of the noise of a reading, &gt; 0.</param>
    /// <param name="transition">Square, a row and a column for each state.</param>
    /// <param name="stateCovariance">Of the noise of the states; symmetric positive semi-definite.</param>
    /// <param name="initialMean">Mean of the states at the first reading.</param>
    /// <param name="initialCovariance">Of the states at the first reading; symmetric positive semi-definite.</param>
    /// <param name="n">Number of readings, from data alone.</param>
    public static VectorDistribution LinearGaussianStateSpace(
        Vector design, Real sigma, Matrix transition, Matrix stateCovariance, Vector initialMean, Matrix initialCovariance, int n) =>
        ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>Several readings at a time (columns) of hidden states, at each of n times (rows).</summary>
    /// <param name="design">Weights of the states (columns) in each reading (row).</param>
    /// <param name="sigma">Standard deviation of the noise of each reading, &gt; 0.</param>
    /// <inheritdoc cref="LinearGaussianStateSpace"/>
    public static MatrixDistribution MultivariateStateSpace(
        Matrix design, Vector sigma, Matrix transition, Matrix stateCovariance, Vector initialMean, Matrix initialCovariance, int n) =>
        ModelBody.NotExecuted<MatrixDistribution>();
}
