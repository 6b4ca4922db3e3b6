// The pattern of the day or the week beside the places of a window.
namespace Exmc.Fleet.Live;

/// <summary>For each place of a window what the sensor had usually read at that time of the period, as known when the place was added.</summary>
/// <param name="period">A day or a week.</param>
/// <param name="memory">Periods looked back on.</param>
/// <param name="capacity">Places of the window.</param>
internal sealed class SeasonPattern(TimeSpan period, int memory, int capacity)
{
    // Fewer known places than this share of the window's are no pattern yet.
    private const double FewestKnown = 0.8;
    private readonly List<double> _usual = [];
    private SeasonalProfile? _profile;

    /// <summary>What must be stored.</summary>
    public SeasonMemory Memory => new(_profile?.SlotLength ?? TimeSpan.Zero, [.. _usual], _profile?.Memory ?? []);

    /// <summary>Goes on after a restart.</summary>
    /// <param name="stored">What was stored.</param>
    /// <param name="places">Places of the window.</param>
    public void Resume(SeasonMemory stored, int places)
    {
        _usual.Clear();
        _usual.AddRange(stored.Usual.TakeLast(places));
        _profile = stored.SlotLength > TimeSpan.Zero ? new SeasonalProfile(period, stored.SlotLength, memory) : null;
        _profile?.Resume(stored.Slots);
    }

    public void Add(WindowPlace place, bool isMeasured, TimeSpan slot)
    {
        if (_profile is null && isMeasured)
        {
            _profile = new SeasonalProfile(period, slot, memory);
        }

        _usual.Add(_profile?.At(place.Time) ?? double.NaN);
        if (_usual.Count > capacity)
        {
            _usual.RemoveAt(0);
        }

        if (!double.IsNaN(place.Value))
        {
            _profile?.Learn(place.Time, place.Value);
        }
    }

    /// <summary>The pattern at each place and at the next reading's time; null when too little of it is known.</summary>
    public double[]? ToModel(DateTime next) =>
        _profile is null || _usual.Count(double.IsNaN) > (1 - FewestKnown) * _usual.Count ? null : [.. _usual, _profile.At(next)];
}
