// The physics the tree algorithm needs, so that it can also run on integers.
namespace Exmc;

/// <summary>A reversible orbit whose points live in numbered slots.</summary>
internal interface ITrajectory
{
    /// <summary>Computes the neighbour of one point.</summary>
    /// <param name="from">Slot of a visited point.</param>
    /// <param name="to">Slot that receives the neighbour.</param>
    /// <param name="forward">Direction in time.</param>
    /// <param name="cause">Why the evaluation failed; Ok when it did not.</param>
    /// <returns>Log weight relative to the start: initial energy minus energy (nats). NaN when the evaluation failed.</returns>
    double Move(int from, int to, bool forward, out DensityStatus cause);

    /// <summary>Whether the orbit turns back between two points.</summary>
    /// <param name="earlier">Slot of the point that is earlier in time.</param>
    /// <param name="later">Slot of the later point.</param>
    bool IsTurning(int earlier, int later);
}

/// <summary>The random choices among weighted points.</summary>
internal interface ISelection
{
    /// <summary>True with probability min(1, weight / total).</summary>
    bool Take(double weight, double total);
}
