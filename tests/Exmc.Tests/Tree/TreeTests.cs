// The tree on integers: shapes, bounds, and exact detailed balance.
namespace Exmc.Tests;

public class TreeTests
{
    private static Orbit RandomOrbit(int seed)
    {
        Random random = new(seed);
        Dictionary<int, double> energies = Enumerable.Range(-64, 129).ToDictionary(point => point, _ => 3 * random.NextDouble());
        HashSet<int> divergent = [.. Enumerable.Range(-64, 129).Where(_ => random.NextDouble() < (seed % 3) * 0.06)];
        double turning = (seed % 5) * 0.04;
        int salt = random.Next();
        return new Orbit
        {
            Energy = point => energies[point],
            Diverges = divergent.Contains,
            Turns = (a, b) => new Random(HashCode(a, b, salt)).NextDouble() < turning,
        };
    }

    // A fixed hash, so that failures repeat.
    private static int HashCode(int a, int b, int salt) => unchecked((((a * 73856093) ^ (b * 19349663)) * 31) + salt);

    private static void AssertBalance(Orbit orbit, Func<int, Dictionary<int, double>> transition, int reach, double tolerance, bool holds = true)
    {
        int[] points = [.. Enumerable.Range(-reach, (2 * reach) + 1).Where(point => !orbit.Diverges(point))];
        Dictionary<int, Dictionary<int, double>> rows = points.ToDictionary(point => point, transition);
        double worst = 0;
        foreach (int i in points)
        {
            Expect.Close(1, rows[i].Values.Sum(), 1e-12);
            foreach (int j in points)
            {
                double there = Math.Exp(-orbit.Energy(i)) * rows[i].GetValueOrDefault(j);
                double back = Math.Exp(-orbit.Energy(j)) * rows[j].GetValueOrDefault(i);
                worst = Math.Max(worst, Math.Abs(there - back));
            }
        }

        Assert.True(worst <= tolerance == holds, $"largest imbalance {worst}");
    }

    [Fact]
    public void Detailed_balance_is_exact_over_all_direction_words_with_planted_turning_and_divergent_sets()
    {
        for (int seed = 0; seed < 60; seed++)
        {
            Orbit orbit = RandomOrbit(seed);
            AssertBalance(orbit, start => Enumeration.Transition(orbit, start, 3), 7, 1e-12);
        }
    }

    [Theory]
    [InlineData(4)]
    [InlineData(2)]
    public void Detailed_balance_is_exact_when_a_first_or_second_half_is_invalid(int size)
    {
        for (int place = -6; place <= 6; place++)
        {
            Orbit turning = new() { Energy = point => 0.1 * point, Turns = (a, b) => b - a == size - 1 && a == place };
            AssertBalance(turning, start => Enumeration.Transition(turning, start, 3), 7, 1e-12);
            int point = place;
            Orbit divergent = new() { Energy = at => 0.05 * at * at, Diverges = at => at == point };
            AssertBalance(divergent, start => Enumeration.Transition(divergent, start, 3), 7, 1e-12);
        }
    }

    [Fact]
    public void The_iterative_tree_has_the_transition_probabilities_of_the_recursive_one()
    {
        for (int seed = 0; seed < 40; seed++)
        {
            Orbit orbit = RandomOrbit(seed);
            if (orbit.Diverges(0))
            {
                continue;
            }

            Dictionary<int, double> expected = new ReferenceTree(orbit, keepInvalid: false).Transition(0, 3);
            Dictionary<int, double> actual = Enumeration.Transition(orbit, 0, 3);
            foreach (int point in expected.Keys.Union(actual.Keys))
            {
                Expect.Close(expected.GetValueOrDefault(point), actual.GetValueOrDefault(point), 1e-12);
            }
        }
    }

    [Fact]
    public void The_balance_check_catches_a_tree_that_keeps_invalid_subtrees()
    {
        Orbit orbit = new() { Energy = _ => 0, Turns = (a, b) => a == 2 && b == 3 };
        AssertBalance(orbit, start => new ReferenceTree(orbit, keepInvalid: true).Transition(start, 3), 7, 1e-3, holds: false);
        AssertBalance(orbit, start => new ReferenceTree(orbit, keepInvalid: false).Transition(start, 3), 7, 1e-12);
    }

