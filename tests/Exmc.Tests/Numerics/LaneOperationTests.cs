// Operations of eight lanes that stand for plain ones: the same bits.
using System.Runtime.Intrinsics;
using Exmc.Numerics;

namespace Exmc.Tests;

public class LaneOperationTests
{
    private static readonly double[] _special = [0.0, -0.0, 1.0, -1.0, 2.5, double.Epsilon, -double.Epsilon, double.MaxValue, double.NegativeInfinity, double.PositiveInfinity, double.NaN];

    [Theory]
    [InlineData(0.0)]
    [InlineData(1.0)]
    [InlineData(-1.0)]
    [InlineData(2.5)]
    [InlineData(double.MaxValue)]
    public void A_bound_is_the_larger_or_the_smaller_of_the_two(double bound)
    {
        foreach (double x in _special)
        {
            AssertBits(Math.Max(bound, x), Lanes.AtLeast(Vector512.Create(x), bound));
            AssertBits(Math.Min(bound, x), Lanes.AtMost(Vector512.Create(x), bound));
        }
    }

    [Fact]
    public void A_called_function_is_the_inlined_one()
    {
        Vector512<double> x = Vector512.Create(0.1, 0.9, 1.7, 3.0, 12.0, 1e-9, 40.0, double.NaN), y = Vector512.Create(2.0);
        (Vector512<double> Called, Vector512<double> Inlined)[] pairs =
        [
            (CalledLanes.Exp(x), Lanes.Exp(x)), (CalledLanes.Expm1(x), Lanes.Expm1(x)), (CalledLanes.Log(x), Lanes.Log(x)), (CalledLanes.Log1p(x), Lanes.Log1p(x)),
            (CalledLanes.Log1pExp(x), Lanes.Log1pExp(x)), (CalledLanes.LogisticFactor(x), Lanes.LogisticFactor(x)), (CalledLanes.Logistic(x), Lanes.Logistic(x)),
            (CalledLanes.Tanh(x), Lanes.Tanh(x)), (CalledLanes.LogGamma(x), Lanes.LogGamma(x)), (CalledLanes.Digamma(x), Lanes.Digamma(x)),
            (CalledLanes.LogGammaHalfStep(x), Lanes.LogGammaHalfStep(x)), (CalledLanes.DigammaHalfStep(x), Lanes.DigammaHalfStep(x)), (CalledLanes.LogSumExp(x, y), Lanes.LogSumExp(x, y)),
        ];
        foreach ((Vector512<double> called, Vector512<double> inlined) in pairs)
        {
            for (int lane = 0; lane < Lanes.Width; lane++)
            {
                Assert.Equal(BitConverter.DoubleToInt64Bits(inlined.GetElement(lane)), BitConverter.DoubleToInt64Bits(called.GetElement(lane)));
            }
        }
    }

    /// <summary>Equal as numbers and in sign; NaN has no sign.</summary>
    private static void AssertBits(double expected, Vector512<double> actual)
    {
        Assert.Equal(expected, actual.GetElement(5));
        Assert.True(double.IsNaN(expected) || double.IsNegative(expected) == double.IsNegative(actual.GetElement(5)), $"{expected} and {actual.GetElement(5)}");
    }
}
