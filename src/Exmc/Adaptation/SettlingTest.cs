// Whether a chain's adaptation has come to rest.
namespace Exmc;

/// <summary>
/// Compares what a chain has at the end of a window with what it had at the end of the one before: the metric, the step size, and where the chain is.
/// Looks at one chain alone, so that its draws depend on nothing else.
/// </summary>
internal sealed class SettlingTest(int dimension)
{
    // Draws that each of the two windows needs.
    private const int FewestDraws = 10;

    private LinearTransform? _metric;
    private double _stepSize;

    // Bound on the metric's change, see MetricDistance.
    private const double MetricBound = 0.3;

    // Bound on the change of the step size's logarithm.
    private const double StepBound = 0.3;

    // Bound on the shift of the mean in each whitened coordinate. A coordinate that jumps between two modes shifts by up to two.
    private const double ShiftBound = 2;

    // Bound on the shift of the mean log density, in its standard deviations.
    private const double DensityBound = 1;

    /// <summary>Forgets everything.</summary>
    public void Reset() => _metric = null;

    /// <summary>Takes the end of a window.</summary>
    /// <param name="metric">The metric it left.</param>
    /// <param name="stepSize">The averaged step size.</param>
    /// <param name="both">The window and the one before it.</param>
    /// <param name="latest">The window alone.</param>
    /// <returns>Whether nothing moved by more than its bound.</returns>
    public bool EndWindow(LinearTransform metric, double stepSize, MetricWindow both, MetricWindow latest)
    {
        (LinearTransform? before, double stepBefore) = (_metric, _stepSize);
        (_metric, _stepSize) = (metric, stepSize);
        int earlier = both.Draws.Count - latest.Draws.Count;
        return before is not null
            && latest.Draws.Count >= FewestDraws && earlier >= FewestDraws
            && Math.Abs(Math.Log(stepSize / stepBefore)) <= StepBound
            && Math.Abs(Shift(both.LogDensity, latest.LogDensity, 0)) <= DensityBound * Math.Sqrt(latest.LogDensity.Variance(0))
            && LargestShift(metric, both.Draws, latest.Draws) <= ShiftBound
            && MetricDistance.Of(before, metric, dimension) <= MetricBound;
    }

    // From the window before to the latest one.
    private static double Shift(RunningMoments both, RunningMoments latest, int coordinate)
    {
        double earlier = both.Count - latest.Count;
        return (latest.Mean[coordinate] - both.Mean[coordinate]) * (both.Count / earlier);
    }

    private double LargestShift(LinearTransform metric, RunningMoments both, RunningMoments latest)
    {
        double[] shift = [.. Enumerable.Range(0, dimension).Select(i => Shift(both, latest, i))];
        metric.Solve(shift);
        return shift.Max(Math.Abs);
    }
}
