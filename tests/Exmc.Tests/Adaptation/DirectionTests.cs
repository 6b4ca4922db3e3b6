// Metrics beyond the diagonal: what is learnt from draws and scores.
namespace Exmc.Tests;

public class DirectionTests
{
    // Normal draws of covariance S (I + sum (w - 1) u u') S with exact scores, so that x - mean = -covariance times score.
    private static ScoreWindow Normal(int count, double[] scales, double[][] directions, double[] variances, double[] mean, int seed)
    {
        int d = scales.Length;
        RandomStream stream = new((ulong)seed, 0, 0);
        ScoreWindow window = new(d, count);
        double[] z = new double[d];
        for (int k = 0; k < count; k++)
        {
            NormalVariates.Fill(stream, z);
            double[] draw = [.. z];
            double[] score = [.. z.Select(value => -value)];
            for (int j = 0; j < directions.Length; j++)
            {
                double along = directions[j].Zip(z, (u, value) => u * value).Sum();
                for (int i = 0; i < d; i++)
                {
                    draw[i] += (Math.Sqrt(variances[j]) - 1) * along * directions[j][i];
                    score[i] -= ((1 / Math.Sqrt(variances[j])) - 1) * along * directions[j][i];
                }
            }

            window.Add([.. draw.Select((value, i) => mean[i] + (scales[i] * value))], [.. score.Select((value, i) => value / scales[i])]);
        }

        return window;
    }

    private static double[] Unit(int d, Func<int, double> entry)
    {
        double[] raw = [.. Enumerable.Range(0, d).Select(entry)];
        double norm = Math.Sqrt(raw.Sum(value => value * value));
        return [.. raw.Select(value => value / norm)];
    }

    private static double[] Variances(ScoreWindow window)
    {
        RunningMoments draws = new(window.Dimension);
        RunningMoments scores = new(window.Dimension);
        for (int row = 0; row < window.Count; row++)
        {
            draws.Add(window.Draw(row));
            scores.Add(window.Score(row));
        }

        double[] variances = new double[window.Dimension];
        Assert.True(MetricEstimates.FromDrawsAndGradients(draws, scores, variances, new double[window.Dimension]));
        return variances;
    }

    // F F' column by column.
    private static double[] Product(LinearTransform transform, int d)
    {
        double[] matrix = new double[d * d];
        for (int i = 0; i < d; i++)
        {
            double[] unit = new double[d];
            unit[i] = 1;
            double[] half = new double[d];
            transform.MultiplyTransposed(unit, half);
            transform.Multiply(half, matrix.AsSpan(i * d, d));
        }

        return matrix;
    }

    private static double Covariance(double[] scales, double[][] directions, double[] variances, int i, int j) =>
        scales[i] * scales[j] * ((i == j ? 1 : 0) + directions.Select((u, k) => (variances[k] - 1) * u[i] * u[j]).Sum());

    /// <remarks>Invariant 32: more draws than coordinates give the covariance of a normal target; the regulariser is 1e-5 of each scaled variance.</remarks>
    [Theory]
    [InlineData(3, 16)]
    [InlineData(6, 20)]
    [InlineData(10, 60)]
    public void A_dense_metric_is_exact_for_a_normal_target_with_more_draws_than_coordinates(int d, int count)
    {
        double[] scales = [.. Enumerable.Range(0, d).Select(i => Math.Pow(10, i % 4))];
        double[][] directions = [Unit(d, i => 1 + i), Unit(d, i => i == 0 ? -Enumerable.Range(1, d - 1).Sum(k => (1.0 + k) * (k % 2)) : i % 2)];
        double[] variances = [50, 0.05];
        ScoreWindow window = Normal(count, scales, directions, variances, [.. scales], 5);
        MetricShape shape = MetricShape.Choose(window, Variances(window), MetricKind.Dense);
        Assert.Equal(MetricKind.Dense, shape.Kind);
        for (int i = 0; i < d; i++)
        {
            for (int j = 0; j < d; j++)
            {
                double scale = Math.Sqrt(Covariance(scales, directions, variances, i, i) * Covariance(scales, directions, variances, j, j));
                Assert.InRange((shape.InverseMetric[(i * d) + j] - Covariance(scales, directions, variances, i, j)) / scale, -0.01, 0.01);
            }
        }
    }

