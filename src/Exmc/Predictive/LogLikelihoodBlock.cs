// Pointwise log likelihoods of consecutive draws.
namespace Exmc;

/// <summary>The log density (nats) of each observation for consecutive draws of one chain.</summary>
public sealed class LogLikelihoodBlock
{
    private readonly double[] _values;

    internal LogLikelihoodBlock(int chain, int firstDraw, int count, int observationCount, double[] values)
    {
        Chain = chain;
        FirstDraw = firstDraw;
        Count = count;
        ObservationCount = observationCount;
        _values = values;
    }

    /// <summary>Chain of the fit.</summary>
    public int Chain { get; }

    /// <summary>Index of the first draw of the block in its chain.</summary>
    public int FirstDraw { get; }

    /// <summary>Number of draws in the block.</summary>
    public int Count { get; }

    /// <summary>Number of observations.</summary>
    public int ObservationCount { get; }

    /// <summary>The observations' log densities at one draw of the block, NaN for a missing reading.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The index lies outside [0, Count).</exception>
    public ReadOnlySpan<double> Draw(int draw)
    {
        Places.Require(draw, Count, "draw");
        return _values.AsSpan(draw * ObservationCount, ObservationCount);
    }
}
