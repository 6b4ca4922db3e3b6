// Functions of eight lanes: units in the last place against scalar functions, special values.
using System.Runtime.Intrinsics;
using Exmc.Numerics;

namespace Exmc.Tests;

/// <summary>
/// Measured against 60 digits over the same ranges: log 0.72, log1p 0.71, expm1 1.51, tanh 2.30, logistic 1.81, log1pexp 1.21 units in the last place.
/// The scalar functions they are held against here are within one unit, those of <see cref="SpecialFunctions"/> within two.
/// </summary>
public class LaneFunctionTests
{
    private const int Count = 100_000;

    private static readonly (string Name, Func<Vector512<double>, Vector512<double>> Lanes, Func<double, double> Scalar, Func<Random, double> Argument, int Units)[] Functions =
    [
        ("log", Lanes.Log, Math.Log, random => Math.Exp(Within(random, -700, 700)), 2),
        ("log near 1", Lanes.Log, Math.Log, random => Within(random, 0.5, 2), 2),
        ("log of subnormal numbers", Lanes.Log, Math.Log, random => double.Epsilon * Math.Exp(Within(random, 0, 30)), 2),
        ("log1p", Lanes.Log1p, Lanes.Log1p, random => Math.Exp(Within(random, -40, 700)), 4),
        ("log1p near 0", Lanes.Log1p, Lanes.Log1p, random => Within(random, -0.6, 0.6), 4),
        ("log1p near -1", Lanes.Log1p, Lanes.Log1p, random => Math.Exp(Within(random, -30, -1)) - 1, 4),
        ("expm1", Lanes.Expm1, Lanes.Expm1, random => Within(random, -45, 709), 4),
        ("expm1 near 0", Lanes.Expm1, Lanes.Expm1, random => Within(random, -1, 1), 5),
        ("tanh", Lanes.Tanh, Math.Tanh, random => Within(random, -25, 25), 4),
        ("tanh near 0", Lanes.Tanh, Math.Tanh, random => Within(random, -1, 1), 4),
        ("logistic", Lanes.Logistic, Lanes.Logistic, random => Within(random, -700, 700), 4),
        ("log1pexp", x => Lanes.Log1pExp(x), Lanes.Log1pExp, random => Within(random, -700, 700), 5),
        ("log1pexp near 0", x => Lanes.Log1pExp(x), Lanes.Log1pExp, random => Within(random, -5, 5), 5),
    ];

    [Fact]
    public void Functions_are_the_scalar_ones_to_a_few_units_in_the_last_place()
    {
        Random random = new(20261124);
        foreach ((string name, Func<Vector512<double>, Vector512<double>> lanes, Func<double, double> scalar, Func<Random, double> argument, int units) in Functions)
        {
            for (int k = 0; k < Count; k += 8)
            {
                double[] x = [.. Enumerable.Range(0, 8).Select(_ => argument(random))];
                Vector512<double> actual = lanes(Vector512.Create(x));
                for (int lane = 0; lane < 8; lane++)
                {
                    double expected = scalar(x[lane]);
                    double unit = Math.BitIncrement(Math.Abs(expected)) - Math.Abs(expected);
                    Assert.True(Math.Abs(actual[lane] - expected) <= units * unit, $"{name}: {x[lane]:R} gives {actual[lane]:R}, not {expected:R}");
                }
            }
        }
    }

    public static TheoryData<string, double, double> SpecialValues => new()
    {
        { "log", 0.0, double.NegativeInfinity }, { "log", -1.0, double.NaN }, { "log", double.NegativeInfinity, double.NaN },
        { "log", double.PositiveInfinity, double.PositiveInfinity }, { "log", double.NaN, double.NaN }, { "log", 1.0, 0.0 },
        { "log1p", -1.0, double.NegativeInfinity }, { "log1p", -2.0, double.NaN }, { "log1p", double.PositiveInfinity, double.PositiveInfinity },
        { "log1p", double.NaN, double.NaN }, { "log1p", 1e-300, 1e-300 }, { "log1p", double.NegativeInfinity, double.NaN },
        { "expm1", double.NegativeInfinity, -1.0 }, { "expm1", double.PositiveInfinity, double.PositiveInfinity }, { "expm1", 710.0, double.PositiveInfinity },
        { "expm1", double.NaN, double.NaN }, { "expm1", 1e-300, 1e-300 },
        { "tanh", double.NegativeInfinity, -1.0 }, { "tanh", double.PositiveInfinity, 1.0 }, { "tanh", double.NaN, double.NaN }, { "tanh", -1e-300, -1e-300 },
        { "logistic", double.NegativeInfinity, 0.0 }, { "logistic", double.PositiveInfinity, 1.0 }, { "logistic", double.NaN, double.NaN }, { "logistic", 0.0, 0.5 },
        { "log1pexp", double.NegativeInfinity, 0.0 }, { "log1pexp", double.PositiveInfinity, double.PositiveInfinity }, { "log1pexp", double.NaN, double.NaN },
    };

    [Theory]
    [MemberData(nameof(SpecialValues))]
    public void Special_values(string name, double x, double expected) =>
        Assert.Equal(expected, Functions.First(function => function.Name == name).Lanes(Vector512.Create(1.0, 2.0, 3.0, 4.0, 5.0, x, 6.0, 7.0))[5]);

    [Theory]
    [InlineData(1.0, 2.0)]
    [InlineData(-800.0, 700.0)]
    [InlineData(1000.0, 1000.0)]
    [InlineData(double.NegativeInfinity, 3.0)]
    [InlineData(double.NegativeInfinity, double.NegativeInfinity)]
    [InlineData(double.PositiveInfinity, 1.0)]
    public void The_logarithm_of_a_sum_of_exponentials(double a, double b)
    {
        double expected = Lanes.LogSumExp(a, b);
        Assert.Equal(expected, Lanes.LogSumExp(Vector512.Create(a), Vector512.Create(b))[2], 1e-15 * Math.Max(1, Math.Abs(expected)));
    }

    [Fact]
    public void A_logistic_function_comes_with_its_logarithm()
    {
        Vector512<double> x = Vector512.Create(-40.0, -3.0, -0.5, 0.0, 0.25, 2.0, 30.0, 800.0);
        Assert.Equal(Lanes.Log1pExp(x), Lanes.Log1pExp(x, out Vector512<double> logistic));
        Assert.Equal(Lanes.Logistic(x), logistic);
    }

    [Fact]
    public void Integers_counts_and_last_lanes()
    {
        int[] integers = [3, -7, 0, int.MaxValue, int.MinValue, 1, 2, 5];
        Assert.Equal(Vector512.Create(3.0, -7, 0, int.MaxValue, int.MinValue, 1, 2, 5), Lanes.LoadIntegers(ref integers[0]));
        Assert.Equal(Vector512.Create(5.0, 6, 7, 8, 9, 10, 11, 12), Lanes.From(5));
        Assert.Equal(Vector512.Create(0.0, 0, 0, 0, 0, 1, 1, 1), Vector512.Create(1.0) & Lanes.Last(3));
        Assert.Equal(Vector512.Create(0.0, 1, 4, 9, 16, 25, 36, 49), Lanes.Each(Lanes.From(0), x => x * x));
        Assert.Equal(Vector512.Create(1.0, 2, 3, 4, 5, 6, 7, 8), Lanes.Each(Lanes.From(0), Lanes.From(1), Math.Max));
    }

    private static double Within(Random random, double from, double until) => from + ((until - from) * random.NextDouble());
}
