// How particles move.
namespace Exmc;

/// <summary>How particles move at one temperature.</summary>
public enum TemperingMoves
{
    /// <summary>No-U-turn transitions with one scale per coordinate.</summary>
    Nuts,

    /// <summary>Random-walk Metropolis steps with the covariance of the particles: cheaper for a handful of coordinates, or where gradients are of no use.</summary>
    RandomWalk,
}
