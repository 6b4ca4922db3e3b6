// Variational inference on targets whose best normal approximation is known.
namespace Exmc.Tests;

public class AdviTests
{
    /// <summary>
    /// The best independent normal has the mean of the target and the inverse diagonal of its precision. The averages have Monte Carlo errors of at
    /// most a quarter of the tolerance of 0.04: the limit is four of them.
    /// </summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void The_mean_field_has_the_inverse_diagonal_of_the_precision(int dimension)
    {
        double[] precision = NormalTargets.Precision(dimension);
        VariationalNormal normal = Settled(dimension, AdviFamily.MeanField, 0.04);
        for (int i = 0; i < dimension; i++)
        {
            double sd = 1 / Math.Sqrt(precision[(i * dimension) + i]);
            Assert.True(Math.Abs(normal.Parameters[i] - NormalTargets.Mean(dimension)[i]) <= 4 * 0.01 * sd, $"mean {i}: {normal.Parameters[i]}");
            Assert.True(Math.Abs(normal.Unit(i) - sd) <= 4 * 0.01 * sd, $"sd {i}: {normal.Unit(i)} is not {sd}");
        }
    }

    /// <summary>The best normal of any covariance is the target itself, where the gradients have no noise: it is found to the last digits of the tolerance.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void The_full_rank_has_the_covariance(int dimension)
    {
        double[] covariance = NormalTargets.Inverse(NormalTargets.Precision(dimension), dimension);
        VariationalNormal normal = Settled(dimension, AdviFamily.FullRank, 1e-3);
        double[] scale = ScaleOf(normal);
        for (int i = 0; i < dimension; i++)
        {
            double sd = Math.Sqrt(covariance[(i * dimension) + i]);
            Assert.True(Math.Abs(normal.Parameters[i] - NormalTargets.Mean(dimension)[i]) <= 1e-3 * sd, $"mean {i}: {normal.Parameters[i]}");
            for (int j = 0; j <= i; j++)
            {
                double sum = Enumerable.Range(0, dimension).Sum(k => scale[(i * dimension) + k] * scale[(j * dimension) + k]);
                double unit = sd * Math.Sqrt(covariance[(j * dimension) + j]);
                Assert.True(Math.Abs(sum - covariance[(i * dimension) + j]) <= 2e-3 * unit, $"covariance {i}, {j}: {sum} is not {covariance[(i * dimension) + j]}");
            }
        }
    }

    [Fact]
    public void The_draws_of_an_exact_approximation_have_no_tail()
    {
        Approximation approximation = Advi.Of(NormalTargets.Model(3), new AdviOptions { Family = AdviFamily.FullRank, Tolerance = 1e-4, Seed = 2 });
        Assert.True(approximation.ParetoK < 0, $"Pareto k {approximation.ParetoK}");
        Assert.Empty(approximation.Warnings);
        Assert.Equal("full-rank ADVI", approximation.Method);
        double[] covariance = NormalTargets.Inverse(NormalTargets.Precision(3), 3);
        for (int i = 0; i < 3; i++)
        {
            double sd = Math.Sqrt(covariance[(i * 3) + i]);
            SummaryRow row = approximation.Posterior.Summary[i];
            Assert.True(Math.Abs(row.Mean - NormalTargets.Mean(3)[i]) <= 4.5 * sd / Math.Sqrt(4000), $"mean {row.Mean} of x[{i}], sd {sd}");
            Assert.True(Math.Abs(row.Sd - sd) <= 4.5 * sd / Math.Sqrt(8000), $"sd {row.Sd} of x[{i}] is not {sd}");
        }
    }

    /// <summary>Importance weights turn the narrow independent normal into the correlated target: the variances are the marginal ones.</summary>
    [Fact]
    public void Resampling_corrects_the_mean_field()
    {
        FunctionModel model = new(() => Targets.Correlated(0.6));
        double VarianceOf(bool resample)
        {
            Approximation approximation = Advi.Of(model, new AdviOptions { Resample = resample, Draws = 10_000, Seed = 3 });
            Assert.Empty(approximation.Warnings);
            return Math.Pow(approximation.Posterior.Summary[0].Sd, 2);
        }

        Assert.InRange(VarianceOf(false), 0.64 * 0.94, 0.64 * 1.06);
        Assert.InRange(VarianceOf(true), 0.9, 1.1);
    }

