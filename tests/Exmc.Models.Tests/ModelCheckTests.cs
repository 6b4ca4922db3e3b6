// Cross-validation and predictive checks of fitted models against refits.
using Exmc.TestSupport;
using Xunit;

namespace Exmc.Models.Tests;

public class ModelCheckTests
{
    private static readonly double[] Readings = [1.2, 0.8, 2.1, 1.7, 1.1, 0.4, 1.9, 1.4];
    private static readonly Simple Model = new() { Y = Readings };
    private static readonly Simple.Fit Fit = Model.Sample(new SamplerOptions { Seed = 12 });

    /// <summary>
    /// Exact cross-validation: a fit without the reading, and the mean of the reading's density under its draws. Errors are known for shapes below
    /// one half, where the weights have a variance.
    /// </summary>
    [Fact]
    public void Leave_one_out_agrees_with_refits()
    {
        PsisLoo loo = PsisLoo.Of(Model, Fit);
        int[] regular = Regular(loo);
        Assert.True(regular.Length >= 4, $"{regular.Length} regular readings");
        foreach (int i in regular)
        {
            (double elpd, double error) = Logarithm(WithoutReading(i, (mu, sigma) => Density((Readings[i] - mu) / sigma) / sigma));
            double allowed = 4 * Math.Sqrt((error * error) + (loo.Pointwise[i].Mcse * loo.Pointwise[i].Mcse));
            Assert.True(Math.Abs(elpd - loo.Pointwise[i].Elpd) <= allowed, $"reading {i}: {loo.Pointwise[i].Elpd} differs from {elpd} by more than {allowed}");
        }
    }

    [Fact]
    public void The_probability_integral_transform_agrees_with_refits()
    {
        double[] transforms = LooPit.Of(Model, Fit, "Replicated", Readings, new PredictiveOptions { Seed = 5 });
        PsisLoo loo = PsisLoo.Of(Model, Fit);
        foreach (int i in Regular(loo))
        {
            double[] below = WithoutReading(i, (mu, sigma) => MathNet.Numerics.Distributions.Normal.CDF(mu, sigma, Readings[i]));
            double expected = below.Average();

            // Replications are binomial; weights reduce the draws by their variance, bounded here by one half.
            double allowed = 4 * Math.Sqrt(expected * (1 - expected) / (0.5 * loo.Pointwise[i].RelativeEfficiency * loo.DrawCount));
            Assert.True(Math.Abs(transforms[i] - expected) <= allowed, $"reading {i}: {transforms[i]} differs from {expected} by more than {allowed}");
        }
    }

    [Fact]
    public void A_predictive_check_tells_a_statistic_the_model_produces_from_one_it_does_not()
    {
        PredictiveCheck mean = PredictiveCheck.Of(Model, Fit, "Replicated", Readings, data => data.ToArray().Average());
        Assert.Equal(Readings.Average(), mean.Observed, 12);
        Assert.InRange(mean.PValue, 0.3, 0.7);
        Assert.InRange(mean.PValueMcse, 0.001, 0.05);
        Assert.Equal(mean.PValue, mean.Replicated.ToArray().Count(value => value >= mean.Observed) / 4000.0, 12);

        // A constant is always tied; a normal model does not repeat readings.
        PredictiveCheck constant = PredictiveCheck.Of(Model, Fit, "Replicated", Readings, _ => 1);
        Assert.Equal((1.0, 1.0, 0.0), (constant.PValue, constant.TieShare, constant.PValueMcse));
        double[] repeated = [1, 1, 1, 1, 1, 1, 1, 2];
        Simple repeats = new() { Y = repeated };
        PredictiveCheck ties = PredictiveCheck.Of(
            repeats, repeats.Sample(new SamplerOptions { Seed = 1, Chains = 2, Draws = 200 }), "Replicated", repeated, data => data.ToArray().Distinct().Count());
        Assert.Equal((2.0, 1.0, 0.0), (ties.Observed, ties.PValue, ties.TieShare));
    }

    [Fact]
    public void Mistakes_name_member_and_length()
    {
        Assert.Contains("there are Replicated", Assert.Throws<ArgumentException>(() => LooPit.Of(Model, Fit, "Y", Readings)).Message, StringComparison.Ordinal);
        Assert.Contains("3 readings", Assert.Throws<ArgumentException>(() => LooPit.Of(Model, Fit, "Replicated", [1, 2, 3])).Message, StringComparison.Ordinal);
        Assert.Contains("draw 0", Assert.Throws<ArithmeticException>(() => PredictiveCheck.Of(Model, Fit, "Replicated", Readings, data => data[0] == 1.2 ? 1 : double.NaN)).Message, StringComparison.Ordinal);
        IModel funnel = TestData.Model("funnel");
        Posterior fit = Sampler.Sample(funnel, new SamplerOptions { Chains = 1, Draws = 20 });
        Assert.Contains("[Observed]", Assert.Throws<ArgumentException>(() => PsisLoo.Of(funnel, fit)).Message, StringComparison.Ordinal);
        using CancellationTokenSource cancelled = new();
        cancelled.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => PsisLoo.Of(Model, Fit, cancelled.Token));
        Assert.Contains("there are mu", Assert.Throws<ArgumentException>(() => ScalarQuantity.Of(Fit, "nu")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Divergences_of_the_centred_eight_schools_are_traced_to_the_scale()
    {
        IModel schools = TestData.Model("eight_schools_centered");
        // A contrast is a score of 5, which takes 23 divergences where one in five of them lies above another draw. A diagonal metric, a whole warm-up and 16,000 draws have 54 to 543
        // (twelve seeds, all with the contrast); with a fourth of the draws there would be none for most seeds.
        Posterior fit = Sampler.Sample(schools, new SamplerOptions { Seed = 8, Draws = 4000, Metric = MetricKind.Diagonal, EndWarmupWhenSettled = false, Start = StartingPoints.Random });
        DivergenceContrast scale = Assert.Single(DivergenceContrast.Of(fit), contrast => contrast.Name == "tau");
        Assert.True(scale.HigherShare < 0.35, $"{scale}");
        Assert.Contains(fit.Warnings, warning => warning.Contains("'tau' is small", StringComparison.Ordinal) && warning.Contains("NonCentered", StringComparison.Ordinal));
    }

    private static int[] Regular(PsisLoo loo) => [.. loo.Pointwise.Where(point => point.ParetoK < 0.5).Select(point => point.Index)];

    /// <summary>A function of mean and sd over the draws of a fit to all other readings.</summary>
    private static double[] WithoutReading(int index, Func<double, double, double> function)
    {
        Simple.Fit fit = new Simple { Y = Readings.Where((_, i) => i != index).ToArray() }.Sample(new SamplerOptions { Seed = 100 + (ulong)index });
        return [.. Enumerable.Range(0, 4).SelectMany(chain => fit.Mu.Draws(chain).ToArray().Zip(fit.Sigma.Draws(chain).ToArray(), function))];
    }

    // Four chains mix well: at least a quarter of the draws is effective.
    private static (double Value, double Error) Logarithm(double[] densities)
    {
        double mean = densities.Average();
        double variance = densities.Sum(x => (x - mean) * (x - mean)) / (densities.Length - 1);
        return (Math.Log(mean), Math.Sqrt(variance / (0.25 * densities.Length)) / mean);
    }

    private static double Density(double z) => Math.Exp(-0.5 * z * z) / Math.Sqrt(2 * Math.PI);
}
