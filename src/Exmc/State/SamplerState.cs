// The state of a run between transitions, as a value that can be saved.
namespace Exmc;

/// <summary>Where one chain stands.</summary>
/// <param name="Warmup">Finished iterations of its warm-up.</param>
/// <param name="Draws">Finished draws.</param>
public readonly record struct ChainStanding(int Warmup, int Draws);

/// <summary>
/// All that determines how a run goes on: options, and of each chain the place in its warm-up plan, random stream, position, metric and its
/// estimators, tuning and search of the step size, draws and statistics so far. Immutable. <see cref="Sampler.Resume"/> goes on from it as if the run
/// had not been interrupted, bit for bit. docs/state-format.md describes the file.
/// </summary>
public sealed class SamplerState
{
    /// <summary>The version of the file that this version of Exmc writes and reads.</summary>
    public const int FormatVersion = 1;

    private const string FileKind = "ExmcStat";
    private readonly StateSection[] _sections;

    internal SamplerState(SavedPlan plan, StateSection[] sections, string file)
    {
        _sections = sections;
        Plan = plan;
        File = file;
        ChainStanding[] chains = new ChainStanding[plan.Chains];
        for (int chain = 0; chain < chains.Length; chain++)
        {
            StateReader reader = ReaderOf(chain);
            int iteration = reader.Integer("iteration", 0, int.MaxValue);
            int warmup = reader.Integer("warmup", 0, int.MaxValue);
            chains[chain] = new(Math.Min(iteration, warmup), Math.Max(0, iteration - warmup));
        }

        Chains = chains;
    }

    /// <summary>The model that is fitted.</summary>
    public string ModelName => Plan.Model;

    /// <summary><see cref="ParameterLayout.Hash"/> of the model.</summary>
    public string LayoutHash => Plan.LayoutHash;

    /// <summary>SHA-256 (hex) of each member of data, by its name in JSON; empty for a model that names none.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Data => Plan.Data;

    /// <summary>Seed of the run.</summary>
    public ulong Seed => Plan.Plan.Seed;

    /// <summary>Random stream of the run beside its seed.</summary>
    public ulong Epoch => Plan.Plan.Epoch;

    /// <summary>Whether the run is a refit, which began with what an earlier fit had learnt.</summary>
    public bool IsRefit => Plan.Plan.IsWarm;

    /// <summary>Warm-up iterations per chain.</summary>
    public int Warmup => Plan.Plan.Warmup.Draws;

    /// <summary>Draws per chain that were asked for.</summary>
    public int Draws => Plan.Plan.Options.Draws;

    /// <summary>Where each chain stands.</summary>
    public IReadOnlyList<ChainStanding> Chains { get; }

    internal SavedPlan Plan { get; }

    /// <summary>Where the state was loaded from, for messages.</summary>
    internal string File { get; }

    /// <summary>Writes the state to a file; one that is there is replaced when the new one is whole.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path) => StateFile.Write(path, Save);

    /// <summary>Writes the state.</summary>
    public void Save(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        StateFile.Write(stream, FileKind, FormatVersion, _sections);
    }

    /// <summary>Reads a state from a file.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="StateException">It is not a state, of another version, cut off or damaged; names file, field, expected and found.</exception>
    public static SamplerState Load(string path)
    {
        using FileStream stream = System.IO.File.OpenRead(path);
        return Load(stream, path);
    }

    /// <summary>Reads a state from a stream, to its end.</summary>
    /// <param name="stream">Where from.</param>
    /// <param name="name">What messages call the stream.</param>
    /// <exception cref="StateException">It is not a state, of another version, cut off or damaged; names file, field, expected and found.</exception>
    public static SamplerState Load(Stream stream, string name = "the stream")
    {
        ArgumentNullException.ThrowIfNull(stream);
        StateSection[] sections = StateFile.Read(stream, name, FileKind, FormatVersion);
        Require(name, 0, "plan", sections[0].Name);
        SavedPlan plan = SavedPlan.Read(new StateReader(sections[0].Content, name, "plan"));
        if (sections.Length != 1 + plan.Chains)
        {
            throw new StateException(name, "plan/chains", $"{sections.Length - 1}, as there are sections of chains", $"{plan.Chains}");
        }

        for (int chain = 0; chain < plan.Chains; chain++)
        {
            Require(name, 1 + chain, NameOf(chain), sections[1 + chain].Name);
        }

        return new SamplerState(plan, sections, name);
    }

    internal static string NameOf(int chain) => $"chain {chain}";

    internal StateReader ReaderOf(int chain) => new(_sections[1 + chain].Content, File, NameOf(chain));

    private static void Require(string file, int section, string expected, string found)
    {
        if (expected != found)
        {
            throw new StateException(file, $"section {section + 1}/name", $"'{expected}'", $"'{found}'");
        }
    }
}
