// Generalised linear models and other short forms.
namespace Exmc;

public static partial class Distributions
{
    /// <summary>Normal(0, 1).</summary>
    public static Distribution StandardNormal() => ModelBody.NotExecuted<Distribution>();

    /// <summary>Normal(alpha + x beta, sigma): linear regression with one intercept.</summary>
    public static VectorDistribution NormalIdGlm(Matrix x, Real alpha, Vector beta, Real sigma) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>BernoulliLogit(alpha + x beta): logistic regression with one intercept.</summary>
    public static VectorDiscreteDistribution BernoulliLogitGlm(Matrix x, Real alpha, Vector beta) => ModelBody.NotExecuted<VectorDiscreteDistribution>();

    /// <summary>BinomialLogit(n, alpha + x beta): logistic regression of counts out of n with one intercept.</summary>
    public static VectorDiscreteDistribution BinomialLogitGlm(int[] n, Matrix x, Real alpha, Vector beta) => ModelBody.NotExecuted<VectorDiscreteDistribution>();

    /// <summary>PoissonLog(alpha + x beta): regression of counts with one intercept.</summary>
    public static VectorDiscreteDistribution PoissonLogGlm(Matrix x, Real alpha, Vector beta) => ModelBody.NotExecuted<VectorDiscreteDistribution>();

    /// <summary>NegativeBinomial2Log(alpha + x beta, precision): regression of overdispersed counts with one intercept.</summary>
    public static VectorDiscreteDistribution NegativeBinomial2LogGlm(Matrix x, Real alpha, Vector beta, Real precision) => ModelBody.NotExecuted<VectorDiscreteDistribution>();

    /// <summary>Normal(alpha + x beta, sigma): linear regression with an intercept for each row.</summary>
    public static VectorDistribution NormalIdGlm(Matrix x, Vector alpha, Vector beta, Real sigma) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>BernoulliLogit(alpha + x beta): logistic regression with an intercept for each row.</summary>
    public static VectorDiscreteDistribution BernoulliLogitGlm(Matrix x, Vector alpha, Vector beta) => ModelBody.NotExecuted<VectorDiscreteDistribution>();

    /// <summary>BinomialLogit(n, alpha + x beta): logistic regression of counts out of n with an intercept for each row.</summary>
    public static VectorDiscreteDistribution BinomialLogitGlm(int[] n, Matrix x, Vector alpha, Vector beta) => ModelBody.NotExecuted<VectorDiscreteDistribution>();

    /// <summary>PoissonLog(alpha + x beta): regression of counts with an intercept for each row.</summary>
    public static VectorDiscreteDistribution PoissonLogGlm(Matrix x, Vector alpha, Vector beta) => ModelBody.NotExecuted<VectorDiscreteDistribution>();

    /// <summary>NegativeBinomial2Log(alpha + x beta, precision): regression of overdispersed counts with an intercept for each row.</summary>
    public static VectorDiscreteDistribution NegativeBinomial2LogGlm(Matrix x, Vector alpha, Vector beta, Real precision) => ModelBody.NotExecuted<VectorDiscreteDistribution>();

    /// <summary>OrderedLogistic(x beta, cutpoints): proportional odds, without an intercept, which the cutpoints hold.</summary>
    public static VectorDiscreteDistribution OrderedLogisticGlm(Matrix x, Vector beta, Vector cutpoints) => ModelBody.NotExecuted<VectorDiscreteDistribution>();

    /// <summary>CategoricalLogit of the rows of alpha + x beta: an intercept and a column of beta for each category.</summary>
    public static VectorDiscreteDistribution CategoricalLogitGlm(Matrix x, Vector alpha, Matrix beta) => ModelBody.NotExecuted<VectorDiscreteDistribution>();

    /// <summary>Counts of several kinds in n trials whose probabilities are proportional to exp(logits).</summary>
    public static VectorDiscreteDistribution MultinomialLogit(int n, Vector logits) => ModelBody.NotExecuted<VectorDiscreteDistribution>();
}
