// Vectors: data that wrap an array, and expressions in model bodies.
using System.Runtime.CompilerServices;

namespace Exmc;

/// <summary>
/// A vector of real numbers. As data it wraps an array without copying; in a model body it is an expression. [a, b, ..c] puts numbers and
/// vectors one after the other.
/// </summary>
[CollectionBuilder(typeof(Vector), nameof(Create))]
public readonly struct Vector
{
    private readonly double[]? _values;

    /// <summary>Wraps an array: later changes of its elements are seen when the model is bound.</summary>
    public Vector(double[] values) => _values = values;

    /// <summary>In a model body: a local vector of zeros whose elements can be assigned, each at most once.</summary>
    /// <param name="length">Number of elements, at least 0.</param>
    public Vector(int length) => _values = new double[length];

    /// <summary>A vector of these numbers.</summary>
    public static Vector Create(ReadOnlySpan<Real> values)
    {
        double[] copy = new double[values.Length];
        for (int i = 0; i < copy.Length; i++)
        {
            copy[i] = values[i].Value;
        }

        return new Vector(copy);
    }

    /// <summary>The elements of data, one by one.</summary>
    public IEnumerator<Real> GetEnumerator() => (_values ?? []).Select(value => (Real)value).GetEnumerator();

    /// <summary>Number of elements.</summary>
    public int Length => _values?.Length ?? 0;

    /// <summary>The elements.</summary>
    public ReadOnlySpan<double> Span => _values;

    /// <summary>One element, 0-based. Assignable in model bodies, for local vectors.</summary>
    public Real this[int index]
    {
        get => ModelBody.NotExecuted<Real>();
        set => ModelBody.NotExecuted<Real>();
    }

    /// <summary>The elements at the given indices, 0-based.</summary>
    public Vector this[int[] indices] => ModelBody.NotExecuted<Vector>();

    /// <summary>Consecutive elements.</summary>
    public Vector this[Range range] => ModelBody.NotExecuted<Vector>();

    /// <summary>Wraps an array.</summary>
    public static implicit operator Vector(double[] values) => new(values);

    /// <summary>The sum, element by element.</summary>
    public static Vector operator +(Vector left, Vector right) => ModelBody.NotExecuted<Vector>();

    /// <summary>Adds a number to each element.</summary>
    public static Vector operator +(Vector left, Real right) => ModelBody.NotExecuted<Vector>();

    /// <summary>Adds a number to each element.</summary>
    public static Vector operator +(Real left, Vector right) => ModelBody.NotExecuted<Vector>();

    /// <summary>The difference, element by element.</summary>
    public static Vector operator -(Vector left, Vector right) => ModelBody.NotExecuted<Vector>();

    /// <summary>Subtracts a number from each element.</summary>
    public static Vector operator -(Vector left, Real right) => ModelBody.NotExecuted<Vector>();

    /// <summary>Subtracts each element from a number.</summary>
    public static Vector operator -(Real left, Vector right) => ModelBody.NotExecuted<Vector>();

    /// <summary>The product, element by element.</summary>
    public static Vector operator *(Vector left, Vector right) => ModelBody.NotExecuted<Vector>();

    /// <summary>Multiplies each element by a number.</summary>
    public static Vector operator *(Vector left, Real right) => ModelBody.NotExecuted<Vector>();

    /// <summary>Multiplies each element by a number.</summary>
    public static Vector operator *(Real left, Vector right) => ModelBody.NotExecuted<Vector>();

    /// <summary>The quotient, element by element.</summary>
    public static Vector operator /(Vector left, Vector right) => ModelBody.NotExecuted<Vector>();

    /// <summary>Divides each element by a number.</summary>
    public static Vector operator /(Vector left, Real right) => ModelBody.NotExecuted<Vector>();

    /// <summary>Divides a number by each element.</summary>
    public static Vector operator /(Real left, Vector right) => ModelBody.NotExecuted<Vector>();

    /// <summary>The negative of each element.</summary>
    public static Vector operator -(Vector value) => ModelBody.NotExecuted<Vector>();
}
