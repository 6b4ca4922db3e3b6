// The distribution of a next reading, as a value.
using Exmc.Numerics;
using static Exmc.Numerics.Lanes;
using static Exmc.Numerics.SpecialFunctions;

namespace Exmc;

/// <summary>Families of forecasts, named as in model bodies.</summary>
public enum ForecastFamily
{
    /// <summary>Normal(mu, sigma).</summary>
    Normal,

    /// <summary>HalfNormal(scale).</summary>
    HalfNormal,

    /// <summary>StudentT(nu, mu, sigma).</summary>
    StudentT,

    /// <summary>HalfStudentT(nu, scale).</summary>
    HalfStudentT,

    /// <summary>Cauchy(mu, sigma).</summary>
    Cauchy,

    /// <summary>HalfCauchy(scale).</summary>
    HalfCauchy,

    /// <summary>LogNormal(mu, sigma).</summary>
    LogNormal,

    /// <summary>Exponential(rate).</summary>
    Exponential,

    /// <summary>Gamma(shape, rate).</summary>
    Gamma,

    /// <summary>InverseGamma(shape, scale).</summary>
    InverseGamma,

    /// <summary>Beta(a, b).</summary>
    Beta,

    /// <summary>Uniform(lower, upper).</summary>
    Uniform,

    /// <summary>Laplace(mu, sigma).</summary>
    Laplace,

    /// <summary>Logistic(mu, sigma).</summary>
    Logistic,

    /// <summary>Weibull(shape, scale).</summary>
    Weibull,

    /// <summary>Poisson(rate), a count k being spread evenly over [k - 1/2, k + 1/2].</summary>
    Poisson,

    /// <summary>NegativeBinomial2(mean, precision), spread in the same way.</summary>
    NegativeBinomial2,
}

