// The elementary functions against thirty digits: units in the last place over their whole range.
using System.Runtime.Intrinsics;
using Exmc.Numerics;
using Xunit.Abstractions;

namespace Exmc.Tests;

public class LaneFunctionTests(ITestOutputHelper output)
{
    private const int Count = 40_000;

    private static readonly (string Name, Func<Vector512<double>, Vector512<double>> Lanes, Func<double, DoubleDouble> Precise, double Units)[] Functions =
    [
        ("exp", Lanes.Exp, x => PreciseFunctions.Exp(x), 1.0),
        ("expm1", Lanes.Expm1, x => PreciseFunctions.Expm1(x), 2.0),
        ("log", Lanes.Log, x => PreciseFunctions.Log(x), 1.0),
        ("log1p", Lanes.Log1p, x => PreciseFunctions.Log1p(x), 1.0),
        ("logistic", Lanes.Logistic, PreciseFunctions.Logistic, 2.5),
        ("log1pexp", x => Lanes.Log1pExp(x), PreciseFunctions.Log1pExp, 2.0),
        ("tanh", Lanes.Tanh, PreciseFunctions.Tanh, 3.0),
        ("loggamma", Lanes.LogGamma, PreciseFunctions.LogGamma, 6.0),
        ("digamma", Lanes.Digamma, PreciseFunctions.Digamma, 5.0),
        ("loggamma half step", x => Lanes.LogGammaHalfStep(x), x => PreciseFunctions.LogGamma(x + 0.5) - PreciseFunctions.LogGamma(x), 3.0),
        ("digamma half step", Lanes.DigammaHalfStep, x => PreciseFunctions.Digamma(x + 0.5) - PreciseFunctions.Digamma(x), 3.0),
    ];

    /// <summary>Ranges that are linear, and ranges on which logarithms are spread.</summary>
    public static TheoryData<string, double, double, bool> Ranges => new()
    {
        { "exp", -708, 709.78, false }, { "exp", -2, 2, false }, { "exp", 1e-300, 1e-3, true },
        { "expm1", -45, 709.78, false }, { "expm1", -2, 2, false }, { "expm1", 1e-300, 1, true }, { "expm1", -1e-9, -1, true },
        { "log", 1e-307, 1.7e308, true }, { "log", 5e-324, 2.3e-308, true }, { "log", 0.4, 3, false }, { "log", 0.999, 1.001, false },
        { "log1p", 1e-300, 1.7e308, true }, { "log1p", -0.9, 3, false }, { "log1p", -1e-9, -0.999999999, true }, { "log1p", -1, -0.999, false },
        { "logistic", -700, 700, false }, { "logistic", -5, 5, false },
        { "log1pexp", -700, 700, false }, { "log1pexp", -5, 5, false }, { "log1pexp", 1e-300, 1, true },
        { "tanh", -25, 25, false }, { "tanh", -1, 1, false }, { "tanh", 1e-300, 1, true },
        { "loggamma", 1e-300, 1e300, true }, { "loggamma", 0.0001, 12, false }, { "loggamma", 5, 200, false },
        { "loggamma", 0.999, 1.001, false }, { "loggamma", 1.999, 2.001, false },
        { "digamma", 1e-300, 1e300, true }, { "digamma", 0.0001, 12, false }, { "digamma", 4, 200, false }, { "digamma", 1.4, 1.5, false },
        { "loggamma half step", 1e-5, 1e9, true }, { "loggamma half step", 0.0001, 30, false }, { "digamma half step", 1e-5, 1e9, true }, { "digamma half step", 0.0001, 30, false },
    };

    [Theory]
    [MemberData(nameof(Ranges))]
    public void Errors_are_within_the_units_that_are_stated(string name, double from, double until, bool isLogarithmic)
    {
        (_, Func<Vector512<double>, Vector512<double>> lanes, Func<double, DoubleDouble> precise, double units) = Functions.First(function => function.Name == name);
        Random random = new(20261125);
        double worst = 0.0;
        double place = double.NaN;
        for (int k = 0; k < Count; k += 8)
        {
            double[] x = [.. Enumerable.Range(0, 8).Select(_ => Between(from, until, isLogarithmic, random.NextDouble()))];

            // Half a unit more is a double, too.
            x = name.EndsWith("half step", StringComparison.Ordinal) ? [.. x.Select(one => (one + 0.5) - 0.5)] : x;
            Vector512<double> actual = lanes(Vector512.Create(x));
            for (int lane = 0; lane < 8; lane++)
            {
                // These zeros are no doubles: their neighbourhoods are measured in units of 1.
                DoubleDouble expected = precise(x[lane]);
                double error = expected.UnitsTo(actual[lane], name is "digamma" or "loggamma half step" ? Math.Max(1.0, Math.Abs(expected.High)) : expected.High);
                (worst, place) = error > worst || double.IsNaN(error) ? (error, x[lane]) : (worst, place);
            }
        }

        output.WriteLine(FormattableString.Invariant($"{name} from {from} to {until}: {worst:F3} units at {place:R}"));
        Assert.True(worst <= units, FormattableString.Invariant($"{name}: {worst:F3} units at {place:R}"));
    }

