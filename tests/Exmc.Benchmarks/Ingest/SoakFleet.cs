// A store with 1,000 fitted sensors, and the readings that go on from it.
using System.Globalization;
using System.Text;
using Exmc.Fleet;
using Exmc.Fleet.Live;
using Exmc.Models;
using Exmc.Service.Store;

namespace Exmc.Benchmarks.Ingest;

/// <summary>
/// Few simulated sensors are fitted and stored under many names: a service that starts on the file scores and refits all of them at once. Readings
/// are a minute apart, in the past.
/// </summary>
internal sealed class SoakFleet
{
    public const int Sensors = 1000;
    private const int Different = 10;
    private const int Before = 240;
    private readonly DateTime _start;
    private readonly SensorSeries[] _series;
    private readonly int _length;

    /// <param name="file">Database to write.</param>
    /// <param name="more">Readings of each sensor that are to come.</param>
    public SoakFleet(string file, int more)
    {
        _length = Before + more;
        _start = DateTime.UtcNow.Date.AddMinutes(-_length - 1440);
        _series = [.. Enumerable.Range(0, Different).Select(index => Simulator.Simulate(1, index, _length, _length, Scenario.Clean))];
        Fill(file);
    }

    /// <summary>A line of the line protocol with the next reading of a sensor; a missing one is a line that is refused.</summary>
    /// <param name="sensor">From 0.</param>
    /// <param name="next">Readings of it sent before.</param>
    public string Line(int sensor, int next) =>
        string.Create(CultureInfo.InvariantCulture, $"plant,sensor=s{sensor:D4} value={_series[sensor % Different].Values[(Before + next) % _length]:R} {Milliseconds(next)}\n");

    private long Milliseconds(int next) => new DateTimeOffset(_start.AddMinutes(Before + next)).ToUnixTimeMilliseconds();

    private void Fill(string file)
    {
        using SqliteFleetStore store = new(file);
        FleetEngine engine = new(new LiveOptions(), new SamplerFitter(window => new WindowedSensor { Y = window.Y, X = window.X, XNext = window.XNext }), TimeProvider.System);
        for (int t = 0; t < Before; t++)
        {
            foreach (SensorSeries one in _series.Where(one => !double.IsNaN(one.Values[t])))
            {
                engine.Offer(new LiveReading(one.Name, _start.AddMinutes(t), 0, one.Values[t]), out _);
            }

            while (engine.ScoreNext() is not null)
            {
            }

            while (engine.TakeRefit() is { } work)
            {
                engine.Run(work, CancellationToken.None);
            }
        }

        FleetCheckpoint made = engine.Checkpoint(_series.Select(one => one.Name));

        // Spread over the time between refits, as they would be in a fleet that did not start at one moment.
        var sensors = Enumerable.Range(0, Sensors).Select(k =>
        {
            (LiveCheckpoint checkpoint, LiveFit? fit) = made.Sensors[k % Different];
            string name = string.Create(CultureInfo.InvariantCulture, $"s{k:D4}");
            return (checkpoint with { Sensor = name, SinceRefit = k / Different % 20, Alarm = null, Phase = AlarmPhase.Calm, Last = checkpoint.Last! with { Sensor = name } }, fit);
        });
        store.Append([.. Enumerable.Range(0, Sensors).Select(k => new LiveReading(string.Create(CultureInfo.InvariantCulture, $"s{k:D4}"), made.Sensors[k % Different].Checkpoint.Time, 0, made.Sensors[k % Different].Checkpoint.Last!.Value))], []);
        store.Save([], [], new FleetCheckpoint([.. sensors], made.Discoveries));
    }
}
