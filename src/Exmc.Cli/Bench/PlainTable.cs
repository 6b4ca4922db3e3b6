// A table as plain aligned lines, readable at 80 columns and in a file.
using System.Globalization;
using Spectre.Console;

namespace Exmc.Cli;

internal static class PlainTable
{
    /// <summary>Writes headers and rows: the first column to the left, the others, numbers, to the right, two spaces between.</summary>
    public static void Write(IAnsiConsole console, string[] headers, IReadOnlyList<string[]> rows)
    {
        string[][] lines = [headers, .. rows];
        int[] widths = [.. headers.Select((_, column) => lines.Max(line => line[column].Length))];
        foreach (string[] line in lines)
        {
            string text = string.Join("  ", line.Select((cell, column) => column == 0 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column])));
            console.WriteLine(text.TrimEnd());
        }
    }

    /// <summary>A time or ratio with three digits or all before the point; a dash where there is none.</summary>
    public static string Number(double? value) => value is not { } number || !double.IsFinite(number) ? "-" : number.ToString(
        Math.Abs(number) switch { < 10 => "F2", < 100 => "F1", _ => "F0" },
        CultureInfo.InvariantCulture);

    /// <summary>A share as a percentage.</summary>
    public static string Percent(double? value) => value is { } number && double.IsFinite(number) ? number.ToString("P0", CultureInfo.InvariantCulture).Replace(" ", string.Empty, StringComparison.Ordinal) : "-";
}
