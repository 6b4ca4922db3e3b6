// A store that fails when it is told to.
using Exmc.Fleet.Live;

namespace Exmc.Service.Tests.Simulation;

/// <summary>Another store, whose commits fail before they are made, or are made and reported as failed, as when the answer is lost.</summary>
internal sealed class FaultyStore(IFleetStore inner, Func<StoreFault> next) : IFleetStore
{
    public int Failures { get; private set; }

    public int Append(IReadOnlyList<LiveReading> readings, IReadOnlyList<QuarantinedReading> refused) => Do(() => inner.Append(readings, refused));

    public void Save(IReadOnlyList<ScoredReading> scores, IReadOnlyList<LiveAlarm> alarms, FleetCheckpoint? checkpoint = null) => Do(() =>
    {
        inner.Save(scores, alarms, checkpoint);
        return 0;
    });

    public bool Mark(string sensor, DateTime opened, DateTime? acknowledged, DateTime? shelvedUntil) => Do(() => inner.Mark(sensor, opened, acknowledged, shelvedUntil));

    public StoredFleet Load() => inner.Load();

    public IReadOnlyList<ScoredReading> Recent(string sensor, int count) => inner.Recent(sensor, count);

    public IReadOnlyList<LiveAlarm> Alarms(int count, string? sensor = null) => inner.Alarms(count, sensor);

    public LiveAlarm? Find(string sensor, DateTime opened) => inner.Find(sensor, opened);

    public long Count() => inner.Count();

    public IReadOnlyList<string> Sensors() => inner.Sensors();

    public IReadOnlyList<ScoredReading> History(string sensor, DateTime from, DateTime to) => inner.History(sensor, from, to);

    public IReadOnlyList<DateTime> Days(string sensor) => inner.Days(sensor);

    public IReadOnlyList<FitSummary> Fits(string sensor, int count = int.MaxValue) => inner.Fits(sensor, count);

    public IReadOnlyList<QuarantinedReading> Quarantine(DateTime from, int count) => inner.Quarantine(from, count);

    public void Forget(Retention retention) => inner.Forget(retention);

    public void Dispose() => inner.Dispose();

    private T Do<T>(Func<T> commit)
    {
        StoreFault fault = next();
        T result = fault == StoreFault.Before ? default! : commit();
        if (fault != StoreFault.None)
        {
            Failures++;
            throw new IOException("told to fail");
        }

        return result;
    }
}
