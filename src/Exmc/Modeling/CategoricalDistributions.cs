// Distributions over categories 0, 1, ... Categories count from 0, unlike Stan's.
namespace Exmc;

/// <summary>Distributions and functions of model bodies, for "using static Exmc.Distributions".</summary>
public static partial class Distributions
{
    /// <summary>Categories with these probabilities, which sum to one.</summary>
    public static DiscreteDistribution Categorical(Vector probabilities) => ModelBody.NotExecuted<DiscreteDistribution>();

    /// <summary>One category per row of probabilities.</summary>
    public static VectorDiscreteDistribution Categorical(Matrix probabilities) => ModelBody.NotExecuted<VectorDiscreteDistribution>();

    /// <summary>Categories with probabilities proportional to exp(logits): multinomial logistic regression.</summary>
    public static DiscreteDistribution CategoricalLogit(Vector logits) => ModelBody.NotExecuted<DiscreteDistribution>();

    /// <summary>One category per row of logits.</summary>
    public static VectorDiscreteDistribution CategoricalLogit(Matrix logits) => ModelBody.NotExecuted<VectorDiscreteDistribution>();

    /// <summary>The category among increasing cutpoints, one fewer than categories, that a Logistic(eta, 1) value falls in (McCullagh 1980).</summary>
    public static DiscreteDistribution OrderedLogistic(Real eta, Vector cutpoints) => ModelBody.NotExecuted<DiscreteDistribution>();

    /// <summary>One category per element of eta, with the same cutpoints.</summary>
    public static VectorDiscreteDistribution OrderedLogistic(Vector eta, Vector cutpoints) => ModelBody.NotExecuted<VectorDiscreteDistribution>();

    /// <summary>The category among increasing cutpoints, one fewer than categories, that a Normal(eta, 1) value falls in (McKelvey and Zavoina 1975).</summary>
    public static DiscreteDistribution OrderedProbit(Real eta, Vector cutpoints) => ModelBody.NotExecuted<DiscreteDistribution>();

    /// <summary>One category per element of eta, with the same cutpoints.</summary>
    public static VectorDiscreteDistribution OrderedProbit(Vector eta, Vector cutpoints) => ModelBody.NotExecuted<VectorDiscreteDistribution>();

    /// <summary>Counts of several kinds in n trials whose probabilities are Dirichlet(alpha), alpha &gt; 0.</summary>
    public static VectorDiscreteDistribution DirichletMultinomial(int n, Vector alpha) => ModelBody.NotExecuted<VectorDiscreteDistribution>();
}
