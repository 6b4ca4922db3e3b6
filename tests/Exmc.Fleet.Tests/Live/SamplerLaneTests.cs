// Fits of the sampler in lanes: those that the sampler makes by itself, whatever happens beside them.
using Exmc.Fleet.Live;
using Exmc.TestSupport;
using Xunit;
using Xunit.Abstractions;

namespace Exmc.Fleet.Tests.Live;

public class SamplerLaneTests(ITestOutputHelper output)
{
    private const int Window = 120;
    private const int Draws = 60;
    private const int ColdWarmup = 150;

    [Fact]
    public void Every_rung_draws_what_the_sampler_draws_by_itself()
    {
        // Windows that move by one reading, by many, to another level and to other noise, so that all rungs are needed; more sensors than lanes.
        SamplerFitter fitter = new(Model, Draws, ColdWarmup);
        SensorSeries[] series = [.. Enumerable.Range(0, 11).Select(index => Simulator.Simulate(5, index, Window + 70, Window, Scenario.Clean))];
        LiveFit?[] before = new LiveFit?[series.Length];
        Dictionary<RefitRung, int> rungs = [];
        int first = 0;
        foreach ((int moved, double factor, double shift) in new (int, double, double)[] { (0, 1, 0), (1, 1, 0), (12, 1, 0), (1, 1.6, 0), (1, 2.5, 0), (1, 1, 40), (30, 0.3, 5) })
        {
            first += moved;
            RecordedFit[] jobs = [.. series.Select((one, index) => new RecordedFit(new FitRequest(Of(one, first, factor, shift), before[index], first + 1, (ulong)index)))];
            Run(fitter, jobs);
            for (int index = 0; index < series.Length; index++)
            {
                LiveFit fit = jobs[index].Fit!;
                Posterior alone = Alone(jobs[index].Request);
                Assert.Equal(Positions(alone), fit.Draws);
                Assert.Equal(alone.Chain(0).Refit?.Rung ?? RefitRung.Cold, fit.Rung);
                Assert.Equal(Essence(alone.Adaptation), Essence(fit.Adaptation));
                rungs[fit.Rung] = rungs.GetValueOrDefault(fit.Rung) + 1;
                before[index] = fit with { MinEss = 50 };
            }
        }

        output.WriteLine(string.Join(", ", rungs));
        Assert.Equal(Enum.GetValues<RefitRung>().Order(), rungs.Keys.Order());
    }

    [Fact]
    public void A_fit_that_fails_throws_or_is_cancelled_leaves_those_beside_it_as_they_are()
    {
        using CancellationTokenSource ends = new();
        int calls = 0;
        IModel Broken(SensorWindow window) => window.Y[0] switch
        {
            > 1003 => new LanedModel(Sensor(window)) { Evaluating = () => CancelAt(300, ref calls, ends) },
            > 1002 => throw new FormatException("the model is broken"),
            > 1001 => new LanedModel(Sensor(window with { X = [] })),
            > 1000 => new LanedModel(Sensor(window with { Y = [.. window.Y.Select(_ => 1e200)] })),
            _ => new LanedModel(Sensor(window)),
        };
        SamplerFitter fitter = new(Broken, Draws, ColdWarmup, Standardization.None);
        SensorSeries[] series = [.. Enumerable.Range(0, 14).Select(index => Simulator.Simulate(6, index, Window, Window, Scenario.Clean))];
        RecordedFit[] jobs = [.. series.Select((one, index) => new RecordedFit(new FitRequest(Of(one, 0, 1, 0), null, 1, (ulong)index), index == 9 ? ends.Token : default))];
        foreach ((int index, double mark) in new[] { (1, 1000.5), (4, 1001.5), (5, 1002.5), (9, 1003.5) })
        {
            jobs[index].Request.Window.Y[0] = mark;
        }

        Run(fitter, jobs);
        Assert.IsType<FormatException>(jobs[5].Failure);
        Assert.IsType<InvalidDataException>(jobs[4].Failure);
        Assert.IsType<SamplingException>(jobs[1].Failure);
        Assert.IsAssignableFrom<OperationCanceledException>(jobs[9].Failure);
        foreach (int index in Enumerable.Range(0, jobs.Length).Except([1, 4, 5, 9]))
        {
            Assert.Equal(new SamplerFitter(Broken, Draws, ColdWarmup, Standardization.None).Fit(jobs[index].Request, DateTime.UnixEpoch, CancellationToken.None).Draws, jobs[index].Fit!.Draws);
        }
    }

    [Fact]
    public void Lanes_that_are_free_are_asked_for_while_others_run()
    {
        RecordedFit first = new(Request(0)), second = new(Request(1));
        SamplerFitter fitter = new(Model, Draws, ColdWarmup);
        int asked = 0;
        fitter.FitInLanes(() =>
        {
            asked++;
            Assert.True(asked > 5 || !first.IsEnded, "the first fit has ended before it was asked for another one five times");
            return asked == 1 ? first : asked == 5 ? second : null;
        });
        Assert.Equal(Positions(Alone(first.Request)), first.Fit!.Draws);
        Assert.Equal(Positions(Alone(second.Request)), second.Fit!.Draws);
        static FitRequest Request(int index) => new(Of(Simulator.Simulate(9, index, Window, Window, Scenario.Clean), 0, 1, 0), null, 1, (ulong)index);
    }

