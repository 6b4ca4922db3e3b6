// What tells divergent transitions apart, and nested R-hat.
namespace Exmc.Tests;

public class DivergenceContrastTests
{
    [Fact]
    public void Shares_are_counts_of_pairs()
    {
        double[] values = [3, 1, 4, 1, 5, 9, 2, 6];
        bool[] divergent = [false, true, false, false, false, true, true, false];
        DivergenceContrast contrast = DivergenceContrast.Of("x", values, divergent);
        Assert.Equal(Pairs(values, divergent), contrast.HigherShare, 12);
        Assert.Equal(Pairs([.. values.Select(value => Math.Abs(value - 3.5))], divergent), contrast.OuterShare, 12);
        Assert.Equal(Math.Abs(contrast.OuterShare - 0.5) / Math.Sqrt(9.0 / (12 * 3 * 5)), contrast.Score, 12);
    }

    /// <summary>Nested R-hat is 1 + the variance of the groups' means over that within them; its square less 1 is exact for means that are planted.</summary>
    [Fact]
    public void Groups_of_chains_that_differ_are_found_and_groups_that_do_not_fit_are_refused()
    {
        // Two groups of two chains of two draws: group means 0 and 4, variance of chain means in a group 2, of draws in a chain 2.
        double[] draws = [-2, 0, 0, 2, 2, 4, 4, 6];
        Assert.Equal(Math.Sqrt(1 + (8.0 / 4)), Convergence.Nested(draws, 4, 2), 12);
        ArgumentOutOfRangeException refusal = Assert.Throws<ArgumentOutOfRangeException>(() => Convergence.Nested(draws, 4, 3));
        Assert.Contains("4 chains cannot form 3 groups", refusal.Message, StringComparison.Ordinal);
    }

    private static double Pairs(double[] values, bool[] divergent) =>
        (from i in Enumerable.Range(0, values.Length)
         where divergent[i]
         from j in Enumerable.Range(0, values.Length)
         where !divergent[j]
         select values[i] > values[j] ? 1 : values[i] == values[j] ? 0.5 : 0).Average();
}
