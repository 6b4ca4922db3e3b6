// A posterior that is moved by a known map.
namespace Exmc.Benchmarks.Refits;

/// <summary>The density of y = centre + scales (x - centre) + shift, where x has the density of a model.</summary>
internal sealed class MovedDensity(IDensity density, double[] centre, double[] scales, double[] shift) : PlantedDensity(density)
{
    private readonly IDensity _density = density;
    private readonly double[] _position = new double[centre.Length];

    public override DensityStatus Evaluate(ReadOnlySpan<double> position, Span<double> gradient, out double logDensity)
    {
        for (int i = 0; i < position.Length; i++)
        {
            _position[i] = centre[i] + ((position[i] - centre[i] - shift[i]) / scales[i]);
        }

        DensityStatus status = _density.Evaluate(_position, gradient, out logDensity);
        for (int i = 0; i < position.Length; i++)
        {
            gradient[i] /= scales[i];
        }

        return status;
    }
}
