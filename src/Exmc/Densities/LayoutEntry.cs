// One named quantity of a model: where it is in a position and among the values.
namespace Exmc;

/// <summary>What a layout entry stands for.</summary>
public enum LayoutRole
{
    /// <summary>A sampled parameter.</summary>
    Parameter,

    /// <summary>A value computed from the parameters.</summary>
    Deterministic,

    /// <summary>A replication of observed data.</summary>
    Observed,

    /// <summary>A value computed with random numbers, once per draw.</summary>
    Generated,
}

/// <summary>One named quantity of a model.</summary>
/// <param name="Member">The C# member's name.</param>
/// <param name="Name">The external name, snake_case unless the model says otherwise.</param>
/// <param name="Shape">Empty for a scalar, one length for a vector, rows and columns for a matrix (stored by rows), their number first for several.</param>
/// <param name="Role">Parameter or deterministic value.</param>
/// <param name="Transform">The transform to the unconstrained scale, for example "log"; empty when there is none.</param>
/// <param name="Offset">First index in a position; -1 for a deterministic value.</param>
/// <param name="Size">Number of unconstrained coordinates; 0 for a deterministic value.</param>
/// <param name="ValueOffset">First index among the values.</param>
/// <param name="ValueSize">Number of values, the product of <paramref name="Shape"/>.</param>
public sealed record LayoutEntry(
    string Member,
    string Name,
    IReadOnlyList<int> Shape,
    LayoutRole Role,
    string Transform,
    int Offset,
    int Size,
    int ValueOffset,
    int ValueSize)
{
    /// <summary>The values of one matrix of several.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The index lies outside the array.</exception>
    internal LayoutEntry MatrixAt(int index)
    {
        Places.Require(index, Shape[0], Name);
        int size = Shape[1] * Shape[2];
        return this with { Shape = [Shape[1], Shape[2]], ValueOffset = ValueOffset + (index * size), ValueSize = size };
    }
}
