// Hamiltonian dynamics as the tree sees them.
namespace Exmc;

/// <summary>Adapts <see cref="PhaseSpace"/> to the tree without virtual calls.</summary>
internal readonly struct HamiltonianTrajectory(PhaseSpace space) : ITrajectory
{
    public bool IsTurning(int first, int last, bool forward) => space.IsTurning(first, last, forward);

    public bool IsTurning(int first, int last, int nextFirst, int nextLast, bool forward) => space.IsTurning(first, last, nextFirst, nextLast, forward);

    public void Choose(int slot) => space.Choose(slot);

    public void Propose() => space.Propose();
}
