// Mixtures: one of several distributions, which one is unknown. Fruehwirth-Schnatter (2006), Finite Mixture and Markov Switching Models.
namespace Exmc;

public static partial class Distributions
{
    /// <summary>A draw of component k, one element of <paramref name="components"/>, with probability weights[k]; the weights sum to one.</summary>
    public static Distribution Mixture(Vector weights, VectorDistribution components) => ModelBody.NotExecuted<Distribution>();

    /// <summary>A draw of component k with probability weights[k]; the weights sum to one, the components share their support.</summary>
    public static Distribution Mixture(Vector weights, params Distribution[] components) => ModelBody.NotExecuted<Distribution>();

    /// <summary>For each element a draw of that element of component k with probability weights[k].</summary>
    public static VectorDistribution Mixture(Vector weights, params VectorDistribution[] components) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>A count of component k, one element of <paramref name="components"/>, with probability weights[k]; the weights sum to one.</summary>
    public static DiscreteDistribution Mixture(Vector weights, VectorDiscreteDistribution components) => ModelBody.NotExecuted<DiscreteDistribution>();

    /// <summary>A count of component k with probability weights[k]; the weights sum to one.</summary>
    public static DiscreteDistribution Mixture(Vector weights, params DiscreteDistribution[] components) => ModelBody.NotExecuted<DiscreteDistribution>();

    /// <summary>For each element a count of that element of component k with probability weights[k].</summary>
    public static VectorDiscreteDistribution Mixture(Vector weights, params VectorDiscreteDistribution[] components) => ModelBody.NotExecuted<VectorDiscreteDistribution>();
}
