// Times as ISO 8601 writes them.
using System.Globalization;

namespace Exmc.Service.Ingest;

internal static class IsoTime
{
    private const string Date = "0000-00-00";

    /// <summary>
    /// Reads a calendar date, or date and time of day (ISO 8601-1, extended format) with T or a blank between, seconds and their fraction where given, and Z or an
    /// offset; without either it is UTC. Nothing else is taken: 05/06/2026 is May to one reader and June to another.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="time">UTC.</param>
    public static bool TryParse(string text, out DateTime time)
    {
        time = default;
        return IsLike(text) && DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);
    }

    private static bool IsLike(string text)
    {
        if (text.Length < Date.Length)
        {
            return false;
        }

        for (int i = 0; i < Date.Length; i++)
        {
            if (Date[i] == '-' ? text[i] != '-' : !char.IsAsciiDigit(text[i]))
            {
                return false;
            }
        }

        // What follows is the time of day: no words, and no commas.
        return text.Length == Date.Length || (text[Date.Length] is 'T' or 't' or ' ' && text.AsSpan(Date.Length + 1).IndexOfAnyExcept("0123456789:.+-Zz ") < 0 && text.Length > Date.Length + 4);
    }
}
