// Statistical expectations with Monte Carlo error bars.
namespace Exmc.Tests;

internal static class Expect
{
    public static void MeanWithin(double truth, double[] draws, double errors = 4)
    {
        SummaryRow row = Summarizer.Row("x", draws, 1);
        Assert.True(Math.Abs(row.Mean - truth) <= errors * row.McseMean, $"mean {row.Mean} differs from {truth} by more than {errors} errors of {row.McseMean} (ess {row.EssBulk})");
    }

    public static void Close(double expected, double actual, double relative = 1e-10) =>
        Assert.True(Math.Abs(expected - actual) <= relative * Math.Max(1, Math.Abs(expected)), $"expected {expected}, got {actual}");
}
