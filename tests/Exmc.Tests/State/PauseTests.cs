// Runs that are paused and go on.
namespace Exmc.Tests;

public class PauseTests
{
    private static readonly SamplerOptions Options = new() { Chains = 3, Warmup = 150, Draws = 20_000, Seed = 7, Threads = 2 };

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(1, true)]
    public async Task A_paused_run_stands_still_and_goes_on_as_if_nothing_had_been(int threads, bool hasLanes)
    {
        Interruption counter = new();
        FunctionModel model = counter.Watch(2, Targets.NormalFunction([1, -2], [0.5, 3]), hasLanes);
        SamplerOptions options = Options with { Threads = threads, Lanes = hasLanes };
        string whole = PosteriorText.Of(Sampler.Sample(model, options));
        using RunControl control = new();
        Task paused = control.PauseAsync();
        Task<PartialFit> run = Sampler.SampleAsync(model, options, control: control);
        List<SamplerState> states = [];
        for (int pause = 0; pause < 3; pause++)
        {
            await paused;
            if (!control.IsPaused)
            {
                // The run was over first: this machine has other things to do.
                Assert.True(states.Count > 0);
                break;
            }

            states.Add(control.State);
            long gradients = counter.Gradients;
            await Task.Delay(20);
            Assert.Equal(gradients, counter.Gradients);
            control.Continue();
            Assert.False(control.IsPaused);
            await Task.Delay(2);
            paused = pause < 2 ? control.PauseAsync() : Task.CompletedTask;
        }

        PartialFit fit = await run;
        Assert.True(fit.IsComplete);
        Assert.Equal(whole, PosteriorText.Of(fit.Posterior!));

        // What was read in a pause is as good as the state of a stopped run.
        Assert.Contains(states, state => state.Chains.Any(chain => chain.Draws < Options.Draws));
        Assert.All(states, state => Assert.Equal(whole, PosteriorText.Of(Sampler.Resume(model, state))));
    }

    [Fact]
    public async Task A_pause_takes_no_time_of_the_budget()
    {
        SamplerOptions options = Options with { Draws = 20 };
        FunctionModel model = new(() => Targets.StandardNormal(1));
        using RunControl control = new();
        Task paused = control.PauseAsync();
        Task<PartialFit> run = Sampler.SampleAsync(model, options, new StopWhen { Time = TimeSpan.FromMilliseconds(400) }, control);
        await paused;
        await Task.Delay(600);
        Assert.False(run.IsCompleted);
        control.Continue();
        Assert.Equal(StopReason.Completed, (await run).Reason);
        using RunControl other = new();
        paused = other.PauseAsync();
        run = Sampler.SampleAsync(model, options with { Draws = 3_000_000 }, new StopWhen { Time = TimeSpan.FromMilliseconds(100) }, other);
        await paused;
        other.Continue();
        Assert.Equal(StopReason.TimeIsUp, (await run).Reason);
    }

    [Fact]
    public async Task A_paused_run_can_be_cancelled_and_resumed_elsewhere()
    {
        FunctionModel model = new(() => Targets.StandardNormal(2));
        using CancellationTokenSource source = new();
        using RunControl control = new();
        Task<PartialFit> run = Sampler.SampleAsync(model, Options, control: control, ct: source.Token);
        await control.PauseAsync();
        await source.CancelAsync();
        PartialFit fit = await run;
        Assert.Equal(StopReason.Cancelled, fit.Reason);
        Assert.Equal(PosteriorText.Of(Sampler.Sample(model, Options)), PosteriorText.Of(Sampler.Resume(model, fit.State)));
        Assert.Equal(fit.State.Chains, control.State.Chains);
    }

    [Fact]
    public async Task A_control_is_of_one_run_and_has_a_state_in_pauses_alone()
    {
        FunctionModel model = new(() => Targets.StandardNormal(1));
        using RunControl control = new();
        Assert.Throws<InvalidOperationException>(() => control.State);
        Task<PartialFit> run = Sampler.SampleAsync(model, Options with { Draws = 1_000_000 }, new StopWhen { Time = TimeSpan.FromMilliseconds(50) }, control);
        Assert.Throws<InvalidOperationException>(() => { _ = Sampler.SampleAsync(model, Options, control: control); });
        control.Continue();
        await run;
        await control.PauseAsync();
        Assert.Equal(3, control.State.Chains.Count);
    }
}
