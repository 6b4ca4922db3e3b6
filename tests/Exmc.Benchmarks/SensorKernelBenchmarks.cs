// The generated sensor gradient beside a hand-written one, in one run.
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Exmc.Models;

namespace Exmc.Benchmarks;

/// <summary>Ratio of the generated gradient to a plain hand-written forward filter without gradient, the same data.</summary>
public class SensorKernelBenchmarks
{
    private IDensity density = null!;
    private double[] y = [];
    private double[] x = [];
    private readonly double[] position = [0.3, 0.1, 0.01, 0.5, 0.3, 0.2, 0.1, 0.0];
    private readonly double[] gradient = new double[8];

    /// <summary>Binds the sensor model.</summary>
    [GlobalSetup]
    public void Setup()
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(Path.Combine(BenchmarkData.Folder, "peers", "data", "sensor_0.json")));
        Sensor sensor = Sensor.FromJson(document.RootElement);
        density = sensor.Bind();
        y = sensor.Y.Span.ToArray();
        x = sensor.X.Span.ToArray();
    }

    /// <summary>Generated log density and gradient.</summary>
    [Benchmark(Baseline = true)]
    public double Generated()
    {
        density.Evaluate(position, gradient, out double logDensity);
        return logDensity;
    }

    /// <summary>Hand-written log likelihood alone: a floor that no gradient can reach.</summary>
    [Benchmark]
    public double HandWrittenValueOnly()
    {
        double noise = position[0] * position[0], qLevel = position[1] * position[1], qSlope = position[2] * position[2], qAr = position[4] * position[4];
        double phi = position[3], beta = position[5], level = position[6], slope = position[7], ar = 0.0;
        double p11 = 0, p12 = 0, p13 = 0, p22 = 0, p23 = 0, p33 = qAr / (1 - (phi * phi)), total = 0;
        for (int t = 0; t < y.Length; t++)
        {
            double v = y[t] - (level + ar + (beta * x[t]));
            double c1 = p11 + p13, c2 = p12 + p23, c3 = p13 + p33, f = c1 + c3 + noise, inverse = 1 / f;
            total -= 0.5 * ((v * v * inverse) + Math.Log(f));
            double k1 = c1 * inverse, k2 = c2 * inverse, k3 = c3 * inverse;
            level += (k1 * v) + slope + (k2 * v);
            slope += k2 * v;
            ar = phi * (ar + (k3 * v));
            p11 -= k1 * c1;
            p12 -= k1 * c2;
            p13 -= k1 * c3;
            p22 -= k2 * c2;
            p23 -= k2 * c3;
            p33 -= k3 * c3;
            p11 += (2 * p12) + p22 + qLevel;
            p12 += p22;
            p13 = phi * (p13 + p23);
            p22 += qSlope;
            p23 *= phi;
            p33 = (phi * phi * p33) + qAr;
        }

        return total;
    }
}
