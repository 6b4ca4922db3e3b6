// How surprising a reading is, before it enters the window.
namespace Exmc.Fleet;

/// <summary>The predictive distribution of the next reading: a mixture over posterior draws.</summary>
public sealed class Prediction
{
    private readonly ForecastDistribution[] _components;

    /// <summary>Forecasts from draws of a posterior with a density bound to the newest window.</summary>
    /// <param name="density">Bound to the newest window.</param>
    /// <param name="posterior">Of the same model.</param>
    /// <param name="mostDraws">Most draws of a chain to use, evenly spaced, at least 1.</param>
    public Prediction(IDensity density, Posterior posterior, int mostDraws = int.MaxValue)
        : this(Forecasts(density, posterior, mostDraws))
    {
    }

    /// <summary>An equal mixture.</summary>
    /// <exception cref="ArgumentException">There is no component.</exception>
    public Prediction(ForecastDistribution[] components)
    {
        if (components.Length == 0)
        {
            throw new ArgumentException("A prediction needs at least one component.", nameof(components));
        }

        _components = components;
    }

    /// <summary>Probability of a reading at most x: the mean of the conditional distribution functions.</summary>
    public double Cdf(double x)
    {
        double sum = 0.0;
        foreach (ForecastDistribution component in _components)
        {
            sum += component.Cdf(x);
        }

        return sum / _components.Length;
    }

    /// <summary>Two-sided tail probability 2 min(F, 1 - F), in [0, 1]: small is surprising.</summary>
    public double Tail(double x)
    {
        double above = 0.0;
        foreach (ForecastDistribution component in _components)
        {
            above += component.Survival(x);
        }

        return 2.0 * Math.Min(Cdf(x), above / _components.Length);
    }

    /// <summary>The value below which the given probability lies, in a bracket that one component's quantiles start, by the Illinois rule (Dowell and Jarratt 1971) with bisections.</summary>
    /// <param name="probability">In (0, 1).</param>
    public double Quantile(double probability)
    {
        double lower = _components[0].Quantile(Math.Min(probability, 0.25));
        double upper = _components[0].Quantile(Math.Max(probability, 0.75));
        double width = Math.Max(upper - lower, 1e-12 * Math.Max(1.0, Math.Abs(lower)));
        for (int step = 0; step < 200 && Cdf(lower) > probability; step++, width *= 2.0)
        {
            lower -= width;
        }

        for (int step = 0; step < 200 && Cdf(upper) < probability; step++, width *= 2.0)
        {
            upper += width;
        }

        return Solve(probability, lower, upper);
    }

    // A distribution with jumps has no root to be near to: every third step is a bisection, so that the bracket always closes.
    private double Solve(double probability, double lower, double upper)
    {
        double close = Math.Max(1e-15, 1e-9 * Math.Min(probability, 1.0 - probability));
        double below = Cdf(lower) - probability, above = Cdf(upper) - probability;
        int side = 0;
        for (int step = 1; step < 150 && upper - lower > 1e-9 * Math.Max(1.0, Math.Abs(lower)); step++)
        {
            double middle = step % 3 == 0 || above <= below ? 0.5 * (lower + upper) : lower - (below * (upper - lower) / (above - below));
            double at = Cdf(middle) - probability;
            if (Math.Abs(at) <= close)
            {
                return middle;
            }

            // An end that stays twice counts half, or it would stay for ever.
            if (at < 0.0)
            {
                (lower, below, above, side) = (middle, at, side < 0 ? 0.5 * above : above, -1);
            }
            else
            {
                (upper, above, below, side) = (middle, at, side > 0 ? 0.5 * below : below, 1);
            }
        }

        return 0.5 * (lower + upper);
    }

    private static ForecastDistribution[] Forecasts(IDensity density, Posterior posterior, int mostDraws)
    {
        int used = Math.Min(posterior.DrawCount, mostDraws);
        ForecastDistribution[] forecasts = new ForecastDistribution[posterior.ChainCount * used];
        for (int chain = 0; chain < posterior.ChainCount; chain++)
        {
            for (int k = 0; k < used; k++)
            {
                int draw = (int)((((long)k + 1) * posterior.DrawCount / used) - 1);
                forecasts[(chain * used) + k] = density.Forecast(posterior.Positions(chain, draw));
            }
        }

        return forecasts;
    }
}
