// exmc logdensity: log density and gradient at given positions.
using System.CommandLine;
using System.Text.Json;
using Spectre.Console;

namespace Exmc.Cli;

internal static class LogDensityCommand
{
    public static Command Create(IAnsiConsole console)
    {
        Argument<string> model = new("MODEL") { Description = "Class name, snake_case name, or the folder's name in posteriordb." };
        Option<string?> data = new("--data") { Description = "JSON file with the data; may be absent for a model without data." };
        Option<string> at = new("--at") { Description = "JSON file: an array of unconstrained positions, parameters in declaration order.", Required = true };
        Option<string?> json = new("--json") { Description = "Write the points to this file." };
        Command command = new("logdensity", "Evaluates a model's log density and gradient at unconstrained positions (Stan's transforms).") { model, data, at, json };
        command.SetAction(parsed => ExitCodes.Guard(console, () =>
        {
            IDensity density = ModelFiles.Find(parsed.GetValue(model)!).FromJson(FitCommand.Data(parsed.GetValue(data))).Bind(Coordinates.Canonical);
            double[][] positions = Positions(ModelFiles.Json(parsed.GetValue(at)!), density.Dimension);
            List<(double LogDensity, double[] Gradient, DensityStatus Status)> points = [];
            foreach (double[] position in positions)
            {
                double[] gradient = new double[density.Dimension];
                DensityStatus status = density.Evaluate(position, gradient, out double logDensity);
                points.Add((logDensity, gradient, status));
                console.MarkupLineInterpolated($"{logDensity:R} {status}");
            }

            if (parsed.GetValue(json) is { } path)
            {
                ModelFiles.WriteJson(path, writer => Write(writer, points));
            }

            return ExitCodes.Fine;
        }));
        return command;
    }

    private static double[][] Positions(JsonElement root, int dimension)
    {
        if (root.ValueKind != JsonValueKind.Array)
        {
            throw new InvalidDataException("The file of --at must hold an array of positions, each an array of numbers.");
        }

        List<double[]> positions = [];
        foreach (JsonElement element in root.EnumerateArray())
        {
            bool isVector = element.ValueKind == JsonValueKind.Array && element.EnumerateArray().All(item => item.ValueKind == JsonValueKind.Number);
            if (!isVector || element.GetArrayLength() != dimension)
            {
                throw new InvalidDataException($"Position {positions.Count} of --at is {element.GetRawText()}, but must be an array of {dimension} numbers.");
            }

            positions.Add([.. element.EnumerateArray().Select(item => item.GetDouble())]);
        }

        return [.. positions];
    }

    private static void Write(Utf8JsonWriter writer, List<(double LogDensity, double[] Gradient, DensityStatus Status)> points)
    {
        writer.WriteStartArray("points");
        foreach ((double logDensity, double[] gradient, DensityStatus status) in points)
        {
            writer.WriteStartObject();
            writer.Number("log_density", logDensity);
            writer.WriteStartArray("gradient");
            foreach (double component in gradient)
            {
                if (double.IsFinite(component))
                {
                    writer.WriteNumberValue(component);
                }
                else
                {
                    writer.WriteNullValue();
                }
            }

            writer.WriteEndArray();
            writer.WriteString("status", Snake(status));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static string Snake(DensityStatus status) => status switch
    {
        DensityStatus.Ok => "ok",
        DensityStatus.OutsideSupport => "outside_support",
        DensityStatus.NotFinite => "not_finite",
        _ => "solver_failed",
    };
}
