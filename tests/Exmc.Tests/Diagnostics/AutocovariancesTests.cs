// Autocovariances at long lags against their definition.
namespace Exmc.Tests;

public class AutocovariancesTests
{
    [Theory]
    [InlineData(1, 300)]
    [InlineData(4, 517)]
    [InlineData(3, 1024)]
    public void All_lags_are_sums_of_products(int chains, int length)
    {
        double[] values = new double[chains * length];
        NormalVariates.Fill(new RandomStream(3, 0, 0), values);
        for (int i = 1; i < values.Length; i++)
        {
            values[i] += 0.95 * values[i - 1];
        }

        Autocovariances autocovariances = new(values, chains);
        for (int lag = 0; lag < length; lag += lag < 200 ? 1 : 17)
        {
            double expected = Enumerable.Range(0, chains).Sum(chain =>
                Enumerable.Range(0, length - lag).Sum(i => values[(chain * length) + i] * values[(chain * length) + i + lag])) / (chains * (double)length);
            Assert.Equal(expected, autocovariances[lag], 1e-12 * autocovariances[0]);
        }
    }

    /// <summary>A chain so slow that most of its lags count.</summary>
    [Fact]
    public void The_effective_sample_size_of_a_long_slow_chain_is_that_of_its_autocorrelation()
    {
        const double Correlation = 0.9995;
        double[] values = new double[1 << 19];
        NormalVariates.Fill(new RandomStream(5, 0, 0), values);
        for (int i = 1; i < values.Length; i++)
        {
            values[i] = (Correlation * values[i - 1]) + (Math.Sqrt(1 - (Correlation * Correlation)) * values[i]);
        }

        // Of about 131 effective draws; the estimate of a time of 4000 draws from half a million is good to a quarter.
        double expected = values.Length * (1 - Correlation) / (1 + Correlation);
        Assert.InRange(EffectiveSampleSize.Of(SplitChains.Split(values, 1)) / expected, 0.6, 1.5);
    }
}
