// Eight schools, written by hand: one chain, the eight schools in one vector.
using System.Runtime.Intrinsics;

namespace Exmc.Cli;

/// <summary>As <see cref="SchoolsKernel{T}"/>, of exactly eight schools.</summary>
internal sealed class SchoolsVectorKernel(double[] effect, double[] error)
{
    private readonly Vector512<double> _effect = Vector512.Create(effect);
    private readonly Vector512<double> _precision = Vector512.Create([.. error.Select(sigma => 1.0 / (sigma * sigma))]);

    /// <summary>Log density up to a constant; the gradient is written.</summary>
    public double Evaluate(ReadOnlySpan<double> u, Span<double> gradient)
    {
        double mu = u[0], logTau = u[1], tau = Math.Exp(logTau), tau2 = tau * tau;
        Vector512<double> theta = Vector512.Create(u[2..]);
        Vector512<double> away = theta - Vector512.Create(mu), pull = away * Vector512.Create(1.0 / tau2);
        Vector512<double> rest = _effect - theta, share = rest * _precision;
        (share - pull).CopyTo(gradient[2..]);
        double squares = Vector512.Sum(away * pull);
        gradient[0] = Vector512.Sum(pull) - (mu / 25.0);
        gradient[1] = squares - 7.0 - (tau2 / 25.0);
        return (-0.5 * (squares + Vector512.Sum(rest * share) + (((mu * mu) + tau2) / 25.0))) - (7.0 * logTau);
    }
}
