// Whether a chain's adaptation has come to rest.
namespace Exmc;

/// <summary>
/// Compares what a chain has at the end of a window with what it had at the end of the one before: the metric, the step size, and where the chain is.
/// Looks at one chain alone, so that its draws depend on nothing else.
/// </summary>
internal sealed partial class SettlingTest(int dimension)
{
    // Draws that each of the two windows needs.
    private const int FewestDraws = 10;

    // What the last window left; empty before the first.
    private double[] _inverseMetric = [];
    private MetricKind _kind;
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
    public void Reset() => _inverseMetric = [];

    /// <summary>Takes the end of a window.</summary>
    /// <param name="kind">The shape of the metric it left.</param>
    /// <param name="inverseMetric">As in <see cref="ChainAdaptation.InverseMetric"/>; kept.</param>
    /// <param name="stepSize">The averaged step size.</param>
    /// <param name="both">The window and the one before it.</param>
    /// <param name="latest">The window alone.</param>
    /// <returns>Whether nothing moved by more than its bound.</returns>
    public bool EndWindow(MetricKind kind, double[] inverseMetric, double stepSize, MetricWindow both, MetricWindow latest)
    {
        LinearTransform? before = _inverseMetric.Length == 0 ? null : LinearTransform.Of(_kind, _inverseMetric, dimension);
        LinearTransform? metric = LinearTransform.Of(kind, inverseMetric, dimension);
        double stepBefore = _stepSize;
        (_kind, _inverseMetric, _stepSize) = (kind, inverseMetric, stepSize);
        int earlier = both.Draws.Count - latest.Draws.Count;
        return before is not null && metric is not null
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
        double[] shift = new double[dimension];
        for (int i = 0; i < shift.Length; i++)
        {
            shift[i] = Shift(both, latest, i);
        }

        metric.Solve(shift);
        double largest = 0;
        foreach (double part in shift)
        {
            largest = Math.Max(largest, Math.Abs(part));
        }

        return largest;
    }
}
