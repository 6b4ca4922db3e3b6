// Approximations of normal targets, which they can reach exactly.
namespace Exmc.Tests;

public class ApproximationTests
{
    /// <summary>The Laplace approximation of a normal is the normal: all ratios are equal but for rounding.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(7)]
    public void Laplace_is_exact_for_a_normal(int dimension)
    {
        FunctionModel model = NormalTargets.Model(dimension);
        double[] hessian = LaplaceApproximation.NegativeHessian(new Evaluation(model.Bind()), NormalTargets.Mean(dimension), default);
        double[] precision = NormalTargets.Precision(dimension);
        for (int i = 0; i < precision.Length; i++)
        {
            Expect.Close(precision[i], hessian[i], 1e-9);
        }

        Approximation approximation = LaplaceApproximation.Of(model, new LaplaceOptions { Seed = 4 });
        Assert.Equal(double.NegativeInfinity, approximation.ParetoK);
        Assert.Empty(approximation.Warnings);
        HasMoments(approximation.Posterior, dimension);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(7)]
    public void Pathfinder_finds_a_normal(int dimension)
    {
        Approximation approximation = Pathfinder.Of(NormalTargets.Model(dimension), new PathfinderOptions { Seed = 4 });
        Assert.True(approximation.ParetoK < approximation.ParetoKThreshold, $"Pareto k {approximation.ParetoK}");
        Assert.Empty(approximation.Warnings);
        HasMoments(approximation.Posterior, dimension);
    }

    /// <summary>Student t with 3 degrees of freedom has heavier tails than any normal: the shape of the ratios is large.</summary>
    [Fact]
    public void Heavy_tails_are_warned_of()
    {
        FunctionModel heavy = new(() => new FunctionDensity(3, (ReadOnlySpan<double> x, Span<double> gradient, out double logDensity) =>
        {
            logDensity = 0;
            for (int i = 0; i < x.Length; i++)
            {
                logDensity -= 2 * Math.Log(1 + (x[i] * x[i] / 3));
                gradient[i] = -4 * x[i] / (3 + (x[i] * x[i]));
            }

            return DensityStatus.Ok;
        }));
        Approximation approximation = LaplaceApproximation.Of(heavy, new LaplaceOptions { Seed = 1 });
        Assert.True(approximation.ParetoK > 0.7, $"Pareto k {approximation.ParetoK}");
        Assert.Contains("Sampler.Sample", Assert.Single(approximation.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_density_that_curves_upwards_has_no_Laplace_approximation()
    {
        FunctionModel ridge = new(() => new FunctionDensity(2, (ReadOnlySpan<double> x, Span<double> gradient, out double logDensity) =>
        {
            logDensity = -0.5 * x[0] * x[0];
            gradient[0] = -x[0];
            gradient[1] = 0;
            return DensityStatus.Ok;
        }));
        Assert.Contains("positive definite", Assert.Throws<SamplingException>(() => LaplaceApproximation.Of(ridge)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Threads_and_repetition_change_nothing()
    {
        double[] Draws(int threads) => Pathfinder.Of(NormalTargets.Model(4), new PathfinderOptions { Seed = 9, Threads = threads, Draws = 50 }).Posterior.Draws(3, 2).ToArray();
        Assert.Equal(Draws(1), Draws(4));
    }

    /// <summary>A refit starts from the draws and scales of the approximation.</summary>
    [Fact]
    public void A_refit_starts_from_an_approximation()
    {
        FunctionModel model = NormalTargets.Model(3);
        Approximation approximation = Pathfinder.Of(model, new PathfinderOptions { Seed = 2 });
        Posterior fit = Sampler.Refit(model, approximation.Posterior.Adaptation, new RefitOptions { Draws = 1000 });
        Assert.Equal(4, fit.ChainCount);
        Assert.All(Enumerable.Range(0, 4), chain => Assert.Equal(ChainStart.Carried, fit.Chain(chain).PlanThatRan.Start));
        Assert.All(fit.Summary, row => Assert.True(row.RHat < 1.02, $"{row}"));
    }

    /// <summary>Means and standard deviations within 4.5 errors of the known ones.</summary>
    private static void HasMoments(Posterior posterior, int dimension)
    {
        double[] covariance = NormalTargets.Inverse(NormalTargets.Precision(dimension), dimension);
        double effective = EffectiveDraws(posterior);
        for (int i = 0; i < dimension; i++)
        {
            double sd = Math.Sqrt(covariance[(i * dimension) + i]);
            SummaryRow row = posterior.Summary[i];
            Assert.True(Math.Abs(row.Mean - NormalTargets.Mean(dimension)[i]) <= 4.5 * sd / Math.Sqrt(effective), $"mean {row.Mean} of x[{i}], sd {sd}");
            Assert.True(Math.Abs(row.Sd - sd) <= 4.5 * sd / Math.Sqrt(2 * effective), $"sd {row.Sd} of x[{i}] is not {sd}");
        }
    }

    /// <summary>Pairs of equal draws estimate the sum of squared weights; resampling adds its own error.</summary>
    private static double EffectiveDraws(Posterior posterior)
    {
        double[] all = [.. Enumerable.Range(0, posterior.ChainCount).SelectMany(chain => posterior.Draws(chain, 0).ToArray())];
        double squaredWeights = all.GroupBy(value => value).Sum(group => (double)group.Count() * (group.Count() - 1)) / ((double)all.Length * (all.Length - 1));
        return 1 / (squaredWeights + (1.0 / all.Length));
    }
}
