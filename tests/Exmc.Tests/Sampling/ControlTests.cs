// Runs that are stopped: what is left of them, and why.
namespace Exmc.Tests;

public class ControlTests
{
    private static readonly SamplerOptions Options = new() { Chains = 3, Warmup = 150, Draws = 400, Seed = 7, Threads = 2 };

    private static FunctionModel Model { get; } = new(() => Targets.Normal([1, -2], [0.5, 3]));

    [Fact]
    public async Task A_run_that_is_not_stopped_has_the_draws_of_a_plain_one()
    {
        PartialFit run = await Sampler.SampleAsync(Model, Options);
        Assert.Equal(StopReason.Completed, run.Reason);
        Assert.Equal([400, 400, 400], run.DrawsPerChain);
        AssertPrefix(run, Sampler.Sample(Model, Options));
        Assert.Equal(400, run.Posterior!.DrawCount);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(1, true)]
    public async Task A_cancelled_run_has_the_first_draws_of_the_whole_one(int threads, bool lanes)
    {
        FunctionModel model = lanes ? new(() => new FunctionDensity(2, Targets.NormalFunction([1, -2], [0.5, 3])) { HasLanes = true }) : Model;
        SamplerOptions options = Options with { Threads = threads, Lanes = lanes };
        Posterior whole = Sampler.Sample(model, options);
        using CancellationTokenSource source = new();
        Listener listener = new(report =>
        {
            if (report.Draws >= 250)
            {
                source.Cancel();
            }
        });
        PartialFit run = await Sampler.SampleAsync(model, options with { Progress = listener }, ct: source.Token);
        Assert.Equal(StopReason.Cancelled, run.Reason);
        Assert.False(run.IsComplete);
        Assert.InRange(run.Posterior!.DrawCount, 1, 399);
        AssertPrefix(run, whole);
        for (int chain = 0; chain < run.Posterior.ChainCount; chain++)
        {
            ChainStatistics statistics = run.Posterior.Chain(chain);
            Assert.Equal(statistics.Gradients.ToArray().Sum(), statistics.SamplingGradients);
            Assert.Equal(statistics.Divergent.ToArray().Count(divergent => divergent), statistics.Divergences.Count);
            Assert.True(statistics.SamplingSeconds > 0);
        }

        // What a stopped run has learnt is good for a refit.
        Assert.Equal(run.Posterior.ChainCount, Sampler.Refit(model, run.Posterior.Adaptation, new() { Draws = 20 }).ChainCount);
    }

    [Fact]
    public async Task The_divergences_of_the_kept_draws_are_kept()
    {
        FunctionModel model = new(() => new FunctionDensity(1, (ReadOnlySpan<double> x, Span<double> gradient, out double logDensity) =>
        {
            logDensity = -0.5 * x[0] * x[0];
            gradient[0] = -x[0];
            return x[0] > 1.2 ? DensityStatus.OutsideSupport : DensityStatus.Ok;
        }));
        SamplerOptions options = Options with { Chains = 1, InitialPosition = new double[] { 0 } };
        Posterior whole = Sampler.Sample(model, options);
        using CancellationTokenSource source = new();
        PartialFit run = await Sampler.SampleAsync(model, options with { Progress = new Listener(report => Cancel(source, report.Draws >= 200)) }, ct: source.Token);
        int kept = run.Posterior!.DrawCount;
        Divergence[] expected = [.. whole.Chain(0).Divergences.Where(divergence => divergence.Draw < kept)];
        Assert.NotEmpty(expected);
        Assert.Equal(expected.Select(divergence => divergence.Draw), run.Posterior.Chain(0).Divergences.Select(divergence => divergence.Draw));
        Assert.Equal(expected.Select(divergence => divergence.Start.Span[0]), run.Posterior.Chain(0).Divergences.Select(divergence => divergence.Start.Span[0]));
    }

    [Fact]
    public async Task A_run_that_is_cancelled_in_its_warm_up_has_no_draws_and_says_so()
    {
        using CancellationTokenSource source = new();
        PartialFit run = await Sampler.SampleAsync(Model, Options with { Progress = new Listener(_ => source.Cancel()) }, ct: source.Token);
        Assert.Null(run.Posterior);
        Assert.Empty(run.Chains);
        Assert.Equal([0, 0, 0], run.DrawsPerChain);
        Assert.Equal("0 of 400 draws of 0 of 3 chains: cancelled.", run.ToString());
    }

    /// <summary>Chains that run after each other: the first ones are whole, the last one is not begun.</summary>
    [Fact]
    public async Task Chains_that_were_hardly_begun_are_left_out_when_that_keeps_more_draws()
    {
        using CancellationTokenSource source = new();
        Listener listener = new(report => Cancel(source, report is { Chain: 2, Draws: 50 }));
        PartialFit run = await Sampler.SampleAsync(Model, Options with { Threads = 1, Lanes = false, Progress = listener }, ct: source.Token);
        Assert.Equal([400, 400, 50], run.DrawsPerChain);
        Assert.Equal([0, 1], run.Chains);
        AssertPrefix(run, Sampler.Sample(Model, Options));
    }

