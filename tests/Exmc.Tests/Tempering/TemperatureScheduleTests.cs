// Temperatures and copies of particles.
namespace Exmc.Tests;

public class TemperatureScheduleTests
{
    /// <summary>For log likelihoods that are normal with standard deviation s, a step of b leaves exp(-b^2 s^2) of the particles effective.</summary>
    [Theory]
    [InlineData(10.0, 0.5)]
    [InlineData(1000.0, 0.5)]
    [InlineData(10.0, 0.9)]
    public void A_step_leaves_the_share_effective(double sd, double share)
    {
        RandomStream stream = new(3, 0, 0);
        double[] logLikelihoods = [.. Enumerable.Range(0, 100_000).Select(_ => (sd * NormalVariates.Next(stream)) - 1e4)];
        double next = TemperatureSchedule.Next(0.25, logLikelihoods, share);
        Assert.Equal(share, TemperatureSchedule.Effective(next - 0.25, logLikelihoods) / logLikelihoods.Length, 2e-3);

        // The effective number of 1e5 weights has a relative error of about 1 %.
        Assert.Equal(Math.Sqrt(-Math.Log(share)) / sd, next - 0.25, 0.05 * Math.Sqrt(-Math.Log(share)) / sd);
    }

    [Fact]
    public void The_last_step_goes_to_one()
    {
        Assert.Equal(1, TemperatureSchedule.Next(0.5, [0.1, 0.2, 0.15], 0.5));
        Assert.Equal(1, TemperatureSchedule.Next(0, [7.0, 7.0, 7.0], 0.99));
    }

    /// <summary>Particles without likelihood do not count: the others have to stay effective.</summary>
    [Fact]
    public void Particles_without_likelihood_leave_at_once()
    {
        double[] values = [double.NegativeInfinity, double.NegativeInfinity, double.NegativeInfinity, -1, -1.1];
        Assert.Equal(1, TemperatureSchedule.Next(0, values, 0.5));
        Assert.InRange(TemperatureSchedule.Next(0, [.. values, -400], 0.9), 1e-6, 0.01);
    }

    /// <summary>Systematic resampling makes the floor or the ceiling of N w copies, in order.</summary>
    [Fact]
    public void Copies_follow_the_weights()
    {
        RandomStream stream = new(4, 0, 0);
        for (int trial = 0; trial < 200; trial++)
        {
            double[] weights = [.. Enumerable.Range(0, 30).Select(i => i % 7 == 0 ? 0 : stream.Uniform())];
            int[] ancestors = SystematicResampling.Ancestors(weights, stream.Uniform());
            Assert.Equal(ancestors.Order(), ancestors);
            for (int i = 0; i < 30; i++)
            {
                double expected = 30 * weights[i] / weights.Sum();
                Assert.InRange(ancestors.Count(k => k == i), Math.Floor(expected), Math.Ceiling(expected));
            }
        }
    }

    [Fact]
    public void Only_particles_with_weight_are_copied() =>
        Assert.All(SystematicResampling.Ancestors([0, 0.1, 0.2, 0.7, 0, 0], 1 - 1e-16), ancestor => Assert.InRange(ancestor, 1, 3));

    /// <summary>Each particle has N w copies on average over the uniform number.</summary>
    [Fact]
    public void Copies_are_unbiased()
    {
        double[] weights = [0.05, 0.35, 0.25, 0.15, 0.2];
        double[] counts = new double[5];
        for (int k = 0; k < 1000; k++)
        {
            foreach (int ancestor in SystematicResampling.Ancestors(weights, (k + 0.5) / 1000))
            {
                counts[ancestor] += 1e-3;
            }
        }

        for (int i = 0; i < 5; i++)
        {
            Assert.Equal(5 * weights[i], counts[i], 2e-3);
        }
    }
}
