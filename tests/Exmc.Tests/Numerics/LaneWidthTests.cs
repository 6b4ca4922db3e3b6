// The elementary functions have the same bits at every width, and the hardware's widths are those that were asked for.
using System.Runtime.Intrinsics;
using Exmc.Numerics;

namespace Exmc.Tests;

public class LaneWidthTests
{
    private static readonly double[] Special =
    [
        0.0, -0.0, 1.0, -1.0, 2.0, 0.5, 8.0, double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.Epsilon, -double.Epsilon,
        2.2250738585072014e-308, -2.2250738585072014e-308, double.MaxValue, double.MinValue, 709.78, 709.79, 710.0, -708.4, -745.1, -745.2, -800.0, 1e-17, -1e-17, 1e22,
    ];

    [Fact]
    public void Exponential() => SameBits<Exponential>(Lanes.Exp, Lanes.Exp);

    [Fact]
    public void Exponential_less_one() => SameBits<ExponentialLessOne>(Lanes.Expm1, Lanes.Expm1);

    [Fact]
    public void Logarithm() => SameBits<Logarithm>(Lanes.Log, Lanes.Log);

    [Fact]
    public void Logarithm_of_one_plus() => SameBits<LogarithmOfOnePlus>(Lanes.Log1p, Lanes.Log1p);

    [Fact]
    public void Logistic() => SameBits<LogisticFunction>(Lanes.Logistic, Lanes.Logistic);

    [Fact]
    public void Softplus() => SameBits<Softplus>(x => Lanes.Log1pExp(x), x => Lanes.Log1pExp(x));

    [Fact]
    public void Hyperbolic_tangent() => SameBits<HyperbolicTangent>(Lanes.Tanh, Lanes.Tanh);

    [Fact]
    public void Logarithm_of_gamma() => SameBits<LogarithmOfGamma>(Lanes.LogGamma, Lanes.LogGamma);

    [Fact]
    public void Digamma() => SameBits<DigammaFunction>(Lanes.Digamma, Lanes.Digamma);

    [Fact]
    public void Logarithm_of_gamma_ratio() => SameBits<LogarithmOfGammaRatio>(x => Lanes.LogGammaHalfStep(x), x => Lanes.LogGammaHalfStep(x));

    [Fact]
    public void Difference_of_digamma() => SameBits<DifferenceOfDigamma>(Lanes.DigammaHalfStep, Lanes.DigammaHalfStep);

    [Fact]
    public void Sign() => SameBits<SignFunction>(Lanes.Sign, Lanes.Sign);

    [Fact]
    public void Softplus_with_its_derivative_is_the_two_functions_by_themselves() =>
        SameBitsWithSlope<Softplus>(x => Lanes.Log1pExp(x), Lanes.Logistic, Lanes.Log1pExp, Lanes.Log1pExp);

    [Fact]
    public void Logistic_factor_with_the_logistic_function_is_the_two_functions_by_themselves() =>
        SameBitsWithSlope<LogisticTerm>(x => Lanes.LogisticFactor(x), Lanes.Logistic, Lanes.LogisticFactor, Lanes.LogisticFactor);

    [Fact]
    public void Logarithm_of_gamma_ratio_with_its_derivative_is_the_two_functions_by_themselves() =>
        SameBitsWithSlope<LogarithmOfGammaRatio>(x => Lanes.LogGammaHalfStep(x), Lanes.DigammaHalfStep, Lanes.LogGammaHalfStep, Lanes.LogGammaHalfStep);

    [Fact]
    public void Logarithm_of_a_sum_of_exponentials()
    {
        double[] y = Special[..8];
        foreach (double[] x in Arguments())
        {
            Vector512<double> eight = Lanes.LogSumExp(Vector512.Create(x), Vector512.Create(y));
            Vector256<double> four = LogarithmOfSum.Of(Vector256.Create(x), Vector256.Create(y));
            for (int lane = 0; lane < 8; lane++)
            {
                double single = Lanes.LogSumExp(x[lane], y[lane]);
                AssertSame(single, x[lane], eight[lane], LogarithmOfSum.Of(x[lane], y[lane]), lane < 4 ? four[lane] : single);
            }

            y = x;
        }
    }

    [Fact]
    public void What_generated_code_takes_from_the_platform()
    {
        double[] y = Special[..8];
        foreach (double[] x in Arguments())
        {
            Vector512<double> a = Vector512.Create(x);
            Vector512<double> b = Vector512.Create(y);
            for (int lane = 0; lane < 8; lane++)
            {
                AssertSame(Math.Min(x[lane], y[lane]), x[lane], Vector512.Min(a, b)[lane]);
                AssertSame(Math.Max(x[lane], y[lane]), x[lane], Vector512.Max(a, b)[lane]);
                AssertSame(Math.Sqrt(x[lane]), x[lane], Vector512.Sqrt(a)[lane]);
                AssertSame(Math.Abs(x[lane]), x[lane], Vector512.Abs(a)[lane]);
                AssertSame(Math.Floor(x[lane]), x[lane], Vector512.Floor(a)[lane]);
                AssertSame(-x[lane], x[lane], (-a)[lane]);
                AssertSame(1.0 / x[lane], x[lane], (Vector512<double>.One / a)[lane]);
            }

            y = x;
        }
    }

