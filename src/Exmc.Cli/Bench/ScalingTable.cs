// The tables of exmc bench --scaling on screen.
using System.Globalization;
using Spectre.Console;
using static Exmc.Cli.PlainTable;

namespace Exmc.Cli;

internal static class ScalingTable
{
    public static void Show(IAnsiConsole console, MachineSpeed speed, IReadOnlyList<ScalingRun> runs)
    {
        BenchTable.Calibration(console, speed);
        foreach (ScalingRun run in runs)
        {
            console.WriteLine();
            console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{run.Model}: time per gradient ~ {run.SizeName}^{run.Exponent.Exponent:F3} (standard error {run.Exponent.StandardError:F3})"));
            Write(
                console,
                [run.SizeName, "d", "ns", "ns / " + run.SizeName, "bytes", "fit: bytes", "/ max(d, 8)"],
                [.. run.Points.Select(Cells)]);
            console.WriteLine("By decade: " + string.Join("; ", run.Decades.Select(decade =>
                string.Create(CultureInfo.InvariantCulture, $"{decade.From} to {decade.Until} {decade.Exponent:F2}"))));
        }
    }

    private static string[] Cells(ScalingPoint point) =>
    [
        point.Size.ToString(CultureInfo.InvariantCulture),
        point.Dimension.ToString(CultureInfo.InvariantCulture),
        Number(point.GradientNs),
        Number(point.GradientNs / point.Size),
        point.GradientBytes.ToString("F0", CultureInfo.InvariantCulture),
        Number(point.SamplerBytes),
        Number(point.SamplerVectors),
    ];
}
