// Means and exponents of times.
namespace Exmc.Cli;

internal static class Statistics
{
    /// <summary>The middle one of some numbers, the upper of two; NaN of none.</summary>
    public static double Middle(IEnumerable<double> values) => values.Order().ToArray() is { Length: > 0 } sorted ? sorted[sorted.Length / 2] : double.NaN;

    /// <summary>exp of the mean logarithm; NaN of none.</summary>
    public static double GeometricMean(IEnumerable<double> values) => values.ToArray() is { Length: > 0 } all ? Math.Exp(all.Average(Math.Log)) : double.NaN;

    /// <summary>
    /// The exponent b of y = a x^b by least squares on the logarithms, and its standard error from the residuals: NaN for fewer than two sizes, and
    /// the error NaN for fewer than three points.
    /// </summary>
    public static (double Exponent, double StandardError) PowerLaw(IReadOnlyList<(double X, double Y)> points)
    {
        (double X, double Y)[] logs = [.. points.Select(point => (Math.Log(point.X), Math.Log(point.Y)))];
        double meanX = logs.Select(log => log.X).DefaultIfEmpty(double.NaN).Average(), meanY = logs.Select(log => log.Y).DefaultIfEmpty(double.NaN).Average();
        double squares = logs.Sum(log => Math.Pow(log.X - meanX, 2));
        double exponent = logs.Sum(log => (log.X - meanX) * (log.Y - meanY)) / squares;
        double residuals = logs.Sum(log => Math.Pow(log.Y - meanY - (exponent * (log.X - meanX)), 2));
        return (exponent, logs.Length > 2 ? Math.Sqrt(residuals / (logs.Length - 2) / squares) : double.NaN);
    }
}
