// One transition: caches, rejections, equivariance, memory.
using Exmc.TestSupport;

namespace Exmc.Tests;

public class TransitionTests
{
    [Fact]
    public void Cached_log_density_and_gradient_are_those_of_the_draw()
    {
        FunctionDensity density = Targets.Correlated(0.8);
        (TestKernel kernel, PhaseSpace space) = Kernels.Create(density, [0.3, -0.2], 0.9);
        double[] gradient = new double[2];
        for (int i = 0; i < 500; i++)
        {
            if (i == 250)
            {
                space.SetMetric([1.7, 0.4], [0.1, 0.2]);
            }

            kernel.Transition();
            density.Evaluate(space.Position, gradient, out double logDensity);
            Assert.Equal(logDensity, space.LogDensity);
            Assert.Equal(gradient, space.Gradient.ToArray());
        }
    }

    [Fact]
    public void A_rejected_transition_leaves_the_draw_bit_for_bit()
    {
        bool fail = false;
        FunctionDensity density = Targets.StandardNormal(3);
        LogDensityFunction normal = density.Function;
        density.Function = (ReadOnlySpan<double> x, Span<double> gradient, out double logDensity) =>
        {
            normal(x, gradient, out logDensity);
            return fail ? DensityStatus.NotFinite : DensityStatus.Ok;
        };
        (TestKernel kernel, PhaseSpace space) = Kernels.Create(density, [0.1, 1.0 / 3, -0.7], 0.5);
        space.SetMetric([0.3, 0.7, 1.1], [0.123, 4.56, 7.89]);
        double[] position = space.Position.ToArray();
        double[] gradient = space.Gradient.ToArray();
        double logDensity = space.LogDensity;
        fail = true;
        for (int i = 0; i < 20; i++)
        {
            TreeResult result = kernel.Transition();
            Assert.True(result.Divergent);
            Assert.Equal(0, result.Acceptance);
            Assert.Equal(position, space.Position.ToArray());
            Assert.Equal(gradient, space.Gradient.ToArray());
            Assert.Equal(logDensity, space.LogDensity);
        }
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(1e3)]
    [InlineData(1e6)]
    public void Adding_a_constant_to_the_log_density_changes_no_draw(double shift)
    {
        double[] plain = Kernels.Run(Targets.Normal([0, 0], [1, 2]), 0.8, 100, x => x[0]);
        double[] shifted = Kernels.Run(Targets.Normal([0, 0], [1, 2], shift: shift), 0.8, 100, x => x[0]);
        for (int i = 0; i < plain.Length; i++)
        {
            Expect.Close(plain[i], shifted[i], 1e-9);
        }
    }

    [Fact]
    public void Scaling_target_and_metric_together_gives_the_same_trees_and_scaled_draws()
    {
        double[] factors = [1, 1e3, 1e-4];
        double[] sds = [1, 0.5, 2];
        (TestKernel kernel, PhaseSpace space) = Kernels.Create(Targets.Normal([0, 0, 0], sds), [0.5, 0.1, 1], 0.7);
        (TestKernel scaledKernel, PhaseSpace scaled) = Kernels.Create(
            Targets.Normal([0, 0, 0], sds.Zip(factors, (a, b) => a * b).ToArray()), [0.5, 0.1 * 1e3, 1e-4], 0.7);
        scaled.SetMetric(factors.Select(factor => factor * factor).ToArray(), new double[3]);
        for (int i = 0; i < 100; i++)
        {
            TreeResult a = kernel.Transition();
            TreeResult b = scaledKernel.Transition();
            Assert.Equal(a.Leaves, b.Leaves);
            Assert.Equal(a.ProposalIndex, b.ProposalIndex);
            for (int j = 0; j < 3; j++)
            {
                Expect.Close(1, scaled.Position[j] / (factors[j] * space.Position[j]), 1e-6);
            }
        }
    }

    [Fact]
    public void The_orbit_of_a_standard_normal_stops_within_one_period()
    {
        (TestKernel kernel, _) = Kernels.Create(Targets.StandardNormal(1), [1.0], 0.01, maxDepth: 12);
        double longest = 0;
        for (int i = 0; i < 50; i++)
        {
            TreeResult result = kernel.Transition();
            Assert.True(result.Turning);
            Assert.InRange(result.Leaves * 0.01, double.Epsilon, 2 * Math.PI);

            // The velocity keeps its sign for half a period at most: no longer is what did not turn, and some are almost as long as doubling allows.
            double straight = ((1 << Math.Max(0, result.Depth - 1)) - 1) * 0.01;
            Assert.InRange(straight, 0, Math.PI);
            longest = Math.Max(longest, straight);
        }

        Assert.InRange(longest, 1.26, 2.56);
    }

    [Fact]
    public void A_dense_metric_samples_a_correlated_target()
    {
        (TestKernel kernel, PhaseSpace space) = Kernels.Create(Targets.Correlated(0.95), [0, 0], 1, seed: 3);
        space.SetMetric(DenseTransform.TryCreate([1, 0.95, 0.95, 1], 2)!, [0, 0]);
        double[] products = new double[5000];
        double leaves = 0;
        for (int i = 0; i < products.Length; i++)
        {
            leaves += kernel.Transition().Leaves;
            products[i] = space.Position[0] * space.Position[1];
        }

        Expect.MeanWithin(0.95, products);
        Assert.True(leaves / products.Length < 4);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_transition_allocates_nothing(bool dense)
    {
        (TestKernel kernel, PhaseSpace space) = Kernels.Create(Targets.StandardNormal(8), new double[8], 0.4);
        if (dense)
        {
            double[] identity = new double[64];
            for (int i = 0; i < 8; i++)
            {
                identity[9 * i] = 1;
            }

            space.SetMetric(DenseTransform.TryCreate(identity, 8)!, new double[8]);
        }

        Assert.Equal(0, Allocation.OfBatch(200, () => kernel.Transition()));
    }

    /// <summary>A trajectory of depth m has at most 2^m - 1 steps, and one that used all doublings is counted.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(10)]
    public void Depth_is_limited_and_saturation_is_counted(int maxDepth)
    {
        FunctionModel model = new(() => Targets.Normal([0, 0], [1, 1000]));
        Posterior posterior = Sampler.Sample(model, new SamplerOptions { Chains = 1, Warmup = 0, Draws = 200, MaxDepth = maxDepth, Seed = 5, Threads = 1, Start = StartingPoints.Random });
        ChainStatistics chain = posterior.Chain(0);
        for (int draw = 0; draw < 200; draw++)
        {
            Assert.InRange(chain.Depth[draw], 0, maxDepth);
            Assert.InRange(chain.Gradients[draw], 1 << Math.Max(0, chain.Depth[draw] - 1), (1 << (chain.Depth[draw] + 1)) - 1);
            Assert.InRange(chain.Gradients[draw], 1, (1 << maxDepth) - 1);
        }

        Assert.Equal(chain.Depth.ToArray().Count(depth => depth == maxDepth), chain.DepthSaturations);
        Assert.Equal(chain.DepthSaturations > 0, posterior.Warnings.Any(warning => warning.Contains("doublings", StringComparison.Ordinal)));
        Assert.True(maxDepth == 10 || chain.DepthSaturations > 0, "A scale of 1000 beside 1 needs more doublings than these.");
    }
}
