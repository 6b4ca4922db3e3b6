// Functions that make further distributions of observed counts. Parametrisation and argument order are Stan's (Stan Functions Reference).
namespace Exmc;

/// <summary>Distributions and functions of model bodies, for "using static Exmc.Distributions".</summary>
public static partial class Distributions
{
    /// <summary>Counts: Poisson with a Gamma(alpha, beta) rate; mean alpha / beta; alpha, beta &gt; 0.</summary>
    public static DiscreteDistribution NegativeBinomial(Real alpha, Real beta) => ModelBody.NotExecuted<DiscreteDistribution>();

    /// <summary>Counts: Poisson with a Gamma(alpha, beta) rate; mean alpha / beta; alpha, beta &gt; 0.</summary>
    public static VectorDiscreteDistribution NegativeBinomial(Real alpha, Vector beta) => ModelBody.NotExecuted<VectorDiscreteDistribution>();

    /// <summary>Counts: Poisson with a Gamma(alpha, beta) rate; mean alpha / beta; alpha, beta &gt; 0.</summary>
    public static VectorDiscreteDistribution NegativeBinomial(Vector alpha, Real beta) => ModelBody.NotExecuted<VectorDiscreteDistribution>();

    /// <summary>Counts: Poisson with a Gamma(alpha, beta) rate; mean alpha / beta; alpha, beta &gt; 0.</summary>
    public static VectorDiscreteDistribution NegativeBinomial(Vector alpha, Vector beta) => ModelBody.NotExecuted<VectorDiscreteDistribution>();

    /// <summary>Overdispersed counts of mean mu &gt; 0 and variance mu + mu^2 / phi, phi &gt; 0.</summary>
    public static DiscreteDistribution NegativeBinomial2(Real mu, Real phi) => ModelBody.NotExecuted<DiscreteDistribution>();

    /// <summary>Overdispersed counts of mean mu &gt; 0 and variance mu + mu^2 / phi, phi &gt; 0.</summary>
    public static VectorDiscreteDistribution NegativeBinomial2(Real mu, Vector phi) => ModelBody.NotExecuted<VectorDiscreteDistribution>();

    /// <summary>Overdispersed counts of mean mu &gt; 0 and variance mu + mu^2 / phi, phi &gt; 0.</summary>
    public static VectorDiscreteDistribution NegativeBinomial2(Vector mu, Real phi) => ModelBody.NotExecuted<VectorDiscreteDistribution>();

    /// <summary>Overdispersed counts of mean mu &gt; 0 and variance mu + mu^2 / phi, phi &gt; 0.</summary>
    public static VectorDiscreteDistribution NegativeBinomial2(Vector mu, Vector phi) => ModelBody.NotExecuted<VectorDiscreteDistribution>();

    /// <summary>Overdispersed counts of mean exp(eta), variance mean + mean^2 / phi, phi &gt; 0.</summary>
    public static DiscreteDistribution NegativeBinomial2Log(Real eta, Real phi) => ModelBody.NotExecuted<DiscreteDistribution>();

    /// <summary>Overdispersed counts of mean exp(eta), variance mean + mean^2 / phi, phi &gt; 0.</summary>
    public static VectorDiscreteDistribution NegativeBinomial2Log(Real eta, Vector phi) => ModelBody.NotExecuted<VectorDiscreteDistribution>();

    /// <summary>Overdispersed counts of mean exp(eta), variance mean + mean^2 / phi, phi &gt; 0.</summary>
    public static VectorDiscreteDistribution NegativeBinomial2Log(Vector eta, Real phi) => ModelBody.NotExecuted<VectorDiscreteDistribution>();

    /// <summary>Overdispersed counts of mean exp(eta), variance mean + mean^2 / phi, phi &gt; 0.</summary>
    public static VectorDiscreteDistribution NegativeBinomial2Log(Vector eta, Vector phi) => ModelBody.NotExecuted<VectorDiscreteDistribution>();

    /// <summary>Successes among n trials whose probability is Beta(alpha, beta); alpha, beta &gt; 0.</summary>
    public static DiscreteDistribution BetaBinomial(int n, Real alpha, Real beta) => ModelBody.NotExecuted<DiscreteDistribution>();

    /// <summary>Successes among n trials whose probability is Beta(alpha, beta); alpha, beta &gt; 0.</summary>
    public static VectorDiscreteDistribution BetaBinomial(int n, Real alpha, Vector beta) => ModelBody.NotExecuted<VectorDiscreteDistribution>();

