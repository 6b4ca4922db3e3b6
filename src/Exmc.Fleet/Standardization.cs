// Location and scale of a sensor.
namespace Exmc.Fleet;

/// <summary>Maps readings in their own units to the model's scale and back. Fixed at a cold fit and carried.</summary>
/// <param name="Location">Subtracted first.</param>
/// <param name="Scale">Divided by, positive.</param>
public sealed record Standardization(double Location, double Scale)
{
    /// <summary>Readings that are on the model's scale already.</summary>
    public static Standardization None { get; } = new(0.0, 1.0);

    /// <summary>A range of readings below this multiple of their size is rounding, not variation.</summary>
    private const double SmallestRelativeScale = 1e-12;

    /// <summary>Mean and standard deviation of the readings that are there; null when they do not vary or are fewer than two.</summary>
    public static Standardization? Of(ReadOnlySpan<double> readings)
    {
        double sum = 0.0;
        int count = 0;
        foreach (double reading in readings)
        {
            if (!double.IsNaN(reading))
            {
                sum += reading;
                count++;
            }
        }

        double mean = count == 0 ? 0.0 : sum / count;
        double squares = 0.0;
        foreach (double reading in readings)
        {
            squares += double.IsNaN(reading) ? 0.0 : (reading - mean) * (reading - mean);
        }

        double scale = count < 2 ? 0.0 : Math.Sqrt(squares / (count - 1));
        return scale > SmallestRelativeScale * Math.Abs(mean) ? new Standardization(mean, scale) : null;
    }

    /// <summary>To the model's scale.</summary>
    public double Apply(double reading) => (reading - Location) / Scale;

    /// <summary>Back to the readings' units.</summary>
    public double Restore(double value) => Location + (Scale * value);

    /// <summary>A window on the model's scale; a usual reading that is not known is the location.</summary>
    internal SensorWindow Apply(SensorWindow window)
    {
        double[]? Pattern(double[]? usual) => usual is null ? null : Array.ConvertAll(usual, one => double.IsNaN(one) ? 0.0 : Apply(one));
        return window with { Y = Array.ConvertAll(window.Y, Apply), Day = Pattern(window.Day), Week = Pattern(window.Week) };
    }
}
