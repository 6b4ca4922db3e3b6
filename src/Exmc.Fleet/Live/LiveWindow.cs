// The readings of one sensor that its model sees, in event time.
namespace Exmc.Fleet.Live;

/// <summary>One place of the window.</summary>
/// <param name="Time">Event time.</param>
/// <param name="Value">The reading; NaN where one is missing.</param>
/// <param name="IsExcluded">Whether it was surprising and does not train the model.</param>
public readonly record struct WindowPlace(DateTime Time, double Value, bool IsExcluded);

/// <summary>The last readings, oldest first. Gaps are filled with missing readings at the sensor's own step.</summary>
/// <param name="capacity">Most places.</param>
/// <param name="days">Days that make the pattern of the day; 0 for none.</param>
/// <param name="weeks">Weeks that make the pattern of the week; 0 for none.</param>
internal sealed class LiveWindow(int capacity, int days = 0, int weeks = 0)
{
    private static readonly TimeSpan ShortestSlot = TimeSpan.FromMinutes(5);
    private readonly SeasonPattern? _day = days > 0 ? new SeasonPattern(TimeSpan.FromDays(1), days, capacity) : null;
    private readonly SeasonPattern? _week = weeks > 0 ? new SeasonPattern(TimeSpan.FromDays(7), weeks, capacity) : null;
    private const int StepMemory = 32;
    private readonly List<WindowPlace> _places = [];

    public IReadOnlyList<WindowPlace> Places => _places;

    public int Present => _places.Count(place => !double.IsNaN(place.Value) && !place.IsExcluded);

    /// <summary>Whether more than half of a full window was surprising, so that no more is left of the old normal.</summary>
    public bool IsOverrun => 2 * _places.Count(place => place.IsExcluded && !double.IsNaN(place.Value)) > capacity;

    /// <summary>Median interval of the last places; zero when there are fewer than three.</summary>
    public TimeSpan Step { get; private set; }

    /// <summary>Pattern of the day, to be stored; null when there is none.</summary>
    public SeasonMemory? Day => _day?.Memory;

    /// <summary>Pattern of the week, to be stored; null when there is none.</summary>
    public SeasonMemory? Week => _week?.Memory;

    /// <summary>Goes on after a restart; a pattern that was not stored is learnt from the window alone.</summary>
    public void Resume(IReadOnlyCollection<WindowPlace> places, SeasonMemory? day, SeasonMemory? week)
    {
        foreach (WindowPlace place in places)
        {
            Add(place, day is null ? _day : null, week is null ? _week : null);
        }

        if (day is not null)
        {
            _day?.Resume(day, _places.Count);
        }

        if (week is not null)
        {
            _week?.Resume(week, _places.Count);
        }
    }

    /// <summary>Missing readings between the last place and this time, put in before the reading is scored.</summary>
    public void FillUntil(DateTime time)
    {
        if (Step <= TimeSpan.Zero)
        {
            return;
        }

        DateTime last = _places[^1].Time;
        double missing = Math.Round((time - last) / Step) - 1;
        for (int k = (int)Math.Min(missing, capacity); k >= 1; k--)
        {
            Add(new WindowPlace(time - (k * Step), double.NaN, false));
        }
    }

    public void Add(WindowPlace place) => Add(place, _day, _week);

    private void Add(WindowPlace place, SeasonPattern? day, SeasonPattern? week)
    {
        _places.Add(place);
        TimeSpan slot = Step > ShortestSlot ? Step : ShortestSlot;
        bool isMeasured = _places.Count > StepMemory;
        day?.Add(place, isMeasured, slot);
        week?.Add(place, isMeasured, slot);
        if (_places.Count > capacity)
        {
            _places.RemoveAt(0);
        }

        if (!double.IsNaN(place.Value))
        {
            Measure();
        }
    }

    /// <summary>Lets the last readings train the model after all, and forgets what was before them: it is missing from then on, and can neither overrun the window nor come back.</summary>
    public void StartAnew(int readings)
    {
        int first = Math.Max(0, _places.Count - readings);
        for (int i = 0; i < _places.Count; i++)
        {
            _places[i] = i < first ? _places[i] with { Value = double.NaN, IsExcluded = true } : _places[i] with { IsExcluded = false };
        }
    }

    /// <summary>Whether the last readings are all equal.</summary>
    public bool IsFlat(int run) => LastPresent(run) is { } last && last.All(value => value == last[0]);

    /// <summary>Whether the last readings vary by less than a hundredth of what the window does.</summary>
    public bool IsStuck(int run)
    {
        if (LastPresent(2 * run) is not { } last || Standardization.Of(Values()) is not { } scale)
        {
            return false;
        }

        return last.Max() - last.Min() < 0.01 * scale.Scale;
    }

    /// <summary>What the model is given: readings in their own units, and the time-of-day wave when a day is seen.</summary>
    public SensorWindow ToModel()
    {
        double[] wave = new double[_places.Count];
        double next = 0.0;
        if (_places.Count > 0 && _places[^1].Time - _places[0].Time >= TimeSpan.FromDays(1))
        {
            wave = [.. _places.Select(place => Wave(place.Time))];
            next = Wave(_places[^1].Time + Step);
        }

        DateTime following = _places.Count > 0 ? _places[^1].Time + Step : default;
        return new SensorWindow(Values(), wave, next) { Day = _day?.ToModel(following), Week = _week?.ToModel(following) };
    }

    private static double Wave(DateTime time) => Math.Sin(2.0 * Math.PI * time.TimeOfDay.TotalDays);

    private double[] Values() => [.. _places.Select(place => place.IsExcluded ? double.NaN : place.Value)];

    private double[]? LastPresent(int count)
    {
        double[] last = [.. _places.AsEnumerable().Reverse().Where(place => !double.IsNaN(place.Value)).Take(count).Select(place => place.Value)];
        return last.Length == count ? last : null;
    }

    private void Measure()
    {
        List<long> steps = [];
        for (int i = Math.Max(1, _places.Count - StepMemory); i < _places.Count; i++)
        {
            steps.Add((_places[i].Time - _places[i - 1].Time).Ticks);
        }

        steps.Sort();
        Step = steps.Count < 3 ? TimeSpan.Zero : TimeSpan.FromTicks(steps[steps.Count / 2]);
    }
}
