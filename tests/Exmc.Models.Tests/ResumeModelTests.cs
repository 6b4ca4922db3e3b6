// Runs of compiled models that are interrupted, saved and resumed.
using Xunit;

namespace Exmc.Models.Tests;

public class ResumeModelTests
{
    private static readonly SamplerOptions Options = new() { Chains = 3, Warmup = 150, Draws = 100, Seed = 8, Threads = 1 };

    private static EightSchools Schools(params double[] effects) => new()
    {
        Effect = effects.Length == 0 ? new double[] { 28, 8, -3, 7, -1, 1, 18, 12 } : effects,
        StandardError = new double[] { 15, 10, 16, 11, 9, 11, 10, 18 },
    };

    [Theory]
    [InlineData(MetricKind.Diagonal)]
    [InlineData(MetricKind.Dense)]
    public async Task An_interrupted_run_in_lanes_is_that_without_interruption(MetricKind metric)
    {
        SamplerOptions options = Options with { Metric = metric };
        Posterior whole = Schools().Sample(options);
        foreach (int iteration in new[] { 50, 150, 200 })
        {
            using CancellationTokenSource source = new();
            SamplerOptions watched = options with { Progress = new Canceller(iteration, source) };
            PartialFit part = await Sampler.SampleAsync(Schools(), watched, ct: source.Token);
            Assert.False(part.IsComplete);
            using MemoryStream stream = new();
            part.State.Save(stream);
            stream.Position = 0;
            Posterior resumed = Sampler.Resume(Schools(), SamplerState.Load(stream), new ResumeOptions { Threads = 2 });
            for (int chain = 0; chain < 3; chain++)
            {
                for (int value = 0; value < whole.Layout.ValueCount; value++)
                {
                    Assert.Equal(whole.Draws(chain, value).ToArray(), resumed.Draws(chain, value).ToArray());
                }

                Assert.Equal(whole.Chain(chain).Energy.ToArray(), resumed.Chain(chain).Energy.ToArray());
                Assert.Equal(whole.Adaptation.Chains[chain].InverseMetric.ToArray(), resumed.Adaptation.Chains[chain].InverseMetric.ToArray());
            }
        }
    }

    [Fact]
    public async Task Changed_data_are_named_by_their_member()
    {
        SamplerState state = (await Sampler.SampleAsync(Schools(), Options with { Draws = 5 })).State;
        Assert.Equal(["y", "sigma"], state.Data.Select(member => member.Key));
        StateException changed = Assert.Throws<StateException>(() => Sampler.Resume(Schools(28, 8, -3, 7, -1, 1, 18, 12.5), state));
        Assert.Equal("plan/data/y", changed.Field);
        Assert.Equal("plan/model", Assert.Throws<StateException>(() => Sampler.Resume(new Simple { Y = new[] { 1.0, 2.0 } }, state)).Field);
    }

    private sealed class Canceller(int iteration, CancellationTokenSource source) : IProgress<ChainProgress>
    {
        public void Report(ChainProgress value)
        {
            if (value.Iteration >= iteration)
            {
                source.Cancel();
            }
        }
    }
}
