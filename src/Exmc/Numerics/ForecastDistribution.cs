// Placeholder until the full distribution arrives.
namespace Exmc;

public enum ForecastFamily
{
    Normal,
}

public readonly record struct ForecastDistribution(ForecastFamily Family, double A, double B, double C)
{
    public double Mean => A;

    public double Cdf(double x) => throw new NotSupportedException();

    public double Quantile(double p) => throw new NotSupportedException();
}
