// What the functions named after distributions return.
namespace Exmc;

/// <summary>A continuous distribution of one number. As the body of a Real member it stands for a draw.</summary>
public readonly struct Distribution
{
    /// <summary>The member's value is distributed so.</summary>
    public static implicit operator Real(Distribution distribution) => ModelBody.NotExecuted<Real>();

    /// <summary>A matrix of independent draws.</summary>
    /// <param name="rows">From data alone.</param>
    /// <param name="columns">From data alone.</param>
    public MatrixDistribution Repeat(int rows, int columns) => ModelBody.NotExecuted<MatrixDistribution>();

    /// <summary>A vector of independent draws.</summary>
    /// <param name="length">Number of elements, from data alone.</param>
    public VectorDistribution Repeat(int length) => ModelBody.NotExecuted<VectorDistribution>();

    /// <summary>The distribution restricted to an interval and renormalised; Flat stays 1 inside.</summary>
    public Distribution Truncated(Real? lower = null, Real? upper = null) => ModelBody.NotExecuted<Distribution>();
}

/// <summary>Continuous distribution of a vector: of independent elements, or multivariate.</summary>
public readonly struct VectorDistribution
{
    /// <summary>The member's value is distributed so.</summary>
    public static implicit operator Vector(VectorDistribution distribution) => ModelBody.NotExecuted<Vector>();

    /// <summary>A matrix whose rows are independent draws of a multivariate distribution.</summary>
    /// <param name="rows">From data alone.</param>
    public MatrixDistribution Repeat(int rows) => ModelBody.NotExecuted<MatrixDistribution>();

    /// <summary>Each distribution restricted to an interval and renormalised; not for multivariate ones.</summary>
    public VectorDistribution Truncated(Real? lower = null, Real? upper = null) => ModelBody.NotExecuted<VectorDistribution>();
}

/// <summary>A distribution of one integer, for observed data.</summary>
public readonly struct DiscreteDistribution
{
    /// <summary>The observed value is distributed so.</summary>
    public static implicit operator int(DiscreteDistribution distribution) => ModelBody.NotExecuted<int>();

    /// <summary>A generated number is drawn so.</summary>
    public static implicit operator Real(DiscreteDistribution distribution) => ModelBody.NotExecuted<Real>();

    /// <summary>Independent observations.</summary>
    public VectorDiscreteDistribution Repeat(int length) => ModelBody.NotExecuted<VectorDiscreteDistribution>();

    /// <summary>The distribution restricted to the integers from <paramref name="lower"/> to <paramref name="upper"/>, both included, and renormalised.</summary>
    public DiscreteDistribution Truncated(int? lower = null, int? upper = null) => ModelBody.NotExecuted<DiscreteDistribution>();
}

/// <summary>Independent distributions of the elements of an integer vector.</summary>
public readonly struct VectorDiscreteDistribution
{
    /// <summary>The observed values are distributed so.</summary>
    public static implicit operator int[](VectorDiscreteDistribution distribution) => ModelBody.NotExecuted<int[]>();

    /// <summary>A generated vector is drawn so.</summary>
    public static implicit operator Vector(VectorDiscreteDistribution distribution) => ModelBody.NotExecuted<Vector>();

    /// <summary>Each distribution restricted to the integers from <paramref name="lower"/> to <paramref name="upper"/>, both included, and renormalised.</summary>
    public VectorDiscreteDistribution Truncated(int? lower = null, int? upper = null) => ModelBody.NotExecuted<VectorDiscreteDistribution>();
}

/// <summary>Continuous distribution of a matrix: of independent elements or rows, or of the whole.</summary>
public readonly struct MatrixDistribution
{
    /// <summary>The member's value is distributed so.</summary>
    public static implicit operator Matrix(MatrixDistribution distribution) => ModelBody.NotExecuted<Matrix>();

    /// <summary>An array of independent matrices.</summary>
    /// <param name="count">From data alone.</param>
    public MatricesDistribution Repeat(int count) => ModelBody.NotExecuted<MatricesDistribution>();

    /// <summary>Each distribution restricted to an interval and renormalised; not for multivariate ones.</summary>
    public MatrixDistribution Truncated(Real? lower = null, Real? upper = null) => ModelBody.NotExecuted<MatrixDistribution>();
}

/// <summary>Independent distributions of the matrices of an array.</summary>
public readonly struct MatricesDistribution
{
    /// <summary>Each element's distribution restricted to an interval and renormalised; not for multivariate ones.</summary>
    public MatricesDistribution Truncated(Real? lower = null, Real? upper = null) => ModelBody.NotExecuted<MatricesDistribution>();
}
