// The tables of exmc bench on screen.
using System.Globalization;
using Spectre.Console;
using static Exmc.Cli.PlainTable;

namespace Exmc.Cli;

internal static class BenchTable
{
    public static void Show(IAnsiConsole console, MachineSpeed speed, IReadOnlyList<BenchRow> rows)
    {
        Calibration(console, speed);
        console.WriteLine();
        console.WriteLine("Nanoseconds per gradient, per gradient in eight lanes, per leapfrog; bytes");
        console.WriteLine("allocated per gradient. * on simulated data");
        Write(console, ["model", "d", "gradient", "lane", "leapfrog", "bytes"], [.. rows.Select(Times)]);
        Stan(console, [.. rows.Where(row => row.StoredStanNs is not null)]);
        Limits(console, [.. rows.Where(row => row.Limit is not null)]);
    }

    /// <summary>The kernels that say how fast the machine is.</summary>
    public static void Calibration(IAnsiConsole console, MachineSpeed speed)
    {
        console.WriteLine("Hand-written kernels, ns: now, stored, now / stored");
        Write(console, ["kernel", "now", "stored", "factor"], [.. speed.Kernels.Select(kernel => new[] { kernel.Figure.Kernel, Number(kernel.Ns), Number(kernel.Figure.Ns), Number(kernel.Factor) })]);
    }

    private static string[] Times(BenchRow row) =>
    [
        row.IsSimulated ? row.Model + " *" : row.Model,
        row.Dimension.ToString(CultureInfo.InvariantCulture),
        Number(row.GradientNs),
        Number(row.LaneNs),
        Number(row.LeapfrogNs),
        row.GradientBytes.ToString("F0", CultureInfo.InvariantCulture),
    ];

    private static void Stan(IAnsiConsole console, BenchRow[] rows)
    {
        if (rows.Length > 0)
        {
            console.WriteLine();
            console.WriteLine("Stan, ns per gradient: as stored; scaled by the first factor; scaled / this");
            Write(console, ["model", "stored", "scaled", "this", "ratio"], [.. rows.Select(row => new[] { row.Model, Number(row.StoredStanNs), Number(row.StanNs), Number(row.GradientNs), Number(row.Ratio) })]);
            console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Geometric mean of {rows.Length} ratios: {Statistics.GeometricMean(rows.Select(row => row.Ratio!.Value)):F1}"));
        }
    }

    private static void Limits(IAnsiConsole console, BenchRow[] rows)
    {
        if (rows.Length > 0)
        {
            console.WriteLine();
            console.WriteLine("Fastest hand-written code on the machine as it is now, ns; hand-written / this");
            Write(
                console,
                ["model", "hand-written", "this", "share", "hand-written", "lane", "share"],
                [.. rows.Select(row => new[] { row.Model, Number(row.Limit!.GradientNs), Number(row.GradientNs), Percent(row.Share), Number(row.Limit.LaneNs), Number(row.LaneNs), Percent(row.LaneShare) })]);
        }
    }
}
