// Posterior means of a fleet's refits against long runs on the same windows.
using System.Globalization;
using Exmc.Fleet;
using Exmc.Models;
using Sensor = Exmc.Fleet.Sensor;

namespace Exmc.Benchmarks.Refits;

/// <summary>
/// Refits simulated sensors through a day, under several seeds of the sampler, and compares the posterior means of some cycles with those of 8,000 draws.
/// </summary>
internal static class DayAccuracy
{
    private const int Sensors = 16;
    private const int Window = 200;
    private static readonly int[] Compared = [6, 13, 27, 48];

    public static void Run(int seeds)
    {
        FleetOptions fleet = new();
        SensorSeries[] series = [.. Enumerable.Range(0, Sensors).Select(index => Simulator.Simulate(1, index, Window + Compared[^1] + 1, Window, Scenario.Clean))];
        Moments[][] references = [.. series.Select(one => Compared.Select(cycle => Reference(one, cycle)).ToArray())];
        List<double> errors = [];
        List<FitRecord> records = [];
        double seconds = 0;
        for (int seed = 1; seed <= seeds; seed++)
        {
            for (int index = 0; index < Sensors; index++)
            {
                Sensor sensor = new(series[index], index, fleet with { Seed = (ulong)seed }, Model);
                sensor.Refit(0);
                for (int cycle = 1; cycle <= Compared[^1]; cycle++)
                {
                    sensor.Advance();
                    FitRecord record = sensor.Refit(cycle);
                    records.Add(record);
                    seconds += record.Milliseconds / 1000;
                    int place = Array.IndexOf(Compared, cycle);
                    if (place >= 0)
                    {
                        Moments reference = references[index][place];
                        for (int value = 0; value < reference.Mean.Length; value++)
                        {
                            double mean = Mean(sensor.Posterior!.Draws(0, value));
                            errors.Add((mean - reference.Mean[value]) / reference.Sd[value]);
                        }
                    }
                }
            }
        }

        double[] sizes = [.. errors.Select(Math.Abs).Order()];
        double rms = Math.Sqrt(errors.Average(error => error * error));
        Line($"{errors.Count} posterior means of {seeds} seeds, {Sensors} sensors, {Compared.Length} cycles, against 8,000 draws, in posterior sd");
        Line($"rms {rms:F3} (95 % interval over seeds {Interval(errors, seeds)}), 99 % {sizes[(int)(0.99 * sizes.Length)]:F2}, 99.9 % {sizes[(int)(0.999 * sizes.Length)]:F2}, largest {sizes[^1]:F2}");
        foreach (var rung in records.Where(record => record.Refit is not null).GroupBy(record => record.Refit!.Rung).OrderBy(group => group.Key))
        {
            Line($"{rung.Key,-10} {100.0 * rung.Count() / records.Count,5:F1} %  gradients {rung.Average(record => record.Gradients),7:F0}  min ESS {rung.Average(record => record.MinEss),4:F0}, below 20: {rung.Count(record => record.MinEss < 20)}");
        }

        Line($"gradients per refit {records.Average(record => record.Gradients):F0}; not carried {records.Count(record => record.Note.Length > 0)}");
        foreach (var why in records.Where(record => record.Refit is not null).SelectMany(record => record.Refit!.Decisions.Where(decision => decision.Why.Length > 0)).GroupBy(decision => $"{decision.Rung}: {Kind(decision.Why)}").OrderByDescending(group => group.Count()).Take(14))
        {
            Line($"{why.Count(),6}  {why.Key}");
        }
    }

    // A reason without its figures.
    private static string Kind(string why) => string.Concat(why.Select(character => char.IsDigit(character) ? '#' : character)).Replace("##", "#", StringComparison.Ordinal).Replace("##", "#", StringComparison.Ordinal);

    private static string Interval(List<double> errors, int seeds)
    {
        int each = errors.Count / seeds;
        double[] squares = [.. Enumerable.Range(0, seeds).Select(seed => errors.Skip(seed * each).Take(each).Average(error => error * error))];
        double mean = squares.Average();
        double se = seeds < 2 ? double.NaN : Math.Sqrt(squares.Sum(square => (square - mean) * (square - mean)) / (seeds - 1) / seeds);
        return string.Create(CultureInfo.InvariantCulture, $"{Math.Sqrt(Math.Max(0, mean - (1.96 * se))):F3} to {Math.Sqrt(mean + (1.96 * se)):F3}");
    }

    private static Moments Reference(SensorSeries one, int cycle)
    {
        double[] wave = one.TimeOfDayWave();
        IModel model = Model(new(one.Values[cycle..(cycle + Window)], wave[cycle..(cycle + Window)], wave[cycle + Window]));
        Posterior fit = Sampler.Sample(model, new SamplerOptions { Chains = 8, Warmup = 500, Draws = 1000, Seed = 99, Threads = 1 });
        SummaryRow[] rows = [.. fit.Summary.Take(fit.Layout.ParameterValueCount)];
        if (rows.Min(row => row.EssBulk) < 400)
        {
            Line($"{one.Name}, cycle {cycle}: a reference has only {rows.Min(row => row.EssBulk):F0} effective draws");
        }

        return new([.. rows.Select(row => row.Mean)], [.. rows.Select(row => row.Sd)]);
    }

    private static WindowedSensor Model(SensorWindow window) => new() { Y = window.Y, X = window.X, XNext = window.XNext };

    private static double Mean(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values)
        {
            sum += value;
        }

        return sum / values.Length;
    }

    private static void Line(FormattableString text) => Console.WriteLine(FormattableString.Invariant(text));

    private sealed record Moments(double[] Mean, double[] Sd);
}
