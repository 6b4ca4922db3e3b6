// How long the demo takes until all of its sensors have a fit.
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Exmc.Service.Store;

namespace Exmc.Benchmarks.Refits;

/// <summary>Starts the service's program with the demo, in turns with refits one at a time and side by side, and asks it until every sensor has a fit.</summary>
internal static class DemoStart
{
    private const int Sensors = 120;
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    public static void Run(int starts)
    {
        List<Figures> alone = [], lanes = [];
        for (int k = 0; k < starts; k++)
        {
            alone.Add(StartOnce(false));
            lanes.Add(StartOnce(true));
        }

        Print("one at a time", alone);
        Print("in lanes", lanes);
        double[] ratios = [.. alone.Zip(lanes, (a, b) => a.Fitting / b.Fitting).Order()];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"from the first fit to the last, one at a time over in lanes: {ratios[ratios.Length / 2]:F2} ({ratios[0]:F2} to {ratios[^1]:F2})"));
    }

    private static void Print(string what, List<Figures> figures)
    {
        string Median(Func<Figures, double> of)
        {
            double[] sorted = [.. figures.Select(of).Order()];
            return string.Create(CultureInfo.InvariantCulture, $"{sorted[sorted.Length / 2]:F2} s ({sorted[0]:F2} to {sorted[^1]:F2})");
        }

        Console.WriteLine($"{what}: all {Sensors} fitted {Median(one => one.Seconds)} after the start of the process, {Median(one => one.Fitting)} after the first fit, processor time since the start {Median(one => one.Processor)}");
    }

    private static Figures StartOnce(bool lanes)
    {
        string file = Path.Combine(Path.GetTempPath(), $"exmc-demo-{Guid.NewGuid():N}.db");
        long start = Stopwatch.GetTimestamp();
        try
        {
            using RunningService service = new(
                file, "--demo", "--Exmc:MqttPort", RunningService.FreePort().ToString(CultureInfo.InvariantCulture), "--Exmc:Fleet:Lanes", lanes.ToString());
            double? first = null;
            while (true)
            {
                int fitted = Fitted(service.Client);
                double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
                first ??= fitted > 0 ? seconds : null;
                if (fitted == Sensors)
                {
                    service.Process.Refresh();
                    return new Figures(seconds, seconds - first!.Value, service.Process.TotalProcessorTime.TotalSeconds);
                }

                if (seconds > Longest.TotalSeconds)
                {
                    throw new InvalidOperationException($"{fitted} of {Sensors} sensors have a fit after {seconds:F0} s.");
                }

                Thread.Sleep(20);
            }
        }
        finally
        {
            SqliteFleetStore.Remove(file);
        }
    }

    private static int Fitted(HttpClient client)
    {
        try
        {
            using JsonDocument sensors = JsonDocument.Parse(client.GetStringAsync("/api/sensors").GetAwaiter().GetResult());
            return sensors.RootElement.EnumerateArray().Count(one => one.GetProperty("fit").ValueKind == JsonValueKind.Object);
        }
        catch (HttpRequestException)
        {
            return 0;
        }
    }

    private sealed record Figures(double Seconds, double Fitting, double Processor);
}
