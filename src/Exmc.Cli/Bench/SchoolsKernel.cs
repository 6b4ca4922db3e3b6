// Eight schools, written by hand: for one chain or for eight, a school at a time.

namespace Exmc.Cli;

/// <summary>The benchmark's centred eight schools in the model's coordinates: mu, log tau, the effects. All lanes have the same data.</summary>
internal sealed class SchoolsKernel<T>(double[] effect, double[] error)
    where T : struct, IKernelNumber<T>
{
    private readonly double[] _precision = [.. error.Select(sigma => 1.0 / (sigma * sigma))];

    /// <summary>Log density up to a constant; the gradient is written.</summary>
    public T Evaluate(ReadOnlySpan<T> u, Span<T> gradient)
    {
        T zero = T.Of(0.0), one = T.Of(1.0), perVariance = T.Of(1.0 / 25.0), count = T.Of(effect.Length);
        T mu = u[0], tau = T.Exp(u[1]), tau2 = tau * tau, inverse = one / tau2, muBar = zero, squares = zero, likelihood = zero;
        for (int j = 0; j < effect.Length; j++)
        {
            T away = u[j + 2] - mu, pull = away * inverse, rest = T.Of(effect[j]) - u[j + 2], share = rest * T.Of(_precision[j]);
            squares += away * pull;
            likelihood += rest * share;
            muBar += pull;
            gradient[j + 2] = share - pull;
        }

        gradient[0] = muBar - (mu * perVariance);
        gradient[1] = squares - count - (tau2 * perVariance) + one;
        return (T.Of(-0.5) * (squares + likelihood + (((mu * mu) + tau2) * perVariance))) - ((count - one) * u[1]);
    }
}
