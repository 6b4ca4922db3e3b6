// What a fit learnt, as a file.
namespace Exmc;

public sealed partial class Adaptation
{
    /// <summary>The version of the file that this version of Exmc writes and reads.</summary>
    public const int FormatVersion = 1;

    private const string FileKind = "ExmcAdpt";
    private const string SectionName = "adaptation";

    /// <summary>Writes the adaptation to a file; one that is there is replaced when the new one is whole.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path) => StateFile.Write(path, Save);

    /// <summary>Writes the adaptation; docs/state-format.md describes the bytes.</summary>
    public void Save(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        StateWriter writer = new();
        writer.Text("model", ModelName);
        writer.Text("layout", LayoutHash);
        writer.Bits("seed", Seed);
        writer.Bits("epoch", Epoch);
        writer.Integer("chains", Chains.Count);
        foreach (ChainAdaptation chain in Chains)
        {
            writer.Integer("kind", (int)chain.Kind);
            writer.Real("step_size", chain.StepSize);
            writer.Reals("position", chain.Position.Span);
            writer.Reals("inverse_metric", chain.InverseMetric.Span);
            writer.Reals("translation", chain.Translation.Span);
            writer.Flag("has_draws", chain.Draws is not null);
            chain.Draws?.Write(writer);
        }

        StateFile.Write(stream, FileKind, FormatVersion, [new StateSection(SectionName, writer.ToArray())]);
    }

    /// <summary>Reads an adaptation from a file.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="StateException">It is not an adaptation, of another version, cut off or damaged; names file, field, expected and found.</exception>
    public static Adaptation Load(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return Load(stream, path);
    }

    /// <summary>Reads an adaptation from a stream, to its end.</summary>
    /// <param name="stream">Where from.</param>
    /// <param name="name">What messages call the stream.</param>
    /// <exception cref="StateException">It is not an adaptation, of another version, cut off or damaged; names file, field, expected and found.</exception>
    public static Adaptation Load(Stream stream, string name = "the stream")
    {
        ArgumentNullException.ThrowIfNull(stream);
        StateSection[] sections = StateFile.Read(stream, name, FileKind, FormatVersion);
        if (sections is not [{ Name: SectionName }])
        {
            throw new StateException(name, "sections", $"'{SectionName}' alone", $"'{string.Join("', '", sections.Select(section => section.Name))}'");
        }

        StateReader reader = new(sections[0].Content, name, SectionName);
        string model = reader.Text("model");
        string layout = reader.Text("layout");
        ulong seed = reader.Bits("seed");
        ulong epoch = reader.Bits("epoch");
        int count = reader.Integer("chains", 1, int.MaxValue);
        List<ChainAdaptation> chains = [];
        for (int chain = 0; chain < count; chain++)
        {
            MetricKind kind = (MetricKind)reader.Integer("kind", 0, (int)MetricKind.LowRank);
            chains.Add(new(StepSize: reader.Real("step_size"), Position: reader.Reals("position"), InverseMetric: reader.Reals("inverse_metric"), Translation: reader.Reals("translation"), Kind: kind, Draws: reader.Flag("has_draws") ? CarriedDraws.Read(reader) : null));
        }

        reader.Finish();
        return new Adaptation(model, layout, chains, seed, epoch);
    }
}
