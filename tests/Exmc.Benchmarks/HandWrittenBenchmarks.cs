// Generated gradients beside hand-written ones, in one run.
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Exmc.Models;

namespace Exmc.Benchmarks;

/// <summary>Ratios of generated gradients to hand-written ones on the same data and positions. Setup refuses gradients that differ.</summary>
[MemoryDiagnoser]
public class HandWrittenBenchmarks
{
    private readonly double[] _gradient = new double[10];
    private readonly double[] _sensorPosition = [0.3, 0.1, 0.01, 0.5, 0.3, 0.2, 0.1, 0.0];
    private readonly double[] _schoolsPosition = [4.0, 0.5, 6.0, 5.0, 3.0, 4.0, 2.0, 3.0, 7.0, 5.0];
    private IDensity _sensor = null!;
    private IDensity _schools = null!;
    private HandWrittenSensor _handWrittenSensor = null!;
    private HandWrittenEightSchools _handWrittenSchools = null!;

    private delegate double Evaluation(ReadOnlySpan<double> position, Span<double> gradient);

    /// <summary>Binds the models and compares the gradients.</summary>
    [GlobalSetup]
    public void Setup()
    {
        Sensor sensor = Sensor.FromJson(Data("sensor_0"));
        _sensor = sensor.Bind();
        _handWrittenSensor = new HandWrittenSensor(sensor.Y.Span.ToArray(), sensor.X.Span.ToArray());
        EightSchools schools = EightSchools.FromJson(Data("eight_schools"));
        _schools = schools.Bind();
        _handWrittenSchools = new HandWrittenEightSchools(schools.Effect.Span.ToArray(), schools.StandardError.Span.ToArray());
        RequireSame(_sensor, _handWrittenSensor.Evaluate, _sensorPosition);
        RequireSame(_schools, _handWrittenSchools.Evaluate, _schoolsPosition);
    }

    /// <summary>Generated sensor gradient.</summary>
    [Benchmark]
    public double GeneratedSensor()
    {
        _sensor.Evaluate(_sensorPosition, _gradient, out double logDensity);
        return logDensity;
    }

    /// <summary>Hand-written sensor gradient.</summary>
    [Benchmark]
    public double HandWrittenSensor() => _handWrittenSensor.Evaluate(_sensorPosition, _gradient);

    /// <summary>Generated eight schools gradient.</summary>
    [Benchmark]
    public double GeneratedEightSchools()
    {
        _schools.Evaluate(_schoolsPosition, _gradient, out double logDensity);
        return logDensity;
    }

    /// <summary>Hand-written eight schools gradient.</summary>
    [Benchmark]
    public double HandWrittenEightSchools() => _handWrittenSchools.Evaluate(_schoolsPosition, _gradient);

    private static JsonElement Data(string name)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(Path.Combine(BenchmarkData.Folder, "peers", "data", name + ".json")));
        return document.RootElement.Clone();
    }

    private static void RequireSame(IDensity density, Evaluation handWritten, double[] position)
    {
        double[] moved = [.. position.Select(coordinate => coordinate + 0.01)];
        double[] generated = new double[position.Length];
        double[] written = new double[position.Length];
        density.Evaluate(moved, generated, out double movedLogDensity);
        double writtenDifference = handWritten(moved, written);
        density.Evaluate(position, generated, out double logDensity);
        writtenDifference -= handWritten(position, written);
        double scale = generated.Select(Math.Abs).Max();
        bool isSame = Math.Abs(movedLogDensity - logDensity - writtenDifference) <= 1e-9 * Math.Abs(logDensity)
            && generated.Zip(written, (a, b) => Math.Abs(a - b)).All(difference => difference <= 1e-9 * scale);
        if (!isSame)
        {
            throw new InvalidOperationException($"The hand-written gradient [{string.Join(", ", written)}] is not the generated one [{string.Join(", ", generated)}].");
        }
    }
}
