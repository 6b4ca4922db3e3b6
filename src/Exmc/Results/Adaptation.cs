// What a fit learnt about the geometry of a posterior, to be carried to a refit.
namespace Exmc;

/// <summary>What a fit learnt: everything a refit needs.</summary>
/// <remarks>Log densities of carried draws are those of the old data: a refit evaluates them anew on its own and compares.</remarks>
public sealed partial class Adaptation
{
    private readonly ParameterLayout? _layout;
    private readonly string _layoutHash;

    /// <summary>Creates an adaptation, for example from stored values.</summary>
    /// <exception cref="ArgumentException">There is no chain.</exception>
    public Adaptation(string modelName, string layoutHash, IReadOnlyList<ChainAdaptation> chains, ulong seed = 0, ulong epoch = 0)
    {
        if (chains.Count == 0)
        {
            throw new ArgumentException("An adaptation needs at least one chain.", nameof(chains));
        }

        ModelName = modelName;
        _layoutHash = layoutHash;
        Chains = chains;
        Seed = seed;
        Epoch = epoch;
    }

    /// <summary>What a fit of that layout learnt; the hash is computed when it is asked for.</summary>
    internal Adaptation(ParameterLayout layout, IReadOnlyList<ChainAdaptation> chains, ulong seed, ulong epoch)
        : this(layout.ModelName, string.Empty, chains, seed, epoch)
    {
        _layout = layout;
    }

    /// <summary>The model that was fitted.</summary>
    public string ModelName { get; }

    /// <summary><see cref="ParameterLayout.Hash"/> of the model that was fitted; a refit of another layout is refused.</summary>
    public string LayoutHash => _layout?.Hash ?? _layoutHash;

    /// <summary>One entry per chain.</summary>
    public IReadOnlyList<ChainAdaptation> Chains { get; }

    /// <summary>Seed of the fit.</summary>
    public ulong Seed { get; }

    /// <summary>Random stream of the fit; a refit uses the next one unless told otherwise.</summary>
    public ulong Epoch { get; }
}

/// <summary>What one chain learnt.</summary>
/// <param name="Position">Last draw, unconstrained, length d.</param>
/// <param name="StepSize">Tuned step size in the whitened coordinates; positive.</param>
/// <param name="InverseMetric">Inverse mass matrix (an estimate of the covariance): d variances; d x d by rows when dense; when of low rank, d variances, k variances along directions of the scaled coordinates, and these k orthonormal directions by rows.</param>
/// <param name="Translation">Estimated centre, length d; it shifts the whitened coordinates and does not change any draw's distribution.</param>
/// <param name="Kind">The metric's shape.</param>
/// <param name="Draws">Draws that a refit scores on its data; null when none are carried, which leaves a refit without its cheapest rungs.</param>
public sealed record ChainAdaptation(
    ReadOnlyMemory<double> Position,
    double StepSize,
    ReadOnlyMemory<double> InverseMetric,
    ReadOnlyMemory<double> Translation,
    MetricKind Kind,
    CarriedDraws? Draws = null)
{
    /// <summary>The inverse metric as a full matrix, d x d by rows, whatever its shape.</summary>
    public double[] DenseInverseMetric()
    {
        int d = Position.Length;
        if (Kind == MetricKind.Dense)
        {
            return InverseMetric.ToArray();
        }

        // M = F F': its elements are products of rows of F.
        LinearTransform transform = new LowRankTransform(InverseMetric.Span, d);
        double[] rows = new double[d * d];
        double[] unit = new double[d];
        for (int i = 0; i < d; i++)
        {
            Array.Clear(unit);
            unit[i] = 1;
            transform.MultiplyTransposed(unit, rows.AsSpan(i * d, d));
        }

        double[] matrix = new double[d * d];
        for (int i = 0; i < d; i++)
        {
            for (int j = 0; j < d; j++)
            {
                matrix[(i * d) + j] = Numerics.Rows.Dot(rows.AsSpan(i * d, d), rows.AsSpan(j * d, d));
            }
        }

        return matrix;
    }
}
