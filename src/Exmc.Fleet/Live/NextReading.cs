// What a sensor is expected to read next.
namespace Exmc.Fleet.Live;

/// <summary>The forecast of the reading that has not come yet.</summary>
/// <param name="Time">When it is due: the last reading's time and the sensor's own step.</param>
/// <param name="Median">Its median, in the readings' units.</param>
/// <param name="Lower">Lower end of the central 90 % interval.</param>
/// <param name="Upper">Upper end of it.</param>
/// <param name="Bands">The other intervals.</param>
public sealed record NextReading(DateTime Time, double Median, double Lower, double Upper, PredictiveBands Bands)
{
    /// <summary>The forecast of a fit; null when the model cannot predict.</summary>
    internal static NextReading? Of(ISensorFitter fitter, LiveFit fit, SensorWindow window, DateTime time)
    {
        try
        {
            Prediction prediction = fitter.Predict(fit, window);
            double Bound(double probability) => fit.Scale.Restore(prediction.Quantile(probability));
            NextReading next = new(time, Bound(0.5), Bound(0.05), Bound(0.95), new PredictiveBands(Bound(0.25), Bound(0.75), Bound(0.005), Bound(0.995)));
            return double.IsFinite(next.Median) ? next : null;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // As with refits, whatever a user's model throws stays with its sensor; scoring tells of it.
            return null;
        }
    }
}
