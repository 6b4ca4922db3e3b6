// A reading with what was expected of it, as the page draws it.
using Exmc.Fleet.Live;

namespace Exmc.Service.Page;

/// <summary>See <see cref="ScoredReading"/>; null where a reading was not scored.</summary>
internal sealed record PointView(
    DateTime Time, double Value, double? Lower, double? Upper, double? Lower50, double? Upper50, double? Lower99, double? Upper99, double? Tail, bool IsSurprising, long Fit)
{
    public static PointView Of(ScoredReading scored, double alarmRate) => new(
        scored.Time,
        scored.Value,
        Finite(scored.Lower),
        Finite(scored.Upper),
        Finite(scored.Bands?.Lower50),
        Finite(scored.Bands?.Upper50),
        Finite(scored.Bands?.Lower99),
        Finite(scored.Bands?.Upper99),
        Finite(scored.Calibrated),
        scored.Calibrated < alarmRate,
        scored.Fit);

    private static double? Finite(double? value) => value is { } number && double.IsFinite(number) ? number : null;
}
