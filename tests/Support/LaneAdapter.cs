// Eight scalar densities behind the interface of lanes.
namespace Exmc.TestSupport;

/// <summary>Densities of equal dimension fit together. Every lane is evaluated at every call, whether a chain waits for it or not.</summary>
internal sealed class LaneAdapter : ILaneDensity
{
    private readonly Func<IDensity, IDensity> _copy;
    private readonly IDensity[] _densities = new IDensity[ILaneDensity.Width];
    private readonly double[] _position;
    private readonly double[] _gradient;

    /// <param name="density">Loaded in all lanes.</param>
    /// <param name="copy">Copies a density with its data; lanes outlive what they were loaded from.</param>
    public LaneAdapter(IDensity density, Func<IDensity, IDensity> copy)
    {
        _copy = copy;
        Dimension = density.Dimension;
        _position = new double[Dimension];
        _gradient = new double[Dimension];
        for (int lane = 0; lane < ILaneDensity.Width; lane++)
        {
            _densities[lane] = copy(density);
        }
    }

    public int Dimension { get; }

    public bool TryLoad(int lane, IDensity density)
    {
        if (density.Dimension != Dimension)
        {
            return false;
        }

        _densities[lane] = _copy(density);
        return true;
    }

    public void Evaluate(ReadOnlySpan<double> positions, Span<double> gradients, Span<double> logDensities, Span<DensityStatus> statuses)
    {
        for (int lane = 0; lane < ILaneDensity.Width; lane++)
        {
            for (int i = 0; i < Dimension; i++)
            {
                _position[i] = positions[(ILaneDensity.Width * i) + lane];
            }

            statuses[lane] = _densities[lane].Evaluate(_position, _gradient, out logDensities[lane]);
            for (int i = 0; i < Dimension; i++)
            {
                gradients[(ILaneDensity.Width * i) + lane] = _gradient[i];
            }
        }
    }
}
