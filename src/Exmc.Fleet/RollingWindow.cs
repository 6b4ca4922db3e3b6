// The readings a sensor's model sees.
namespace Exmc.Fleet;

/// <summary>The last readings of a series, oldest first; NaN is a missing one. Its length is fixed.</summary>
public sealed class RollingWindow
{
    private readonly double[] _values;

    /// <summary>Starts with the given readings, which are copied.</summary>
    /// <exception cref="ArgumentException">There are fewer than two readings.</exception>
    public RollingWindow(ReadOnlySpan<double> readings)
    {
        if (readings.Length < 2)
        {
            throw new ArgumentException($"A window needs at least two readings, got {readings.Length}.", nameof(readings));
        }

        _values = readings.ToArray();
    }

    /// <summary>Number of readings.</summary>
    public int Length => _values.Length;

    /// <summary>The readings, oldest first, always in the same array.</summary>
    public double[] Values => _values;

    /// <summary>Drops the oldest reading and takes a new one.</summary>
    public void Shift(double reading)
    {
        Array.Copy(_values, 1, _values, 0, _values.Length - 1);
        _values[^1] = reading;
    }
}
