// Convergence diagnostics against what is known. Numbers in remarks are those of the sampler's list of invariants.
namespace Exmc.Tests;

public class ConvergenceTests
{
    /// <remarks>Invariant 47: R-hat of independent chains; rank version under monotone maps; shifted and scaled chains.</remarks>
    [Fact]
    public void R_hat_is_one_for_independent_chains_and_survives_monotone_maps()
    {
        double[] pooled = Normals(1, 4000);
        double independent = Row(pooled, 4).RHat;
        Assert.InRange(independent, 0.99, 1.01);
        Assert.Equal(independent, Row([.. pooled.Select(x => Math.Exp(3 * x))], 4).RHat, 1e-2);
        Assert.True(Row([.. pooled.Select((x, i) => i < 1000 ? x + 1 : x)], 4).RHat > 1.05);
        Assert.True(Row([.. pooled.Select((x, i) => i < 1000 ? 3 * x : x)], 4).RHat > 1.05);
    }

    /// <remarks>Invariant 48: the effective sample size of an AR(1) is N (1 - phi) / (1 + phi), also when phi is negative.</remarks>
    [Theory]
    [InlineData(0.0)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    [InlineData(-0.5)]
    public void The_effective_sample_size_of_an_autoregression_is_known(double phi)
    {
        const int Length = 20_000;
        double[] noise = Normals(7, 4 * Length);
        double[] chain = new double[4 * Length];
        for (int i = 0; i < chain.Length; i++)
        {
            chain[i] = i % Length == 0 ? noise[i] / Math.Sqrt(1 - (phi * phi)) : (phi * chain[i - 1]) + noise[i];
        }

        // Antithetic chains are capped at N log10 N (Vehtari et al. 2021).
        double expected = Math.Min(chain.Length * (1 - phi) / (1 + phi), chain.Length * Math.Log10(chain.Length));
        Assert.InRange(Row(chain, 4).EssBulk, 0.85 * expected, 1.15 * expected);
    }

    /// <remarks>Invariant 49: constant and not finite draws have defined results.</remarks>
    [Fact]
    public void Constant_or_infinite_draws_give_NaN_and_do_not_throw()
    {
        SummaryRow constant = Row([.. Enumerable.Repeat(2.0, 400)], 4);
        Assert.Equal(2.0, constant.Mean);
        Assert.True(double.IsNaN(constant.RHat) && double.IsNaN(constant.EssBulk));
        Assert.True(double.IsNaN(Row([.. Normals(1, 399), double.PositiveInfinity], 4).EssBulk));
        Assert.True(double.IsNaN(Row([1.0, 2.0], 1).RHat) || double.IsFinite(Row([1.0, 2.0], 1).RHat));
    }

    /// <remarks>Invariant 50: a generalised Pareto fit recovers the shape; its standard error is about (1 + k) / sqrt(n).</remarks>
    [Theory]
    [InlineData(-0.3)]
    [InlineData(0.2)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void A_Pareto_fit_recovers_the_shape(double k)
    {
        const int Count = 4000;
        RandomStream random = new(5, 0, 0);
        double[] sample = [.. Enumerable.Range(0, Count).Select(_ => (Math.Pow(random.Uniform(), -k) - 1.0) / k).Order()];
        (double shape, double scale) = GeneralizedPareto.Fit(sample);
        Assert.InRange(shape, k - (4.0 * (1.0 + k) / Math.Sqrt(Count)) - 0.005, k + (4.0 * (1.0 + k) / Math.Sqrt(Count)) + 0.005);
        Assert.InRange(scale, 0.85, 1.15);
    }

    /// <summary>Quantiles by linear interpolation (type 7), the mean and its error.</summary>
    [Fact]
    public void A_summary_has_the_moments_and_quantiles_of_its_draws()
    {
        SummaryRow row = Row([.. Enumerable.Range(0, 101).Select(i => (double)((i * 37) % 101))], 1);
        Assert.Equal((50.0, 5.0, 50.0, 95.0), (row.Mean, row.Q05, row.Q50, row.Q95));
        Assert.Equal(Math.Sqrt(101.0 * 102.0 / 12.0), row.Sd, 10);
    }

    /// <summary>The standard errors of mean and sd match the spread over independent repetitions.</summary>
    [Fact]
    public void Monte_Carlo_errors_are_the_spread_of_repetitions()
    {
        SummaryRow[] rows = [.. Enumerable.Range(0, 400).Select(seed => Row(Normals((ulong)seed + 50, 1000), 4))];
        double spreadOfMeans = Spread(rows.Select(row => row.Mean));
        double spreadOfSds = Spread(rows.Select(row => row.Sd));

        // The relative error of a spread of 400 is 1 / sqrt(800); four of them.
        Assert.InRange(rows.Average(row => row.McseMean) / spreadOfMeans, 0.86, 1.16);
        Assert.InRange(rows.Average(row => row.McseSd) / spreadOfSds, 0.86, 1.16);
    }

    private static double Spread(IEnumerable<double> values)
    {
        double[] all = [.. values];
        double mean = all.Average();
        return Math.Sqrt(all.Sum(x => (x - mean) * (x - mean)) / (all.Length - 1));
    }

    private static SummaryRow Row(double[] pooled, int chains) => Summarizer.Row("x", pooled, chains);

    private static double[] Normals(ulong seed, int count)
    {
        RandomStream random = new(seed, 0, 0);
        return [.. Enumerable.Range(0, count).Select(_ => Math.Sqrt(-2 * Math.Log(random.Uniform())) * Math.Cos(2 * Math.PI * random.Uniform()))];
    }
}
