// Nested R-hat against R figures made from its definition, and the groupings that it refuses.
using System.Globalization;

namespace Exmc.Tests;

public class NestedRHatTests
{
    /// <summary>Superchains of one chain, of several, and chains of one draw.</summary>
    [Fact]
    public void It_is_that_of_its_definition_in_R()
    {
        string[] lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "nested_rhat.csv"));
        Assert.Equal(10, lines.Length);
        foreach (string line in lines[1..])
        {
            double[] cells = [.. line.Split(',').Select(cell => double.Parse(cell, CultureInfo.InvariantCulture))];
            double actual = Convergence.Nested(ReferenceDraws.Parameter[..(int)cells[0]], (int)cells[1], (int)cells[2]);
            Assert.True(Math.Abs(actual - cells[3]) <= 1e-10 * cells[3], $"{line}: {actual}");
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(0)]
    [InlineData(8)]
    public void One_superchain_and_unequal_ones_are_refused(int superchains)
    {
        ArgumentOutOfRangeException refusal = Assert.Throws<ArgumentOutOfRangeException>(() => Convergence.Nested(ReferenceDraws.Parameter, 4, superchains));
        Assert.Equal("superchains", refusal.ParamName);
        Assert.Contains("divisor of the number of chains", refusal.Message, StringComparison.Ordinal);
    }

    /// <summary>As R's posterior answers NA where all draws are the same; chains stuck at different places are infinitely apart.</summary>
    [Fact]
    public void Constant_draws_have_none()
    {
        Assert.Equal(double.NaN, Convergence.Nested([.. Enumerable.Repeat(0.1, 12)], 4, 2));
        Assert.Equal(double.PositiveInfinity, Convergence.Nested([1, 1, 1, 1, 2, 2, 2, 2], 4, 2));
    }
}
