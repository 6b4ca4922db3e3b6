// Hamiltonian dynamics as the tree sees them.
namespace Exmc;

/// <summary>Adapts <see cref="PhaseSpace"/> to the tree without virtual calls.</summary>
internal readonly struct HamiltonianTrajectory(PhaseSpace space) : ITrajectory
{
    public double Move(int from, int to, bool forward, out DensityStatus cause) => space.Move(from, to, forward, out cause);

    public bool IsTurning(int earlier, int later) => space.IsTurning(earlier, later);
}
