// Arrays of matrices from data to typed results.
using Exmc.Models;
using Xunit;

namespace Exmc.Models.Tests;

public class MatricesTests
{
    private const int Readings = 400;

    /// <summary>Correlations 0.8 and -0.5: standard normals x and r x + sqrt(1 - r r) z, moved by the group.</summary>
    private static GroupCorrelations Data()
    {
        Random random = new(20261124);
        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        double[,] y = new double[Readings, 2];
        int[] group = new int[Readings];
        for (int i = 0; i < Readings; i++)
        {
            group[i] = i % 2;
            double r = group[i] == 0 ? 0.8 : -0.5;
            double x = Normal();
            y[i, 0] = group[i] + x;
            y[i, 1] = (r * x) + (Math.Sqrt(1 - (r * r)) * Normal());
        }

        return new GroupCorrelations { Y = y, Group = group, Groups = 2 };
    }

    [Fact]
    public void Each_group_gets_its_own_correlation_and_every_draw_is_a_factor()
    {
        GroupCorrelations.Fit fit = Data().Sample(new SamplerOptions { Chains = 2, Seed = 3 });
        Assert.Empty(fit.Warnings);
        Assert.Equal(2, fit.Factor.Count);
        // The posterior of a correlation from n readings is close to its sample value, which has sd (1 - r^2) / sqrt(n).
        foreach ((int g, double r) in new[] { (0, 0.8), (1, -0.5) })
        {
            double sd = (1 - (r * r)) / Math.Sqrt(Readings / 2);
            Assert.InRange(fit.Factor[g][1, 0].Mean, r - (4 * sd), r + (4 * sd));
            Assert.Equal(fit.Correlation[g].Draws(1).ToArray(), fit.Factor[g][1, 0].Draws(1).ToArray());
            Assert.Equal($"factor[{g},1,0]", fit.Factor[g][1, 0].Name);
            for (int draw = 0; draw < fit.DrawCount; draw++)
            {
                double below = fit.Factor[g][1, 0].Draws(0)[draw];
                double diagonal = fit.Factor[g][1, 1].Draws(0)[draw];
                Assert.Equal(1.0, (below * below) + (diagonal * diagonal), 12);
                Assert.Equal(0.0, fit.Factor[g][0, 1].Draws(0)[draw]);
            }
        }

        ArgumentOutOfRangeException outside = Assert.Throws<ArgumentOutOfRangeException>(() => fit.Factor[2]);
        Assert.Contains("'factor' has indices 0 to 1", outside.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Draws_of_the_prior_have_the_prior_s_correlations()
    {
        // LkjCholesky(2, 2): (1 + r) / 2 is Beta(2, 2), so that r has mean 0 and variance 1/5.
        GroupCorrelations.PriorDraws[] blocks = [.. Data().SamplePrior(new PredictiveOptions { Draws = 4000, Seed = 5 })];
        double[] second = [.. blocks.SelectMany(block => block.Factor[1][1, 0].Draws.ToArray())];
        Assert.Equal(4000, second.Length);
        double square = second.Average(r => r * r);
        // Var(r^2) = E r^4 - 1/25 with E r^4 = 3/35.
        double error = Math.Sqrt(((3.0 / 35) - (1.0 / 25)) / second.Length);
        Assert.InRange(square, 0.2 - (4 * error), 0.2 + (4 * error));
        Assert.NotEqual(second, blocks.SelectMany(block => block.Factor[0][1, 0].Draws.ToArray()));
    }
}
