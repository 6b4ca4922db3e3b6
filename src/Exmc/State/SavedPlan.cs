// What is saved of a run beside its chains: whose it is, and all options that determine draws.
namespace Exmc;

/// <summary>The plan of a run, equal for all its chains.</summary>
internal sealed record SavedPlan
{
    public required string Model { get; init; }

    public required string LayoutHash { get; init; }

    public required int Chains { get; init; }

    /// <summary>Name and hash of each member of data.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Data { get; init; }

    public required ChainPlan Plan { get; init; }

    public static SavedPlan Of(ParameterLayout layout, DataFingerprint data, int chains, in ChainPlan plan) => new()
    {
        Model = layout.ModelName,
        LayoutHash = layout.Hash,
        Chains = chains,
        Data = data.Members,
        Plan = plan,
    };

    /// <summary>The plan of one chain, as it goes on.</summary>
    public ChainPlan Of(int chain, ResumeOptions options) => Plan with
    {
        Chain = chain,
        Options = Plan.Options with
        {
            Draws = options.Draws ?? Plan.Options.Draws,
            Threads = options.Threads,
            Lanes = options.Lanes,
            GradientThreads = options.GradientThreads,
            Progress = options.Progress,
        },
    };

    public void Write(StateWriter writer)
    {
        ChainOptions options = Plan.Options;
        writer.Text("model", Model);
        writer.Text("layout", LayoutHash);
        writer.Integer("chains", Chains);
        writer.Integer("data", Data.Count);
        foreach ((string member, string hash) in Data)
        {
            writer.Text("member", member);
            writer.Text("sha256", hash);
        }

        writer.Bits("seed", Plan.Seed);
        writer.Bits("epoch", Plan.Epoch);
        writer.Flag("warm", Plan.IsWarm);
        writer.Flag("gradient_guess", Plan.GradientGuess);
        writer.Flag("pathfinder", Plan.UsesPathfinder);
        writer.Integer("draws", options.Draws);
        writer.Real("target_acceptance", options.TargetAcceptance);
        writer.Integer("max_depth", options.MaxDepth);
        writer.Real("step_size_jitter", options.StepSizeJitter);
        writer.Real("max_energy_error", options.MaxEnergyError);
        writer.Real("initial_radius", options.InitialRadius);
        writer.Flag("has_initial_position", Plan.InitialPosition is not null);
        writer.Reals("initial_position", Plan.InitialPosition is { } position ? position.Span : []);
        SavedWarmup.Write(writer, Plan.Warmup);
        SavedLadder.Write(writer, Plan.Ladder);
    }

    /// <exception cref="StateException">A field is missing or cannot be used.</exception>
    public static SavedPlan Read(StateReader reader)
    {
        string model = reader.Text("model");
        string layout = reader.Text("layout");
        int chains = reader.Integer("chains", 1, int.MaxValue);
        KeyValuePair<string, string>[] data = new KeyValuePair<string, string>[reader.Integer("data", 0, ushort.MaxValue)];
        for (int i = 0; i < data.Length; i++)
        {
            data[i] = new(reader.Text("member"), reader.Text("sha256"));
        }

        ulong seed = reader.Bits("seed");
        ulong epoch = reader.Bits("epoch");
        bool isWarm = reader.Flag("warm");
        bool guesses = reader.Flag("gradient_guess");
        bool usesPathfinder = reader.Flag("pathfinder");
        ChainOptions options = (isWarm ? (ChainOptions)new RefitOptions() : new SamplerOptions()) with
        {
            Draws = reader.Integer("draws", 1, Array.MaxLength),
            TargetAcceptance = reader.Real("target_acceptance"),
            MaxDepth = reader.Integer("max_depth", 1, Tree.DepthLimit),
            StepSizeJitter = reader.Real("step_size_jitter"),
            MaxEnergyError = reader.Real("max_energy_error"),
            InitialRadius = reader.Real("initial_radius"),
        };
        bool isGiven = reader.Flag("has_initial_position");
        double[] position = reader.Reals("initial_position");
        WarmupPlan warmup = SavedWarmup.Read(reader);
        LadderOptions? ladder = SavedLadder.Read(reader);
        reader.Finish();
        if (epoch >= RandomStream.EpochLimit)
        {
            throw reader.Wrong("epoch", "below 2^48", $"{epoch}");
        }

        return new()
        {
            Model = model,
            LayoutHash = layout,
            Chains = chains,
            Data = data,
            Plan = new()
            {
                Options = options,
                Chain = 0,
                Seed = seed,
                Epoch = epoch,
                Warmup = warmup,
                Ladder = ladder,
                IsWarm = isWarm,
                GradientGuess = guesses,
                UsesPathfinder = usesPathfinder,
                InitialPosition = isGiven ? position : default(ReadOnlyMemory<double>?),
            },
        };
    }

    /// <summary>Refuses another model or other data.</summary>
    /// <exception cref="StateException">Names what differs.</exception>
    public void Check(ParameterLayout layout, DataFingerprint data, string file)
    {
        Require(file, "plan/model", layout.ModelName, Model, "The state belongs to another model.");
        Require(file, "plan/layout", layout.Hash, LayoutHash, "The model's declaration, or the sizes of its parameters, have changed since: fit it from scratch.");
        const string Remedy = "The data changed; a run resumes on its own data only. Use Refit with what the earlier fit learnt.";
        Require(file, "plan/data", Names(data.Members), Names(Data), Remedy);
        for (int i = 0; i < Data.Count; i++)
        {
            Require(file, $"plan/data/{Data[i].Key}", "of SHA-256 " + data.Members[i].Value, "of SHA-256 " + Data[i].Value, Remedy);
        }
    }

    private static string Names(IReadOnlyList<KeyValuePair<string, string>> members) => string.Join(", ", members.Select(member => member.Key));

    private static void Require(string file, string field, string expected, string found, string remedy)
    {
        if (expected != found)
        {
            throw new StateException(file, field, $"'{expected}'", $"'{found}'", remedy);
        }
    }
}