    /// <remarks>Exact to the regulariser where all directions are looked at.</remarks>
    [Fact]
    public void A_low_rank_metric_finds_a_diagonal_and_two_directions()
    {
        (double wide, double narrow, int rank) = TwoDirections(20, 60, 6);
        Assert.InRange(rank, 2, 20);
        Assert.InRange(wide, 0.99, 1.01);
        Assert.InRange(narrow, 0.99, 1.01);
    }

    /// <remarks>
    /// Beyond 64 coordinates leading singular vectors are looked at. Those of n rows are tilted out of a direction of variance l by an angle whose square is,
    /// to first order, t = (sum of the variances beside it) / (n l) (Anderson 1963). With w the scaled variance along the direction, rows that are tilted see
    /// w + t of a narrow one, the root of which enters the mean, and t of it is left to the diagonal: at most sqrt(1 + t / w) + t / w times the truth, less what the other vectors
    /// cover. Of a wide one, the scores see 1 / w + t s with s the variance of scores beside it, so at least (1 + t s w)^(-1/2). The mean over seeds must lie between
    /// these and the truth, but for four of its own errors.
    /// </remarks>
    [Theory]
    [InlineData(80)]
    [InlineData(160)]
    [InlineData(600)]
    public void Leading_directions_are_tilted_by_no_more_than_their_number_of_draws_makes_them(int count)
    {
        const int D = 100;
        const int Seeds = 12;

        // Even coordinates share the variance 100, odd ones 0.02: their scaled variances beside the two directions.
        double even = Math.Sqrt((1 + (99.0 / 50)) / (1 - (0.99 / 50)));
        double odd = Math.Sqrt((1 - (0.98 / 50)) / (1 + (49.0 / 50)));
        double wide = 100 / even;
        double narrow = 0.02 / odd;
        double tiltWide = 49 * ((1 / even) + (1 / odd)) / (count * wide);
        double tiltNarrow = 49 * (even + odd) * narrow / count;
        (double Wide, double Narrow, int Rank)[] found = [.. Enumerable.Range(1, Seeds).Select(seed => TwoDirections(D, count, seed))];
        AssertMean([.. found.Select(one => one.Wide)], 1 / Math.Sqrt(1 + (tiltWide * even * wide)), 1);
        AssertMean([.. found.Select(one => one.Narrow)], 1, Math.Sqrt(1 + (tiltNarrow / odd / narrow)) + (tiltNarrow / narrow));
    }

