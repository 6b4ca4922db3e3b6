// States that were saved by earlier versions: they load, or are refused by their version.
namespace Exmc.Tests;

/// <summary>
/// The files lie in Reference and are never written anew once their version was released. EXMC_WRITE_STATES=FOLDER writes such files for the present
/// version there.
/// </summary>
public class SampleFileTests
{
    private static readonly SamplerOptions Options = new() { Chains = 3, Warmup = 40, Draws = 12, Seed = 11, Threads = 1 };

    public static TheoryData<string, MetricKind> States => new() { { "state-v1-diagonal.exmc", MetricKind.Diagonal }, { "state-v1-dense.exmc", MetricKind.Dense } };

    [Theory]
    [MemberData(nameof(States))]
    public void A_saved_state_of_version_1_goes_on(string name, MetricKind metric)
    {
        SamplerState state = SamplerState.Load(PathOf(name));
        Assert.Equal(("Test", 11UL, 0UL, false, 40, 12), (state.ModelName, state.Seed, state.Epoch, state.IsRefit, state.Warmup, state.Draws));
        Assert.Equal(["y", "n"], state.Data.Select(member => member.Key));
        Assert.Equal(3, state.Chains.Count);
        Assert.Contains(state.Chains, chain => chain is { Warmup: 40, Draws: > 0 and < 12 });
        Assert.Contains(state.Chains, chain => chain.Warmup < 40);
        Posterior fit = Sampler.Resume(Model, state);
        Assert.Equal(12, fit.DrawCount);
        Assert.All(fit.Adaptation.Chains, chain => Assert.Equal(metric, chain.Kind));
        using MemoryStream stream = new();
        state.Save(stream);
        Assert.Equal(File.ReadAllBytes(PathOf(name)), stream.ToArray());
    }

    [Fact]
    public void A_saved_adaptation_of_version_1_is_good_for_a_refit()
    {
        Adaptation learnt = Adaptation.Load(PathOf("adaptation-v1.exmc"));
        Assert.Equal(("Test", 11UL, 0UL, 3), (learnt.ModelName, learnt.Seed, learnt.Epoch, learnt.Chains.Count));
        Assert.Equal(20, Sampler.Refit(Model, learnt, new RefitOptions { Draws = 20 }).DrawCount);
    }

    [Fact]
    public async Task States_of_the_present_version_are_written_on_request()
    {
        string? folder = Environment.GetEnvironmentVariable("EXMC_WRITE_STATES");
        foreach ((string name, MetricKind metric) in new[] { ("state-v1-diagonal.exmc", MetricKind.Diagonal), ("state-v1-dense.exmc", MetricKind.Dense) })
        {
            SamplerOptions options = Options with { Metric = metric, Lanes = false };
            Interruption counter = new();
            Sampler.SampleChain(counter.Watch(2, Function).Bind(), options with { Chains = 1 });
            SamplerState state = await Interrupt(options, counter.Gradients - 20);
            Assert.Equal(12, Sampler.Resume(Model, state).DrawCount);
            if (folder is not null)
            {
                state.Save(Path.Combine(folder, name));
                Sampler.Sample(Model, Options).Adaptation.Save(Path.Combine(folder, "adaptation-v1.exmc"));
            }
        }
    }

    private static LogDensityFunction Function { get; } = Targets.NormalFunction([1, -2], [0.5, 3]);

    private static FunctionModel Model => new(() => Targets.Normal([1, -2], [0.5, 3])) { Data = AddData };

    private static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "States", name);

    private static void AddData(DataFingerprint data)
    {
        data.Add("y", new Vector([1, -2]));
        data.Add("n", 2);
    }

    // The chains run after each other: the first one stops in its draws, or a later one in its warm-up.
    private static async Task<SamplerState> Interrupt(SamplerOptions options, long gradient)
    {
        Interruption interruption = Interruption.At(gradient);
        FunctionModel model = new(() => interruption.Watch(2, Function).Bind()) { Data = AddData };
        return (await Sampler.SampleAsync(model, options, ct: interruption.Token)).State;
    }
}
