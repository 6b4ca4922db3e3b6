// The two unconstrained coordinate systems a density can be bound in.
namespace Exmc;

/// <summary>The unconstrained coordinates in which a density is evaluated.</summary>
public enum Coordinates
{
    /// <summary>The coordinates the sampler works in; the compiler may choose them for good geometry.</summary>
    Sampling,

    /// <summary>Stan's transforms, parameters in declaration order; for comparison with other systems.</summary>
    Canonical,
}
