// Estimators of the metric.
using FsCheck.Xunit;

namespace Exmc.Tests;

public class MetricTests
{
    private static double[][] Sample(int count, int dimension, int seed)
    {
        RandomStream stream = new((ulong)seed, 0, 0);
        return Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, dimension).Select(i => (3 * i) + ((1 + i) * NormalVariates.Next(stream))).ToArray()).ToArray();
    }

    private static RunningMoments Of(IEnumerable<double[]> values, int dimension)
    {
        RunningMoments moments = new(dimension);
        foreach (double[] value in values)
        {
            moments.Add(value);
        }

        return moments;
    }

    [Property(MaxTest = 100)]
    public void Running_moments_equal_two_pass_moments_in_any_order(int seed, byte size)
    {
        double[][] draws = Sample(size + 2, 2, seed);
        RunningMoments forward = Of(draws, 2);
        RunningMoments backward = Of(draws.Reverse(), 2);
        for (int i = 0; i < 2; i++)
        {
            double[] values = draws.Select(draw => draw[i]).ToArray();
            Expect.Close(Moments.Mean(values), forward.Mean[i], 1e-12);
            Expect.Close(Moments.Variance(values), forward.Variance(i), 1e-11);
            Expect.Close(forward.Variance(i), backward.Variance(i), 1e-11);
        }
    }

    [Property(MaxTest = 100)]
    public void Merging_two_estimators_equals_one_pass(int seed, byte first, byte second)
    {
        double[][] draws = Sample(first + second, 2, seed);
        RunningMoments merged = Of(draws.Take(first), 2);
        merged.Merge(Of(draws.Skip(first), 2));
        RunningMoments whole = Of(draws, 2);
        Assert.Equal(whole.Count, merged.Count);
        if (whole.Count > 1)
        {
            Expect.Close(whole.Variance(1), merged.Variance(1), 1e-11);
            Expect.Close(whole.Mean[1], merged.Mean[1], 1e-11);
        }
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(5, 0)]
    [InlineData(5, 1e300)]
    [InlineData(5, 1e-300)]
    [InlineData(2, 3)]
    public void Estimates_are_positive_and_finite_for_degenerate_input(int count, double size)
    {
        for (int variant = 0; variant < 2; variant++)
        {
            double[][] draws = Enumerable.Range(0, count).Select(i => new[] { variant == 0 ? size : size * (i % 2), -size * i }).ToArray();
            double[] metric = [1, 1];
            double[] centre = [0, 0];
            MetricEstimates.FromDrawsAndGradients(Of(draws, 2), Of(draws.Reverse(), 2), metric, centre);
            Assert.All(metric, value => Assert.True(value > 0 && double.IsFinite(value)));
            MetricEstimates.FromVariances(Of(draws, 2), metric, centre);
            Assert.All(metric, value => Assert.True(value > 0 && double.IsFinite(value)));
        }

        double[] guess = new double[4];
        MetricEstimates.FromGradient([0, double.NaN, 1e300, 1e-300], guess);
        Assert.All(guess, value => Assert.True(value > 0 && double.IsFinite(value)));
    }

    [Property(MaxTest = 50)]
    public void The_gradient_estimate_scales_with_the_target_and_its_centre_moves_along(int seed)
    {
        double scale = Math.Exp(seed % 7);
        const double Shift = 5;
        double[][] draws = Sample(20, 1, seed);
        double[][] gradients = draws.Select((draw, i) => new[] { Math.Sin(i) - draw[0] }).ToArray();
        double[] metric = [1];
        double[] centre = [0];
        double[] scaledMetric = [1];
        double[] scaledCentre = [0];
        MetricEstimates.FromDrawsAndGradients(Of(draws, 1), Of(gradients, 1), metric, centre);
        MetricEstimates.FromDrawsAndGradients(
            Of(draws.Select(x => new[] { (scale * x[0]) + Shift }), 1), Of(gradients.Select(g => new[] { g[0] / scale }), 1), scaledMetric, scaledCentre);
        Expect.Close(scale * scale * metric[0], scaledMetric[0], 1e-9);
        Expect.Close((scale * centre[0]) + Shift, scaledCentre[0], 1e-9);
    }

    [Fact]
    public void Gradient_and_variance_estimates_have_their_own_limits_on_a_correlated_target()
    {
        const double Correlation = 0.9;
        FunctionDensity density = Targets.Correlated(Correlation);
        RandomStream stream = new(1, 0, 0);
        RunningMoments draws = new(2);
        RunningMoments gradients = new(2);
        double[] gradient = new double[2];
        for (int i = 0; i < 20000; i++)
        {
            double a = NormalVariates.Next(stream);
            double[] x = [a, (Correlation * a) + (Math.Sqrt(1 - (Correlation * Correlation)) * NormalVariates.Next(stream))];
            density.Evaluate(x, gradient, out _);
            draws.Add(x);
            gradients.Add(gradient);
        }

        double[] metric = [0, 0];
        double[] centre = [0, 0];
        MetricEstimates.FromDrawsAndGradients(draws, gradients, metric, centre);
        Assert.InRange(metric[0] / Math.Sqrt(1 - (Correlation * Correlation)), 0.96, 1.04);
        MetricEstimates.FromVariances(draws, metric, centre);
        Assert.InRange(metric[0], 0.96, 1.04);
    }

    [Fact]
    public void Running_covariance_equals_the_two_pass_covariance()
    {
        double[][] draws = Sample(50, 3, 9);
        RunningCovariance covariance = new(3);
        Array.ForEach(draws, draw => covariance.Add(draw));
        double mean0 = draws.Average(draw => draw[0]);
        double mean2 = draws.Average(draw => draw[2]);
        Expect.Close(draws.Sum(draw => (draw[0] - mean0) * (draw[2] - mean2)) / 49, covariance.Covariance(0, 2), 1e-12);
        Expect.Close(covariance.Covariance(2, 0), covariance.Covariance(0, 2), 1e-12);
    }

    [Theory]
    [InlineData(WarmupSchedule.GradientBased, MetricKind.Diagonal)]
    [InlineData(WarmupSchedule.Stan, MetricKind.Diagonal)]
    [InlineData(WarmupSchedule.GradientBased, MetricKind.Dense)]
    [InlineData(WarmupSchedule.Stan, MetricKind.Dense)]
    public void Warm_up_learns_scales_that_differ_by_many_orders(WarmupSchedule schedule, MetricKind kind)
    {
        double[] sds = [1e-3, 1, 30];
        Posterior fit = Sampler.SampleChain(Targets.Normal([1, -2, 300], sds), new()
        {
            Chains = 1,
            Seed = 2,
            Warmup = 800,
            Draws = 1000,
            Schedule = schedule,
            Metric = kind,
        });
        ChainAdaptation learnt = fit.Adaptation.Chains[0];
        Assert.Equal(kind, learnt.Kind);
        Assert.True(fit.Chain(0).PlanThatRan.MetricUpdates > 0);
        for (int i = 0; i < 3; i++)
        {
            double variance = learnt.InverseMetric.Span[kind == MetricKind.Dense ? 4 * i : i];

            // Stan's shrinkage towards 1e-3 dominates the narrowest coordinate.
            if (schedule == WarmupSchedule.GradientBased && kind == MetricKind.Diagonal)
            {
                Assert.InRange(variance / (sds[i] * sds[i]), 0.99, 1.01);
            }

            Expect.MeanWithin(sds[i] * sds[i], fit.Draws(0, i).ToArray().Select(x => (x - new[] { 1.0, -2, 300 }[i]) * (x - new[] { 1.0, -2, 300 }[i])).ToArray());
        }
    }

    [Fact]
    public void A_frozen_adaptation_does_not_change_after_warm_up()
    {
        FunctionDensity density = Targets.Correlated(0.5);
        SamplerOptions options = new() { Chains = 1, Warmup = 300, Draws = 50, Seed = 8 };
        ChainAdaptation shortRun = Sampler.SampleChain(density, options).Adaptation.Chains[0];
        Posterior longFit = Sampler.SampleChain(density, options with { Draws = 400 });
        ChainAdaptation longRun = longFit.Adaptation.Chains[0];
        Assert.Equal(shortRun.StepSize, longRun.StepSize);
        Assert.Equal(shortRun.InverseMetric.ToArray(), longRun.InverseMetric.ToArray());
        Assert.All(longFit.Chain(0).StepSize.ToArray(), step => Assert.Equal(longRun.StepSize, step));
    }

    /// <summary>After each switch the estimate rests on the whole window that has just ended, and later on more.</summary>
    [Fact]
    public void Overlapping_windows_never_hold_fewer_draws_than_the_last_full_one()
    {
        ChainMetric metric = new(Spaces.Create(Targets.StandardNormal(2), [0.5, -0.5], 5));
        int last = 0;
        foreach (int window in new[] { 10, 10, 15, 22, 33 })
        {
            for (int draw = 1; draw <= window; draw++)
            {
                metric.AddToBoth(MetricKind.Diagonal);
                Assert.Equal(last + draw, metric.DrawsInUse);
            }

            metric.SwitchWindows();
            Assert.Equal(window, metric.DrawsInUse);
            last = window;
        }
    }
}
