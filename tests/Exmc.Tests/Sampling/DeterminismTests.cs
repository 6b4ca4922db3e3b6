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

    /// <remarks>Invariant 42 again: lanes are a matter of speed.</remarks>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Draws_do_not_depend_on_lanes(int threads)
    {
        FunctionModel model = new(() => new FunctionDensity(3, Targets.NormalFunction([0, 1, 2], [1, 2, 0.1])) { HasLanes = true });
        SamplerOptions options = Options with { Chains = 11, Threads = threads };
        Posterior lanes = Sampler.Sample(model, options);
        Posterior alone = Sampler.Sample(model, options with { Lanes = false });
        Posterior warmLanes = Sampler.Refit(model, lanes.Adaptation, new RefitOptions { Draws = 50, Threads = threads });
        Posterior warmAlone = Sampler.Refit(model, alone.Adaptation, new RefitOptions { Draws = 50, Threads = threads, Lanes = false });
        for (int chain = 0; chain < options.Chains; chain++)
        {
            Assert.Equal(alone.Draws(chain, 1).ToArray(), lanes.Draws(chain, 1).ToArray());
            Assert.Equal(warmAlone.Draws(chain, 2).ToArray(), warmLanes.Draws(chain, 2).ToArray());
        }
    }

    /// <summary>The vectors give what the definition gives; the first block is a published answer (Random123, philox4x32-10 of zeros).</summary>
    [Fact]
    public void Bits_are_those_of_Philox()
    {
        RandomStream zeros = new(0, 0, 0);
        Assert.Equal(0xE169C58D6627E8D5UL, zeros.Bits());
        Assert.Equal(0x9B00DBD8BC57AC4CUL, zeros.Bits());
        foreach ((ulong seed, ulong epoch, int chain) in new[] { (0UL, 0UL, 0), (0x0123456789ABCDEFUL, 0xFEDCBA987654UL, 7), (ulong.MaxValue, RandomStream.EpochLimit - 1, int.MaxValue) })
        {
            RandomStream stream = new(seed, epoch, chain);
            for (uint block = 0; block < 50; block++)
            {
                uint[] words = Philox([block, (uint)(epoch >> 32) << 16, (uint)epoch, (uint)chain], (uint)seed, (uint)(seed >> 32));
                Assert.Equal(((ulong)words[1] << 32) | words[0], stream.Bits());
                Assert.Equal(((ulong)words[3] << 32) | words[2], stream.Bits());
            }
        }
    }

    private static uint[] Philox(uint[] counter, uint key0, uint key1)
    {
        for (int round = 0; round < 10; round++)
        {
            ulong even = 0xD2511F53UL * counter[0];
            ulong odd = 0xCD9E8D57UL * counter[2];
            counter = [(uint)(odd >> 32) ^ counter[1] ^ key0, (uint)odd, (uint)(even >> 32) ^ counter[3] ^ key1, (uint)even];
            key0 = unchecked(key0 + 0x9E3779B9);
            key1 = unchecked(key1 + 0xBB67AE85);
        }

        return counter;
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
