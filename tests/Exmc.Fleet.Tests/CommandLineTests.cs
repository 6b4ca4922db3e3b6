// Commands, exit codes and the JSON they write.
using System.Text.Json;
using Xunit;

namespace Exmc.Fleet.Tests;

public sealed class CommandLineTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("exmc-cli-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_fit_writes_the_documented_fields()
    {
        string data = Write("data.json", """{ "J": 8, "y": [28, 8, -3, 7, -1, 1, 18, 12], "sigma": [15, 10, 16, 11, 9, 11, 10, 18] }""");
        Assert.Equal(0, Run("fit", "eight_schools_noncentered", "--data", data, "--chains", "2", "--warmup", "200", "--draws", "100", "--json", Path.Combine(folder, "fit.json")));
        JsonElement fit = Read("fit.json");
        Assert.Equal(
            ["model", "dimension", "chains", "warmup", "draws", "seed", "ended", "seconds", "gradients", "divergences", "step_size", "parameters", "warnings"],
            fit.EnumerateObject().Select(property => property.Name));
        Assert.Equal(["warmup", "sampling", "total"], fit.GetProperty("seconds").EnumerateObject().Select(property => property.Name));
        Assert.Equal(2, fit.GetProperty("step_size").GetArrayLength());
        Assert.Equal(
            ["mean", "sd", "mcse_mean", "mcse_sd", "q05", "q50", "q95", "ess_bulk", "ess_tail", "r_hat"],
            fit.GetProperty("parameters").GetProperty("theta[0]").EnumerateObject().Select(property => property.Name));
    }

    [Fact]
    public void Log_densities_are_written_per_position()
    {
        string data = Write("data.json", """{ "y": [1.0, 2.0] }""");
        string points = Write("points.json", "[[0, 0], [1, 0.5]]");
        Assert.Equal(0, Run("logdensity", "Simple", "--data", data, "--at", points, "--json", Path.Combine(folder, "out.json")));
        JsonElement[] written = [.. Read("out.json").GetProperty("points").EnumerateArray()];
        Assert.Equal(2, written.Length);
        Assert.Equal("ok", written[0].GetProperty("status").GetString());
        Assert.Equal(2, written[0].GetProperty("gradient").GetArrayLength());
    }

    [Fact]
    public void A_monitor_run_writes_the_documented_fields()
    {
        string json = Path.Combine(folder, "monitor.json");
        Assert.Equal(0, Run("monitor", "--sensors", "2", "--cycles", "2", "--window", "40", "--scenario", "faults", "--json", json));
        Assert.Equal(0, Run("monitor", "--sensors", "2", "--cycles", "1", "--window", "40", "--lanes", "false"));
        JsonElement report = Read("monitor.json");
        foreach (string field in new[] { "sensors", "cycles", "window", "refits", "speedup", "wall_seconds", "lane_utilization", "alarms" })
        {
            Assert.True(report.TryGetProperty(field, out _), field);
        }

        Assert.Equal(
            ["count", "ms_median", "ms_p95", "gradients_median", "min_ess_median", "min_ess_worst", "core_ms_per_effective_draw", "step_size_median"],
            report.GetProperty("warm").EnumerateObject().Select(property => property.Name));
    }

    [Fact]
    public void Wrong_command_lines_end_with_2()
    {
        Assert.Equal(2, Run("fit", "no_such_model"));
        Assert.Equal(2, Run("fit", "simple", "--nonsense"));
        Assert.Equal(2, Run("monitor", "--sensors", "0"));
        Assert.Equal(2, Run("monitor", "--alarm", "7"));
    }

    [Fact]
    public void Bad_data_end_with_3()
    {
        Assert.Equal(3, Run("fit", "simple", "--data", Path.Combine(folder, "absent.json")));
        Assert.Equal(3, Run("fit", "simple", "--data", Write("bad.json", """{ "y": [1, null] }""")));
        Assert.Equal(3, Run("fit", "simple", "--data", Write("broken.json", "{")));
        Assert.Equal(3, Run("monitor", "--csv", Write("short.csv", "timestamp,value\n0,1\n60,2\n")));
    }

    [Fact]
    public void Models_and_their_stages_are_shown()
    {
        Assert.Equal(0, Run("models"));
        StringWriter output = new();
        Assert.Equal(0, CommandLine.Run(output, "explain", "sensor"));
        foreach (string stage in new[] { "model", "validated", "unconstrained", "program", "gradient program", "kernel" })
        {
            Assert.Contains($"== {stage} ==", output.ToString(), StringComparison.Ordinal);
        }
    }

    private static int Run(params string[] arguments) => CommandLine.Run(new StringWriter(), arguments);

    private string Write(string name, string text)
    {
        string path = Path.Combine(folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    private JsonElement Read(string name)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, name)));
        return document.RootElement.Clone();
    }
}
