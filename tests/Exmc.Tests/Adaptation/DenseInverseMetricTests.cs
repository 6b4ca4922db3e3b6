// A stored metric of any shape as a full matrix.
namespace Exmc.Tests;

public class DenseInverseMetricTests
{
    /// <summary>S (I + U (W - I) U') S, written out.</summary>
    [Fact]
    public void A_low_rank_metric_is_its_product_written_out()
    {
        double[] direction = [0.6, 0, 0.8];
        double[] scales = [4, 9, 0.25];
        ChainAdaptation chain = new(new double[3], 0.5, (double[])[.. scales, 16, .. direction], new double[3], MetricKind.LowRank);
        double[] matrix = chain.DenseInverseMetric();
        for (int i = 0; i < 3; i++)
        {
            for (int j = 0; j < 3; j++)
            {
                double inner = (i == j ? 1 : 0) + (15 * direction[i] * direction[j]);
                Assert.Equal(Math.Sqrt(scales[i] * scales[j]) * inner, matrix[(3 * i) + j], 1e-12);
            }
        }
    }

    [Fact]
    public void A_diagonal_has_zeros_beside_it() =>
        Assert.Equal([2, 0, 0, 3], new ChainAdaptation(new double[2], 0.5, new double[] { 2, 3 }, new double[2], MetricKind.Diagonal).DenseInverseMetric(), (a, b) => Math.Abs(a - b) < 1e-14);
}
