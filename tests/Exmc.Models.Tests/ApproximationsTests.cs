// Modes and approximations of compiled models.
using Exmc.TestSupport;
using Xunit;

namespace Exmc.Models.Tests;

public class ApproximationsTests
{
    /// <summary>The centred eight schools have no mode and a funnel that no normal follows: the tail shape says so.</summary>
    [Fact]
    public void The_centred_eight_schools_are_approximated_badly_and_warned_of()
    {
        IModel schools = TestData.Model("eight_schools_centered");
        foreach (Approximation approximation in new[] { Pathfinder.Of(schools, new PathfinderOptions { Seed = 8 }), Advi.Of(schools, new AdviOptions { Seed = 8 }) })
        {
            Assert.True(approximation.ParetoK > approximation.ParetoKThreshold, $"{approximation.Method}: Pareto k {approximation.ParetoK}");
            Assert.Contains(approximation.Warnings, warning => warning.Contains("Pareto k", StringComparison.Ordinal));
            Assert.Equal(approximation.Warnings, approximation.Posterior.Warnings);
            Assert.Contains("warning: Pareto k", approximation.Posterior.ToString(), StringComparison.Ordinal);
        }

        Assert.False(Optimizer.Maximize(schools).Converged);
    }

    /// <summary>Logistic regression is nearly normal: the approximations agree with the sampler.</summary>
    [Fact]
    public void A_logistic_regression_is_approximated_well()
    {
        IModel logistic = new Logistic { X = new Matrix([.. Enumerable.Range(0, 400).Select(i => Math.Sin(1.3 * i * i))], 200, 2), Y = Enumerable.Range(0, 200).Select(i => i % 3 == 0 ? 1 : 0).ToArray() };
        Posterior reference = Sampler.Sample(logistic, new SamplerOptions { Seed = 6 });
        Approximation[] approximations =
        [
            Pathfinder.Of(logistic, new PathfinderOptions { Seed = 6 }),
            LaplaceApproximation.Of(logistic, new LaplaceOptions { Seed = 6 }),
            Advi.Of(logistic, new AdviOptions { Seed = 6, Resample = true }),
        ];
        foreach (Approximation approximation in approximations)
        {
            Assert.True(approximation.ParetoK < approximation.ParetoKThreshold, $"{approximation.Method}: Pareto k {approximation.ParetoK}");
            Assert.Empty(approximation.Warnings);
            foreach ((SummaryRow actual, SummaryRow expected) in approximation.Posterior.Summary.Zip(reference.Summary))
            {
                // Skewness, which a normal lacks, moves the mean by a few hundredths of an sd here.
                Assert.True(Math.Abs(actual.Mean - expected.Mean) < 0.15 * expected.Sd, $"{approximation.Method} {actual} against {expected}");
                Assert.InRange(actual.Sd / expected.Sd, 0.9, 1.1);
            }
        }

        // The mean of the best normal takes half of the skewness into account, unlike the mode: 4 errors of both, and the tolerance.
        foreach ((SummaryRow actual, SummaryRow expected) in Advi.Of(logistic, new AdviOptions { Seed = 6, Family = AdviFamily.FullRank }).Posterior.Summary.Zip(reference.Summary))
        {
            Assert.True(Math.Abs(actual.Mean - expected.Mean) < (4 * (actual.McseMean + expected.McseMean)) + (0.01 * expected.Sd), $"full-rank ADVI {actual} against {expected}");
            Assert.InRange(actual.Sd / expected.Sd, 0.93, 1.07);
        }
    }

    /// <summary>Noise in all directions of a covariance must not make it grow without bound.</summary>
    [Fact]
    public void A_full_rank_normal_of_ten_coordinates_stays_near_the_posterior()
    {
        IModel schools = TestData.Model("eight_schools_noncentered");
        Approximation approximation = Advi.Of(schools, new AdviOptions { Seed = 1, Family = AdviFamily.FullRank });
        Assert.Empty(approximation.Warnings);
        foreach ((SummaryRow actual, SummaryRow expected) in approximation.Posterior.Summary.Zip(Sampler.Sample(schools, new SamplerOptions { Seed = 6 }).Summary))
        {
            // A normal of log tau misses the tail of tau.
            Assert.True(Math.Abs(actual.Mean - expected.Mean) < 0.25 * expected.Sd, $"{actual} against {expected}");
            Assert.InRange(actual.Sd / expected.Sd, 0.6, 1.4);
        }
    }

    /// <summary>Draws of an approximation go wherever those of a fit do.</summary>
    [Fact]
    public void Predictions_and_cross_validation_take_an_approximation()
    {
        Simple model = new() { Y = new double[] { 1.2, 0.8, 2.1, 1.7, 1.1, 0.4, 1.9, 1.4 } };
        Posterior draws = Pathfinder.Of(model, new PathfinderOptions { Seed = 1 }).Posterior;
        Assert.Equal(4000, Prediction.FromPosterior(model, draws, new PredictiveOptions()).Sum(block => block.Count));

        // Of one seed the two differ by 0.07, with a standard deviation of 0.09 (twenty seeds): with a Pareto k of 0.6 the weights leave a little. The mean of eight is within that and three of its errors.
        ulong[] seeds = [1, 2, 3, 4, 5, 6, 7, 8];
        double approximate = seeds.Average(seed => PsisLoo.Of(model, Pathfinder.Of(model, new PathfinderOptions { Seed = seed }).Posterior).Elpd);
        Assert.Equal(seeds.Average(seed => PsisLoo.Of(model, model.Sample(new SamplerOptions { Seed = seed })).Elpd), approximate, 0.165);
    }
}
