// Time and memory of a model's gradient over its size.
namespace Exmc.Cli;

/// <summary>One size.</summary>
/// <param name="Size">Number of readings, or of parameters.</param>
/// <param name="Dimension">Number of parameters.</param>
/// <param name="GradientNs">Nanoseconds per gradient.</param>
/// <param name="GradientBytes">Bytes that a gradient allocates.</param>
/// <param name="SamplerBytes">Bytes that a chain holds while it draws, see <see cref="SamplerMemory"/>; NaN where none was run: they do not depend on the readings.</param>
/// <param name="WarmupBytes">Bytes that it holds in its warm-up, NaN as before.</param>
/// <param name="AllocatedBytes">Bytes that a fit allocates in all, NaN as before.</param>
internal sealed record ScalingPoint(int Size, int Dimension, double GradientNs, double GradientBytes, double SamplerBytes, double WarmupBytes, double AllocatedBytes)
{
    /// <summary>The sampler's bytes in vectors of max(d, 8) numbers.</summary>
    public double SamplerVectors => Vectors(SamplerBytes);

    /// <summary>Those of its warm-up, as vectors too.</summary>
    public double WarmupVectors => Vectors(WarmupBytes);

    private double Vectors(double bytes) => bytes / (sizeof(double) * Math.Max(Dimension, 8));
}

/// <summary>All sizes of one model.</summary>
/// <param name="Model">Name in the catalogue.</param>
/// <param name="SizeName">n for readings, d for parameters.</param>
/// <param name="Points">By size.</param>
internal sealed record ScalingRun(string Model, string SizeName, IReadOnlyList<ScalingPoint> Points)
{
    /// <summary>Exponent of the time in the size, over all sizes.</summary>
    public (double Exponent, double StandardError) Exponent => Fit(Points);

    /// <summary>The exponent from the smallest size to the first that is ten times it, from there on, and so forth; the last may be less than a decade.</summary>
    public IReadOnlyList<(int From, int Until, double Exponent)> Decades
    {
        get
        {
            List<(int From, int Until, double Exponent)> decades = [];
            for (int first = 0, last = 1; last < Points.Count; last++)
            {
                if (Points[last].Size >= 10 * Points[first].Size || last == Points.Count - 1)
                {
                    decades.Add((Points[first].Size, Points[last].Size, Fit([.. Points.Skip(first).Take(last - first + 1)]).Exponent));
                    first = last;
                }
            }

            return decades;
        }
    }

    /// <summary>Measures a model at each size.</summary>
    public static ScalingRun Measure(ScalingCase model, int largest) =>
        new(model.Model, model.IsDimension ? "d" : "n", [.. model.Sizes(largest).Select(size => Measure(model, size, model.Create(size)))]);

    private static ScalingPoint Measure(ScalingCase model, int size, IModel data)
    {
        IDensity density = data.Bind();
        double[] position = [.. Enumerable.Range(0, density.Dimension).Select(k => 0.1 * Math.Sin(1.0 + k))];
        Func<long> gradient = GradientRun.Scalar(density, [.. Enumerable.Repeat(position, Math.Max(1, 20_000 / size))]);
        SamplerMemory? memory = model.IsDimension ? SamplerMemory.Of(data) : null;
        return new ScalingPoint(
            size,
            density.Dimension,
            KernelTimes.Median(gradient),
            GradientRun.Bytes(gradient),
            memory?.Drawing ?? double.NaN,
            memory?.Warming ?? double.NaN,
            model.IsDimension ? SamplerMemory.AllocatedBytes(density) : double.NaN);
    }

    private static (double Exponent, double StandardError) Fit(IReadOnlyList<ScalingPoint> points) =>
        Statistics.PowerLaw([.. points.Select(point => ((double)point.Size, point.GradientNs))]);
}
