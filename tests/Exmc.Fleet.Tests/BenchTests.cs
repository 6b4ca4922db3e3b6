// What exmc bench computes from times, and what it writes. No time is asserted.
using System.Runtime.InteropServices;
using System.Text.Json;
using Exmc.Cli;
using Exmc.Models;
using Spectre.Console;
using Xunit;

namespace Exmc.Fleet.Tests;

public sealed class BenchTests : IDisposable
{
    private static readonly double[] _effects = [28, 8, -3, 7, -1, 1, 18, 12];
    private static readonly double[] _errors = [15, 10, 16, 11, 9, 11, 10, 18];

    private readonly string folder = Directory.CreateTempSubdirectory("exmc-bench-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_power_law_is_found()
    {
        (double exponent, double error) = Statistics.PowerLaw([.. Enumerable.Range(1, 6).Select(k => ((double)k, 3.0 * Math.Pow(k, 1.5)))]);
        Assert.Equal(1.5, exponent, 12);
        Assert.Equal(0.0, error, 7);
    }

    /// <summary>Logarithms (0, 0), (1, 1), (2, 1): slope 1/2, residuals -1/6, 1/3, -1/6.</summary>
    [Fact]
    public void The_standard_error_of_an_exponent_is_that_of_a_regression()
    {
        (double exponent, double error) = Statistics.PowerLaw([(1, 1), (Math.E, Math.E), (Math.E * Math.E, Math.E)]);
        Assert.Equal(0.5, exponent, 12);
        Assert.Equal(Math.Sqrt(1.0 / 12), error, 12);
    }

    [Fact]
    public void Too_few_sizes_have_no_exponent()
    {
        Assert.Equal((double.NaN, double.NaN), Statistics.PowerLaw([]));
        Assert.Equal((double.NaN, double.NaN), Statistics.PowerLaw([(10, 5)]));
        (double exponent, double error) = Statistics.PowerLaw([(10, 5), (100, 50)]);
        Assert.Equal(1.0, exponent, 12);
        Assert.Equal(double.NaN, error);
    }

    [Fact]
    public void Decades_are_fitted_by_themselves()
    {
        ScalingPoint[] points = [.. new[] { 200, 2000, 20_000, 50_000 }.Select(n => new ScalingPoint(n, 4, n <= 2000 ? n : (double)n * n / 2000, 0, double.NaN, double.NaN, double.NaN))];
        (int From, int Until, double Exponent)[] decades = [.. new ScalingRun("m", "n", points).Decades];
        Assert.Equal([(200, 2000), (2000, 20_000), (20_000, 50_000)], decades.Select(decade => (decade.From, decade.Until)));
        Assert.Equal([1.0, 2.0, 2.0], decades.Select(decade => Math.Round(decade.Exponent, 9)));
    }

    [Fact]
    public void Stored_times_are_scaled_by_the_calibration()
    {
        MachineSpeed speed = Speed(30, 60);
        Assert.Equal([2.0, 3.0], speed.Kernels.Select(kernel => kernel.Factor));
        BenchRow row = Row("m", speed.Factor);
        Assert.Equal(200.0, row.StanNs!.Value, 9);
        Assert.Equal(4.0, row.Ratio!.Value, 9);
        Assert.Equal(0.6, row.Share!.Value, 9);
        Assert.Equal(0.25, row.LaneShare!.Value, 9);
        Assert.Equal((2.0, new HandWrittenLimit("m", 20, 120)), (row.At(speed, null).Factor, row.At(speed, null).Limit));
        BenchRow unknown = row with { StoredStanNs = null, Limit = null };
        Assert.Equal([null, null, null], new[] { unknown.Ratio, unknown.Share, unknown.LaneShare });
    }

    [Fact]
    public void The_middle_of_some_calibrations_is_taken_kernel_by_kernel()
    {
        MachineSpeed[] measured = [Speed(1, 9), Speed(2, 7), Speed(3, 8)];
        Assert.Equal([2.0, 8.0], MachineSpeed.Middle(measured).Kernels.Select(kernel => kernel.Ns));
        Assert.Equal([1.0, 7.0], MachineSpeed.Least(measured[0], measured[1]).Kernels.Select(kernel => kernel.Ns));
    }

    /// <summary>From the kernels of its model, by their quotients; or from a file, by what all kernels take now over then.</summary>
    [Fact]
    public void Limits_are_brought_to_the_machine_as_it_is_now()
    {
        MachineSpeed now = Speed(30, 60);
        Assert.Equal(new HandWrittenLimit("m", 20, 120), HandWrittenLimits.OfKernels("m", now));
        Assert.Null(HandWrittenLimits.OfKernels("other", now));
        HandWrittenLimits written = new([new HandWrittenLimit("other", 7, 3)], new Dictionary<string, double> { ["a"] = 10, ["b"] = 5 });
        string path = Path.Combine(folder, "limits.json");
        ModelFiles.WriteJson(path, written.Write);
        HandWrittenLimit read = HandWrittenLimits.FromJson(ModelFiles.Json(path)).Now("other", now)!;
        Assert.Equal(42.0, read.GradientNs, 9);
        Assert.Equal(18.0, read.LaneNs, 9);
        Assert.Null(written.Now("m", now));
    }

    /// <summary>The kernels that stand for the machine's speed compute the models' gradients.</summary>
    [Fact]
    public void Calibration_kernels_have_the_gradients_of_the_models()
    {
        double[] y = [.. Enumerable.Range(0, 21).Select(t => Math.Sin(0.7 * t))], x = [.. Enumerable.Range(0, 21).Select(t => Math.Cos(0.3 * t))];
        double[] sensor = [0.3, -0.2, 0.05, 0.5, 0.3, 0.2, 0.1, -0.1], schools = [4.0, 0.5, 6.0, 5.0, 3.0, 4.0, 2.0, 3.0, 7.0, 5.0];
        IDensity model = new Models.Sensor { Y = y, X = x }.Bind();
        Check(model, Alone(new SensorKernel<OneNumber>(y, x).Evaluate), sensor);
        Check(model, InLanes(new SensorKernel<EightNumbers>(y, x).Evaluate), sensor);
        model = new EightSchools { Effect = _effects, StandardError = _errors }.Bind();
        Check(model, Alone(new SchoolsKernel<OneNumber>(_effects, _errors).Evaluate), schools);
        Check(model, InLanes(new SchoolsKernel<EightNumbers>(_effects, _errors).Evaluate), schools);
        Check(model, new SchoolsVectorKernel(_effects, _errors).Evaluate, schools);
    }

    [Fact]
    public void Every_model_of_the_catalogue_has_data() =>
        Assert.All(Catalogue.Entries, entry => Assert.True(BenchModels.Simulated(entry.Name).Bind().Dimension > 0, entry.Name));

    [Fact]
    public void Lines_fit_eighty_columns()
    {
        StringWriter output = new();
        BenchRow row = Row("approximate_gaussian_process", 1.25) with { Dimension = 10_000, GradientNs = 123_456_789, LaneNs = 98_765_432, LeapfrogNs = 123_456_999, GradientBytes = 65_536 };
        MachineSpeed speed = new([new KernelSpeed(ReferenceFigures.SchoolsLanes, 4.5)]);
        ScalingPoint[] points = [.. new[] { 300, 10_000 }.Select(n => new ScalingPoint(n, n, 1e8, 0, 12_345_678, 12_345_678, 123_456_789))];
        IAnsiConsole console = CommandLine.Console(output);
        BenchTable.Show(console, speed, [row, row with { IsSimulated = true }]);
        ScalingTable.Show(console, speed, [new ScalingRun("hierarchical_regression", "d", points), new ScalingRun("hierarchical_regression", "n", [.. points.Select(point => point with { Size = 100 * point.Size })])]);
        string[] lines = output.ToString().Split('\n');
        Assert.All(lines, line => Assert.InRange(line.TrimEnd().Length, 0, 80));
        Assert.Contains(lines, line => line.StartsWith("approximate_gaussian_process *  10000  123456789", StringComparison.Ordinal));
    }

    [Fact]
    public void A_comparison_writes_the_documented_fields()
    {
        File.WriteAllText(Path.Combine(folder, "simple.json"), """{ "y": [1.0, 2.0, 4.0] }""");
        string stan = Path.Combine(folder, "stan.json"), json = Path.Combine(folder, "out.json");
        File.WriteAllText(stan, """{ "simple": { "grad_us": 0.5 } }""");
        Assert.Equal(0, CommandLine.Run(new StringWriter(), "bench", "--model", "simple", "eight_schools", "--data", folder, "--stan", stan, "--json", json));
        JsonElement written = ModelFiles.Json(json);
        Assert.Equal(["machine", "models", "stan_ratio_geometric_mean"], Names(written));
        Assert.Equal(["factor", "kernels"], Names(written.GetProperty("machine")));
        Assert.Equal(["kernel", "ns", "reference_ns", "factor"], Names(written.GetProperty("machine").GetProperty("kernels")[0]));
        JsonElement[] models = [.. written.GetProperty("models").EnumerateArray()];
        Assert.Equal(["given", "simulated"], models.Select(model => model.GetProperty("data").GetString()));
        Assert.Equal(
            [
                "model", "data", "dimension", "ns_per_gradient", "ns_per_gradient_and_lane", "ns_per_leapfrog", "bytes_per_gradient", "machine_factor",
                "stan_ns_per_gradient", "stan_scaled_ns_per_gradient", "stan_ratio", "limit_ns_per_gradient", "limit_share",
                "limit_ns_per_gradient_and_lane", "limit_share_in_lanes",
            ],
            Names(models[0]));
        Assert.Equal(500.0, models[0].GetProperty("stan_ns_per_gradient").GetDouble(), 9);
        Assert.Equal(0.0, models[0].GetProperty("bytes_per_gradient").GetDouble());
        Assert.Equal(JsonValueKind.Null, models[1].GetProperty("stan_ratio").ValueKind);
    }

    [Fact]
    public void Scaling_writes_the_documented_fields()
    {
        string json = Path.Combine(folder, "out.json");
        Assert.Equal(0, CommandLine.Run(new StringWriter(), "bench", "--scaling", "--model", "eight_schools", "--largest", "5", "--json", json));
        JsonElement written = ModelFiles.Json(json);
        Assert.Equal(["machine", "scaling"], Names(written));
        JsonElement run = Assert.Single(written.GetProperty("scaling").EnumerateArray());
        Assert.Equal(["model", "size", "exponent", "exponent_standard_error", "points", "decades"], Names(run));
        Assert.Equal([3, 5], run.GetProperty("points").EnumerateArray().Select(point => point.GetProperty("dimension").GetInt32()));
        Assert.Equal(["size", "dimension", "ns_per_gradient", "bytes_per_gradient", "sampler_bytes", "warmup_bytes", "allocated_bytes"], Names(run.GetProperty("points")[0]));
        Assert.Equal(["from", "until", "exponent"], Names(Assert.Single(run.GetProperty("decades").EnumerateArray())));
    }

    [Fact]
    public void Models_that_cannot_be_measured_are_refused()
    {
        Assert.Equal(2, CommandLine.Run(new StringWriter(), "bench", "--model", "no_such_model"));
        Assert.Equal(2, CommandLine.Run(new StringWriter(), "bench", "--scaling", "--model", "simple"));
        File.WriteAllText(Path.Combine(folder, "limits.json"), "{}");
        Assert.Equal(3, CommandLine.Run(new StringWriter(), "bench", "--model", "simple", "--limits", Path.Combine(folder, "limits.json")));
    }

    private delegate double Evaluation(ReadOnlySpan<double> position, Span<double> gradient);

    private delegate T Evaluation<T>(ReadOnlySpan<T> position, Span<T> gradient);

    /// <summary>Two kernels of one model: limits 10 and 40 ns, quotients 1.5 and 0.5.</summary>
    private static MachineSpeed Speed(double first, double second) =>
        new([new KernelSpeed(new ReferenceFigure("a", "m", 10, 1.5), first), new KernelSpeed(new ReferenceFigure("b", "m", 40, 0.5), second)]);

    private static BenchRow Row(string model, double factor) =>
        new(model, 8, false, 50, 40, 60, 0, 100) { Factor = factor, Limit = new HandWrittenLimit(model, 30, 10) };

    private static string[] Names(JsonElement element) => [.. element.EnumerateObject().Select(property => property.Name)];

    private static Evaluation Alone(Evaluation<OneNumber> kernel) => (position, gradient) =>
        MemoryMarshal.Cast<OneNumber, double>([kernel(MemoryMarshal.Cast<double, OneNumber>(position), MemoryMarshal.Cast<double, OneNumber>(gradient))])[0];

    /// <summary>The last lane of eight, the others at other positions.</summary>
    private static Evaluation InLanes(Evaluation<EightNumbers> kernel) => (position, gradient) =>
    {
        const int Width = 8;
        double[] positions = new double[Width * position.Length], gradients = new double[Width * position.Length];
        for (int k = 0; k < positions.Length; k++)
        {
            positions[k] = position[k / Width] * (0.3 + (0.1 * (k % Width)));
        }

        EightNumbers value = kernel(MemoryMarshal.Cast<double, EightNumbers>(positions), MemoryMarshal.Cast<double, EightNumbers>(gradients.AsSpan()));
        for (int k = 0; k < position.Length; k++)
        {
            gradient[k] = gradients[(Width * k) + Width - 1];
        }

        return MemoryMarshal.Cast<EightNumbers, double>([value])[Width - 1];
    };

    /// <summary>Same gradient, and same difference of log densities between two positions: constants may differ.</summary>
    private static void Check(IDensity density, Evaluation kernel, double[] at)
    {
        double[] moved = [.. at.Select(coordinate => coordinate + 0.01)], generated = new double[at.Length], written = new double[at.Length];
        density.Evaluate(moved, generated, out double movedLogDensity);
        double movedKernel = kernel(moved, written);
        Assert.Equal(DensityStatus.Ok, density.Evaluate(at, generated, out double logDensity));
        Assert.Equal(movedLogDensity - logDensity, movedKernel - kernel(at, written), 1e-9 * Math.Abs(logDensity));
        double scale = generated.Max(Math.Abs);
        Assert.All(generated.Zip(written), pair => Assert.Equal(pair.First, pair.Second, 1e-11 * scale));
    }
}
