// Moments of a window of draws.
namespace Exmc;

/// <summary>One window: moments of draws, of their gradients and of their log density. Chains that tune only the step size have none.</summary>
internal sealed partial class MetricWindow(int dimension)
{
    public RunningMoments Draws { get; } = new(dimension);

    public RunningMoments Gradients { get; } = new(dimension);

    public RunningMoments LogDensity { get; } = new(1);

    public void Add(PhaseSpace space)
    {
        Draws.Add(space.Position);
        Gradients.Add(space.Gradient);
        LogDensity.Add([space.LogDensity]);
    }

    /// <summary>Adds the window of another chain, its draws about their own mean.</summary>
    public void MergeWithin(MetricWindow other)
    {
        Draws.MergeWithin(other.Draws);
        Gradients.MergeWithin(other.Gradients);
        LogDensity.MergeWithin(other.LogDensity);
    }

    public void Reset()
    {
        Draws.Reset();
        Gradients.Reset();
        LogDensity.Reset();
    }
}
