// A chain that is fitted again and again: what it allocates.
using Exmc.TestSupport;

namespace Exmc.Tests;

public class ChainFitTests
{
    /// <summary>From window to window: rebind, go on from the last fit, tune, draw.</summary>
    [Fact]
    public void A_warm_refit_of_the_same_shape_allocates_nothing()
    {
        double[] means = new double[10];
        FunctionDensity density = Targets.Normal(means, [.. Enumerable.Range(1, 10).Select(i => (double)i)]);
        ChainFit fit = new();
        fit.Begin(density, ChainPlan.Cold(new SamplerOptions { Warmup = 200, Draws = 50 }, 0), CancellationToken.None);
        fit.Run();
        RefitOptions options = new() { Draws = 50, Plan = WarmupPlan.Refit };
        ulong epoch = 0;
        void Refit()
        {
            means[0] += 0.1;
            fit.Begin(density, ChainPlan.InPlace(options, 1, ++epoch), CancellationToken.None);
            fit.Run();
        }

        Assert.Equal(0, Allocation.OfBatch(3, Refit));
        Assert.Equal(ChainStart.Carried, fit.Draws.Start);
    }

    /// <summary>Divergences are kept without allocating too, once there was room for as many.</summary>
    [Fact]
    public void A_refit_with_divergences_allocates_nothing()
    {
        LogDensityFunction normal = Targets.NormalFunction([0, 0], [1, 1]);
        FunctionDensity density = new(2, (ReadOnlySpan<double> x, Span<double> gradient, out double logDensity) =>
        {
            DensityStatus status = normal(x, gradient, out logDensity);
            return x[0] > 1 ? DensityStatus.OutsideSupport : status;
        });
        ChainFit fit = new();
        fit.Begin(density, ChainPlan.Cold(new SamplerOptions { Warmup = 200, Draws = 50 }, 0), CancellationToken.None);
        fit.Run();
        Assert.True(fit.Draws.DivergenceCount > 0);
        RefitOptions options = new() { Draws = 50, Plan = WarmupPlan.Refit };
        ChainPlan plan = ChainPlan.InPlace(options, 1, 2);
        Assert.Equal(0, Allocation.OfBatch(3, () =>
        {
            fit.Begin(density, plan, CancellationToken.None);
            fit.Run();
        }));
        Assert.True(fit.Draws.DivergenceCount > 0);
    }

    /// <summary>With the ladder too, on data on which it reweights, samples with the carried metric and refreshes it.</summary>
    [Theory]
    [InlineData(3, false, 0)]
    [InlineData(11, false, 0)]
    [InlineData(3, true, 0.1)]
    [InlineData(11, true, 1.2)]
    [InlineData(12, true, 4)]
    public void Going_on_in_place_draws_what_a_carried_adaptation_draws(int seed, bool ladder, double shift)
    {
        FunctionDensity density = Targets.Normal([1, 2, 3], [1, 10, 0.1]);
        LadderOptions? bounds = ladder ? new() { FewestEss = 5, EnoughEss = 0 } : null;
        ChainFit fit = new();
        fit.Begin(density, ChainPlan.Cold(new SamplerOptions { Warmup = 200, Draws = 50, Seed = (ulong)seed }, 0) with { Ladder = bounds }, CancellationToken.None);
        fit.Run();
        density.Function = Targets.NormalFunction([1 + shift, 2, 3], [1, 10, 0.1]);
        RefitOptions options = new() { Draws = 50, Seed = 7, Epoch = 9, Ladder = bounds };
        ChainFit other = new();
        Adaptation carried = new("Test", "", [fit.Adaptation]);
        other.Begin(density, ChainPlan.Warm(options, carried, 0), CancellationToken.None);
        other.Run();
        fit.Begin(density, ChainPlan.InPlace(options, 7, 9), CancellationToken.None);
        fit.Run();
        if (fit.Draws.Refit is not { Rung: RefitRung.Reweighted })
        {
            Assert.Equal(RandomFit.Describe(other, null), RandomFit.Describe(fit, null));
        }

        // What transitions said of reweighted draws is not carried.
        Assert.Equal(other.Draws.Positions, fit.Draws.Positions);
        Assert.Equal(other.Draws.LogDensity, fit.Draws.LogDensity);
        Assert.Equal(other.Draws.Refit?.ToString(), fit.Draws.Refit?.ToString());
        Assert.Equal(ladder, fit.Draws.Refit is not null);
    }

    [Fact]
    public void Going_on_from_nothing_is_refused() => Assert.Throws<InvalidOperationException>(
        () => new ChainFit().Begin(Targets.StandardNormal(2), ChainPlan.InPlace(new RefitOptions(), 1, 1), CancellationToken.None));
}