    private static void AssertMean(double[] values, double least, double most)
    {
        double mean = values.Average();
        double allowed = 4 * Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1) / values.Length);
        Assert.True(mean >= least - allowed && mean <= most + allowed, FormattableString.Invariant($"{mean} is not in [{least}, {most}] +- {allowed}"));
    }

    // The metric's variances along a direction of variance 100 and one of 0.02, over the true ones.
    private static (double Wide, double Narrow, int Rank) TwoDirections(int d, int count, int seed)
    {
        double[] scales = [.. Enumerable.Range(0, d).Select(i => 1.0 + (i % 3))];
        double[][] directions = [Unit(d, i => i % 2 == 0 ? 1 : 0), Unit(d, i => i % 2 == 0 ? 0 : 1)];
        double[] variances = [100, 0.02];
        ScoreWindow window = Normal(count, scales, directions, variances, new double[d], seed);
        MetricShape shape = MetricShape.Choose(window, Variances(window), MetricKind.LowRank);
        Assert.Equal(MetricKind.LowRank, shape.Kind);
        double[] product = Product(shape.Transform!, d);
        double[] ratios = [.. directions.Select((u, k) =>
        {
            double learnt = 0;
            for (int i = 0; i < d; i++)
            {
                for (int j = 0; j < d; j++)
                {
                    learnt += u[i] * u[j] / (scales[i] * scales[j]) * product[(i * d) + j];
                }
            }

            return learnt / variances[k];
        })];
        return (ratios[0], ratios[1], shape.Rank);
    }

    /// <remarks>Invariant 33: nothing is kept of a target that the diagonal whitens, whatever the noise of the scores.</remarks>
    [Theory]
    [InlineData(2, 0)]
    [InlineData(10, 0)]
    [InlineData(100, 0)]
    [InlineData(10, 1)]
    [InlineData(100, 1)]
    public void A_target_that_its_diagonal_whitens_stays_diagonal(int d, double noise)
    {
        ScoreWindow exact = Normal(100, [.. Enumerable.Range(0, d).Select(i => Math.Exp(i % 5))], [], [], new double[d], 8);
        RandomStream stream = new(9, 0, 0);
        ScoreWindow window = new(d, 100);
        for (int row = 0; row < exact.Count; row++)
        {
            window.Add(exact.Draw(row), [.. exact.Score(row).ToArray().Select((value, i) => value + (noise * NormalVariates.Next(stream) / Math.Exp(i % 5)))]);
        }

        Assert.Equal(MetricKind.Diagonal, MetricShape.Choose(window, Variances(window), MetricKind.Automatic).Kind);
    }

    /// <remarks>Invariant 27.</remarks>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1e300)]
    [InlineData(1e-300)]
    [InlineData(double.NaN)]
    public void Degenerate_draws_give_a_usable_metric_or_none(double size)
    {
        foreach (MetricKind kind in new[] { MetricKind.Dense, MetricKind.LowRank, MetricKind.Automatic })
        {
            for (int count = 0; count < 30; count += 7)
            {
                ScoreWindow window = new(3, 100);
                for (int row = 0; row < count; row++)
                {
                    window.Add([size, size * (row % 2), size * row], [size, -size * (row % 2), size]);
                }

                MetricShape shape = MetricShape.Choose(window, [1, 1, 1], kind);
                Assert.All(shape.Transform is null ? [] : Product(shape.Transform, 3), value => Assert.True(double.IsFinite(value)));
            }
        }
    }

    /// <remarks>Invariant 29: the estimate from all rows does not depend on their order, but for the halves that choose the regulariser; here both choose the same.</remarks>
    [Fact]
    public void The_order_of_draws_does_not_matter()
    {
        double[] scales = [1, 2, 3, 4];
        double[][] directions = [Unit(4, i => 1 + i)];
        ScoreWindow window = Normal(40, scales, directions, [30], new double[4], 10);
        ScoreWindow reversed = new(4, 40);
        for (int row = window.Count - 1; row >= 0; row--)
        {
            reversed.Add(window.Draw(row), window.Score(row));
        }

        double[] variances = Variances(window);
        double[] one = MetricShape.Choose(window, variances, MetricKind.Dense).InverseMetric;
        double[] other = MetricShape.Choose(reversed, variances, MetricKind.Dense).InverseMetric;
        Assert.All(one.Zip(other), pair => Expect.Close(pair.First, pair.Second, 1e-10));
    }

    /// <remarks>Invariant 34.</remarks>
    [Fact]
    public void A_full_window_keeps_its_latest_draws_in_order()
    {
        ScoreWindow window = new(1, 16);
        for (int k = 0; k < 100; k++)
        {
            window.Add([k], [-k]);
            Assert.InRange(window.Count, Math.Min(k + 1, 14), 16);
            for (int row = 0; row < window.Count; row++)
            {
                Assert.Equal(k - window.Count + 1 + row, window.Draw(row)[0]);
                Assert.Equal(-window.Draw(row)[0], window.Score(row)[0]);
            }
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(50)]
    public void The_distance_of_metrics_is_that_of_their_variances(int d)
    {
        LowRankTransform one = new([.. Enumerable.Repeat(2.0, d)], d);
        Assert.Equal(0, MetricDistance.Of(one, one, d), 12);
        LowRankTransform other = new([.. Enumerable.Range(0, d).Select(i => i % 2 == 0 ? 2.0 : 6.0)], d);
        double expected = d / 2 * (((3 + (1 / 3.0)) / 2) - 1) / d;
        Assert.Equal(expected, MetricDistance.Of(one, other, d), 12);
        Assert.Equal(expected, MetricDistance.Of(other, one, d), 12);
    }
}
