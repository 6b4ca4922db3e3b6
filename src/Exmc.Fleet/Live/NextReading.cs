// What a sensor is expected to read next.
namespace Exmc.Fleet.Live;

/// <summary>The forecast of the reading that has not come yet.</summary>
/// <param name="Time">When it is due: the last reading's time and the sensor's own step.</param>
/// <param name="Median">Its median, in the readings' units.</param>
/// <param name="Lower">Lower end of the central 90 % interval.</param>
/// <param name="Upper">Upper end of it.</param>
/// <param name="Bands">The other intervals.</param>
public sealed record NextReading(DateTime Time, double Median, double Lower, double Upper, PredictiveBands Bands);
