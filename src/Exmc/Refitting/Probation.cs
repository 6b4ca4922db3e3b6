// What the transitions of a probation were like.
namespace Exmc;

/// <summary>Counts of a probation, and the log densities of its second half.</summary>
internal struct Probation
{
    private double _acceptance;
    private double _logDensity;
    private int _divergences;
    private int _saturations;
    private int _late;

    /// <summary>Transitions so far.</summary>
    public int Transitions { get; private set; }

    /// <param name="result">The transition.</param>
    /// <param name="logDensity">Log density after it.</param>
    /// <param name="isLate">Whether it belongs to the second half.</param>
    /// <param name="maxDepth">Doublings allowed.</param>
    public void Add(in TreeResult result, double logDensity, bool isLate, int maxDepth)
    {
        Transitions++;
        _acceptance += result.Acceptance;
        _divergences += result.Divergent ? 1 : 0;
        _saturations += result.Depth == maxDepth ? 1 : 0;
        if (isLate)
        {
            _late++;
            _logDensity += logDensity;
        }
    }

    public readonly ProbationEvidence Evidence(double logDensityZ) => new(Transitions, _acceptance / Transitions, _divergences, _saturations, logDensityZ);

    /// <summary>Mean log density of the second half against that of the draws, in standard errors that allow for two dependent draws to count as one.</summary>
    public readonly double LogDensityZ(ReadOnlySpan<double> draws)
    {
        double sd = Math.Sqrt(Moments.Variance(draws));
        double z = ((_logDensity / _late) - Moments.Mean(draws)) / (sd * Math.Sqrt(2.0 / _late));
        return double.IsNaN(z) ? 0 : z;
    }
}
