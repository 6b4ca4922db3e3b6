// The physics the tree algorithm needs, so that it can also run on integers.
namespace Exmc;

/// <summary>A reversible orbit whose points live in numbered slots, each computed before the tree is told its weight.</summary>
internal interface ITrajectory
{
    /// <summary>Whether the orbit turns back between two points, in order of growth.</summary>
    /// <param name="first">Slot of the point that was reached first.</param>
    /// <param name="last">Slot of the point that was reached last.</param>
    /// <param name="forward">Whether the orbit grew forward in time.</param>
    bool IsTurning(int first, int last, bool forward);

    /// <summary>The same for two neighbouring spans in order of growth: the whole, and each span with the nearest point of its neighbour.</summary>
    bool IsTurning(int first, int last, int nextFirst, int nextLast, bool forward);

    /// <summary>Keeps the latest point as the candidate of the subtree; its slot may be used again.</summary>
    void Choose(int slot);

    /// <summary>Makes the candidate of the subtree the proposal of the trajectory.</summary>
    void Propose();
}

/// <summary>The random choices among weighted points.</summary>
internal interface ISelection
{
    /// <summary>True with probability min(1, weight / total).</summary>
    bool Take(double weight, double total);
}