/// <summary>
/// A distribution with its parameters in Stan's order. One of counts is made continuous by spreading each count evenly over the interval of
/// length 1 around it, so that the distribution function at a count has half of that count's probability (the mid-p value, Lancaster 1961).
/// </summary>
/// <param name="Family">The family.</param>
/// <param name="A">First parameter.</param>
/// <param name="B">Second parameter, 0 when there is none.</param>
/// <param name="C">Third parameter, 0 when there is none.</param>
public readonly record struct ForecastDistribution(ForecastFamily Family, double A, double B, double C)
{
    /// <summary>Mean; NaN where it does not exist.</summary>
    public double Mean => Family switch
    {
        ForecastFamily.Normal or ForecastFamily.Laplace or ForecastFamily.Logistic => A,
        ForecastFamily.HalfNormal => A * Math.Sqrt(2.0 / Math.PI),
        ForecastFamily.StudentT => A > 1 ? B : double.NaN,
        ForecastFamily.HalfStudentT => A > 1 ? HalfStudentMean(A, B) : double.NaN,
        ForecastFamily.LogNormal => Math.Exp(A + (0.5 * B * B)),
        ForecastFamily.Exponential => 1.0 / A,
        ForecastFamily.Gamma => A / B,
        ForecastFamily.InverseGamma => A > 1 ? B / (A - 1.0) : double.NaN,
        ForecastFamily.Beta => A / (A + B),
        ForecastFamily.Uniform => 0.5 * (A + B),
        ForecastFamily.Weibull => B * Math.Exp(LogGamma(1.0 + (1.0 / A))),
        ForecastFamily.Poisson or ForecastFamily.NegativeBinomial2 => A,
        _ => double.NaN,
    };

    /// <summary>Probability of a value at most x.</summary>
    public double Cdf(double x) => Family switch
    {
        ForecastFamily.Normal => NormalCdf((x - A) / B),
        ForecastFamily.HalfNormal => x <= 0 ? 0.0 : Erf(x / (A * Math.Sqrt(2.0))),
        ForecastFamily.StudentT => StudentTCdf(A, (x - B) / C),
        ForecastFamily.HalfStudentT => x <= 0 ? 0.0 : 1.0 - (2.0 * StudentTCdf(A, -x / B)),
        ForecastFamily.Cauchy => 0.5 + (Math.Atan((x - A) / B) / Math.PI),
        ForecastFamily.HalfCauchy => x <= 0 ? 0.0 : 2.0 * Math.Atan(x / A) / Math.PI,
        ForecastFamily.LogNormal => x <= 0 ? 0.0 : NormalCdf((Math.Log(x) - A) / B),
        ForecastFamily.Exponential => x <= 0 ? 0.0 : -Expm1(-A * x),
        ForecastFamily.Gamma => x <= 0 ? 0.0 : GammaP(A, B * x),
        ForecastFamily.InverseGamma => x <= 0 ? 0.0 : 1.0 - GammaP(A, B / x),
        ForecastFamily.Beta => BetaI(A, B, Math.Clamp(x, 0.0, 1.0)),
        ForecastFamily.Uniform => Math.Clamp((x - A) / (B - A), 0.0, 1.0),
        ForecastFamily.Laplace => x < A ? 0.5 * Math.Exp((x - A) / B) : 1.0 - (0.5 * Math.Exp((A - x) / B)),
        ForecastFamily.Logistic => Logistic((x - A) / B),
        ForecastFamily.Weibull => x <= 0 ? 0.0 : -Expm1(-Math.Pow(x / B, A)),
        ForecastFamily.Poisson or ForecastFamily.NegativeBinomial2 => Counts.Between(CountCdf, x, 0.0),
        _ => double.NaN,
    };

    /// <summary>Probability of a value above x, without cancellation for families that are symmetric about their location.</summary>
    public double Survival(double x) => Family switch
    {
        ForecastFamily.Normal or ForecastFamily.Cauchy or ForecastFamily.Laplace or ForecastFamily.Logistic => Cdf((2.0 * A) - x),
        ForecastFamily.StudentT => Cdf((2.0 * B) - x),
        ForecastFamily.Exponential => x <= 0 ? 1.0 : Math.Exp(-A * x),
        ForecastFamily.Poisson or ForecastFamily.NegativeBinomial2 => Counts.Between(CountSurvival, x, 1.0),
        _ => 1.0 - Cdf(x),
    };

    /// <summary>The value below which the given probability lies.</summary>
    /// <param name="p">In [0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">The probability lies outside [0, 1].</exception>
    public double Quantile(double p)
    {
        if (!(p is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(p), p, "A probability must lie between 0 and 1.");
        }

        return Family switch
        {
            ForecastFamily.Normal => A + (B * NormalQuantile(p)),
            ForecastFamily.HalfNormal => A * NormalQuantile(0.5 + (0.5 * p)),
            ForecastFamily.StudentT => B + (C * StudentQuantile(p, A)),
            ForecastFamily.HalfStudentT => -B * StudentQuantile(0.5 - (0.5 * p), A),
            ForecastFamily.Cauchy => A + (B * Math.Tan(Math.PI * (p - 0.5))),
            ForecastFamily.HalfCauchy => A * Math.Tan(0.5 * Math.PI * p),
            ForecastFamily.LogNormal => Math.Exp(A + (B * NormalQuantile(p))),
            ForecastFamily.Exponential => -Log1p(-p) / A,
            ForecastFamily.Gamma => MathNet.Numerics.Distributions.Gamma.InvCDF(A, B, p),
            ForecastFamily.InverseGamma => 1.0 / MathNet.Numerics.Distributions.Gamma.InvCDF(A, B, 1.0 - p),
            ForecastFamily.Beta => MathNet.Numerics.Distributions.Beta.InvCDF(A, B, p),
            ForecastFamily.Uniform => A + (p * (B - A)),
            ForecastFamily.Laplace => p < 0.5 ? A + (B * Math.Log(2.0 * p)) : A - (B * Math.Log(2.0 * (1.0 - p))),
            ForecastFamily.Logistic => A + (B * (Math.Log(p) - Log1p(-p))),
            ForecastFamily.Weibull => B * Math.Pow(-Log1p(-p), 1.0 / A),
            ForecastFamily.Poisson or ForecastFamily.NegativeBinomial2 => Counts.Quantile(CountCdf, p),
            _ => double.NaN,
        };
    }

    // Johnson, Kemp and Kotz (2005), equations 4.96 and 5.31: P(count <= k) and P(count > k) as incomplete gamma and beta functions.
    private double CountCdf(double k) => Family == ForecastFamily.Poisson ? GammaQ(k + 1.0, A) : BetaI(B, k + 1.0, B / (A + B));

    private double CountSurvival(double k) => Family == ForecastFamily.Poisson ? GammaP(k + 1.0, A) : BetaI(k + 1.0, B, A / (A + B));

    // Bisection in the lower half, where the distribution function keeps its relative accuracy.
    private static double StudentQuantile(double p, double nu)
    {
        if (p is 0 or 1)
        {
            return p == 0 ? double.NegativeInfinity : double.PositiveInfinity;
        }

        double tail = Math.Min(p, 1.0 - p);
        double lower = -1.0;
        while (StudentTCdf(nu, lower) > tail)
        {
            lower *= 2.0;
        }

        double upper = 0.0;
        for (int step = 0; step < 200 && upper - lower > 1e-15 * -lower; step++)
        {
            double middle = 0.5 * (lower + upper);
            if (StudentTCdf(nu, middle) < tail)
            {
                lower = middle;
            }
            else
            {
                upper = middle;
            }
        }

        double quantile = 0.5 * (lower + upper);
        return p < 0.5 ? quantile : -quantile;
    }

    // Johnson, Kotz and Balakrishnan (1995), section 28.1: mean of |t|.
    private static double HalfStudentMean(double nu, double scale) =>
        2.0 * scale * Math.Sqrt(nu / Math.PI) * Math.Exp(LogGamma(0.5 * (nu + 1.0)) - LogGamma(0.5 * nu)) / (nu - 1.0);
}
