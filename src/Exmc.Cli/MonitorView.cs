// What `exmc monitor` shows.
using System.Globalization;
using Exmc.Fleet;
using Spectre.Console;

namespace Exmc.Cli;

internal static class MonitorView
{
    private const double OriginalColdMs = 1979;
    private const double OriginalWarmMs = 339;
    private const int MostRows = 20;

    /// <summary>Replays with a live line per cycle on a terminal, and plain lines elsewhere.</summary>
    public static ReplayReport Run(IAnsiConsole console, IReadOnlyList<SensorSeries> series, Func<SensorWindow, IModel> model, FleetOptions options)
    {
        if (!console.Profile.Capabilities.Interactive)
        {
            return FleetMonitor.Run(series, model, options, new Listener(report =>
            {
                if (report.Cycle % Math.Max(1, report.Cycles / 8) == 0 || report.Cycle == report.Cycles)
                {
                    console.WriteLine(Line(report));
                }
            }));
        }

        return console.Status().Start("first fits", status =>
            FleetMonitor.Run(series, model, options, new Listener(report => status.Status(Markup.Escape(Line(report))))));
    }

    public static void Show(IAnsiConsole console, ReplayReport report, IReadOnlyList<SensorSeries> series)
    {
        Alarms(console, report);
        Reported(console, report);
        Truth(console, report, series);
        console.Write(Costs(report));
        if (report.Paired is { } paired)
        {
            console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"Same windows, {paired.Pairs} pairs: warm/cold gradients {paired.GradientRatio:F2} (median), min ESS {paired.EssRatio:F2} (95 % interval {paired.EssRatioLower:F2} to {paired.EssRatioUpper:F2}).");
        }

        Rungs(console, report.Rungs);
        if (report.LaneUtilization > 0)
        {
            console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"Lanes in use, over all gradient calls: {100 * report.LaneUtilization:F1} %.");
        }

        console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"{report.Sensors} sensors, {report.Cycles} cycles, {report.Fits.Count} refits, {report.Scored} readings scored, {report.Alarms.Count} alarms, {report.WallSeconds:F1} s, of which {report.RefitSeconds:F1} s after the first fits.");
    }

    private static string Line(CycleReport report) => string.Create(
        CultureInfo.InvariantCulture,
        $"cycle {report.Cycle}/{report.Cycles}: {report.RefitsPerSecond:F0} refits/s, {report.Warm} warm, {report.Cold} cold, {report.Alarms} alarms, {report.Divergences} divergences");

    private static void Alarms(IAnsiConsole console, ReplayReport report)
    {
        if (report.Alarms.Count == 0)
        {
            console.WriteLine("No alarms.");
            return;
        }

        Table table = new Table().Title("Alarms").AddColumns("sensor", "time", "value", "interval", "tail");
        foreach (Alarm alarm in report.Alarms.Take(MostRows))
        {
            table.AddRow(
                Markup.Escape(alarm.Sensor),
                alarm.Time.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
                Text(alarm.Value, "G5"),
                $"{Text(alarm.Lower, "G4")} .. {Text(alarm.Upper, "G4")}",
                Text(alarm.Tail, "E1"));
        }

        console.Write(table);
        More(console, report.Alarms.Count);
    }

    private static void Reported(IAnsiConsole console, ReplayReport report)
    {
        IReadOnlyList<FitRecord> reported = report.Reported;
        if (reported.Count == 0)
        {
            return;
        }

        Table table = new Table().Title("Fits to look at").AddColumns("sensor", "cycle", "fit", "why");
        foreach (FitRecord fit in reported.Take(MostRows))
        {
            table.AddRow(Markup.Escape(fit.Sensor), Text(fit.Cycle, "F0"), fit.Kind.ToString().ToLowerInvariant(), Markup.Escape(fit.Note));
        }

        console.Write(table);
        More(console, reported.Count);
    }

    /// <summary>How many simulated faults raised an alarm.</summary>
    private static void Truth(IAnsiConsole console, ReplayReport report, IReadOnlyList<SensorSeries> series)
    {
        (string Sensor, Fault Fault)[] faults = [.. series.SelectMany(one => one.Faults.Where(fault => fault.Kind != FaultKind.Gap).Select(fault => (one.Name, fault)))];
        if (faults.Length == 0)
        {
            return;
        }

        bool Hit((string Sensor, Fault Fault) known) => report.Alarms.Any(alarm => alarm.Sensor == known.Sensor && alarm.Index >= known.Fault.First && alarm.Index <= known.Fault.Last);
        string found = string.Join(", ", faults.GroupBy(known => known.Fault.Kind).OrderBy(group => group.Key).Select(group => $"{group.Key} {group.Count(Hit)}/{group.Count()}"));
        console.MarkupLineInterpolated($"Simulated faults that raised an alarm: {found}.");
    }

    private static void Rungs(IAnsiConsole console, IReadOnlyList<RungSummary> rungs)
    {
        if (rungs.Count == 0)
        {
            return;
        }

        int refits = rungs.Sum(rung => rung.Count);
        Table table = new Table().AddColumns("refits that ended", "share", "ms, mean", "gradients, mean", "min ESS, mean", "min ESS, worst");
        foreach (RungSummary rung in rungs)
        {
            table.AddRow(
                rung.Rung.ToString().ToLowerInvariant(),
                Text(100.0 * rung.Count / refits, "F1") + " %",
                Text(rung.MsMean, "F2"),
                Text(rung.GradientsMean, "F0"),
                Text(rung.MinEssMean, "F0"),
                Text(rung.MinEssWorst, "F0"));
        }

        console.Write(table);
    }

    private static Table Costs(ReplayReport report)
    {
        KindSummary cold = report.Cold;
        KindSummary warm = report.Warm;
        Table table = new Table().AddColumns("", "cold", "warm", "cold / warm");
        void Row(string name, Func<KindSummary, double> figure, string format, bool hasRatio = true) => table.AddRow(
            name, Text(figure(cold), format), Text(figure(warm), format), hasRatio && figure(warm) > 0 ? Text(figure(cold) / figure(warm), "F1") : string.Empty);

        Row("fits", summary => summary.Count, "F0", false);
        Row("ms, median", summary => summary.MsMedian, "F1");
        Row("ms, 95 %", summary => summary.MsP95, "F1");
        Row("gradients, median", summary => summary.GradientsMedian, "F0");
        Row("min ESS, median", summary => summary.MinEssMedian, "F0");
        Row("min ESS, worst", summary => summary.MinEssWorst, "F1");
        Row("core ms per effective draw", summary => summary.CoreMsPerEffectiveDraw, "F2");
        Row("step size, median", summary => summary.StepSizeMedian, "F3");
        table.AddRow("original system, ms", Text(OriginalColdMs, "F0"), Text(OriginalWarmMs, "F0"), Text(OriginalColdMs / OriginalWarmMs, "F1"));
        table.AddRow(
            "original / this, ms",
            cold.MsMedian > 0 ? Text(OriginalColdMs / cold.MsMedian, "F0") : string.Empty,
            warm.MsMedian > 0 ? Text(OriginalWarmMs / warm.MsMedian, "F0") : string.Empty,
            string.Empty);
        return table;
    }

    private static void More(IAnsiConsole console, int count)
    {
        if (count > MostRows)
        {
            console.WriteLine($"... and {count - MostRows} more (all are in the file of --json).");
        }
    }

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    /// <summary>Calls at once, on the reporting thread, so that lines stay in order.</summary>
    private sealed class Listener(Action<CycleReport> listen) : IProgress<CycleReport>
    {
        public void Report(CycleReport value) => listen(value);
    }
}
