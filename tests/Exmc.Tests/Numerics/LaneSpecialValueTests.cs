// The elementary functions at zeros, infinities and NaN, and what else is done with lanes.
using System.Runtime.Intrinsics;
using Exmc.Numerics;

namespace Exmc.Tests;

public class LaneSpecialValueTests
{
    private const double Infinity = double.PositiveInfinity;

    private static double Of(string name, double x) => name switch
    {
        "exp" => Lanes.Exp(x),
        "expm1" => Lanes.Expm1(x),
        "log" => Lanes.Log(x),
        "log1p" => Lanes.Log1p(x),
        "logistic" => Lanes.Logistic(x),
        "log1pexp" => Lanes.Log1pExp(x),
        "tanh" => Lanes.Tanh(x),
        "loggamma" => Lanes.LogGamma(x),
        "digamma" => Lanes.Digamma(x),
        "sign" => Lanes.Sign(x),
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };

    public static TheoryData<string, double, double> Values => new()
    {
        { "exp", 0.0, 1.0 }, { "exp", -0.0, 1.0 }, { "exp", Infinity, Infinity }, { "exp", -Infinity, 0.0 }, { "exp", 709.79, Infinity }, { "exp", 1e300, Infinity },
        { "exp", -745.2, 0.0 }, { "exp", -1e300, 0.0 }, { "exp", 709.75, 1.7398368732641605e+308 },
        { "expm1", 0.0, 0.0 }, { "expm1", -0.0, -0.0 }, { "expm1", -Infinity, -1.0 }, { "expm1", Infinity, Infinity }, { "expm1", 709.79, Infinity },
        { "expm1", 709.75, 1.7398368732641605e+308 }, { "expm1", 1e-300, 1e-300 }, { "expm1", double.Epsilon, double.Epsilon }, { "expm1", -1e300, -1.0 },
        { "log", 0.0, -Infinity }, { "log", -0.0, -Infinity }, { "log", -1.0, double.NaN }, { "log", -Infinity, double.NaN }, { "log", -double.Epsilon, double.NaN },
        { "log", Infinity, Infinity }, { "log", 1.0, 0.0 }, { "log", double.MaxValue, 709.782712893384 }, { "log", double.Epsilon, -744.4400719213812 },
        { "log1p", 0.0, 0.0 }, { "log1p", -0.0, -0.0 }, { "log1p", -1.0, -Infinity }, { "log1p", -2.0, double.NaN }, { "log1p", Infinity, Infinity },
        { "log1p", 1e-300, 1e-300 }, { "log1p", -double.Epsilon, -double.Epsilon }, { "log1p", -Infinity, double.NaN }, { "log1p", double.MaxValue, 709.782712893384 },
        { "tanh", 0.0, 0.0 }, { "tanh", -0.0, -0.0 }, { "tanh", -Infinity, -1.0 }, { "tanh", Infinity, 1.0 }, { "tanh", -1e-300, -1e-300 },
        { "logistic", -Infinity, 0.0 }, { "logistic", Infinity, 1.0 }, { "logistic", 0.0, 0.5 }, { "logistic", -800.0, 0.0 },
        { "log1pexp", -Infinity, 0.0 }, { "log1pexp", Infinity, Infinity }, { "log1pexp", -800.0, 0.0 }, { "log1pexp", 800.0, 800.0 },
        { "loggamma", 0.0, Infinity }, { "loggamma", 1.0, 0.0 }, { "loggamma", 2.0, 0.0 }, { "loggamma", Infinity, Infinity }, { "loggamma", -0.5, double.NaN },
        { "loggamma", -1.5, double.NaN }, { "loggamma", -Infinity, double.NaN }, { "loggamma", double.Epsilon, 744.4400719213812 }, { "loggamma", double.MaxValue, Infinity },
        { "digamma", 0.0, double.NaN }, { "digamma", -1.5, double.NaN }, { "digamma", -Infinity, double.NaN }, { "digamma", Infinity, Infinity },
        { "digamma", double.Epsilon, -Infinity }, { "digamma", double.MaxValue, 709.782712893384 },
        { "sign", 3.0, 1.0 }, { "sign", -double.Epsilon, -1.0 }, { "sign", 0.0, 0.0 }, { "sign", -0.0, -0.0 }, { "sign", -Infinity, -1.0 },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void Special_values(string name, double x, double expected)
    {
        double actual = Of(name, x);
        Assert.Equal(expected, actual);
        Assert.True(double.IsNaN(expected) || double.IsNegative(expected) == double.IsNegative(actual), "The sign of a zero differs.");
        Assert.True(double.IsNaN(Of(name, double.NaN)));
    }

    [Theory]
    [InlineData(1.0, Infinity, Infinity)]
    [InlineData(-Infinity, 3.0, 3.0)]
    [InlineData(-Infinity, -Infinity, -Infinity)]
    [InlineData(Infinity, Infinity, Infinity)]
    [InlineData(-Infinity, Infinity, Infinity)]
    [InlineData(-800.0, 700.0, 700.0)]
    [InlineData(Infinity, double.NaN, double.NaN)]
    [InlineData(-Infinity, double.NaN, double.NaN)]
    [InlineData(1.0, double.NaN, double.NaN)]
    public void The_logarithm_of_a_sum_of_exponentials(double a, double b, double expected)
    {
        Assert.Equal(expected, Lanes.LogSumExp(a, b));
        Assert.Equal(expected, Lanes.LogSumExp(b, a));
    }

    [Fact]
    public void Integers_counts_last_lanes_and_sums()
    {
        int[] integers = [3, -7, 0, int.MaxValue, int.MinValue, 1, 2, 5];
        Assert.Equal(Vector512.Create(3.0, -7, 0, int.MaxValue, int.MinValue, 1, 2, 5), Lanes.LoadIntegers(ref integers[0]));
        Assert.Equal(Vector512.Create(5.0, 6, 7, 8, 9, 10, 11, 12), Lanes.From(5));
        Assert.Equal(Vector512.Create(0.0, 0, 0, 0, 0, 1, 1, 1), Vector512.Create(1.0) & Lanes.Last(3));
        Assert.Equal(Vector512.Create(0.0, 1, 4, 9, 16, 25, 36, 49), Lanes.Each(Lanes.From(0), x => x * x));
        Assert.Equal(Vector512.Create(1.0, 2, 3, 4, 5, 6, 7, 8), Lanes.Each(Lanes.From(0), Lanes.From(1), Math.Max));
        Assert.Equal(((1e16 + 16) + (1.0 + 64)) + ((-1e16 + 32) + (8.0 + 128)), Lanes.Sum(Vector512.Create(1e16, -1e16, 1, 8, 16, 32, 64, 128)));
    }
}