    private static double Between(double from, double until, bool isLogarithmic, double share) => isLogarithmic
        ? Math.CopySign(Math.Exp(((1.0 - share) * Math.Log(Math.Abs(from))) + (share * Math.Log(Math.Abs(until)))), from)
        : from + ((until - from) * share);

    [Fact]
    public void The_logarithm_of_a_sum_is_within_two_units_of_the_largest_number()
    {
        Random random = new(20261126);
        double worst = 0.0;
        for (int k = 0; k < Count; k++)
        {
            double scale = Math.Pow(10.0, (6.0 * random.NextDouble()) - 3.0);
            (double a, double b) = (scale * (random.NextDouble() - 0.5), scale * (random.NextDouble() - 0.5));
            DoubleDouble expected = PreciseFunctions.LogSumExp(a, b);
            worst = Math.Max(worst, expected.UnitsTo(Lanes.LogSumExp(a, b), Math.Max(Math.Abs(expected.High), Math.Max(Math.Abs(a), Math.Abs(b)))));
        }

        output.WriteLine(FormattableString.Invariant($"logsumexp: {worst:F3} units"));
        Assert.InRange(worst, 0.0, 2.0);
    }

    [Fact]
    public void The_exponential_underflows_gradually()
    {
        Random random = new(20261127);
        for (int k = 0; k < Count; k++)
        {
            double x = -746 + (37.0 * random.NextDouble());
            double error = Math.Abs((PreciseFunctions.Exp(x, 600) - Math.ScaleB(Lanes.Exp(x), 600)).High);
            Assert.True(error <= Math.ScaleB(double.Epsilon, 600), $"exp({x:R}) is {Lanes.Exp(x):R}");
        }
    }

    /// <summary>By mpmath 1.3 at 60 digits, as two doubles.</summary>
    [Theory]
    [InlineData("exp", 1.5, 4.4816890703380645, 3.0481759556536343e-16)]
    [InlineData("exp", -300.25, 4.009422364622857e-131, -9.421845746665655e-148)]
    [InlineData("log", 3.7, 1.308332819650179, -8.256475934401426e-17)]
    [InlineData("log", 1e-310, -713.8013788281542, -8.592254740270771e-15)]
    [InlineData("log", 1.0000001, 9.999999505838704e-08, 1.5249709528441489e-24)]
    [InlineData("log1p", 1e-07, 9.999999500000033e-08, -5.871247209360176e-24)]
    [InlineData("log1p", 0.3, 0.26236426446749106, -1.6067257209028454e-17)]
    [InlineData("expm1", 1e-09, 1.0000000005000001e-09, -7.443897403844588e-26)]
    [InlineData("expm1", -0.7, -0.5034146962085905, 9.827550225511106e-18)]
    [InlineData("tanh", 0.3, 0.2913126124515909, -6.4602656586469586e-18)]
    [InlineData("loggamma", 0.3, 1.0957979948180756, -4.412082839547077e-17)]
    [InlineData("loggamma", 1.4, -0.1196129141723713, 5.340049531224722e-18)]
    [InlineData("loggamma", 100000.0, 1051287.7089736569, 2.0750820252745906e-11)]
    [InlineData("digamma", 0.3, -3.502524222200133, 2.776725952349014e-17)]
    [InlineData("digamma", 1.4, -0.06138454458511624, 2.6006771965348022e-18)]
    [InlineData("digamma", 100000.0, 11.512920464961896, -8.298879002225604e-16)]
    [InlineData("log1pexp", -50.0, 1.9287498479639178e-22, -3.754628707503889e-39)]
    [InlineData("log1pexp", 0.7, 1.103186048885458, -4.036125128709739e-17)]
    [InlineData("logistic", -50.5, 1.1698459177061964e-22, 2.6837133061433243e-39)]
    [InlineData("logistic", 3.0, 0.9525741268224333, -3.451513898035272e-17)]
    public void What_the_functions_are_held_against_has_twenty_eight_digits(string name, double x, double high, double low)
    {
        DoubleDouble actual = Functions.First(function => function.Name == name).Precise(x);
        DoubleDouble error = actual - new DoubleDouble(high, low);
        Assert.InRange(Math.Abs(error.High), 0.0, 1e-28 * Math.Max(Math.Abs(high), name is "loggamma" or "digamma" ? 1.0 : 0.0));
    }
}
