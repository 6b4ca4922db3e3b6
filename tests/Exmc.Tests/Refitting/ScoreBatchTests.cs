// Scores of carried draws against what is known of normal posteriors.
namespace Exmc.Tests;

public class ScoreBatchTests
{
    private const int Draws = 2000;

    /// <summary>Independent draws of N(0, I) scored by N(shift, scale^2 I): the shift in new units and the ratio of precisions are recovered.</summary>
    [Theory]
    [InlineData(1, 0, 1)]
    [InlineData(3, 0.8, 1)]
    [InlineData(3, 3, 1)]
    [InlineData(8, 1, 1)]
    [InlineData(2, 0, 0.5)]
    [InlineData(2, 0, 2)]
    public void Shift_and_precision_are_those_of_the_new_posterior(int dimension, double shift, double scale)
    {
        ScoreEvidence evidence = Score(dimension, shift, scale, 4);
        // The mean score is shift / scale^2; its Mahalanobis length is in units of the old posterior, of standard deviation 1.
        Assert.Equal(shift / (scale * scale), evidence.Shift, 0.25);
        Assert.Equal(shift > 0, evidence.ShiftZ > 4);
        double ratio = 1 / (scale * scale);
        Assert.InRange(evidence.LargestPrecisionRatio, ratio > 1 ? 0.7 * ratio : 1, ratio > 1 ? ratio : 1.05);
        Assert.InRange(evidence.LeastPrecisionRatio, ratio < 1 ? ratio : 0.95, ratio < 1 ? ratio + 0.3 : 1);
        Assert.Equal(0, evidence.Failed);
    }

    /// <summary>The effective share of N(0, I) for N(shift, I) is exp(-shift^2) in any dimension; of an independent sample it is known to a few percent.</summary>
    [Theory]
    [InlineData(0.25)]
    [InlineData(0.5)]
    [InlineData(0.8)]
    public void The_effective_share_is_that_of_the_shift(double shift)
    {
        double mean = Enumerable.Range(0, 10).Average(seed => Score(2, shift, 1, seed).EssFraction);
        Assert.Equal(Math.Exp(-shift * shift), mean, 0.04);
    }

    [Fact]
    public void The_tail_grows_with_the_shift_in_the_median()
    {
        double[] shapes = [.. new[] { 0.3, 0.8, 1.5, 2.5 }.Select(shift => Quantiles.OfSorted([.. Enumerable.Range(0, 15).Select(seed => Score(3, shift, 1, seed).ParetoK).Order()], 0.5))];
        Assert.Equal(shapes.Order(), shapes);
        Assert.True(shapes[^1] > 0.5);
    }

    [Fact]
    public void Weights_add_up_to_one_and_equal_ones_have_no_tail()
    {
        ScoreBatch batch = new();
        ScoreEvidence moved = Score(2, 0.7, 1, 3, batch);
        double sum = 0;
        foreach (double weight in batch.Weights)
        {
            sum += weight;
        }

        Assert.Equal(1, sum, 1e-12);
        Assert.Equal(Draws, moved.Draws);
        ScoreEvidence same = Score(2, 0, 1, 3);
        Assert.Equal((double.NegativeInfinity, 1.0), (same.ParetoK, Math.Round(same.EssFraction, 12)));
    }

    [Fact]
    public void Systematic_resampling_copies_each_draw_its_weight_times_rounded_up_or_down_and_keeps_the_order()
    {
        double[] weights = [0.02, 0.5, 0, 0.23, 0.25];
        int[] chosen = new int[10];
        double[] copies = new double[5];
        const int Tries = 20000;
        RandomStream stream = new(1, 2, 3);
        for (int attempt = 0; attempt < Tries; attempt++)
        {
            SystematicResampling.Choose(weights, stream.Uniform(), chosen);
            Assert.Equal(chosen.Order(), chosen);
            for (int draw = 0; draw < 5; draw++)
            {
                int count = chosen.Count(index => index == draw);
                Assert.InRange(count, Math.Floor((10 * weights[draw]) - 1e-9), Math.Ceiling((10 * weights[draw]) + 1e-9));
                copies[draw] += count;
            }
        }

        // Unbiased: a count is rounded up with its fraction's probability, so its standard error is at most 0.5 / sqrt(tries).
        Assert.All(Enumerable.Range(0, 5), draw => Assert.InRange((copies[draw] / Tries) - (10 * weights[draw]), -2.5 / Math.Sqrt(Tries), 2.5 / Math.Sqrt(Tries)));
    }

    private static ScoreEvidence Score(int dimension, double shift, double scale, int seed, ScoreBatch? batch = null)
    {
        batch ??= new();
        RandomStream stream = new((ulong)seed, 0, 0);
        double[] positions = new double[Draws * dimension];
        NormalVariates.Fill(stream, positions);
        double[] means = new double[dimension];
        means[0] = shift;
        LogDensityFunction old = Targets.NormalFunction(new double[dimension], [.. Enumerable.Repeat(1.0, dimension)]);
        LogDensityFunction now = Targets.NormalFunction(means, [.. Enumerable.Repeat(scale, dimension)]);
        double[] gradient = new double[dimension];
        batch.Begin(Draws, dimension);
        for (int draw = 0; draw < Draws; draw++)
        {
            ReadOnlySpan<double> position = positions.AsSpan(draw * dimension, dimension);
            old(position, gradient, out double drawnBy);
            now(position, gradient, out double logDensity);
            batch.Add(position, gradient, logDensity, drawnBy);
        }

        return batch.End(positions, Draws);
    }
}