    [Fact]
    public void Fits_of_several_shapes_in_one_group_are_all_made()
    {
        // A fitter is to be given fits of one shape, and windows that look alike may yet bind to different ones: their lanes follow each other.
        SamplerFitter fitter = new(Model, Draws, ColdWarmup);
        RecordedFit[] jobs = [.. Enumerable.Range(0, 9).Select(index => new RecordedFit(new FitRequest(Cut(Simulator.Simulate(7, index, Window, Window, Scenario.Clean), Window - (index % 3)), null, 1, (ulong)index)))];
        Run(fitter, jobs);
        Assert.All(jobs, job => Assert.Equal(Positions(Alone(job.Request)), job.Fit!.Draws));
        Assert.Equal(3, jobs.Select(job => fitter.LanesOf(job.Request)).Distinct().Count());
    }

    [Fact]
    public void Sensors_whose_model_was_chosen_share_lanes_with_those_of_the_same_model_alone()
    {
        ChoosingFitter fitter = new(Exmc.Cli.SensorModels.All, 40, 200, 10);
        FitRequest[] requests = [.. Enumerable.Range(0, 6).Select(index => new FitRequest(Of(Simulator.Simulate(8, index, Window, Window, Scenario.Clean), 0, 1, 0), null, 1, (ulong)index))];
        Assert.All(requests, request => Assert.Null(fitter.LanesOf(request)));

        // Half of them go on with one model and half with another, whatever would be chosen.
        SamplerFitter local = new(window => new Models.LocalLevel { Y = window.Y }, 40, 200), student = new(window => new Models.StudentLevel { Y = window.Y }, 40, 200);
        FitRequest[] later = [.. requests.Select((request, index) => request with
        {
            Number = 2,
            Before = (index % 2 == 0 ? local : student).Fit(request, DateTime.UnixEpoch, CancellationToken.None) with { Model = index % 2 == 0 ? "local_level" : "student_level", MinEss = 50 },
        })];
        string[] lanes = [.. later.Select(request => fitter.LanesOf(request)!)];
        Assert.Equal(2, lanes.Distinct().Count());
        Assert.Null(fitter.LanesOf(later[0] with { Number = 11 }));
        foreach (IGrouping<string, FitRequest> group in later.GroupBy(request => fitter.LanesOf(request)!))
        {
            RecordedFit[] jobs = [.. group.Select(request => new RecordedFit(request))];
            Run(fitter, jobs);
            foreach (RecordedFit job in jobs)
            {
                LiveFit alone = fitter.Fit(job.Request, DateTime.UnixEpoch, CancellationToken.None);
                Assert.Equal((alone.Model, alone.Rung, job.Request.Before!.Model), (job.Fit!.Model, job.Fit.Rung, job.Fit.Model));
                Assert.Equal(alone.Draws, job.Fit.Draws);
            }
        }
    }

    [Fact]
    public void A_fit_ends_once()
    {
        RecordedFit job = new(new FitRequest(new SensorWindow([], [], 0), null, 3, 1));
        job.Fail(new FormatException());
        Assert.True(job.IsEnded);
        Assert.Contains("Fit 3 has ended before", Assert.Throws<InvalidOperationException>(() => job.Fail(new FormatException())).Message, StringComparison.Ordinal);
    }

    private static void CancelAt(int call, ref int calls, CancellationTokenSource source)
    {
        if (++calls == call)
        {
            source.Cancel();
        }
    }

    private static void Run(ILaneFitter fitter, RecordedFit[] jobs)
    {
        int next = 0;
        fitter.FitInLanes(() => next < jobs.Length ? jobs[next++] : null);
        Assert.All(jobs, job => Assert.True(job.IsEnded));
    }

    private static Models.WindowedSensor Model(SensorWindow window) => new() { Y = window.Y, X = window.X, XNext = window.XNext };

    private static Models.Sensor Sensor(SensorWindow window) => new() { Y = window.Y, X = window.X, XNext = window.XNext };

    private static SensorWindow Of(SensorSeries one, int first, double factor, double shift) =>
        new([.. one.Values[first..(first + Window)].Select((y, t) => t < Window / 2 ? y : (factor * y) + shift)], new double[Window], 0);

    private static SensorWindow Cut(SensorSeries one, int length) => new(one.Values[..length], new double[length], 0);

    // By the sampler's own entry points.
    private static Posterior Alone(FitRequest request)
    {
        Standardization scale = request.Before?.Scale ?? Standardization.Of(request.Window.Y)!;
        IDensity density = Model(request.Window with { Y = [.. request.Window.Y.Select(scale.Apply)] }).Bind();
        ulong epoch = (ulong)request.Number;
        return request.Before is null
            ? Sampler.SampleChain(density, new SamplerOptions { Chains = 1, Warmup = ColdWarmup, Draws = Draws, Seed = request.Seed, Epoch = epoch, Threads = 1 })
            : Sampler.RefitChain(density, request.Before.Adaptation, new RefitOptions { Draws = Draws, Seed = request.Seed, Epoch = epoch, Threads = 1 });
    }

    private static double[] Positions(Posterior posterior) => [.. Enumerable.Range(0, Draws).SelectMany(draw => posterior.Positions(0, draw).ToArray())];

    private static double[] Essence(Adaptation adaptation)
    {
        ChainAdaptation chain = adaptation.Chains[0];
        return [chain.StepSize, .. chain.Position.ToArray(), .. chain.InverseMetric.ToArray(), .. chain.Translation.ToArray(), .. chain.Draws!.Positions.ToArray(), .. chain.Draws.LogDensities.ToArray()];
    }
}
