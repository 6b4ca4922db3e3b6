// Eight positions of one compiled model at once.
namespace Exmc;

/// <summary>Eight log densities with their gradients, of one model, each with data of its own and of equal sizes.</summary>
/// <remarks>
/// Lane k of an array by lanes holds element i at place 8 i + k. A lane gives the same bits as <see cref="IDensity.Evaluate"/> of the density it
/// was loaded from, whatever the other lanes hold. One instance must not be used by two threads at once.
/// </remarks>
public interface ILaneDensity
{
    /// <summary>Number of lanes.</summary>
    public const int Width = 8;

    /// <summary>Length d of an unconstrained position.</summary>
    int Dimension { get; }

    /// <summary>Copies the data of a density, and what was computed from them at bind time, into one lane. The first load fills all lanes.</summary>
    /// <param name="lane">0 to 7.</param>
    /// <param name="density">A density of the same model, in the same coordinates.</param>
    /// <returns>Whether its sizes are those of the other lanes; nothing changes when they are not.</returns>
    /// <exception cref="ArgumentException">The density is of another model.</exception>
    bool TryLoad(int lane, IDensity density);

    /// <summary>Log densities (nats, up to constants) and their gradients, of all lanes. Allocates nothing.</summary>
    /// <param name="positions">By lanes, length 8 d.</param>
    /// <param name="gradients">By lanes, length 8 d; unspecified where the status is not <see cref="DensityStatus.Ok"/>.</param>
    /// <param name="logDensities">One per lane; unspecified where the status is not <see cref="DensityStatus.Ok"/>.</param>
    /// <param name="statuses">One per lane.</param>
    void Evaluate(ReadOnlySpan<double> positions, Span<double> gradients, Span<double> logDensities, Span<DensityStatus> statuses);
}
