// What a sensor usually reads at a time of the day, or of the week.
namespace Exmc.Fleet;

/// <summary>
/// The median, over the last periods, of the mean reading in each slot of a period. A period that was out of the ordinary does not move it.
/// </summary>
/// <param name="period">A day or a week.</param>
/// <param name="slot">Length of a slot, positive.</param>
/// <param name="memory">Periods looked back on, at least 1.</param>
public sealed class SeasonalProfile(TimeSpan period, TimeSpan slot, int memory)
{
    private readonly Dictionary<long, Slot> _slots = [];

    /// <summary>What must be stored to go on with it.</summary>
    public IReadOnlyList<SeasonalSlot> Memory => [.. _slots.Select(slot => slot.Value.Memory(slot.Key))];

    /// <summary>Length of a slot.</summary>
    public TimeSpan SlotLength => slot;

    /// <summary>Goes on with what was stored, in place of what it holds.</summary>
    public void Resume(IEnumerable<SeasonalSlot> slots)
    {
        ArgumentNullException.ThrowIfNull(slots);
        _slots.Clear();
        foreach (SeasonalSlot one in slots)
        {
            _slots.Add(one.Slot, new Slot(memory, one));
        }
    }

    /// <summary>Usual reading at a time; NaN where none was seen in an earlier period.</summary>
    public double At(DateTime time) => _slots.TryGetValue(SlotOf(time), out Slot? found) ? found.Usual(time.Ticks / period.Ticks) : double.NaN;

    /// <summary>Learns a reading.</summary>
    public void Learn(DateTime time, double value)
    {
        long key = SlotOf(time);
        if (!_slots.TryGetValue(key, out Slot? found))
        {
            _slots.Add(key, found = new Slot(memory));
        }

        found.Learn(time.Ticks / period.Ticks, value);
    }

    private long SlotOf(DateTime time) => time.Ticks % period.Ticks / slot.Ticks;

    private sealed class Slot(int memory)
    {
        private readonly Queue<double> _past = new();
        private long _period = -1;
        private double _sum;
        private int _count;

        public Slot(int memory, SeasonalSlot stored)
            : this(memory)
        {
            (_past, _period, _sum, _count) = (new Queue<double>(stored.Past.TakeLast(memory)), stored.Period, stored.Sum, stored.Count);
        }

        public SeasonalSlot Memory(long slot) => new(slot, _period, _sum, _count, [.. _past]);

        public void Learn(long period, double value)
        {
            if (period != _period)
            {
                Finish();
                (_period, _sum, _count) = (period, 0.0, 0);
            }

            _sum += value;
            _count++;
        }

        public double Usual(long period)
        {
            if (period != _period)
            {
                Finish();
            }

            double[] sorted = [.. _past.Order()];
            int half = sorted.Length / 2;
            return sorted.Length == 0 ? double.NaN : sorted.Length % 2 == 1 ? sorted[half] : 0.5 * (sorted[half - 1] + sorted[half]);
        }

        private void Finish()
        {
            if (_count == 0)
            {
                return;
            }

            _past.Enqueue(_sum / _count);
            _count = 0;
            if (_past.Count > memory)
            {
                _past.Dequeue();
            }
        }
    }
}
