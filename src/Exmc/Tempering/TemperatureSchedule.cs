// The next temperature.
namespace Exmc;

/// <summary>Chooses temperatures by the effective number of particles (Jasra, Stephens, Doucet and Tsagaris 2011, Scandinavian Journal of Statistics 38).</summary>
internal static class TemperatureSchedule
{
    private const int Halvings = 200;

    // Relative to the number of particles; a closer hit changes nothing.
    private const double Precision = 1e-3;

    /// <summary>The temperature at which this share of the particles of positive likelihood is effective; 1 when more are there.</summary>
    /// <param name="temperature">The present one, in [0, 1).</param>
    /// <param name="logLikelihoods">One per particle; minus infinity for a particle that is not used again. At least one is finite.</param>
    /// <param name="share">In (0, 1).</param>
    public static double Next(double temperature, ReadOnlySpan<double> logLikelihoods, double share)
    {
        int usable = 0;
        foreach (double value in logLikelihoods)
        {
            usable += double.IsFinite(value) ? 1 : 0;
        }

        double target = share * usable;
        if (Effective(1 - temperature, logLikelihoods) >= target)
        {
            return 1;
        }

        double low = temperature;
        double high = 1;
        for (int halving = 0; halving < Halvings; halving++)
        {
            double middle = low + ((high - low) / 2);
            double effective = Effective(middle - temperature, logLikelihoods);
            if (Math.Abs(effective - target) <= Precision * usable)
            {
                return middle;
            }

            (low, high) = effective < target ? (low, middle) : (middle, high);
        }

        return high;
    }

    /// <summary>Effective number of particles with these log likelihoods times a power as log weights (Kong 1992).</summary>
    public static double Effective(double power, ReadOnlySpan<double> logLikelihoods)
    {
        double largest = double.NegativeInfinity;
        foreach (double value in logLikelihoods)
        {
            largest = Math.Max(largest, value);
        }

        double sum = 0;
        double squares = 0;
        foreach (double value in logLikelihoods)
        {
            // Infinity times a power of 0 is no number.
            double weight = double.IsFinite(value) ? Math.Exp(power * (value - largest)) : 0;
            sum += weight;
            squares += weight * weight;
        }

        return sum * sum / squares;
    }
}
