// Moments of a window of draws.
namespace Exmc;

/// <summary>One window: moments of draws, of their gradients and of their log density. Chains that tune only the step size have none.</summary>
internal sealed partial class MetricWindow(int dimension)
{
    // One array: in few dimensions the headers of three would weigh more than the numbers.
    private readonly double[] _moments = new double[(2 * RunningMoments.Length(dimension)) + RunningMoments.Length(1)];

    public RunningMoments Draws => new(_moments, 0, dimension);

    public RunningMoments Gradients => new(_moments, RunningMoments.Length(dimension), dimension);

    public RunningMoments LogDensity => new(_moments, 2 * RunningMoments.Length(dimension), 1);

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
