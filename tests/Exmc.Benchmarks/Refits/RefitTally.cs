// What many refits of one kind came to.
namespace Exmc.Benchmarks.Refits;

/// <summary>Rungs, gradients and errors of posterior means.</summary>
internal sealed class RefitTally
{
    public const string Head = "change                     reweighted  frozen  refreshed  cold  gradients  rms error, sd  errors beyond 5 se";

    private readonly int[] _rungs = new int[4];
    private double _squares;
    private long _gradients;
    private int _errors;
    private int _refits;
    private int _farOff;

    public int Count(RefitRung rung) => _rungs[(int)rung];

    /// <summary>Takes one refit.</summary>
    /// <param name="report">How it got its draws.</param>
    /// <param name="mean">True posterior means.</param>
    /// <param name="sd">True posterior standard deviations.</param>
    /// <param name="drawsOf">The draws of a quantity.</param>
    public void Add(RefitReport report, double[] mean, double[] sd, Func<int, double[]> drawsOf)
    {
        _rungs[(int)report.Rung]++;
        _gradients += report.Gradients;
        _refits++;
        for (int i = 0; i < mean.Length; i++)
        {
            double[] draws = drawsOf(i);
            double error = (draws.Average() - mean[i]) / sd[i];
            double ess = EffectiveSampleSize.Of(SplitChains.Split(draws, 1));
            _squares += error * error;
            _errors++;
            _farOff += Math.Abs(error) > 5 / Math.Sqrt(ess) ? 1 : 0;
        }
    }

    public string Row(string name) => FormattableString.Invariant(
        $"{name,-26} {Count(RefitRung.Reweighted),10} {Count(RefitRung.Frozen),7} {Count(RefitRung.Refreshed),10} {Count(RefitRung.Cold),5} {(double)_gradients / _refits,10:F0} {Math.Sqrt(_squares / _errors),14:F3} {_farOff,19}");
}
