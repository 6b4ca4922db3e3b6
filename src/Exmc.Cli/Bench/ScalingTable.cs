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
            bool isDimension = run.Points.All(point => point.Size == point.Dimension);
            Write(
                console,
                [run.SizeName, "ns", "ns / " + run.SizeName, "bytes", .. isDimension ? ["chain holds", "vectors", "warm-up", "fit allocates"] : new[] { "d" }],
                [.. run.Points.Select(point => Cells(point, isDimension))]);
            console.WriteLine($"Exponents by decade, from {run.Points[0].Size}: {string.Join(", ", run.Decades.Select(decade => Number(decade.Exponent)))}");
        }
    }

    private static string[] Cells(ScalingPoint point, bool isDimension) =>
    [
        point.Size.ToString(CultureInfo.InvariantCulture),
        Number(point.GradientNs),
        Number(point.GradientNs / point.Size),
        point.GradientBytes.ToString("F0", CultureInfo.InvariantCulture),
        .. isDimension ? [Number(point.SamplerBytes), Number(point.SamplerVectors), Number(point.WarmupVectors), Number(point.AllocatedBytes)] : new[] { point.Dimension.ToString(CultureInfo.InvariantCulture) },
    ];
}
