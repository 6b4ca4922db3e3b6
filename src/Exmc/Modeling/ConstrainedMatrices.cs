// Matrix parameters that are constrained as a whole. Their transforms are Stan's (Stan Reference Manual, "Constraint Transforms").
namespace Exmc;

/// <summary>A matrix that is constrained as a whole: it reads as a <see cref="Matrix"/> and has its operators.</summary>
public interface IConstrainedMatrix
{
    /// <summary>Number of rows.</summary>
    int Rows { get; }

    /// <summary>Number of columns.</summary>
    int Columns { get; }
}

/// <summary>A matrix parameter: the lower Cholesky factor of a correlation matrix. Its rows have length one.</summary>
public readonly struct CholeskyCorrelation : IConstrainedMatrix
{
    /// <inheritdoc/>
    public int Rows => ModelBody.NotExecuted<int>();

    /// <inheritdoc/>
    public int Columns => ModelBody.NotExecuted<int>();

    /// <summary>One element, 0-based.</summary>
    public Real this[int row, int column] => ModelBody.NotExecuted<Real>();

    /// <summary>One row, 0-based.</summary>
    public Vector Row(int index) => ModelBody.NotExecuted<Vector>();

    /// <summary>One column, 0-based.</summary>
    public Vector Column(int index) => ModelBody.NotExecuted<Vector>();

    /// <summary>Its elements.</summary>
    public static implicit operator Matrix(CholeskyCorrelation value) => ModelBody.NotExecuted<Matrix>();

    /// <summary>The matrix has this prior, restricted to the constraint and not renormalised, as in Stan.</summary>
    public static implicit operator CholeskyCorrelation(MatrixDistribution distribution) => ModelBody.NotExecuted<CholeskyCorrelation>();
}

/// <summary>A matrix parameter: lower triangular with positive diagonal, the Cholesky factor of a covariance matrix.</summary>
public readonly struct CholeskyCovariance : IConstrainedMatrix
{
    /// <inheritdoc/>
    public int Rows => ModelBody.NotExecuted<int>();

    /// <inheritdoc/>
    public int Columns => ModelBody.NotExecuted<int>();

    /// <summary>One element, 0-based.</summary>
    public Real this[int row, int column] => ModelBody.NotExecuted<Real>();

    /// <summary>One row, 0-based.</summary>
    public Vector Row(int index) => ModelBody.NotExecuted<Vector>();

    /// <summary>One column, 0-based.</summary>
    public Vector Column(int index) => ModelBody.NotExecuted<Vector>();

    /// <summary>Its elements.</summary>
    public static implicit operator Matrix(CholeskyCovariance value) => ModelBody.NotExecuted<Matrix>();

    /// <summary>The matrix has this prior, restricted to the constraint and not renormalised, as in Stan.</summary>
    public static implicit operator CholeskyCovariance(MatrixDistribution distribution) => ModelBody.NotExecuted<CholeskyCovariance>();
}

/// <summary>A matrix parameter: symmetric positive definite with unit diagonal.</summary>
public readonly struct Correlation : IConstrainedMatrix
{
    /// <inheritdoc/>
    public int Rows => ModelBody.NotExecuted<int>();

    /// <inheritdoc/>
    public int Columns => ModelBody.NotExecuted<int>();

    /// <summary>One element, 0-based.</summary>
    public Real this[int row, int column] => ModelBody.NotExecuted<Real>();

    /// <summary>One row, 0-based.</summary>
    public Vector Row(int index) => ModelBody.NotExecuted<Vector>();

    /// <summary>One column, 0-based.</summary>
    public Vector Column(int index) => ModelBody.NotExecuted<Vector>();

    /// <summary>Its elements.</summary>
    public static implicit operator Matrix(Correlation value) => ModelBody.NotExecuted<Matrix>();

    /// <summary>The matrix has this prior, restricted to the constraint and not renormalised, as in Stan.</summary>
    public static implicit operator Correlation(MatrixDistribution distribution) => ModelBody.NotExecuted<Correlation>();
}

/// <summary>A matrix parameter: symmetric positive definite.</summary>
public readonly struct Covariance : IConstrainedMatrix
{
    /// <inheritdoc/>
    public int Rows => ModelBody.NotExecuted<int>();

    /// <inheritdoc/>
    public int Columns => ModelBody.NotExecuted<int>();

    /// <summary>One element, 0-based.</summary>
    public Real this[int row, int column] => ModelBody.NotExecuted<Real>();

    /// <summary>One row, 0-based.</summary>
    public Vector Row(int index) => ModelBody.NotExecuted<Vector>();

    /// <summary>One column, 0-based.</summary>
    public Vector Column(int index) => ModelBody.NotExecuted<Vector>();

    /// <summary>Its elements.</summary>
    public static implicit operator Matrix(Covariance value) => ModelBody.NotExecuted<Matrix>();

    /// <summary>The matrix has this prior, restricted to the constraint and not renormalised, as in Stan.</summary>
    public static implicit operator Covariance(MatrixDistribution distribution) => ModelBody.NotExecuted<Covariance>();
}

/// <summary>A matrix parameter each row of which is a constrained vector: probabilities of several groups, say.</summary>
public readonly struct Rows<T> : IConstrainedMatrix
    where T : struct, IConstrainedVector
{
    /// <inheritdoc/>
    int IConstrainedMatrix.Rows => ModelBody.NotExecuted<int>();

    /// <summary>Number of rows.</summary>
    public int Count => ModelBody.NotExecuted<int>();

    /// <inheritdoc/>
    public int Columns => ModelBody.NotExecuted<int>();

    /// <summary>One element, 0-based.</summary>
    public Real this[int row, int column] => ModelBody.NotExecuted<Real>();

    /// <summary>One row, 0-based.</summary>
    public Vector Row(int index) => ModelBody.NotExecuted<Vector>();

    /// <summary>One column, 0-based.</summary>
    public Vector Column(int index) => ModelBody.NotExecuted<Vector>();

    /// <summary>Its elements.</summary>
    public static implicit operator Matrix(Rows<T> value) => ModelBody.NotExecuted<Matrix>();

    /// <summary>Each row has this prior, restricted to the constraint and not renormalised, as in Stan.</summary>
    public static implicit operator Rows<T>(MatrixDistribution distribution) => ModelBody.NotExecuted<Rows<T>>();
}

/// <summary>An array of matrices of one size: correlations of several groups, say.</summary>
/// <typeparam name="T"><see cref="Matrix"/>, or a matrix that is constrained as a whole.</typeparam>
public readonly struct Matrices<T>
    where T : struct
{
    /// <summary>Number of matrices.</summary>
    public int Count => ModelBody.NotExecuted<int>();

    /// <summary>Number of rows of each.</summary>
    public int Rows => ModelBody.NotExecuted<int>();

    /// <summary>Number of columns of each.</summary>
    public int Columns => ModelBody.NotExecuted<int>();

    /// <summary>One matrix, 0-based.</summary>
    public T this[int index] => ModelBody.NotExecuted<T>();

    /// <summary>Each matrix has this prior, restricted to the constraint and not renormalised, as in Stan.</summary>
    public static implicit operator Matrices<T>(MatricesDistribution distribution) => ModelBody.NotExecuted<Matrices<T>>();
}
