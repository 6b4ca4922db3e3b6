// Memory of Pathfinder's paths.
namespace Exmc;

/// <summary>What one path after the other uses: a path allocates what it leaves behind. Not thread safe.</summary>
/// <param name="evaluation">The density that is climbed.</param>
/// <param name="memory">Most pairs that are remembered.</param>
internal sealed class PathfinderBuffers(Evaluation evaluation, int memory)
{
    private readonly Stack<LowRankNormal> _normals = [];
    private readonly double[] _draw = new double[evaluation.Dimension];
    private QuasiNewton? _climb;
    private double[] _ratios = [];

    /// <summary>The density.</summary>
    public Evaluation Evaluation => evaluation;

    /// <summary>Diagonal of the initial inverse Hessian.</summary>
    public double[] Diagonal { get; } = new double[evaluation.Dimension];

    /// <summary>Room for the span of the remembered pairs.</summary>
    public OrthonormalPairs Span { get; } = new(evaluation.Dimension, memory);

    /// <summary>A climb that begins at a point.</summary>
    public QuasiNewton Climb(double[] start)
    {
        if (_climb is null)
        {
            return _climb = new(evaluation, start, memory);
        }

        _climb.Restart(start);
        return _climb;
    }

    /// <summary>A normal that nobody uses.</summary>
    public LowRankNormal Take() => _normals.TryPop(out LowRankNormal? normal) ? normal : new(evaluation.Dimension);

    /// <summary>Takes back a normal that is not used any more.</summary>
    public void Return(LowRankNormal? normal)
    {
        if (normal is not null)
        {
            _normals.Push(normal);
        }
    }

    /// <summary>The evidence lower bound of a normal, as <see cref="WeightedDraws.EvidenceLowerBound"/> of as many draws.</summary>
    public double EvidenceLowerBound(LowRankNormal normal, int draws, RandomStream stream, CancellationToken ct)
    {
        if (_ratios.Length != draws)
        {
            _ratios = new double[draws];
        }

        for (int k = 0; k < draws; k++)
        {
            ct.ThrowIfCancellationRequested();
            double proposal = normal.Draw(stream, _draw);
            _ratios[k] = evaluation.LogDensity(_draw) - proposal;
        }

        return Moments.Mean(_ratios);
    }
}
