// An interrupted run goes on as if it had not been interrupted.
namespace Exmc.Tests;

public class ResumeTests
{
    // Eight points each of all kinds of fits.
    private const int Points = 8;

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, ResumeCase.All.Count)];

    /// <remarks>Invariant 37: draws, statistics, report and adaptation are equal bit for bit, whatever the transition, search or start the run is interrupted in.</remarks>
    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Resuming_at_a_random_point_gives_the_fit_without_interruption(int number)
    {
        ResumeCase kind = ResumeCase.All[number];
        (string whole, long gradients) = Whole(kind);
        Random random = new(100 + number);
        for (int i = 0; i < Points; i++)
        {
            long at = random.NextInt64(1, gradients + 1);
            SamplerState state = await Interrupt(kind, at);
            Assert.Equal(whole, PosteriorText.Of(Sampler.Resume(Model(kind), Saved(state), Run(random))));
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_run_may_be_interrupted_again_and_again(int number)
    {
        ResumeCase kind = ResumeCase.All[number];
        (string whole, long gradients) = Whole(kind);
        Random random = new(200 + number);
        SamplerState state = await Interrupt(kind, random.NextInt64(1, gradients / 3));
        PartialFit fit;
        do
        {
            Interruption interruption = Interruption.At(random.NextInt64(kind.Options.Chains + 1, 2 + (gradients / 2)));
            fit = await Sampler.ResumeAsync(interruption.Watch(kind.Dimension, kind.Function, kind.HasLanes), Saved(state), Run(random), ct: interruption.Token);
            state = fit.State;
        }
        while (!fit.IsComplete);
        Assert.Equal(whole, PosteriorText.Of(fit.Posterior!));
    }

    /// <summary>The search for a first step size takes some twenty gradients here; all of them are tried, and those of the search after a window.</summary>
    [Fact]
    public async Task A_search_for_a_step_size_can_be_interrupted()
    {
        SamplerOptions options = new() { Chains = 1, Warmup = 60, Draws = 5, Seed = 1, Schedule = WarmupSchedule.Stan, Start = StartingPoints.Random };
        ResumeCase kind = new("narrow", 2, Targets.NormalFunction([0, 0], [1e-5, 1e-6]), options);
        string whole = Whole(kind).Text;
        HashSet<int> stages = [];
        for (int at = 1; at < 600; at += at < 30 ? 1 : 7)
        {
            SamplerState state = await Interrupt(kind, at);
            Assert.Equal(whole, PosteriorText.Of(Sampler.Resume(Model(kind), Saved(state))));
            StateReader reader = state.ReaderOf(0);
            reader.Integer("iteration", 0, 65);
            reader.Integer("warmup", 60, 60);
            stages.Add(reader.Integer("stage", 0, 10));
        }

        // The first search, the iterations of a phase, and the search after a window; docs/state-format.md numbers them.
        Assert.Superset(new HashSet<int> { 4, 8, 9 }, stages);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task More_draws_than_were_asked_for_are_those_of_a_longer_run(int number)
    {
        ResumeCase kind = ResumeCase.All[number];
        if (kind.Refit is { Plan: null })
        {
            // A refit by the ladder decided on the draws that it was asked for.
            PartialFit refit = await kind.Begin(Model(kind), CancellationToken.None);
            Assert.Throws<ArgumentOutOfRangeException>(() => Sampler.Resume(Model(kind), refit.State, new ResumeOptions { Draws = 90 }));
            return;
        }

        string longer = PosteriorText.Of(kind.Whole(Model(kind), 90));
        PartialFit complete = await kind.Begin(Model(kind), CancellationToken.None);
        Assert.True(complete.IsComplete);
        Assert.Equal(longer, PosteriorText.Of(Sampler.Resume(Model(kind), Saved(complete.State), new ResumeOptions { Draws = 90, Threads = 1 })));
        SamplerState interrupted = await Interrupt(kind, 150);
        Assert.Equal(longer, PosteriorText.Of(Sampler.Resume(Model(kind), Saved(interrupted), new ResumeOptions { Draws = 90, Threads = 1 })));
        Assert.Equal("Draws", Assert.Throws<ArgumentOutOfRangeException>(() => Sampler.Resume(Model(kind), complete.State, new ResumeOptions { Draws = 39 })).ParamName);
    }

    [Fact]
    public async Task A_state_says_where_its_chains_stand()
    {
        ResumeCase kind = ResumeCase.All[0];
        PartialFit none = await kind.Begin(Model(kind), new CancellationToken(canceled: true));
        Assert.Equal([new ChainStanding(0, 0), new ChainStanding(0, 0)], none.State.Chains);
        Assert.Equal(("Test", 3UL, 0UL, false, 120, 40), (none.State.ModelName, none.State.Seed, none.State.Epoch, none.State.IsRefit, none.State.Warmup, none.State.Draws));
        Assert.Equal(Whole(kind).Text, PosteriorText.Of(Sampler.Resume(Model(kind), Saved(none.State))));
        PartialFit all = await kind.Begin(Model(kind), CancellationToken.None);
        Assert.Equal([new ChainStanding(120, 40), new ChainStanding(120, 40)], all.State.Chains);
        Assert.Equal(PosteriorText.Of(all.Posterior!), PosteriorText.Of(Sampler.Resume(Model(kind), all.State)));
    }

    [Fact]
    public async Task A_warm_up_that_ended_early_is_not_taken_for_a_longer_one()
    {
        ResumeCase kind = ResumeCase.All.Single(kind => kind.Name == "chains that warm up together");
        PartialFit fit = await kind.Begin(Model(kind), CancellationToken.None);
        int iterations = fit.Posterior!.Chain(0).PlanThatRan.Iterations;
        Assert.InRange(iterations, 60, 199);
        Assert.Equal(Enumerable.Repeat(new ChainStanding(iterations, 40), 3), fit.State.Chains);
    }

    /// <summary>By the clock, by effective draws and by an exception of the caller's own.</summary>
    [Fact]
    public async Task A_run_resumes_whatever_ended_it()
    {
        ResumeCase kind = ResumeCase.All[0] with { Options = ResumeCase.All[0].Options with { Draws = 3000 } };
        string whole = Whole(kind).Text;
        PartialFit enough = await Sampler.SampleAsync(Model(kind), kind.Options, new StopWhen { Ess = 200, CheckEvery = 50 });
        Assert.Equal(StopReason.EnoughEffectiveDraws, enough.Reason);
        Assert.Equal(whole, PosteriorText.Of(Sampler.Resume(Model(kind), Saved(enough.State))));
        PartialFit again = await Sampler.ResumeAsync(Model(kind), enough.State, stopWhen: new StopWhen { Ess = 200, CheckEvery = 50 });
        Assert.Equal(enough.Posterior!.DrawCount, again.Posterior!.DrawCount);
        PartialFit late = await Sampler.SampleAsync(Model(kind), kind.Options, new StopWhen { Time = TimeSpan.FromMilliseconds(1) });
        Assert.Equal(whole, PosteriorText.Of(Sampler.Resume(Model(kind), Saved(late.State))));
        CallbackException thrown = await Assert.ThrowsAsync<CallbackException>(() => Sampler.SampleAsync(Model(kind), kind.Options with { Progress = new Thrower(500) }));
        Assert.Equal(whole, PosteriorText.Of(Sampler.Resume(Model(kind), Saved(thrown.Fit.State))));
    }

    [Fact]
    public async Task Gradients_and_times_of_all_parts_are_counted()
    {
        ResumeCase kind = ResumeCase.All[0];
        PartialFit first = await Begin(kind, 300);
        SamplerState state = first.State;
        List<ChainProgress> reports = [];
        await Sampler.ResumeAsync(Model(kind), state, new ResumeOptions { Threads = 1, Lanes = false, Progress = new Collector(reports) });
        Assert.All(reports, report => Assert.Equal(160, report.Total));
        Assert.True(reports.Last(report => report.Chain == 0).Gradients > 300);
        Posterior all = Sampler.Resume(Model(kind), state);
        Assert.True(all.Chain(0).WarmupSeconds > 0 && all.Chain(0).SamplingSeconds > 0);
    }

    [Fact]
    public async Task A_model_without_parameters_resumes_too()
    {
        FunctionModel model = new(() => new FunctionDensity(0, (ReadOnlySpan<double> x, Span<double> gradient, out double logDensity) =>
        {
            logDensity = -2;
            return DensityStatus.Ok;
        }));
        SamplerState state = (await Sampler.SampleAsync(model, new SamplerOptions { Chains = 2, Draws = 7 })).State;
        Posterior longer = Sampler.Resume(model, Saved(state), new ResumeOptions { Draws = 12 });
        Assert.Equal(Enumerable.Repeat(-2.0, 12), longer.Chain(1).LogDensity.ToArray());
    }

    private static FunctionModel Model(ResumeCase kind) => new Interruption().Watch(kind.Dimension, kind.Function, kind.HasLanes);

    private static (string Text, long Gradients) Whole(ResumeCase kind)
    {
        Interruption counter = new();
        return (PosteriorText.Of(kind.Whole(counter.Watch(kind.Dimension, kind.Function, kind.HasLanes))), counter.Gradients);
    }

    private static Task<PartialFit> Begin(ResumeCase kind, long gradient)
    {
        Interruption interruption = Interruption.At(gradient);
        return kind.Begin(interruption.Watch(kind.Dimension, kind.Function, kind.HasLanes), interruption.Token);
    }

    private static async Task<SamplerState> Interrupt(ResumeCase kind, long gradient) => (await Begin(kind, gradient)).State;

    // Through a file and back; the file of what was read is the same.
    private static SamplerState Saved(SamplerState state)
    {
        using MemoryStream first = new();
        state.Save(first);
        first.Position = 0;
        SamplerState read = SamplerState.Load(first);
        using MemoryStream second = new();
        read.Save(second);
        Assert.Equal(first.ToArray(), second.ToArray());
        return read;
    }

    // Threads and lanes change no draw.
    private static ResumeOptions Run(Random random) => new() { Threads = random.Next(1, 4), Lanes = random.Next(2) == 0 };

    private sealed class Thrower(int iteration) : IProgress<ChainProgress>
    {
        public void Report(ChainProgress value)
        {
            if (value.Iteration >= iteration)
            {
                throw new InvalidTimeZoneException();
            }
        }
    }

    private sealed class Collector(List<ChainProgress> reports) : IProgress<ChainProgress>
    {
        public void Report(ChainProgress value) => reports.Add(value);
    }
}
