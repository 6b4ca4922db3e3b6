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

    public readonly void Write(StateWriter writer)
    {
        writer.Begin("probation");
        writer.Integer("transitions", Transitions);
        writer.Integer("divergences", _divergences);
        writer.Integer("saturations", _saturations);
        writer.Integer("late", _late);
        writer.Real("acceptance", _acceptance);
        writer.Real("log_density", _logDensity);
        writer.End();
    }

    public void Read(StateReader reader)
    {
        reader.Begin("probation");
        Transitions = reader.Integer("transitions", 0, int.MaxValue);
        _divergences = reader.Integer("divergences", 0, Transitions);
        _saturations = reader.Integer("saturations", 0, Transitions);
        _late = reader.Integer("late", 0, Transitions);
        _acceptance = reader.Real("acceptance");
        _logDensity = reader.Real("log_density");
        reader.End();
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
