// Sample quantiles.
namespace Exmc;

/// <summary>Sample quantiles by linear interpolation (type 7 of Hyndman and Fan 1996).</summary>
public static class Quantiles
{
    /// <summary>Quantile of values in any order; NaN when there are none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The probability lies outside [0, 1].</exception>
    public static double Of(IEnumerable<double> values, double probability) => OfSorted([.. values.Order()], probability);

    /// <summary>Quantile of values in increasing order; NaN when there are none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The probability lies outside [0, 1].</exception>
    public static double OfSorted(ReadOnlySpan<double> sorted, double probability)
    {
        if (!(probability >= 0 && probability <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "A probability must lie in [0, 1].");
        }

        // NaN sorts first.
        if (sorted.IsEmpty || double.IsNaN(sorted[0]))
        {
            return double.NaN;
        }

        double place = probability * (sorted.Length - 1);
        int below = (int)place;
        double fraction = place - below;
        return fraction == 0 ? sorted[below] : sorted[below] + (fraction * (sorted[below + 1] - sorted[below]));
    }
}
