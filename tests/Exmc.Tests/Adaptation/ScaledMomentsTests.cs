// Moments of halves of a window against those of the whole.
using Exmc.Numerics;

namespace Exmc.Tests;

public class ScaledMomentsTests
{
    [Theory]
    [InlineData(1, 8, 4)]
    [InlineData(10, 53, 26)]
    [InlineData(21, 40, 7)]
    public void Two_parts_joined_have_the_moments_of_all_rows(int dimension, int rows, int first)
    {
        RandomStream stream = new(3, 0, 0);
        ScoreWindow window = new(dimension, rows);
        double[] scales = [.. Enumerable.Range(0, dimension).Select(i => 0.5 + i)];
        for (int row = 0; row < rows; row++)
        {
            // Halves with means far apart: what lies between them counts.
            window.Add(
                [.. Enumerable.Range(0, dimension).Select(_ => stream.Uniform() + (row < first ? 2 : 0))],
                [.. Enumerable.Range(0, dimension).Select(_ => stream.Uniform() - (row < first ? 1 : 0))]);
        }

        ScaledMoments joined = ScaledMoments.Of(window, ..first, scales, null).With(ScaledMoments.Of(window, first.., scales, null));

        ScaledMoments all = ScaledMoments.Of(window, .., scales, null);
        Assert.Equal(rows, joined.Count);
        Near(all.MeanScore.ToArray(), joined.MeanScore.ToArray());
        Near(all.Draws, joined.Draws);
        Near(all.Scores, joined.Scores);

        // The mean of the draws shows in the second moment about another mean.
        double[] direction = new double[dimension];
        direction[^1] = 1;
        ScaledMoments early = ScaledMoments.Of(window, ..first, scales, null);
        Assert.Equal(all.Along(direction, early).Draws, joined.Along(direction, early).Draws, 1e-12 * rows);
    }

    [Fact]
    public void A_product_of_rows_is_the_sum_of_products_at_every_length()
    {
        double[] left = [.. Enumerable.Range(0, 70).Select(i => (double)((i * 37 % 11) - 5))];
        double[] right = [.. Enumerable.Range(0, 70).Select(i => (double)((i * 53 % 13) - 6))];
        for (int length = 0; length <= left.Length; length++)
        {
            // Whole numbers: no order of summing rounds.
            double expected = Enumerable.Range(0, length).Sum(i => left[i] * right[i]);
            Assert.Equal(expected, Rows.Dot(left.AsSpan(0, length), right));
        }
    }

    private static void Near(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], 1e-13 * (1 + Math.Abs(expected[i])) * expected.Length);
        }
    }
}
