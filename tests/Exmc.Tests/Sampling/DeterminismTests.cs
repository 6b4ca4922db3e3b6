// What a chain's draws depend on, and what they do not.
namespace Exmc.Tests;

public class DeterminismTests
{
    private static readonly SamplerOptions Options = new() { Chains = 4, Warmup = 200, Draws = 100, Seed = 9, Threads = 1 };

    /// <remarks>Invariant 42: the same seed gives the same draws whatever the number of chains and threads, and whoever listens.</remarks>
    [Fact]
    public void Draws_depend_on_seed_and_chain_alone()
    {
        Posterior alone = Fit(Options with { Chains = 1 });
        Posterior threads = Fit(Options with { Threads = 4 });
        Posterior listened = Fit(Options with { Progress = new Progress<ChainProgress>() });
        Posterior sequential = Fit(Options);
        Assert.Equal(alone.Draws(0, 0).ToArray(), sequential.Draws(0, 0).ToArray());
        for (int chain = 0; chain < 4; chain++)
        {
            Assert.Equal(sequential.Draws(chain, 1).ToArray(), threads.Draws(chain, 1).ToArray());
            Assert.Equal(sequential.Draws(chain, 1).ToArray(), listened.Draws(chain, 1).ToArray());
        }

        Assert.NotEqual(sequential.Draws(0, 0).ToArray(), Fit(Options with { Seed = 10 }).Draws(0, 0).ToArray());
        Assert.NotEqual(sequential.Draws(0, 0).ToArray(), Fit(Options with { Epoch = 1 }).Draws(0, 0).ToArray());
    }

    /// <remarks>Invariant 43: streams of distinct (seed, epoch, chain) share no prefix, nor one block.</remarks>
    [Fact]
    public void Streams_share_no_numbers()
    {
        HashSet<ulong> seen = [];
        foreach ((ulong seed, ulong epoch, int chain) in new[] { (1UL, 0UL, 0), (1UL, 0UL, 1), (1UL, 1UL, 0), (2UL, 0UL, 0), (1UL, 1UL, 1), (1UL << 40, 0UL, 0), (1UL, 1UL << 40, 0) })
        {
            RandomStream stream = new(seed, epoch, chain);
            for (int i = 0; i < 1000; i++)
            {
                Assert.True(seen.Add(stream.Bits()), "two streams gave the same 64 bits");
            }
        }
    }

    /// <remarks>Invariant 46: the first kept draw of a chain has the distribution of the late ones.</remarks>
    [Fact]
    public void The_first_draw_is_as_good_as_the_last()
    {
        const int Seeds = 400;
        double[] first = new double[Seeds];
        double[] last = new double[Seeds];
        for (int seed = 0; seed < Seeds; seed++)
        {
            Posterior fit = Sampler.SampleChain(Targets.Normal([5.0, -3.0], [2.0, 0.1]), Options with { Chains = 1, Draws = 30, Seed = (ulong)seed });
            first[seed] = fit.Draws(0, 0)[0];
            last[seed] = fit.Draws(0, 0)[^1];
        }

        // Two-sample Kolmogorov and Smirnov distance; 1.95 is the 0.1 % point of its limit.
        double distance = first.Concat(last).Max(x => Math.Abs(first.Count(y => y <= x) - last.Count(y => y <= x)) / (double)Seeds);
        Assert.True(distance <= 1.95 * Math.Sqrt(2.0 / Seeds), $"distance {distance}");
        Expect.MeanWithin(5.0, first);
    }

    private static Posterior Fit(SamplerOptions options) => Sampler.Sample(new FunctionModel(() => Targets.Correlated(0.7)), options);
}
