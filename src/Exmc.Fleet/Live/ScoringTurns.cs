// Whose reading is scored next.
namespace Exmc.Fleet.Live;

/// <summary>Sensors that may have a reading to score take turns, each with one place, so that a burst of one does not make others wait. The engine guards it.</summary>
internal sealed class ScoringTurns
{
    private readonly Queue<LiveSensor> _ready = new();

    /// <summary>Gives a sensor a place behind the others, unless it has one.</summary>
    public void Add(LiveSensor sensor)
    {
        if (!sensor.IsReady)
        {
            sensor.IsReady = true;
            _ready.Enqueue(sensor);
        }
    }

    /// <summary>Scores one reading of the sensor whose turn it is.</summary>
    /// <param name="since">Timestamp since when the reading was due.</param>
    /// <returns>The sensor and its reading; null when none is due.</returns>
    public (LiveSensor Sensor, ScoredReading Scored)? Next(out long since)
    {
        while (_ready.TryDequeue(out LiveSensor? sensor))
        {
            sensor.IsReady = false;
            if (sensor.ScoreNext(out since) is { } scored)
            {
                // Its next reading may have been reached by the same watermark.
                Add(sensor);
                return (sensor, scored);
            }
        }

        since = 0;
        return null;
    }
}
