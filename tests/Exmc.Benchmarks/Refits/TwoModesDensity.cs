// A posterior with a second mode.
namespace Exmc.Benchmarks.Refits;

/// <summary>The equal mixture of two densities over the same coordinates, each with the same integral.</summary>
internal sealed class TwoModesDensity(IDensity first, IDensity second) : PlantedDensity(first)
{
    private readonly IDensity _first = first;
    private readonly double[] _gradient = new double[first.Dimension];

    public override DensityStatus Evaluate(ReadOnlySpan<double> position, Span<double> gradient, out double logDensity)
    {
        DensityStatus status = _first.Evaluate(position, gradient, out double one);
        DensityStatus otherStatus = second.Evaluate(position, _gradient, out double other);

        // A mode that has no density here leaves the other.
        one = status == DensityStatus.Ok ? one : double.NegativeInfinity;
        other = otherStatus == DensityStatus.Ok ? other : double.NegativeInfinity;
        double most = Math.Max(one, other);
        double weight = Math.Exp(other - most) / (Math.Exp(one - most) + Math.Exp(other - most));
        logDensity = most + Math.Log(Math.Exp(one - most) + Math.Exp(other - most)) - Math.Log(2);
        for (int i = 0; i < position.Length; i++)
        {
            gradient[i] = weight == 0 ? gradient[i] : weight == 1 ? _gradient[i] : ((1 - weight) * gradient[i]) + (weight * _gradient[i]);
        }

        return double.IsNegativeInfinity(most) ? status : DensityStatus.Ok;
    }
}
