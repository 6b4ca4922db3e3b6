// Distributions that users write compile wherever others do.
using Microsoft.CodeAnalysis;
using Xunit;

namespace Exmc.Generator.Tests;

public class CustomDistributionTests
{
    private const string Library = """
        public static class Library
        {
            [Custom(Lower = 0, Sampler = nameof(DrawExponential))]
            public static Real Exponential2(Real x, Real rate) => Log(rate) - rate * x;

            public static Real DrawExponential(Real rate) => Draw(Exponential(1)) / rate;

            [Custom]
            public static Real ZeroInflated(int y, Real rate, Real zero)
            {
                Real counted = Log1p(-zero) + LogDensity(y, Poisson(rate));
                return y == 0 ? LogSumExp(Log(zero), counted) : counted;
            }
        }
        """;

    [Theory]
    [InlineData("[Parameter] Real A => Custom(Library.Exponential2, 2);")]
    [InlineData("[Parameter] Vector A => Custom(Library.Exponential2, 2).Repeat(3);")]
    [InlineData("[Data] public required int[] Y { get; init; } [Parameter] Real A => Beta(1, 1); [Observed(nameof(Y))] int[] R => CustomCount(Library.ZeroInflated, 3, A).Repeat(Y.Length);")]
    [InlineData("[Data] public required int[] Y { get; init; } [Parameter] Real A => Beta(1, 1); [Parameter] Vector B => Exponential(1).Repeat(Y.Length); [Observed(nameof(Y))] int[] R => CustomCount(Library.ZeroInflated, B, Fill(A, Y.Length));")]
    [InlineData("[Parameter] Real A => Normal(0, 1); [Factor] Real F => LogDensity(Square(A), Custom(Library.Exponential2, 2)); [Generated] Real G => Custom(Library.Exponential2, 2);")]
    public void A_distribution_of_the_users_own_compiles(string members)
    {
        (IReadOnlyList<Diagnostic> generator, IReadOnlyList<Diagnostic> compiler, _) = GeneratorHost.Run($"[Model] public partial class M {{ {members} }} {Library}");
        Assert.True(generator.Count == 0 && compiler.Count == 0, string.Join("\n", generator.Concat(compiler)));
    }
}
