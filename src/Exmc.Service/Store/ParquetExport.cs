// The store as Parquet files.
using System.Globalization;
using Exmc.Fleet.Live;
using Parquet.Schema;

namespace Exmc.Service.Store;

/// <summary>
/// Writes <c>readings/date=YYYY-MM-DD/readings.parquet</c>, one file per day (UTC), and <c>alarms.parquet</c>, <c>fits.parquet</c> and
/// <c>quarantine.parquet</c>. Times are UTC; a number that is not there is null.
/// </summary>
public static class ParquetExport
{
    // Rows of one group: a reader needs memory for one group.
    private const int MostPerGroup = 100_000;

    private static readonly ParquetSchema Readings = new(
        new DataField<string>("sensor"), Moment("time"), new DataField<long>("sequence"), new DataField<double>("value"), new DataField<double?>("tail"),
        new DataField<double?>("calibrated"), new DataField<double?>("lower"), new DataField<double?>("upper"), new DataField<long>("fit"),
        new DataField<double?>("lower50"), new DataField<double?>("upper50"), new DataField<double?>("lower99"), new DataField<double?>("upper99"));

    /// <summary>Writes all that a store holds.</summary>
    /// <returns>Readings written.</returns>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public static async Task<long> WriteAsync(IFleetStore store, string folder, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        Directory.CreateDirectory(folder);
        long count = await WriteReadingsAsync(store, folder, ct).ConfigureAwait(false);
        await WriteAlarmsAsync(Path.Combine(folder, "alarms.parquet"), store.Alarms(int.MaxValue), ct).ConfigureAwait(false);
        await WriteFitsAsync(Path.Combine(folder, "fits.parquet"), [.. store.Sensors().SelectMany(sensor => store.Fits(sensor))], ct).ConfigureAwait(false);
        await WriteQuarantineAsync(Path.Combine(folder, "quarantine.parquet"), store.Quarantine(DateTime.MinValue, int.MaxValue), ct).ConfigureAwait(false);
        return count;
    }

    private static async Task<long> WriteReadingsAsync(IFleetStore store, string folder, CancellationToken ct)
    {
        SortedDictionary<DateTime, List<string>> days = [];
        foreach (string sensor in store.Sensors())
        {
            foreach (DateTime day in store.Days(sensor))
            {
                List<string> present = days.GetValueOrDefault(day) ?? [];
                present.Add(sensor);
                days[day] = present;
            }
        }

        long count = 0;
        foreach ((DateTime day, List<string> sensors) in days)
        {
            count += await WriteDayAsync(store, sensors, day, folder, ct).ConfigureAwait(false);
        }

        return count;
    }

    private static async Task<long> WriteDayAsync(IFleetStore store, List<string> sensors, DateTime day, string folder, CancellationToken ct)
    {
        List<ScoredReading> rows = [];
        string partition = Path.Combine(folder, "readings", string.Create(CultureInfo.InvariantCulture, $"date={day:yyyy-MM-dd}"));
        ParquetTable? file = null;
        long count = 0;
        try
        {
            foreach (string sensor in sensors)
            {
                rows.AddRange(store.History(sensor, day, day.AddDays(1)));
                if (rows.Count >= MostPerGroup || (sensor == sensors[^1] && rows.Count > 0))
                {
                    Directory.CreateDirectory(partition);
                    file ??= await ParquetTable.CreateAsync(Path.Combine(partition, "readings.parquet"), Readings, ct).ConfigureAwait(false);
                    await WriteAsync(file, rows, ct).ConfigureAwait(false);
                    count += rows.Count;
                    rows.Clear();
                }
            }
        }
        finally
        {
            if (file is not null)
            {
                await file.DisposeAsync().ConfigureAwait(false);
            }
        }

        return count;
    }

    private static Task WriteAsync(ParquetTable file, List<ScoredReading> rows, CancellationToken ct) => file.WriteAsync(
        ct,
        rows.Select(one => one.Sensor).ToArray(),
        rows.Select(one => one.Time).ToArray(),
        rows.Select(one => one.Sequence).ToArray(),
        rows.Select(one => one.Value).ToArray(),
        rows.Select(one => Known(one.Tail)).ToArray(),
        rows.Select(one => Known(one.Calibrated)).ToArray(),
        rows.Select(one => Known(one.Lower)).ToArray(),
        rows.Select(one => Known(one.Upper)).ToArray(),
        rows.Select(one => one.Fit).ToArray(),
        rows.Select(one => Known(one.Bands?.Lower50)).ToArray(),
        rows.Select(one => Known(one.Bands?.Upper50)).ToArray(),
        rows.Select(one => Known(one.Bands?.Lower99)).ToArray(),
        rows.Select(one => Known(one.Bands?.Upper99)).ToArray());

    // In whole microseconds, which is what readers of the format understand.
    private static DateTimeDataField Moment(string name, bool isNullable = false) => new(name, DateTimeFormat.DateAndTimeMicros, isNullable: isNullable);

    private static double? Known(double? value) => value is { } number && !double.IsNaN(number) ? number : null;

    private static async Task WriteAlarmsAsync(string path, IReadOnlyList<LiveAlarm> alarms, CancellationToken ct)
    {
        ParquetSchema schema = new(
            new DataField<string>("sensor"), Moment("opened"), Moment("last"), Moment("closed", true), new DataField<int>("readings"),
            new DataField<bool>("confirmed"), Moment("acknowledged", true), new DataField<string>("ending"), new DataField<double>("peak_value"), new DataField<double>("peak_tail"));
        ParquetTable file = await ParquetTable.CreateAsync(path, schema, ct).ConfigureAwait(false);
        await using (file.ConfigureAwait(false))
        {
            await file.WriteAsync(
                ct,
                alarms.Select(one => one.Sensor).ToArray(),
                alarms.Select(one => one.Opened).ToArray(),
                alarms.Select(one => one.Last).ToArray(),
                alarms.Select(one => one.Closed).ToArray(),
                alarms.Select(one => one.Readings).ToArray(),
                alarms.Select(one => one.IsConfirmed).ToArray(),
                alarms.Select(one => one.Acknowledged).ToArray(),
                alarms.Select(one => one.Ending).ToArray(),
                alarms.Select(one => one.Peak.Value).ToArray(),
                alarms.Select(one => one.Peak.Calibrated).ToArray()).ConfigureAwait(false);
        }
    }

    private static async Task WriteFitsAsync(string path, FitSummary[] fits, CancellationToken ct)
    {
        ParquetSchema schema = new(
            new DataField<string>("sensor"), new DataField<long>("number"), Moment("at"), new DataField<string>("rung"), new DataField<double>("location"),
            new DataField<double>("scale"), new DataField<double>("min_ess"), new DataField<int>("divergences"), new DataField<double>("milliseconds"), new DataField<string>("why"),
            new DataField<string>("model"));
        ParquetTable file = await ParquetTable.CreateAsync(path, schema, ct).ConfigureAwait(false);
        await using (file.ConfigureAwait(false))
        {
            await file.WriteAsync(
                ct,
                fits.Select(one => one.Sensor).ToArray(),
                fits.Select(one => one.Number).ToArray(),
                fits.Select(one => one.At).ToArray(),
                fits.Select(one => one.Rung.ToString()).ToArray(),
                fits.Select(one => one.Scale.Location).ToArray(),
                fits.Select(one => one.Scale.Scale).ToArray(),
                fits.Select(one => one.MinEss).ToArray(),
                fits.Select(one => one.Divergences).ToArray(),
                fits.Select(one => one.Milliseconds).ToArray(),
                fits.Select(one => one.Why).ToArray(),
                fits.Select(one => one.Model).ToArray()).ConfigureAwait(false);
        }
    }

    private static async Task WriteQuarantineAsync(string path, IReadOnlyList<QuarantinedReading> refused, CancellationToken ct)
    {
        ParquetSchema schema = new(Moment("at"), new DataField<string>("sensor"), new DataField<string>("text"), new DataField<string>("reason"));
        ParquetTable file = await ParquetTable.CreateAsync(path, schema, ct).ConfigureAwait(false);
        await using (file.ConfigureAwait(false))
        {
            await file.WriteAsync(
                ct,
                refused.Select(one => one.At).ToArray(),
                refused.Select(one => one.Sensor).ToArray(),
                refused.Select(one => one.Text).ToArray(),
                refused.Select(one => one.Reason).ToArray()).ConfigureAwait(false);
        }
    }
}
