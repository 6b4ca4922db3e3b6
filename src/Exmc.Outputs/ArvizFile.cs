// Draws as a netCDF file in the layout of ArviZ.
using Exmc.Outputs.NetCdf;

namespace Exmc.Outputs;

/// <summary>
/// Draws as a netCDF-4 file in the layout of ArviZ's InferenceData: the groups "posterior" and "sample_stats", whose arrays have the dimensions "chain" and
/// "draw" and then, for a vector theta, "theta_dim_0"; coordinates from 0.
/// </summary>
public static class ArvizFile
{
    internal const string Chain = "chain";
    internal const string Draw = "draw";

    /// <summary>Writes a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="draws">The draws.</param>
    /// <param name="created">The time that the file tells as that of its making.</param>
    /// <exception cref="ArgumentException">A quantity has the name of a dimension.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, DrawSet draws, DateTimeOffset created)
    {
        ArgumentNullException.ThrowIfNull(draws);
        NetCdfFile.Write(path, [.. Groups(draws, Attributes(draws.ModelName, created))]);
    }

    /// <summary>
    /// Writes a file of a fit with what its model makes of it: also the groups "posterior_predictive", "log_likelihood" (8 bytes for each draw and
    /// observation) and "observed_data".
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="model">The model with the data it was fitted to.</param>
    /// <param name="fit">Its fit.</param>
    /// <param name="observed">Data by the external name of the observed quantity, missing readings as NaN; may be empty.</param>
    /// <param name="created">The time that the file tells as that of its making.</param>
    /// <exception cref="ArgumentException">A quantity has the name of a dimension, or data are not those that the model replicates.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, IModel model, Posterior fit, IReadOnlyDictionary<string, double[]> observed, DateTimeOffset created)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(observed);
        DrawSet draws = DrawSet.Of(fit);
        (string Name, string Value)[] attributes = Attributes(draws.ModelName, created);
        NetCdfFile.Write(path, [.. Groups(draws, attributes), .. ArvizGroups.Of(model, fit, observed, attributes)]);
    }

    internal static string Axis(string name, int axis) => FormattableString.Invariant($"{name}_dim_{axis}");

    internal static NetCdfDimension[] Sampled(int chains, int draws) => [new(Chain, chains), new(Draw, draws)];

    private static IEnumerable<NetCdfGroup> Groups(DrawSet draws, (string Name, string Value)[] attributes)
    {
        NetCdfDimension[] sampled = Sampled(draws.ChainCount, draws.DrawCount);
        NetCdfDimension[] own = [.. draws.Variables.SelectMany(variable => variable.Shape.Select((length, axis) => new NetCdfDimension(Axis(variable.Name, axis), length)))];
        return
        [
            new("posterior", [.. sampled, .. own], [.. draws.Variables.Select(Of)], attributes),
            new("sample_stats", sampled, [.. DrawStatistics.ArvizNames.Zip(draws.Statistics.Columns, Statistic)], attributes),
        ];
    }

    private static (string Name, string Value)[] Attributes(string model, DateTimeOffset created) =>
    [
        ("created_at", created.ToUniversalTime().ToString("O", System.Globalization.CultureInfo.InvariantCulture)),
        ("inference_library", "exmc"),
        ("inference_library_version", typeof(Posterior).Assembly.GetName().Version!.ToString(3)),
        ("model_name", model),
    ];

    private static NetCdfVariable Of(DrawVariable variable) => new(
        variable.Name,
        [Chain, Draw, .. Enumerable.Range(0, variable.Shape.Count).Select(axis => Axis(variable.Name, axis))],
        NetCdfType.Float64,
        () => variable.Elements.Count == 0 ? [] : Enumerable.Range(0, variable.Elements[0].Length).SelectMany(row => variable.Elements.Select(element => element[row])));

    private static NetCdfVariable Statistic(string name, double[] values) => new(
        name,
        [Chain, Draw],
        name switch
        {
            "diverging" => NetCdfType.Boolean,
            "tree_depth" or "n_steps" => NetCdfType.Int64,
            _ => NetCdfType.Float64,
        },
        () => values);
}
