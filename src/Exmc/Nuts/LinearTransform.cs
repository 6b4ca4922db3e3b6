// What whitening is beyond one scale per coordinate.
namespace Exmc;

/// <summary>A linear map F with F F' = inverse metric; positions are x = centre + F y. Holds no state between calls.</summary>
internal abstract class LinearTransform
{
    /// <summary>The factor of a stored metric; null when a dense one is not positive definite.</summary>
    /// <param name="kind">Its shape; a diagonal is a low-rank metric without directions.</param>
    /// <param name="inverseMetric">As in <see cref="ChainAdaptation.InverseMetric"/>.</param>
    /// <param name="dimension">d.</param>
    public static LinearTransform? Of(MetricKind kind, ReadOnlySpan<double> inverseMetric, int dimension) =>
        kind == MetricKind.Dense ? DenseTransform.TryCreate(inverseMetric, dimension) : new LowRankTransform(inverseMetric, dimension);

    /// <summary>result = F y.</summary>
    public abstract void Multiply(ReadOnlySpan<double> y, Span<double> result);

    /// <summary>result = F' g.</summary>
    public abstract void MultiplyTransposed(ReadOnlySpan<double> gradient, Span<double> result);

    /// <summary>Replaces z by F^-1 z.</summary>
    public abstract void Solve(Span<double> z);
}
