// The random numbers that draws of every distribution are made of.
namespace Exmc;

/// <summary>Random numbers from a stream. Arguments outside their range give NaN, never a hang.</summary>
public static class RandomVariates
{
    /// <summary>Uniform on the open interval (0, 1).</summary>
    public static double Uniform(RandomStream stream) => stream.Uniform();

    /// <summary>Standard normal.</summary>
    public static double Normal(RandomStream stream) => NormalVariates.Next(stream);

    /// <summary>Exponential of mean 1.</summary>
    public static double Exponential(RandomStream stream) => -Math.Log(stream.Uniform());

    /// <summary>Log of a gamma variate of rate 1 (Marsaglia and Tsang 2000); the logarithm keeps small shapes from underflowing.</summary>
    /// <param name="stream">Source of randomness.</param>
    /// <param name="shape">Positive and finite.</param>
    public static double LogGamma(RandomStream stream, double shape)
    {
        if (!(shape > 0 && double.IsFinite(shape)))
        {
            return double.NaN;
        }

        if (shape < 1)
        {
            return LogGamma(stream, shape + 1) + (Math.Log(stream.Uniform()) / shape);
        }

        double d = shape - (1.0 / 3);
        double c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            double x = NormalVariates.Next(stream);
            double root = 1 + (c * x);
            if (root <= 0)
            {
                continue;
            }

            double v = root * root * root;
            if (Math.Log(stream.Uniform()) < (0.5 * x * x) + d - (d * v) + (d * Math.Log(v)))
            {
                return Math.Log(d * v);
            }
        }
    }

    /// <summary>A Poisson count.</summary>
    /// <param name="stream">Source of randomness.</param>
    /// <param name="mean">At least 0 and finite.</param>
    public static double Poisson(RandomStream stream, double mean) =>
        !(mean >= 0 && double.IsFinite(mean)) ? double.NaN : mean < 10 ? PoissonByProducts(stream, mean) : PoissonByRejection(stream, mean);

    /// <summary>A binomial count.</summary>
    /// <param name="stream">Source of randomness.</param>
    /// <param name="trials">At least 0 and finite.</param>
    /// <param name="probability">In [0, 1].</param>
    public static double Binomial(RandomStream stream, double trials, double probability)
    {
        if (!(trials >= 0 && double.IsFinite(trials) && probability >= 0 && probability <= 1))
        {
            return double.NaN;
        }

        if (probability > 0.5)
        {
            return trials - Binomial(stream, trials, 1 - probability);
        }

        return trials * probability < 10 ? BinomialByInversion(stream, trials, probability) : BinomialByRejection(stream, trials, probability);
    }

    /// <summary>An angle on (-pi, pi) of a von Mises distribution about 0 (Best and Fisher 1979, Applied Statistics 28).</summary>
    /// <param name="stream">Source of randomness.</param>
    /// <param name="concentration">At least 0 and finite.</param>
    public static double VonMises(RandomStream stream, double concentration)
    {
        if (!(concentration >= 0 && double.IsFinite(concentration)))
        {
            return double.NaN;
        }

        // Nearly uniform; the envelope's parameters lose their digits.
        if (concentration < 1e-6)
        {
            return Math.PI * ((2 * stream.Uniform()) - 1);
        }

        // Nearly normal; the acceptance of the envelope is decided by rounding.
        if (concentration > 1e8)
        {
            return NormalVariates.Next(stream) / Math.Sqrt(concentration);
        }

        double tau = 1 + Math.Sqrt(1 + (4 * concentration * concentration));
        double rho = (tau - Math.Sqrt(2 * tau)) / (2 * concentration);
        double r = (1 + (rho * rho)) / (2 * rho);
        while (true)
        {
            double z = Math.Cos(Math.PI * stream.Uniform());
            double f = (1 + (r * z)) / (r + z);
            double c = concentration * (r - f);
            double u = stream.Uniform();
            if (u < c * (2 - c) || Math.Log(c / u) + 1 >= c)
            {
                double angle = Math.Acos(f);
                return stream.Uniform() < 0.5 ? -angle : angle;
            }
        }
    }

    private static double PoissonByProducts(RandomStream stream, double mean)
    {
        double limit = Math.Exp(-mean);
        double count = 0;
        for (double product = stream.Uniform(); product > limit; product *= stream.Uniform())
        {
            count++;
        }

        return count;
    }

    /// <summary>PTRS of Hoermann (1993), Insurance: Mathematics and Economics 12.</summary>
    private static double PoissonByRejection(RandomStream stream, double mean)
    {
        double logMean = Math.Log(mean);
        double b = 0.931 + (2.53 * Math.Sqrt(mean));
        double a = -0.059 + (0.02483 * b);
        double inverseAlpha = 1.1239 + (1.1328 / (b - 3.4));
        double accepted = 0.9277 - (3.6224 / (b - 2));
        while (true)
        {
            double u = stream.Uniform() - 0.5;
            double v = stream.Uniform();
            double us = 0.5 - Math.Abs(u);
            double k = Math.Floor((((2 * a / us) + b) * u) + mean + 0.43);
            if (us >= 0.07 && v <= accepted)
            {
                return k;
            }

            if (k >= 0 && (us >= 0.013 || v <= us)
                && Math.Log(v * inverseAlpha / ((a / (us * us)) + b)) <= (k * logMean) - mean - Numerics.Lanes.LogGamma(k + 1))
            {
                return k;
            }
        }
    }

    private static double BinomialByInversion(RandomStream stream, double trials, double probability)
    {
        double odds = probability / (1 - probability);
        double first = Math.Exp(trials * Numerics.Lanes.Log1p(-probability));
        while (true)
        {
            double mass = first;
            double u = stream.Uniform();
            for (double k = 0; k <= trials; k++)
            {
                if (u <= mass)
                {
                    return k;
                }

                u -= mass;
                mass *= odds * (trials - k) / (k + 1);
            }
        }
    }

    /// <summary>BTRS of Hoermann (1993), Journal of Statistical Computation and Simulation 46.</summary>
    private static double BinomialByRejection(RandomStream stream, double n, double p)
    {
        double deviation = Math.Sqrt(n * p * (1 - p));
        double b = 1.15 + (2.53 * deviation);
        double a = -0.0873 + (0.0248 * b) + (0.01 * p);
        double centre = (n * p) + 0.5;
        double accepted = 0.92 - (4.2 / b);
        double alpha = (2.83 + (5.1 / b)) * deviation;
        double logOdds = Math.Log(p / (1 - p));
        double mode = Math.Floor((n + 1) * p);
        double LogWays(double k) => Numerics.Lanes.LogGamma(k + 1) + Numerics.Lanes.LogGamma(n - k + 1);
        double atMode = LogWays(mode);
        while (true)
        {
            double u = stream.Uniform() - 0.5;
            double v = stream.Uniform();
            double us = 0.5 - Math.Abs(u);
            double k = Math.Floor((((2 * a / us) + b) * u) + centre);
            if (us >= 0.07 && v <= accepted)
            {
                return k;
            }

            if (k >= 0 && k <= n && Math.Log(v * alpha / ((a / (us * us)) + b)) <= atMode - LogWays(k) + ((k - mode) * logOdds))
            {
                return k;
            }
        }
    }
}
