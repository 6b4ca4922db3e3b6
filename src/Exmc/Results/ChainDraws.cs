// Storage of one chain's draws and statistics.
namespace Exmc;

/// <summary>Storage of one chain: values by quantity, positions by draw.</summary>
internal sealed class ChainDraws(int dimension, int valueCount, int draws)
{
    public int Count { get; } = draws;

    public double[] Values { get; } = new double[(long)valueCount * draws];

    public double[] Positions { get; } = new double[(long)dimension * draws];

    public double[] LogDensity { get; } = new double[draws];

    public double[] Acceptance { get; } = new double[draws];

    public double[] StepSize { get; } = new double[draws];

    public double[] Energy { get; } = new double[draws];

    public int[] Depth { get; } = new int[draws];

    public int[] Gradients { get; } = new int[draws];

    public bool[] Divergent { get; } = new bool[draws];

    public List<Divergence> Divergences { get; } = [];

    public int DepthSaturations { get; set; }

    public long WarmupGradients { get; set; }

    public long SamplingGradients { get; set; }

    public double WarmupSeconds { get; set; }

    public double SamplingSeconds { get; set; }

    public required WarmupReport Report { get; set; }

    public ReadOnlySpan<double> Value(int index) => Values.AsSpan(index * Count, Count);
}
