// What the fastest hand-written code of a model takes on the machine as it is now.
using System.Text.Json;

namespace Exmc.Cli;

/// <summary>Nanoseconds per gradient: alone, with vectors where they help, and per lane of eight.</summary>
internal sealed record HandWrittenLimit(string Model, double GradientNs, double LaneNs);

/// <summary>Limits of some models, and the times of the calibration kernels when they were measured.</summary>
internal sealed record HandWrittenLimits(IReadOnlyList<HandWrittenLimit> Measured, IReadOnlyDictionary<string, double> KernelNs)
{
    /// <summary>The limit of a model on the machine as it is now; null when it is not known.</summary>
    public HandWrittenLimit? Now(string model, MachineSpeed now)
    {
        double factor = Statistics.GeometricMean(now.Kernels.Where(kernel => KernelNs.ContainsKey(kernel.Figure.Kernel)).Select(kernel => kernel.Ns / KernelNs[kernel.Figure.Kernel]));
        return Measured.FirstOrDefault(limit => limit.Model == model) is { } then
            ? then with { GradientNs = then.GradientNs * factor, LaneNs = then.LaneNs * factor }
            : null;
    }

    /// <summary>The limit of a model that has calibration kernels, from their times now; null for others.</summary>
    public static HandWrittenLimit? OfKernels(string model, MachineSpeed now) =>
        now.Kernels.Where(kernel => kernel.Figure.Model == model).ToArray() is [KernelSpeed alone, KernelSpeed lanes]
            ? new HandWrittenLimit(model, alone.LimitNs, lanes.LimitNs)
            : null;

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="InvalidDataException">A field is missing.</exception>
    public static HandWrittenLimits FromJson(JsonElement root)
    {
        try
        {
            return new HandWrittenLimits(
                [.. root.GetProperty("limits").EnumerateArray().Select(limit => new HandWrittenLimit(
                    limit.GetProperty("model").GetString()!, limit.GetProperty("ns_per_gradient").GetDouble(), limit.GetProperty("ns_per_gradient_and_lane").GetDouble()))],
                root.GetProperty("kernels").EnumerateArray().ToDictionary(kernel => kernel.GetProperty("kernel").GetString()!, kernel => kernel.GetProperty("ns").GetDouble()));
        }
        catch (Exception exception) when (exception is KeyNotFoundException or InvalidOperationException)
        {
            throw new InvalidDataException("The file of limits needs 'limits' with 'model', 'ns_per_gradient', 'ns_per_gradient_and_lane', and 'kernels' with 'kernel', 'ns'.", exception);
        }
    }

    /// <summary>Writes both arrays into an object.</summary>
    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartArray("limits");
        foreach (HandWrittenLimit limit in Measured)
        {
            writer.WriteStartObject();
            writer.WriteString("model", limit.Model);
            writer.Number("ns_per_gradient", limit.GradientNs);
            writer.Number("ns_per_gradient_and_lane", limit.LaneNs);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("kernels");
        foreach ((string kernel, double ns) in KernelNs)
        {
            writer.WriteStartObject();
            writer.WriteString("kernel", kernel);
            writer.Number("ns", ns);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
