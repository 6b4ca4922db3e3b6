// A metric that chains learnt together.
namespace Exmc;

/// <summary>A metric from the draws of all chains.</summary>
/// <param name="Shape">Its shape, and the metric when that is not diagonal.</param>
/// <param name="Diagonal">The variances of the diagonal alone.</param>
/// <param name="Centre">Centre of a diagonal metric.</param>
internal sealed record SharedMetric(MetricShape Shape, double[] Diagonal, double[] Centre);
