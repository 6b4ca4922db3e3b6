// Distributions of vectors and matrices. Parametrisation and argument order are Stan's.
namespace Exmc;

/// <summary>Distributions and functions of model bodies, for "using static Exmc.Distributions".</summary>
public static partial class Distributions
{
    /// <summary>Dirichlet on the simplex with concentrations alpha &gt; 0, one per element.</summary>
    public static VectorDistribution Dirichlet(Vector alpha) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>Multivariate normal with mean mu and this covariance, symmetric positive definite; its lower triangle is read.</summary>
    public static VectorDistribution MultivariateNormal(Vector mu, Matrix covariance) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>Multivariate normals, one per row of mu, with one covariance.</summary>
    public static MatrixDistribution MultivariateNormal(Matrix mu, Matrix covariance) => ModelBody.NotExecuted<MatrixDistribution>();

    /// <summary>Multivariate normal with mean mu and covariance L L', L lower triangular with a positive diagonal.</summary>
    public static VectorDistribution MultivariateNormalCholesky(Vector mu, Matrix lower) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>Multivariate normals, one per row of mu, with covariance L L'.</summary>
    public static MatrixDistribution MultivariateNormalCholesky(Matrix mu, Matrix lower) => ModelBody.NotExecuted<MatrixDistribution>();

    /// <summary>Multivariate normal with mean mu and this inverse covariance, symmetric positive definite (Rue and Held 2005).</summary>
    public static VectorDistribution MultivariateNormalPrecision(Vector mu, Matrix precision) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>Multivariate Student t: nu &gt; 0 degrees of freedom, location mu, symmetric positive definite scale.</summary>
    public static VectorDistribution MultivariateStudentT(Real nu, Vector mu, Matrix scale) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>Multivariate Student t: nu &gt; 0 degrees of freedom, location mu, scale L L', L lower triangular with a positive diagonal.</summary>
    public static VectorDistribution MultivariateStudentTCholesky(Real nu, Vector mu, Matrix lower) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>Gaussian processes at the same points, one per row: row k is normal with mean 0 and this covariance over weights[k], &gt; 0.</summary>
    public static MatrixDistribution MultiGp(Matrix covariance, Vector weights) => ModelBody.NotExecuted<MatrixDistribution>();

    /// <summary>Gaussian processes at the same points, one per row: row k is normal with mean 0 and covariance L L' over weights[k], &gt; 0.</summary>
    public static MatrixDistribution MultiGpCholesky(Matrix lower, Vector weights) => ModelBody.NotExecuted<MatrixDistribution>();

    /// <summary>Counts of several kinds in n trials with these probabilities, which sum to one; for observed data.</summary>
    public static VectorDiscreteDistribution Multinomial(int n, Vector probabilities) => ModelBody.NotExecuted<VectorDiscreteDistribution>();

    /// <summary>
    /// Lower Cholesky factors of count by count correlation matrices with density proportional to their determinant to the power
    /// shape - 1, shape &gt; 0; uniform over correlations for 1 (Lewandowski, Kurowicka and Joe 2009).
    /// </summary>
    public static MatrixDistribution LkjCholesky(int count, Real shape) => ModelBody.NotExecuted<MatrixDistribution>();

    /// <summary>Correlation matrices with density proportional to their determinant to the power shape - 1, shape &gt; 0 (Lewandowski, Kurowicka and Joe 2009).</summary>
    public static MatrixDistribution LkjCorrelation(int count, Real shape) => ModelBody.NotExecuted<MatrixDistribution>();

    /// <summary>Wishart: degrees &gt; p - 1, p by p positive definite scale, mean degrees times scale.</summary>
    public static MatrixDistribution Wishart(Real degrees, Matrix scale) => ModelBody.NotExecuted<MatrixDistribution>();

    /// <summary>Lower factors whose products with their transposes are Wishart(degrees, L L'); for CholeskyCovariance parameters.</summary>
    public static MatrixDistribution WishartCholesky(Real degrees, Matrix lower) => ModelBody.NotExecuted<MatrixDistribution>();

    /// <summary>Lower factors whose products with their transposes are InverseWishart(degrees, L L'); for CholeskyCovariance parameters.</summary>
    public static MatrixDistribution InverseWishartCholesky(Real degrees, Matrix lower) => ModelBody.NotExecuted<MatrixDistribution>();

    /// <summary>Inverse Wishart: degrees &gt; p - 1, p by p positive definite scale, mean scale / (degrees - p - 1).</summary>
    public static MatrixDistribution InverseWishart(Real degrees, Matrix scale) => ModelBody.NotExecuted<MatrixDistribution>();
}
