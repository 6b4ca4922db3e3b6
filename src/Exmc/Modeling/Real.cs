// The scalar of model bodies.
namespace Exmc;

/// <summary>A real number in a model body: data, a parameter, or computed from them.</summary>
public readonly struct Real
{
    private Real(double value) => Value = value;

    /// <summary>The number itself, of constants and data outside of bodies.</summary>
    internal double Value { get; }

    /// <summary>A constant or scalar data.</summary>
    public static implicit operator Real(double value) => new(value);

    /// <summary>The sum.</summary>
    public static Real operator +(Real left, Real right) => ModelBody.NotExecuted<Real>();

    /// <summary>The difference.</summary>
    public static Real operator -(Real left, Real right) => ModelBody.NotExecuted<Real>();

    /// <summary>The product.</summary>
    public static Real operator *(Real left, Real right) => ModelBody.NotExecuted<Real>();

    /// <summary>The quotient.</summary>
    public static Real operator /(Real left, Real right) => ModelBody.NotExecuted<Real>();

    /// <summary>The negative.</summary>
    public static Real operator -(Real value) => ModelBody.NotExecuted<Real>();

    /// <summary>The value itself.</summary>
    public static Real operator +(Real value) => ModelBody.NotExecuted<Real>();

    /// <summary>Whether the left is smaller.</summary>
    public static bool operator <(Real left, Real right) => ModelBody.NotExecuted<bool>();

    /// <summary>Whether the left is larger.</summary>
    public static bool operator >(Real left, Real right) => ModelBody.NotExecuted<bool>();

    /// <summary>Whether the left is not larger.</summary>
    public static bool operator <=(Real left, Real right) => ModelBody.NotExecuted<bool>();

    /// <summary>Whether the left is not smaller.</summary>
    public static bool operator >=(Real left, Real right) => ModelBody.NotExecuted<bool>();
}