    /// <summary>Successes among n trials whose probability is Beta(alpha, beta); alpha, beta &gt; 0.</summary>
    public static VectorDiscreteDistribution BetaBinomial(int n, Vector alpha, Real beta) => ModelBody.NotExecuted<VectorDiscreteDistribution>();

    /// <summary>Successes among n trials whose probability is Beta(alpha, beta); alpha, beta &gt; 0.</summary>
    public static VectorDiscreteDistribution BetaBinomial(int n, Vector alpha, Vector beta) => ModelBody.NotExecuted<VectorDiscreteDistribution>();

    /// <summary>Successes among n trials whose probability is Beta(alpha, beta); alpha, beta &gt; 0.</summary>
    public static VectorDiscreteDistribution BetaBinomial(int[] n, Real alpha, Real beta) => ModelBody.NotExecuted<VectorDiscreteDistribution>();

    /// <summary>Successes among n trials whose probability is Beta(alpha, beta); alpha, beta &gt; 0.</summary>
    public static VectorDiscreteDistribution BetaBinomial(int[] n, Real alpha, Vector beta) => ModelBody.NotExecuted<VectorDiscreteDistribution>();

    /// <summary>Successes among n trials whose probability is Beta(alpha, beta); alpha, beta &gt; 0.</summary>
    public static VectorDiscreteDistribution BetaBinomial(int[] n, Vector alpha, Real beta) => ModelBody.NotExecuted<VectorDiscreteDistribution>();

    /// <summary>Successes among n trials whose probability is Beta(alpha, beta); alpha, beta &gt; 0.</summary>
    public static VectorDiscreteDistribution BetaBinomial(int[] n, Vector alpha, Vector beta) => ModelBody.NotExecuted<VectorDiscreteDistribution>();

    /// <summary>Marked ones among n drawn without return from a population of marked and others.</summary>
    public static DiscreteDistribution Hypergeometric(int n, int marked, int others) => ModelBody.NotExecuted<DiscreteDistribution>();

    /// <summary>Marked ones among n drawn without return from a population of marked and others.</summary>
    public static VectorDiscreteDistribution Hypergeometric(int n, int marked, int[] others) => ModelBody.NotExecuted<VectorDiscreteDistribution>();

    /// <summary>Marked ones among n drawn without return from a population of marked and others.</summary>
    public static VectorDiscreteDistribution Hypergeometric(int n, int[] marked, int others) => ModelBody.NotExecuted<VectorDiscreteDistribution>();

    /// <summary>Marked ones among n drawn without return from a population of marked and others.</summary>
    public static VectorDiscreteDistribution Hypergeometric(int n, int[] marked, int[] others) => ModelBody.NotExecuted<VectorDiscreteDistribution>();

    /// <summary>Marked ones among n drawn without return from a population of marked and others.</summary>
    public static VectorDiscreteDistribution Hypergeometric(int[] n, int marked, int others) => ModelBody.NotExecuted<VectorDiscreteDistribution>();

    /// <summary>Marked ones among n drawn without return from a population of marked and others.</summary>
    public static VectorDiscreteDistribution Hypergeometric(int[] n, int marked, int[] others) => ModelBody.NotExecuted<VectorDiscreteDistribution>();

    /// <summary>Marked ones among n drawn without return from a population of marked and others.</summary>
    public static VectorDiscreteDistribution Hypergeometric(int[] n, int[] marked, int others) => ModelBody.NotExecuted<VectorDiscreteDistribution>();

    /// <summary>Marked ones among n drawn without return from a population of marked and others.</summary>
    public static VectorDiscreteDistribution Hypergeometric(int[] n, int[] marked, int[] others) => ModelBody.NotExecuted<VectorDiscreteDistribution>();

    /// <summary>The integers from lower to upper, both included, with equal probabilities.</summary>
    public static DiscreteDistribution DiscreteRange(int lower, int upper) => ModelBody.NotExecuted<DiscreteDistribution>();

    /// <summary>The integers from lower to upper, both included, with equal probabilities.</summary>
    public static VectorDiscreteDistribution DiscreteRange(int lower, int[] upper) => ModelBody.NotExecuted<VectorDiscreteDistribution>();

    /// <summary>The integers from lower to upper, both included, with equal probabilities.</summary>
    public static VectorDiscreteDistribution DiscreteRange(int[] lower, int upper) => ModelBody.NotExecuted<VectorDiscreteDistribution>();

    /// <summary>The integers from lower to upper, both included, with equal probabilities.</summary>
    public static VectorDiscreteDistribution DiscreteRange(int[] lower, int[] upper) => ModelBody.NotExecuted<VectorDiscreteDistribution>();
}
