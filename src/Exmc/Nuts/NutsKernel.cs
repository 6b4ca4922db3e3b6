// One transition of the no-U-turn sampler.
namespace Exmc;

/// <summary>The transition kernel: momentum refreshment, tree, move. Allocates nothing.</summary>
internal sealed class NutsKernel(PhaseSpace space, RandomStream stream, int maxDepth, double maxEnergyError, double jitter)
{
    public PhaseSpace Space => space;

    /// <summary>Step size before jitter.</summary>
    public double StepSize { get; set; } = 1;

    /// <summary>Step size of the latest transition, jitter included.</summary>
    public double UsedStepSize => space.StepSize;

    /// <summary>Total energy (nats) at the start of the latest transition.</summary>
    public double Energy { get; private set; }

    /// <summary>Moves the current point.</summary>
    public TreeResult Transition()
    {
        double step = jitter > 0 ? StepSize * (1 + (jitter * ((2 * stream.Uniform()) - 1))) : StepSize;
        if (step != space.StepSize)
        {
            space.StepSize = step;
        }

        DrawVelocity();
        ulong directions = stream.Bits();
        HamiltonianTrajectory trajectory = new(space);
        StreamSelection selection = new(stream);
        TreeResult result = Tree.Grow(ref trajectory, ref selection, directions, maxDepth, maxEnergyError, space.Current);
        space.Current = result.Proposal;
        return result;
    }

    /// <summary>Draws a velocity for the current point and fixes the reference energy.</summary>
    public void DrawVelocity()
    {
        NormalVariates.Fill(stream, space.Velocity(space.Current));
        Energy = space.BeginTrajectory();
    }

    /// <summary>Energy gain of one step with the current velocity; NaN when the evaluation fails.</summary>
    public double Trial(double step)
    {
        space.StepSize = step;
        return space.Move(space.Current, space.Current == 0 ? 1 : 0, forward: true, out _);
    }
}
