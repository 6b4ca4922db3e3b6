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
/// <param name="Shape">Empty for a scalar, one length for a vector, rows and columns for a matrix (stored by rows).</param>
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
    int ValueSize);
