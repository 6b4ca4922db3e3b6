// Times counted from 1970.
namespace Exmc.Service.Ingest;

internal static class UnixTime
{
    /// <summary>The time so many units after 1970; false when it is out of range.</summary>
    /// <param name="count">Units.</param>
    /// <param name="ticks">Ticks of 100 ns per unit; 0 means that the unit is the nanosecond.</param>
    /// <param name="time">UTC.</param>
    public static bool TryFrom(long count, long ticks, out DateTime time)
    {
        Int128 total = DateTime.UnixEpoch.Ticks + (ticks == 0 ? (Int128)count / 100 : (Int128)count * ticks);
        bool isInRange = total >= 0 && total <= DateTime.MaxValue.Ticks;
        time = isInRange ? new DateTime((long)total, DateTimeKind.Utc) : default;
        return isInRange;
    }
}
