// Distributions of each element of a matrix.
namespace Exmc;

public static partial class Distributions
{
    /// <summary>Normal with means mu and standard deviations sigma &gt; 0, a value for each element.</summary>
    public static MatrixDistribution Normal(Matrix mu, Real sigma) => ModelBody.NotExecuted<MatrixDistribution>();

    /// <summary>Normal with means mu and standard deviations sigma &gt; 0, a value for each element.</summary>
    public static MatrixDistribution Normal(Real mu, Matrix sigma) => ModelBody.NotExecuted<MatrixDistribution>();

    /// <summary>Normal with means mu and standard deviations sigma &gt; 0, a value for each element.</summary>
    public static MatrixDistribution Normal(Matrix mu, Matrix sigma) => ModelBody.NotExecuted<MatrixDistribution>();

    /// <summary>Positive; the logarithm of each element is normal with mean mu and standard deviation sigma.</summary>
    public static MatrixDistribution LogNormal(Matrix mu, Real sigma) => ModelBody.NotExecuted<MatrixDistribution>();

    /// <summary>Positive; the logarithm of each element is normal with mean mu and standard deviation sigma.</summary>
    public static MatrixDistribution LogNormal(Real mu, Matrix sigma) => ModelBody.NotExecuted<MatrixDistribution>();

    /// <summary>Positive; the logarithm of each element is normal with mean mu and standard deviation sigma.</summary>
    public static MatrixDistribution LogNormal(Matrix mu, Matrix sigma) => ModelBody.NotExecuted<MatrixDistribution>();

    /// <summary>Student's t with nu &gt; 0 degrees of freedom, locations mu and scales sigma &gt; 0, a value for each element.</summary>
    public static MatrixDistribution StudentT(Real nu, Matrix mu, Real sigma) => ModelBody.NotExecuted<MatrixDistribution>();

    /// <summary>Student's t with nu &gt; 0 degrees of freedom, locations mu and scales sigma &gt; 0, a value for each element.</summary>
    public static MatrixDistribution StudentT(Real nu, Real mu, Matrix sigma) => ModelBody.NotExecuted<MatrixDistribution>();

    /// <summary>Student's t with nu &gt; 0 degrees of freedom, locations mu and scales sigma &gt; 0, a value for each element.</summary>
    public static MatrixDistribution StudentT(Real nu, Matrix mu, Matrix sigma) => ModelBody.NotExecuted<MatrixDistribution>();
}
