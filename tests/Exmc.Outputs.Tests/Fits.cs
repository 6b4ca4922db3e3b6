// Fits and folders that the tests of files share.
using System.Diagnostics;
using Exmc.Models;

namespace Exmc.Outputs.Tests;

internal static class Fits
{
    /// <summary>A short fit of two chains with scalars and vectors.</summary>
    public static Posterior EightSchools { get; } = Fit(MetricKind.Diagonal);

    /// <summary>The same with a dense metric.</summary>
    public static Posterior Dense { get; } = Fit(MetricKind.Dense);

    /// <summary>Draws whose values tell their element: 100 x row + 10 x column + draw, with some that are not finite.</summary>
    public static DrawSet Matrix()
    {
        double[] Of(double first) => [first, first + 1, first + 2, first + 3];
        double[][] elements = [.. Enumerable.Range(0, 6).Select(element => Of((100 * (element / 3)) + (10 * (element % 3))))];
        elements[5][1] = double.NaN;
        elements[5][2] = double.NegativeInfinity;
        double[][] statistics = [.. Enumerable.Range(1, 7).Select(place => Of(1000 * place))];
        return new("matrix", 2, 2, [new("x", [2, 3], elements), new("tau", [], [Of(-5)])], DrawStatistics.Of(statistics));
    }

    /// <summary>Everything that a file keeps is the same number.</summary>
    public static void RequireEqual(DrawSet expected, DrawSet actual)
    {
        Xunit.Assert.Equal(expected.ModelName, actual.ModelName);
        Xunit.Assert.Equal((expected.ChainCount, expected.DrawCount), (actual.ChainCount, actual.DrawCount));
        Xunit.Assert.Equal(expected.Columns().Select(column => column.Name), actual.Columns().Select(column => column.Name));
        Xunit.Assert.Equal(expected.Columns().Select(column => column.Values), actual.Columns().Select(column => column.Values));
        Xunit.Assert.Equal(expected.Statistics.Columns, actual.Statistics.Columns);
    }

    /// <summary>Runs a program; gives its exit code and what it printed.</summary>
    public static (int Code, string Output) Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + error.Result);
    }

    private static Posterior Fit(MetricKind metric) => Sampler.Sample(
        Catalogue.Find("eight_schools_centered")!.FromJson(Data()), new SamplerOptions { Chains = 2, Warmup = 200, Draws = 150, Seed = 5, Metric = metric });

    internal static System.Text.Json.JsonElement Data()
    {
        using var document = System.Text.Json.JsonDocument.Parse("""{"J":8,"y":[28,8,-3,7,-1,1,18,12],"sigma":[15,10,16,11,9,11,10,18]}""");
        return document.RootElement.Clone();
    }
}
