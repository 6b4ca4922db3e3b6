// The turning criterion against scalar products written out.
namespace Exmc.Tests;

public class TurningTests
{
    private const int Points = 5;

    /// <summary>Two spans turn when the whole does, or either with the nearest point of the other; each of the three is the only reason at times.</summary>
    [Theory]
    [InlineData(2, true)]
    [InlineData(3, false)]
    [InlineData(5, true)]
    [InlineData(6, false)]
    [InlineData(8, true)]
    public void Spans_turn_where_a_velocity_points_away_from_a_displacement(int dimension, bool forward)
    {
        RandomStream stream = new(6, 0, dimension);
        int[] onlyReason = new int[3];
        int ahead = 0;
        for (int trial = 0; trial < 300; trial++)
        {
            PhaseSpace space = Orbit(dimension, forward, stream);
            bool Ahead(int a, int b) => IsAhead(space, a, b, forward);
            for (int a = 0; a < Points; a++)
            {
                for (int b = a + 1; b < Points; b++)
                {
                    Assert.Equal(!Ahead(a, b), space.IsTurning(a, b, forward));
                }
            }

            bool[] pairs = [Ahead(0, 4), Ahead(0, 3), Ahead(1, 4)];
            Assert.Equal(!pairs.All(pair => pair), space.IsTurning(0, 1, 3, 4, forward));
            ahead += pairs.All(pair => pair) ? 1 : 0;
            for (int k = 0; k < 3 && pairs.Count(pair => !pair) == 1; k++)
            {
                onlyReason[k] += pairs[k] ? 0 : 1;
            }
        }

        Assert.All(onlyReason, count => Assert.True(count > 0));
        Assert.True(ahead > 0);
    }

    /// <summary>Points in slots 0 to 4, in the order in which they were reached, with velocities that are partly at random.</summary>
    private static PhaseSpace Orbit(int dimension, bool forward, RandomStream stream)
    {
        FunctionDensity density = Targets.StandardNormal(dimension);
        double[] start = new double[dimension];
        double[] velocity = new double[dimension];
        NormalVariates.Fill(stream, start);
        NormalVariates.Fill(stream, velocity);
        PhaseSpace space = Spaces.Create(density, start);
        space.StepSize = 0.3 + (0.3 * stream.Uniform());
        space.BeginTrajectory(velocity);
        for (int slot = 1; slot < Points; slot++)
        {
            space.Prepare(slot - 1, slot, forward);
            DensityStatus status = space.Evaluate(density, out double logDensity);
            space.Complete(slot, forward, status, logDensity);
        }

        for (int slot = 0; slot < Points; slot++)
        {
            for (int i = 0; i < dimension; i++)
            {
                space.Velocity(slot)[i] += 0.7 * NormalVariates.Next(stream);
            }
        }

        return space;
    }

    private static bool IsAhead(PhaseSpace space, int first, int last, bool forward)
    {
        double[] from = new double[space.Dimension];
        double[] to = new double[space.Dimension];
        space.CopyPosition(first, from);
        space.CopyPosition(last, to);
        double atFirst = 0;
        double atLast = 0;
        for (int i = 0; i < from.Length; i++)
        {
            double displacement = forward ? to[i] - from[i] : from[i] - to[i];
            atFirst += displacement * space.Velocity(first)[i];
            atLast += displacement * space.Velocity(last)[i];
        }

        return atFirst > 0 && atLast > 0;
    }
}
