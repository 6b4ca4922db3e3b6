// Functions that make matrices, and vectors from them. Covariance functions: Rasmussen and Williams (2006), chapter 4.
namespace Exmc;

/// <summary>Distributions and functions of model bodies, for "using static Exmc.Distributions".</summary>
public static partial class Distributions
{
    /// <summary>Lower Cholesky factor L of a symmetric positive definite matrix L L'; its lower triangle is read. Not finite where the matrix is not positive definite.</summary>
    public static Matrix Cholesky(Matrix x) => ModelBody.NotExecuted<Matrix>();

    /// <summary>x with L x = b, L lower triangular and square, as many rows as b has elements.</summary>
    public static Vector SolveLower(Matrix lower, Vector b) => ModelBody.NotExecuted<Vector>();

    /// <summary>x with L' x = b, L lower triangular and square, as many rows as b has elements.</summary>
    public static Vector SolveTransposed(Matrix lower, Vector b) => ModelBody.NotExecuted<Vector>();

    /// <summary>x with A x = b, A symmetric positive definite, by its Cholesky factor.</summary>
    public static Vector SolvePositive(Matrix a, Vector b) => ModelBody.NotExecuted<Vector>();

    /// <summary>Log of the determinant of a symmetric positive definite matrix, by its Cholesky factor.</summary>
    public static Real LogDeterminant(Matrix a) => ModelBody.NotExecuted<Real>();

    /// <summary>x' A x.</summary>
    public static Real QuadraticForm(Matrix a, Vector x) => ModelBody.NotExecuted<Real>();

    /// <summary>A square matrix with this diagonal and zeros elsewhere.</summary>
    public static Matrix DiagonalMatrix(Vector diagonal) => ModelBody.NotExecuted<Matrix>();

    /// <summary>The matrix of all products of an element of a and one of b.</summary>
    public static Matrix OuterProduct(Vector a, Vector b) => ModelBody.NotExecuted<Matrix>();

    /// <summary>The part of a matrix that starts at a row and a column, 0-based, with so many rows and columns.</summary>
    public static Matrix Block(Matrix x, int row, int column, int rows, int columns) => ModelBody.NotExecuted<Matrix>();

    /// <summary>Rows become columns.</summary>
    public static Matrix Transpose(Matrix x) => ModelBody.NotExecuted<Matrix>();

    /// <summary>The diagonal of a square matrix.</summary>
    public static Vector Diagonal(Matrix x) => ModelBody.NotExecuted<Vector>();

    /// <summary>A square matrix with a number added to each element of its diagonal.</summary>
    public static Matrix AddDiagonal(Matrix x, Real added) => ModelBody.NotExecuted<Matrix>();

    /// <summary>A square matrix with a vector added to its diagonal.</summary>
    public static Matrix AddDiagonal(Matrix x, Vector added) => ModelBody.NotExecuted<Matrix>();

    /// <summary>Covariance sigma^2 exp(-d^2 / (2 length^2)) of a Gaussian process at the points x, d their distance; n by n.</summary>
    /// <param name="x">Points, in the units of the length.</param>
    /// <param name="sigma">Standard deviation, positive, in the units of the process.</param>
    /// <param name="length">Length scale, positive.</param>
    public static Matrix SquaredExponential(Vector x, Real sigma, Real length) => ModelBody.NotExecuted<Matrix>();

    /// <summary>Matern covariance of smoothness 1/2: sigma^2 exp(-d / length).</summary>
    public static Matrix Matern12(Vector x, Real sigma, Real length) => ModelBody.NotExecuted<Matrix>();

    /// <summary>Matern covariance of smoothness 3/2: sigma^2 (1 + r) exp(-r), r = sqrt(3) d / length.</summary>
    public static Matrix Matern32(Vector x, Real sigma, Real length) => ModelBody.NotExecuted<Matrix>();

    /// <summary>Matern covariance of smoothness 5/2: sigma^2 (1 + r + r^2 / 3) exp(-r), r = sqrt(5) d / length.</summary>
    public static Matrix Matern52(Vector x, Real sigma, Real length) => ModelBody.NotExecuted<Matrix>();

    /// <summary>Periodic covariance sigma^2 exp(-2 sin^2(pi d / period) / length^2) (MacKay 1998).</summary>
    public static Matrix Periodic(Vector x, Real sigma, Real length, Real period) => ModelBody.NotExecuted<Matrix>();

    /// <summary>Covariance sigma^2 x x' of a random slope.</summary>
    public static Matrix Linear(Vector x, Real sigma) => ModelBody.NotExecuted<Matrix>();

    /// <summary>A vector with the same number in every place.</summary>
    public static Vector Fill(Real value, int length) => ModelBody.NotExecuted<Vector>();

    /// <summary>Q of the thin QR factorisation x = Q R, as large as x, its columns orthonormal; x of data alone, with at least as many rows as columns.</summary>
    public static Matrix QrThinQ(Matrix x) => ModelBody.NotExecuted<Matrix>();

    /// <summary>R of the thin QR factorisation x = Q R, upper triangular with a positive diagonal; x of data alone, with at least as many rows as columns.</summary>
    public static Matrix QrThinR(Matrix x) => ModelBody.NotExecuted<Matrix>();
}