    [Fact]
    public async Task An_exception_of_the_listener_ends_the_run_and_leaves_its_draws()
    {
        InvalidTimeZoneException own = new("my own");
        Listener listener = new(report =>
        {
            if (report.Draws >= 100)
            {
                throw own;
            }
        });
        CallbackException thrown = await Assert.ThrowsAsync<CallbackException>(() => Sampler.SampleAsync(Model, Options with { Progress = listener }));
        Assert.Same(own, thrown.InnerException);
        Assert.Contains("my own", thrown.Message, StringComparison.Ordinal);
        Assert.Equal(StopReason.CallbackFailed, thrown.Fit.Reason);
        Assert.InRange(thrown.Fit.Posterior!.DrawCount, 1, 399);
        AssertPrefix(thrown.Fit, Sampler.Sample(Model, Options));
    }

    [Fact]
    public async Task A_failure_of_the_model_is_its_own()
    {
        FunctionModel flat = new(() => new FunctionDensity(1, (ReadOnlySpan<double> x, Span<double> gradient, out double logDensity) =>
        {
            logDensity = 0;
            gradient[0] = 0;
            return DensityStatus.Ok;
        }));
        await Assert.ThrowsAsync<SamplingException>(() => Sampler.SampleAsync(flat, Options));
    }

    [Fact]
    public async Task A_run_ends_when_its_time_is_up()
    {
        PartialFit run = await Sampler.SampleAsync(Model, Options with { Draws = 3_000_000 }, new StopWhen { Time = TimeSpan.FromMilliseconds(200) });
        Assert.Equal(StopReason.TimeIsUp, run.Reason);
        Assert.InRange(run.Posterior!.DrawCount, 1, 2_999_999);
    }

    [Fact]
    public async Task A_run_ends_at_the_first_look_that_finds_enough_effective_draws_whatever_the_threads()
    {
        SamplerOptions options = Options with { Draws = 5000 };
        StopWhen stop = new() { Ess = 600, CheckEvery = 50 };
        PartialFit run = await Sampler.SampleAsync(Model, options, stop);
        Assert.Equal(StopReason.EnoughEffectiveDraws, run.Reason);
        int count = run.Posterior!.DrawCount;
        Assert.Equal(0, count % 50);
        Assert.True(Ess(run.Posterior) >= 600);
        Assert.True(Ess(Sampler.Sample(Model, options with { Draws = count - 50 })) < 600);
        AssertPrefix(run, Sampler.Sample(Model, options with { Draws = count }));
        Assert.Equal(count, (await Sampler.SampleAsync(Model, options with { Threads = 3 }, stop)).Posterior!.DrawCount);
        Assert.Equal(count, (await Sampler.SampleAsync(Model, options with { Threads = 1, Lanes = false }, stop)).Posterior!.DrawCount);
    }

    [Fact]
    public async Task A_refit_can_be_stopped_too()
    {
        Adaptation learnt = Sampler.Sample(Model, Options).Adaptation;
        RefitOptions options = new() { Draws = 2000 };
        PartialFit run = await Sampler.RefitAsync(Model, learnt, options, new StopWhen { Ess = 300 });
        Assert.Equal(StopReason.EnoughEffectiveDraws, run.Reason);
        AssertPrefix(run, Sampler.Refit(Model, learnt, options));
    }

    [Fact]
    public async Task Draws_are_read_as_they_are_made_in_the_order_of_each_chain()
    {
        Posterior whole = Sampler.Sample(Model, Options);
        int[] next = new int[Options.Chains];
        await foreach (SampledDraw draw in Sampler.DrawsAsync(Model, Options))
        {
            Assert.Equal(next[draw.Chain]++, draw.Draw);
            Assert.Equal(whole.Draws(draw.Chain, 0)[draw.Draw], draw.Values.Span[0]);
            Assert.Equal(whole.Draws(draw.Chain, 1)[draw.Draw], draw.Values.Span[1]);
            Assert.Equal(whole.Chain(draw.Chain).LogDensity[draw.Draw], draw.LogDensity);
        }

        Assert.Equal([400, 400, 400], next);
    }

