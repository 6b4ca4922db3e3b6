// One transition of the no-U-turn sampler.
namespace Exmc;

/// <summary>The transition kernel: momentum refreshment, tree, move. Stops wherever it needs a gradient. Allocates nothing.</summary>
internal sealed class NutsKernel(PhaseSpace space, RandomStream stream, Tree tree)
{
    /// <summary>Step size before jitter.</summary>
    public double StepSize { get; set; } = 1;

    /// <summary>Relative jitter j in [0, 1): each transition uses step size times (1 + j u), u uniform in (-1, 1).</summary>
    public double Jitter { get; set; }

    /// <summary>Energy error (nats) above which a step is divergent.</summary>
    public double MaxEnergyError
    {
        get => tree.MaxEnergyError;
        set => tree.MaxEnergyError = value;
    }

    /// <summary>Step size of the latest transition, jitter included.</summary>
    public double UsedStepSize => space.StepSize;

    /// <summary>Total energy (nats) at the start of the latest transition.</summary>
    public double Energy { get; private set; }

    /// <summary>What the latest transition was like.</summary>
    public ref readonly TreeResult Result => ref tree.Result;

    /// <summary>Begins a transition: the first position is ready to be evaluated.</summary>
    public void Begin()
    {
        space.StepSize = Jitter > 0 ? StepSize * (1 + (Jitter * ((2 * stream.Uniform()) - 1))) : StepSize;
        DrawVelocity();
        tree.Begin(stream.Bits());
        space.Prepare(tree.From, tree.To, tree.Forward);
    }

    /// <summary>Takes the gradient of the position that was ready.</summary>
    /// <returns>Whether another position is ready to be evaluated; false ends the transition.</returns>
    public bool Advance(DensityStatus status, double logDensity)
    {
        double gain = space.Complete(tree.To, tree.Forward, status, logDensity);
        HamiltonianTrajectory trajectory = new(space);
        StreamSelection selection = new(stream);
        if (!tree.Add(ref trajectory, ref selection, gain, status))
        {
            return false;
        }

        space.Prepare(tree.From, tree.To, tree.Forward);
        return true;
    }

    /// <summary>Draws a velocity for the current point and fixes the reference energy.</summary>
    public void DrawVelocity() => Energy = space.DrawVelocity(stream);

    /// <summary>Positions before and after the divergent step of the latest transition, before its end.</summary>
    public void CopyDivergence(Span<double> start, Span<double> end)
    {
        if (tree.Result.DivergentIndex == 0)
        {
            space.Position.CopyTo(start);
        }
        else
        {
            space.CopyPosition(tree.From, start);
        }

        space.CopyPosition(tree.To, end);
    }

    /// <summary>Ends the transition: the chosen point becomes the current one.</summary>
    public void End() => space.EndTrajectory();

    /// <summary>Begins one step of a given size with the current velocity; its position is ready to be evaluated.</summary>
    public void BeginTrial(double step)
    {
        space.StepSize = step;
        space.BeginTrajectory();
        space.Prepare(0, 1, forward: true);
    }

    /// <summary>Energy gain of the trial step; NaN when the evaluation failed.</summary>
    public double EndTrial(DensityStatus status, double logDensity) => space.Complete(1, forward: true, status, logDensity);
}
