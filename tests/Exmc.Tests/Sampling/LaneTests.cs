// Chains in lanes: the same draws as alone, whatever the neighbours do.
using Exmc.TestSupport;
using FsCheck.Xunit;

namespace Exmc.Tests;

public class LaneTests
{
    [Property(MaxTest = 60)]
    public void A_chain_in_lanes_draws_what_it_draws_alone(int seed)
    {
        Random random = new(seed);
        RandomFit[] fits = [.. Enumerable.Range(0, 1 + random.Next(25)).Select(_ => new RandomFit(random.Next(), hasLanes: random.Next(8) > 0))];
        string[] alone = [.. fits.Select(fit => fit.RunAlone())];
        TestJob[] jobs = [.. fits.Select(fit => new TestJob(fit))];
        random.Shuffle(jobs);
        LaneRunner runner = new(random.Next(2) == 0 ? LaneUse.Always : LaneUse.WhenFaster);
        runner.Run(new Queue<TestJob>(jobs).TryNext);
        Assert.Equal(alone, fits.Select(fit => jobs.Single(job => job.Fit == fit).Results.Single()));
        Assert.True(runner.Usage.Rounds == 0 || runner.Usage.Utilization is > 0 and <= 1);
    }

    /// <summary>A lane is taken again at once, and a job may go on with another fit; memory of a fit is used again.</summary>
    [Property(MaxTest = 30)]
    public void A_job_may_run_several_fits_after_each_other(int seed)
    {
        Random random = new(seed);
        TestJob[] jobs = [.. Enumerable.Range(0, 12).Select(_ => new TestJob([.. Enumerable.Range(0, 1 + random.Next(3)).Select(_ => new RandomFit(random.Next()))]))];
        new LaneRunner(LaneUse.Always).Run(new Queue<TestJob>(jobs).TryNext);
        Assert.All(jobs, job => Assert.Equal(job.Fits.Select(fit => fit.RunAlone()), job.Results));
    }

    [Fact]
    public void Lanes_are_full_until_jobs_run_out()
    {
        SamplerOptions options = new() { Warmup = 100, Draws = 100, Seed = 5, Start = StartingPoints.Random };
        TestJob[] jobs = [.. Enumerable.Range(0, 200).Select(chain => new TestJob(
            () => new FunctionDensity(3, Targets.NormalFunction([0, 0, 0], [1, 2, 3])) { HasLanes = true }, ChainPlan.Cold(options, chain)))];
        LaneRunner runner = new(LaneUse.Always);
        runner.Run(new Queue<TestJob>(jobs).TryNext);
        Assert.All(jobs, job => Assert.Single(job.Results));
        Assert.InRange(runner.Usage.Utilization, 0.97, 1);
        Assert.Equal(jobs.Sum(job => job.Gradients), runner.Usage.ActiveLanes);
    }

    [Fact]
    public void Cancellation_ends_the_run()
    {
        using CancellationTokenSource source = new();
        Progress progress = new(source.Cancel);
        SamplerOptions options = new() { Warmup = 0, Draws = 10_000_000, Progress = progress };
        TestJob[] jobs = [.. Enumerable.Range(0, 3).Select(chain => new TestJob(
            () => new FunctionDensity(1, Targets.NormalFunction([0], [1])) { HasLanes = true }, ChainPlan.Cold(options, chain), source.Token))];
        Assert.Throws<OperationCanceledException>(() => new LaneRunner(LaneUse.Always).Run(new Queue<TestJob>(jobs).TryNext));
    }

    [Fact]
    public void An_exception_that_a_job_does_not_answer_for_ends_the_run_and_the_runner_can_be_used_again()
    {
        LogDensityFunction throwing = (ReadOnlySpan<double> x, Span<double> gradient, out double logDensity) => throw new FormatException("mine");
        LaneRunner runner = new(LaneUse.Always);
        SamplerOptions options = new() { Warmup = 0, Draws = 10, Start = StartingPoints.Random };
        TestJob bad = new(() => new FunctionDensity(1, throwing) { HasLanes = true }, ChainPlan.Cold(options, 0));
        Assert.Throws<FormatException>(() => runner.Run(new Queue<TestJob>([bad]).TryNext));
        RandomFit fit = new(8);
        TestJob good = new(fit);
        runner.Run(new Queue<TestJob>([good]).TryNext);
        Assert.Equal([fit.RunAlone()], good.Results);
    }

    [Fact]
    public void A_run_in_lanes_allocates_the_same_whatever_the_number_of_draws()
    {
        long Bytes(int draws)
        {
            LaneRunner runner = new(LaneUse.Always);
            FunctionDensity density = new(3, Targets.NormalFunction([0, 0, 0], [1, 2, 3])) { HasLanes = true };
            ChainPlan plan = ChainPlan.Cold(new SamplerOptions { Warmup = 50, Draws = draws }, 0);
            BareJob[] jobs = [.. Enumerable.Range(0, 10).Select(_ => new BareJob(density, plan))];
            int next = 0;
            Func<LaneJob?> take = () => next < jobs.Length ? jobs[next++] : null;
            return Allocation.OfBatch(1, () =>
            {
                next = 0;
                runner.Run(take);
            });
        }

        Assert.Equal(Bytes(2), Bytes(300));
    }

    private sealed class BareJob(IDensity density, ChainPlan plan) : LaneJob
    {
        private readonly ChainFit _fit = new();

        public override ChainFit? Begin()
        {
            _fit.Begin(density, plan, CancellationToken.None);
            return _fit;
        }

        public override ChainFit? End(ChainFit fit, Exception? failure) => null;
    }

    private sealed class Progress(Action act) : IProgress<ChainProgress>
    {
        public void Report(ChainProgress value) => act();
    }
}

internal sealed class TestJob : LaneJob
{
    private readonly List<(Func<FunctionDensity> Density, ChainPlan Plan)> _runs = [];
    private readonly ChainFit _memory = new();
    private readonly CancellationToken _cancellation;
    private int _next;

    public TestJob(params RandomFit[] fits)
    {
        Fits = fits;
        _runs.AddRange(fits.Select(fit => ((Func<FunctionDensity>)(() => fit.Density), fit.Plan)));
    }

    public TestJob(Func<FunctionDensity> density, ChainPlan plan, CancellationToken cancellation = default)
    {
        _runs.Add((density, plan));
        _cancellation = cancellation;
    }

    public RandomFit[] Fits { get; } = [];

    public RandomFit Fit => Fits[0];

    public List<string> Results { get; } = [];

    public long Gradients { get; private set; }

    public override ChainFit? Begin()
    {
        if (_next == _runs.Count)
        {
            return null;
        }

        (Func<FunctionDensity> density, ChainPlan plan) = _runs[_next++];
        _memory.Begin(density(), plan, _cancellation);
        return _memory;
    }

    public override ChainFit? End(ChainFit fit, Exception? failure)
    {
        if (failure is OperationCanceledException)
        {
            throw failure;
        }

        Results.Add(RandomFit.Describe(fit, failure));
        Gradients += fit.Draws.WarmupGradients + fit.Draws.SamplingGradients;
        return Begin();
    }
}

internal static class TestJobs
{
    public static TestJob? TryNext(this Queue<TestJob> jobs) => jobs.TryDequeue(out TestJob? job) ? job : null;
}