    [Fact]
    public void Multiplication_and_addition_are_fused_at_all_widths_or_at_none()
    {
        // The square of 1 + e less 1 keeps e^2 only when it is rounded once.
        double x = 1.0 + Math.ScaleB(1.0, -30);
        double single = double.MultiplyAddEstimate(x, x, -1.0);
        Assert.Equal(single, Vector128.MultiplyAddEstimate(Vector128.Create(x), Vector128.Create(x), Vector128.Create(-1.0))[0]);
        Assert.Equal(single, Vector256.MultiplyAddEstimate(Vector256.Create(x), Vector256.Create(x), Vector256.Create(-1.0))[0]);
        Assert.Equal(single, Vector512.MultiplyAddEstimate(Vector512.Create(x), Vector512.Create(x), Vector512.Create(-1.0))[0]);
    }

    /// <summary>Where runs at several widths are asked for, EXMC_EXPECT_VECTORS is the most bits that this one may have.</summary>
    [Fact]
    public void The_hardware_has_no_wider_vectors_than_were_asked_for()
    {
        int widest = Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 0;
        string? expected = Environment.GetEnvironmentVariable("EXMC_EXPECT_VECTORS");
        Assert.InRange(widest, 0, expected is null ? 512 : int.Parse(expected, System.Globalization.CultureInfo.InvariantCulture));
    }

    private static void SameBits<F>(Func<double, double> scalar, Func<Vector512<double>, Vector512<double>> lanes)
        where F : struct, ILaneFunction
    {
        foreach (double[] x in Arguments())
        {
            Vector512<double> eight = lanes(Vector512.Create(x));
            Vector512<double> direct = F.Of(Vector512.Create(x));
            Vector256<double> four = F.Of(Vector256.Create(x[4], x[5], x[6], x[7]));
            Vector128<double> two = F.Of(Vector128.Create(x[6], x[7]));
            for (int lane = 0; lane < 8; lane++)
            {
                double single = scalar(x[lane]);
                AssertSame(single, x[lane], eight[lane], direct[lane], F.Of(x[lane]), lane < 4 ? single : four[lane - 4], lane < 6 ? single : two[lane - 6]);
            }
        }
    }

    private delegate T WithSlope<T>(T x, out T slope);

    private static void SameBitsWithSlope<F>(Func<double, double> value, Func<double, double> slope, WithSlope<double> scalar, WithSlope<Vector512<double>> lanes)
        where F : struct, ILaneFunctionWithSlope
    {
        foreach (double[] x in Arguments())
        {
            Vector512<double> eight = lanes(Vector512.Create(x), out Vector512<double> eightSlope);
            Vector256<double> four = F.Of(Vector256.Create(x), out Vector256<double> fourSlope);
            Vector128<double> two = F.Of(Vector128.Create(x), out Vector128<double> twoSlope);
            for (int lane = 0; lane < 8; lane++)
            {
                double single = scalar(x[lane], out double singleSlope), plain = F.Of(x[lane], out double plainSlope);
                AssertSame(value(x[lane]), x[lane], single, plain, eight[lane], lane < 4 ? four[lane] : single, lane < 2 ? two[lane] : single);
                AssertSame(slope(x[lane]), x[lane], singleSlope, plainSlope, eightSlope[lane], lane < 4 ? fourSlope[lane] : plainSlope, lane < 2 ? twoSlope[lane] : plainSlope);
            }
        }
    }

    private static void AssertSame(double expected, double x, params ReadOnlySpan<double> actual)
    {
        foreach (double value in actual)
        {
            bool isSame = BitConverter.DoubleToInt64Bits(expected) == BitConverter.DoubleToInt64Bits(value) || (double.IsNaN(expected) && double.IsNaN(value));
            Assert.True(isSame, $"at {x:R}: {expected:R} and {value:R}");
        }
    }

    /// <summary>Special values, any bits at all, and numbers of ordinary size.</summary>
    private static IEnumerable<double[]> Arguments()
    {
        Random random = new(20261128);
        for (int k = 0; k < 20_000; k++)
        {
            yield return [.. Enumerable.Range(0, 8).Select(_ => (k % 4) switch
            {
                0 => Special[random.Next(Special.Length)],
                1 => BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue)),
                2 => 20.0 * (random.NextDouble() - 0.3),
                _ => 1500.0 * (random.NextDouble() - 0.5),
            })];
        }
    }
}