    [Fact]
    public async Task A_reader_that_stops_ends_the_run()
    {
        List<FunctionDensity> densities = [];
        FunctionModel model = new(() =>
        {
            FunctionDensity density = Targets.StandardNormal(1);
            densities.Add(density);
            return density;
        });
        int read = 0;
        await foreach (SampledDraw draw in Sampler.DrawsAsync(model, Options with { Draws = 1_000_000 }))
        {
            if (++read == 5)
            {
                break;
            }
        }

        long calls = densities.Sum(density => density.Calls);
        await Task.Delay(50);
        Assert.Equal(calls, densities.Sum(density => density.Calls));
        Assert.True(calls < 3_000_000);
    }

    /// <remarks>Invariant 44: chains wait for a slow reader; it misses nothing.</remarks>
    [Fact]
    public async Task Chains_wait_for_a_slow_reader()
    {
        Interruption counter = new();
        FunctionModel model = counter.Watch(2, Targets.NormalFunction([1, -2], [0.5, 3]));
        SamplerOptions options = Options with { Draws = 2000 };
        Posterior whole = Sampler.Sample(Model, options);
        int[] next = new int[options.Chains];
        long waiting = 0;
        await foreach (SampledDraw draw in Sampler.DrawsAsync(model, options))
        {
            if (next.Sum() == 10)
            {
                // No more than a second, and at least until nothing moves.
                for (int i = 0; i < 50 && (waiting != counter.Gradients || waiting == 0); i++)
                {
                    waiting = counter.Gradients;
                    await Task.Delay(20);
                }

                Assert.Equal(waiting, counter.Gradients);
            }

            Assert.Equal(next[draw.Chain]++, draw.Draw);
            Assert.Equal(whole.Draws(draw.Chain, 1)[draw.Draw], draw.Values.Span[1]);
        }

        Assert.Equal([2000, 2000, 2000], next);
        Assert.True(waiting < counter.Gradients);
    }

    [Fact]
    public async Task A_cancelled_reading_throws()
    {
        using CancellationTokenSource source = new();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (SampledDraw draw in Sampler.DrawsAsync(Model, Options with { Draws = 1_000_000 }, source.Token))
            {
                await source.CancelAsync();
            }
        });
    }

    [Fact]
    public void Progress_tells_draws_gradients_and_time_left()
    {
        List<ChainProgress> reports = [];
        Posterior fit = Sampler.Sample(Model, Options with { Chains = 1, Progress = new Listener(reports.Add) });
        Assert.Equal([0, 0, 0, 50, 100, 150, 200, 250, 300, 350, 400], reports.Select(report => report.Draws));
        Assert.All(reports, report => Assert.True(report.Seconds > 0));
        Assert.All(reports[..^1], report => Assert.True(report.TimeLeft > TimeSpan.Zero));
        Assert.Equal(TimeSpan.Zero, reports[^1].TimeLeft);
        ChainStatistics statistics = fit.Chain(0);
        Assert.Equal((statistics.WarmupGradients + statistics.SamplingGradients) / 550.0, reports[^1].GradientsPerIteration);
    }

    [Fact]
    public void Budgets_that_cannot_be_kept_are_refused_by_name()
    {
        Assert.Equal("Time", Refused(new() { Time = TimeSpan.Zero }));
        Assert.Equal("Ess", Refused(new() { Ess = double.NaN }));
        Assert.Equal("Ess", Refused(new() { Ess = 5 }));
        Assert.Equal("CheckEvery", Refused(new() { CheckEvery = 0 }));

        static string? Refused(StopWhen stop) =>
            Assert.Throws<ArgumentOutOfRangeException>(() => { _ = Sampler.SampleAsync(Model, Options, stop); }).ParamName;
    }

    private static void Cancel(CancellationTokenSource source, bool now)
    {
        if (now)
        {
            source.Cancel();
        }
    }

    private static double Ess(Posterior posterior) => posterior.Summary.Min(row => Math.Min(row.EssBulk, row.EssTail));

    // Bit for bit: the draws of the run are the first ones of the whole fit.
    private static void AssertPrefix(PartialFit run, Posterior whole)
    {
        Posterior kept = run.Posterior!;
        for (int chain = 0; chain < kept.ChainCount; chain++)
        {
            for (int value = 0; value < kept.Layout.ValueCount; value++)
            {
                Assert.True(kept.Draws(chain, value).SequenceEqual(whole.Draws(run.Chains[chain], value)[..kept.DrawCount]));
            }

            Assert.True(kept.Chain(chain).LogDensity.SequenceEqual(whole.Chain(run.Chains[chain]).LogDensity[..kept.DrawCount]));
            Assert.Equal(whole.Chain(run.Chains[chain]).WarmupGradients, kept.Chain(chain).WarmupGradients);
            Assert.True(kept.Positions(chain, kept.DrawCount - 1).SequenceEqual(whole.Positions(run.Chains[chain], kept.DrawCount - 1)));
        }
    }

    private sealed class Listener(Action<ChainProgress> act) : IProgress<ChainProgress>
    {
        public void Report(ChainProgress value) => act(value);
    }
}