    [Fact]
    public void An_invalid_subtree_never_supplies_the_proposal()
    {
        // The second doubling forward visits 2 and 3 and turns between them.
        Orbit orbit = new() { Energy = point => point >= 2 ? -20 : 0, Turns = (a, b) => a == 2 && b == 3 };
        ChoiceScript script = new();
        do
        {
            TreeResult result = Enumeration.Grow(orbit, 0, 0b111, 5, script, out int proposal);
            Assert.InRange(proposal, 0, 1);
            Assert.True(result.Turning);
            Assert.Equal(1, result.Depth);
            Assert.Equal(3, result.Leaves);
        }
        while (script.Next());
    }

    [Fact]
    public void Steps_and_depth_obey_the_bounds_of_doubling()
    {
        for (int seed = 0; seed < 2000; seed++)
        {
            TreeResult result = Enumeration.Grow(RandomOrbit(seed), 0, (ulong)seed * 0x9E3779B97F4A7C15UL, 5, new(), out _);
            int full = 1 << result.Depth;
            Assert.InRange(result.Depth, 0, 5);
            bool complete = result.Leaves == full - 1;
            Assert.True(complete || (result.Leaves >= full && result.Leaves <= (2 * full) - 1 && (result.Turning || result.Divergent)), $"seed {seed}: depth {result.Depth}, {result.Leaves} steps");
            Assert.True(result.Depth == 5 || result.Turning || result.Divergent);
            Assert.InRange(result.Acceptance, 0, 1);
            Assert.InRange(result.SymmetricAcceptance, 0, 1);
        }
    }

    [Fact]
    public void A_trajectory_that_never_turns_uses_all_doublings_and_visits_each_point_once()
    {
        HashSet<int> visited = [0];
        Orbit orbit = new()
        {
            Energy = point =>
            {
                visited.Add(point);
                return 0;
            },
        };
        TreeResult result = Enumeration.Grow(orbit, 0, 0b0110101011, 10, new(), out _);
        Assert.Equal(10, result.Depth);
        Assert.Equal(1023, result.Leaves);
        Assert.Equal(1024, visited.Count);
        Assert.Equal(1023, visited.Max() - visited.Min());
        Assert.False(result.Turning || result.Divergent);
    }

    [Fact]
    public void Both_acceptance_statistics_are_one_without_energy_error_and_zero_for_a_divergence()
    {
        TreeResult exact = Enumeration.Grow(new Orbit { Energy = _ => 0 }, 0, 5, 4, new(), out _);
        Assert.Equal(1, exact.Acceptance);
        Assert.Equal(1, exact.SymmetricAcceptance);
        TreeResult divergent = Enumeration.Grow(new Orbit { Energy = _ => 0, Diverges = point => point != 0 }, 0, 5, 4, new(), out int proposal);
        Assert.Equal(0, divergent.Acceptance);
        Assert.Equal(0, divergent.SymmetricAcceptance);
        Assert.Equal(0, proposal);
        Assert.Equal(1, divergent.Leaves);
    }

    [Fact]
    public void Weights_far_beyond_the_range_of_the_exponential_still_choose_by_energy()
    {
        Orbit falling = new() { Energy = point => -2000.0 * point };
        for (int word = 0; word < 8; word++)
        {
            ChoiceScript script = new();
            TreeResult result = Enumeration.Grow(falling, 0, 0b111, 3, script, out int proposal);
            Assert.Equal(7, proposal);
            Expect.Close(1, script.Probability, 1e-12);
            Assert.False(result.Divergent);
        }
    }

    /// <summary>Below the limit a trajectory goes on; a divergence names its cause, its energy error and the place before it.</summary>
    [Fact]
    public void An_energy_error_beyond_the_limit_is_a_divergence_with_its_place()
    {
        TreeResult Grow(double energy) => Enumeration.Grow(new Orbit { Energy = point => point == 2 ? energy : 0 }, 0, 0b11, 2, new(), out _);
        Assert.False(Grow(999).Divergent);
        Assert.Equal(3, Grow(999).Leaves);
        TreeResult far = Grow(1001);
        Assert.Equal((true, DensityStatus.Ok, 1001.0, 1, 2), (far.Divergent, far.Cause, far.EnergyError, far.DivergentIndex, far.Leaves));
        TreeResult endless = Grow(double.NegativeInfinity);
        Assert.Equal((true, DensityStatus.NotFinite, double.PositiveInfinity), (endless.Divergent, endless.Cause, endless.EnergyError));
    }
}