    /// <summary>Neal's funnel: no normal follows its neck.</summary>
    [Theory]
    [InlineData(AdviFamily.MeanField)]
    [InlineData(AdviFamily.FullRank)]
    public void A_funnel_is_warned_of(AdviFamily family)
    {
        FunctionModel funnel = new(() => new FunctionDensity(15, (ReadOnlySpan<double> x, Span<double> gradient, out double logDensity) =>
        {
            double precision = Math.Exp(-x[0]);
            logDensity = -x[0] * x[0] / 18;
            gradient[0] = -x[0] / 9;
            for (int i = 1; i < x.Length; i++)
            {
                logDensity -= 0.5 * ((x[i] * x[i] * precision) + x[0]);
                gradient[0] += 0.5 * ((x[i] * x[i] * precision) - 1);
                gradient[i] = -x[i] * precision;
            }

            return DensityStatus.Ok;
        }));
        Approximation approximation = Advi.Of(funnel, new AdviOptions { Family = family, Seed = 1, MaxIterations = 5000 });
        Assert.True(approximation.ParetoK > 0.7, $"Pareto k {approximation.ParetoK}");
        Assert.Contains(approximation.Warnings, warning => warning.Contains("Pareto k of the", StringComparison.Ordinal));
    }

    [Fact]
    public void A_search_that_is_cut_short_says_so()
    {
        Approximation approximation = Advi.Of(NormalTargets.Model(4), new AdviOptions { MaxIterations = 100 });
        Assert.Contains(approximation.Warnings, warning => warning.Contains("did not settle in 100 iterations", StringComparison.Ordinal));
    }

    [Fact]
    public void The_seed_alone_decides()
    {
        double[] Draws(ulong seed) => Advi.Of(NormalTargets.Model(2), new AdviOptions { Seed = seed, Draws = 50 }).Posterior.Draws(3, 1).ToArray();
        Assert.Equal(Draws(5), Draws(5));
        Assert.NotEqual(Draws(5), Draws(6));
    }

    [Fact]
    public void A_cancelled_search_ends()
    {
        using CancellationTokenSource source = new();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => Advi.Of(NormalTargets.Model(2), new AdviOptions(), source.Token));
    }

    public static TheoryData<AdviOptions, string> Refused => new()
    {
        { new AdviOptions { StepSize = 0 }, "StepSize" },
        { new AdviOptions { StepSize = 1.5 }, "StepSize" },
        { new AdviOptions { GradientDraws = 3 }, "GradientDraws" },
        { new AdviOptions { Tolerance = double.NaN }, "Tolerance" },
        { new AdviOptions { MaxIterations = 0 }, "MaxIterations" },
        { new AdviOptions { InitialRadius = -1 }, "InitialRadius" },
        { new AdviOptions { Family = (AdviFamily)7 }, "Family" },
        { new AdviOptions { Draws = 0 }, "Draws" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void An_option_that_cannot_be_honoured_is_named(AdviOptions options, string name) =>
        Assert.Contains(name, Assert.Throws<ArgumentOutOfRangeException>(() => Advi.Of(NormalTargets.Model(2), options)).Message, StringComparison.Ordinal);

    private static VariationalNormal Settled(int dimension, AdviFamily family, double tolerance)
    {
        double[] mean = new double[dimension];
        double[] sd = [.. Enumerable.Repeat(1.0, dimension)];
        VariationalNormal start = family == AdviFamily.MeanField ? MeanFieldNormal.Of(mean, sd) : FullRankNormal.Of(mean, sd);
        (VariationalNormal normal, string[] warnings) = Advi.Climb(
            start, new Evaluation(NormalTargets.Model(dimension).Bind()), new AdviOptions { Family = family, Tolerance = tolerance }, new RandomStream(8, 0, 0), default);
        Assert.Empty(warnings);
        return normal;
    }

    /// <summary>S by rows, column by column: what it makes of the unit vectors.</summary>
    private static double[] ScaleOf(VariationalNormal normal)
    {
        int d = normal.Dimension;
        double[] scale = new double[d * d];
        double[] column = new double[d];
        for (int j = 0; j < d; j++)
        {
            double[] unit = new double[d];
            unit[j] = 1;
            normal.Transform(unit, column);
            for (int i = 0; i < d; i++)
            {
                scale[(i * d) + j] = column[i] - normal.Parameters[i];
            }
        }

        return scale;
    }
}
