// Vector parameters that are constrained as a whole. Their transforms are Stan's (Stan Reference Manual, "Constraint Transforms").
namespace Exmc;

/// <summary>A vector that is constrained as a whole: it reads as a <see cref="Vector"/> and has its operators.</summary>
public interface IConstrainedVector
{
    /// <summary>Number of elements.</summary>
    int Length { get; }
}

/// <summary>A vector parameter whose elements increase.</summary>
public readonly struct Ordered : IConstrainedVector
{
    /// <inheritdoc/>
    public int Length => ModelBody.NotExecuted<int>();

    /// <summary>One element, 0-based.</summary>
    public Real this[int index] => ModelBody.NotExecuted<Real>();

    /// <summary>The elements at the given indices, 0-based.</summary>
    public Vector this[int[] indices] => ModelBody.NotExecuted<Vector>();

    /// <summary>Its elements.</summary>
    public static implicit operator Vector(Ordered value) => ModelBody.NotExecuted<Vector>();

    /// <summary>The elements have these priors, restricted to the constraint and not renormalised, as in Stan.</summary>
    public static implicit operator Ordered(VectorDistribution distribution) => ModelBody.NotExecuted<Ordered>();
}

/// <summary>A vector parameter whose elements are positive and increase.</summary>
public readonly struct PositiveOrdered : IConstrainedVector
{
    /// <inheritdoc/>
    public int Length => ModelBody.NotExecuted<int>();

    /// <summary>One element, 0-based.</summary>
    public Real this[int index] => ModelBody.NotExecuted<Real>();

    /// <summary>The elements at the given indices, 0-based.</summary>
    public Vector this[int[] indices] => ModelBody.NotExecuted<Vector>();

    /// <summary>Its elements.</summary>
    public static implicit operator Vector(PositiveOrdered value) => ModelBody.NotExecuted<Vector>();

    /// <summary>The elements have these priors, restricted to the constraint and not renormalised, as in Stan.</summary>
    public static implicit operator PositiveOrdered(VectorDistribution distribution) => ModelBody.NotExecuted<PositiveOrdered>();
}

/// <summary>A vector parameter of positive elements that sum to one: probabilities. Sampled in isometric log-ratio coordinates (Egozcue et al. 2003).</summary>
public readonly struct Simplex : IConstrainedVector
{
    /// <inheritdoc/>
    public int Length => ModelBody.NotExecuted<int>();

    /// <summary>One element, 0-based.</summary>
    public Real this[int index] => ModelBody.NotExecuted<Real>();

    /// <summary>The elements at the given indices, 0-based.</summary>
    public Vector this[int[] indices] => ModelBody.NotExecuted<Vector>();

    /// <summary>Its elements.</summary>
    public static implicit operator Vector(Simplex value) => ModelBody.NotExecuted<Vector>();

    /// <summary>The elements have these priors, restricted to the constraint and not renormalised, as in Stan.</summary>
    public static implicit operator Simplex(VectorDistribution distribution) => ModelBody.NotExecuted<Simplex>();
}

/// <summary>A vector parameter of length one: a direction. Its coordinates are as many as its elements; their norm is standard normal and unused.</summary>
public readonly struct UnitVector : IConstrainedVector
{
    /// <inheritdoc/>
    public int Length => ModelBody.NotExecuted<int>();

    /// <summary>One element, 0-based.</summary>
    public Real this[int index] => ModelBody.NotExecuted<Real>();

    /// <summary>The elements at the given indices, 0-based.</summary>
    public Vector this[int[] indices] => ModelBody.NotExecuted<Vector>();

    /// <summary>Its elements.</summary>
    public static implicit operator Vector(UnitVector value) => ModelBody.NotExecuted<Vector>();

    /// <summary>The elements have these priors, restricted to the constraint and not renormalised, as in Stan.</summary>
    public static implicit operator UnitVector(VectorDistribution distribution) => ModelBody.NotExecuted<UnitVector>();
}

/// <summary>A vector parameter whose elements sum to zero. Its coordinates are those of an orthonormal basis, one fewer than its elements.</summary>
public readonly struct SumToZero : IConstrainedVector
{
    /// <inheritdoc/>
    public int Length => ModelBody.NotExecuted<int>();

    /// <summary>One element, 0-based.</summary>
    public Real this[int index] => ModelBody.NotExecuted<Real>();

    /// <summary>The elements at the given indices, 0-based.</summary>
    public Vector this[int[] indices] => ModelBody.NotExecuted<Vector>();

    /// <summary>Its elements.</summary>
    public static implicit operator Vector(SumToZero value) => ModelBody.NotExecuted<Vector>();

    /// <summary>The elements have these priors, restricted to the constraint and not renormalised, as in Stan.</summary>
    public static implicit operator SumToZero(VectorDistribution distribution) => ModelBody.NotExecuted<SumToZero>();
}
