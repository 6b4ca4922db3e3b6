// Functions that make distributions of observed integers. Parametrisation and argument order are Stan's (Stan Functions Reference).
namespace Exmc;

/// <summary>Distributions and functions of model bodies, for "using static Exmc.Distributions".</summary>
public static partial class Distributions
{
    /// <summary>0 or 1, with probability p of 1.</summary>
    public static DiscreteDistribution Bernoulli(Real p) => ModelBody.NotExecuted<DiscreteDistribution>();

    /// <summary>0 or 1, with probability p of 1.</summary>
    public static VectorDiscreteDistribution Bernoulli(Vector p) => ModelBody.NotExecuted<VectorDiscreteDistribution>();

    /// <summary>0 or 1, with log odds eta of 1.</summary>
    public static DiscreteDistribution BernoulliLogit(Real eta) => ModelBody.NotExecuted<DiscreteDistribution>();

    /// <summary>0 or 1, with log odds eta of 1.</summary>
    public static VectorDiscreteDistribution BernoulliLogit(Vector eta) => ModelBody.NotExecuted<VectorDiscreteDistribution>();

    /// <summary>Counts with mean rate &gt; 0.</summary>
    public static DiscreteDistribution Poisson(Real rate) => ModelBody.NotExecuted<DiscreteDistribution>();

    /// <summary>Counts with mean rate &gt; 0.</summary>
    public static VectorDiscreteDistribution Poisson(Vector rate) => ModelBody.NotExecuted<VectorDiscreteDistribution>();

    /// <summary>Counts with mean exp(eta).</summary>
    public static DiscreteDistribution PoissonLog(Real eta) => ModelBody.NotExecuted<DiscreteDistribution>();

    /// <summary>Counts with mean exp(eta).</summary>
    public static VectorDiscreteDistribution PoissonLog(Vector eta) => ModelBody.NotExecuted<VectorDiscreteDistribution>();

    /// <summary>Successes among n trials of probability p.</summary>
    public static DiscreteDistribution Binomial(int n, Real p) => ModelBody.NotExecuted<DiscreteDistribution>();

    /// <summary>Successes among n trials of probability p.</summary>
    public static VectorDiscreteDistribution Binomial(int n, Vector p) => ModelBody.NotExecuted<VectorDiscreteDistribution>();

    /// <summary>Successes among n trials of probability p.</summary>
    public static VectorDiscreteDistribution Binomial(int[] n, Real p) => ModelBody.NotExecuted<VectorDiscreteDistribution>();

    /// <summary>Successes among n trials of probability p.</summary>
    public static VectorDiscreteDistribution Binomial(int[] n, Vector p) => ModelBody.NotExecuted<VectorDiscreteDistribution>();

    /// <summary>Successes among n trials of log odds eta.</summary>
    public static DiscreteDistribution BinomialLogit(int n, Real eta) => ModelBody.NotExecuted<DiscreteDistribution>();

    /// <summary>Successes among n trials of log odds eta.</summary>
    public static VectorDiscreteDistribution BinomialLogit(int n, Vector eta) => ModelBody.NotExecuted<VectorDiscreteDistribution>();

    /// <summary>Successes among n trials of log odds eta.</summary>
    public static VectorDiscreteDistribution BinomialLogit(int[] n, Real eta) => ModelBody.NotExecuted<VectorDiscreteDistribution>();

    /// <summary>Successes among n trials of log odds eta.</summary>
    public static VectorDiscreteDistribution BinomialLogit(int[] n, Vector eta) => ModelBody.NotExecuted<VectorDiscreteDistribution>();
}
