// Eight schools, written by hand.
namespace Exmc.Benchmarks;

/// <summary>The benchmark's centred eight schools in the model's coordinates: mu, log tau, the effects.</summary>
internal sealed class HandWrittenEightSchools(double[] effect, double[] error)
{
    private readonly double[] _precision = [.. error.Select(sigma => 1.0 / (sigma * sigma))];

    /// <summary>Log density up to a constant; the gradient is written.</summary>
    public double Evaluate(ReadOnlySpan<double> u, Span<double> gradient)
    {
        double mu = u[0], tau = Math.Exp(u[1]), inverse = 1.0 / tau, muBar = 0.0, squares = 0.0, likelihood = 0.0;
        for (int j = 0; j < effect.Length; j++)
        {
            double z = (u[j + 2] - mu) * inverse, rest = effect[j] - u[j + 2], share = rest * _precision[j];
            squares += z * z;
            likelihood += rest * share;
            muBar += z * inverse;
            gradient[j + 2] = share - (z * inverse);
        }

        gradient[0] = muBar - (mu / 25.0);
        gradient[1] = squares - effect.Length - (tau * tau / 25.0) + 1.0;
        return (-0.5 * (squares + likelihood + ((mu * mu) + (tau * tau)) / 25.0)) - ((effect.Length - 1) * u[1]);
    }
}
