// Where properties are tried: positions drawn, and positions that are simpler than a given one.
using FsCheck;
using FsCheck.Fluent;

namespace Exmc.Testing;

/// <summary>Positions of a model: draws of its prior where it has any, every other one normal around the origin.</summary>
internal sealed class PositionSource
{
    // Epochs of fits count up from 0, streams of predictions and calibration are the last three.
    private const ulong Epoch = RandomStream.EpochLimit - 4;
    private readonly IDensity _density;
    private readonly PropertyOptions _options;
    private readonly double _width;
    private readonly bool _hasPrior;

    /// <param name="density">Gives the dimension and the draws of the prior.</param>
    /// <param name="options">The seed.</param>
    /// <param name="width">Standard deviation of the normal positions.</param>
    /// <param name="usePrior">Whether the prior is drawn from.</param>
    public PositionSource(IDensity density, PropertyOptions options, double width, bool usePrior)
    {
        _density = density;
        _options = options;
        _width = width;
        _hasPrior = usePrior && HasPrior(density);
    }

    /// <summary>Generator and shrinker.</summary>
    public Arbitrary<double[]> Arbitrary => Arb.From(Gen.Choose(0, int.MaxValue).Select(Draw), Simpler);

    /// <summary>Whether the model's parameters can be drawn from their priors.</summary>
    public static bool HasPrior(IDensity density)
    {
        try
        {
            density.DrawPrior(Stream(0, 0), new double[density.Layout.ValueCount]);
            return true;
        }
        catch (NotSupportedException)
        {
            return false;
        }
    }

    /// <summary>Random numbers of one case.</summary>
    public static RandomStream Stream(ulong seed, int place) => new(seed, Epoch, place);

    /// <summary>One coordinate at zero, without its fraction, at half its size, or rounded to a tenth: each is simpler, so that shrinking ends.</summary>
    public static IEnumerable<double[]> Simpler(double[] position)
    {
        if (position.Any(x => x != 0))
        {
            yield return new double[position.Length];
        }

        for (int half = 0; half < 2; half++)
        {
            double[] halved = [.. position.Select((x, k) => k < position.Length / 2 == (half == 0) ? 0 : x)];
            if (!halved.SequenceEqual(position))
            {
                yield return halved;
            }
        }

        for (int k = 0; k < position.Length; k++)
        {
            foreach (double simpler in Simpler(position[k]))
            {
                double[] moved = [.. position];
                moved[k] = simpler;
                yield return moved;
            }
        }
    }

    private static IEnumerable<double> Simpler(double x)
    {
        if (x == 0)
        {
            yield break;
        }

        yield return 0;
        double whole = Math.Truncate(x);
        if (whole == x)
        {
            double half = Math.Truncate(x / 2);
            if (half != 0)
            {
                yield return half;
            }

            yield break;
        }

        if (whole != 0)
        {
            yield return whole;
        }

        double tenths = Math.Round(x, 1);
        if (tenths != x && tenths != 0)
        {
            yield return tenths;
        }
    }

    private double[] Draw(int place)
    {
        RandomStream stream = Stream(_options.Seed, place);
        double[] position = new double[_density.Dimension];
        if (_hasPrior && place % 2 == 0)
        {
            double[] values = new double[_density.Layout.ValueCount];
            _density.DrawPrior(stream, values);
            _density.Unconstrain(values.AsSpan(0, _density.Layout.ParameterValueCount), position);
            if (position.All(double.IsFinite))
            {
                return position;
            }
        }

        for (int k = 0; k < position.Length; k++)
        {
            position[k] = _width * RandomVariates.Normal(stream);
        }

        return position;
    }
}
