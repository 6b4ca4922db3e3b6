// The levels of x86-64 that a program can be built for, and which of them a machine can run.
namespace Exmc;

/// <summary>A level of x86-64.</summary>
/// <param name="Name">Its name, as compilers know it.</param>
/// <param name="Flags">The flags of /proc/cpuinfo that it needs beyond x86-64-v2 (System V ABI, AMD64 supplement 1.0, table 3.1).</param>
internal sealed record InstructionSet(string Name, string[] Flags)
{
    /// <summary>The build that every x86-64 machine runs.</summary>
    public const string Baseline = "baseline";

    private static readonly string[] Third = ["avx", "avx2", "bmi1", "bmi2", "f16c", "fma", "abm", "movbe"];

    /// <summary>All levels above the baseline, the widest first.</summary>
    public static IReadOnlyList<InstructionSet> WidestFirst { get; } =
    [
        new("x86-64-v4", [.. Third, "avx512f", "avx512bw", "avx512cd", "avx512dq", "avx512vl"]),
        new("x86-64-v3", Third),
    ];

    /// <summary>Which build a machine shall run.</summary>
    /// <param name="builds">Names of the builds above the baseline that there are.</param>
    /// <param name="machine">The machine's flags.</param>
    /// <param name="requested">The build that the user asks for; null or empty for the widest that the machine can run.</param>
    public static BuildChoice Choose(IReadOnlyCollection<string> builds, IReadOnlySet<string> machine, string? requested)
    {
        InstructionSet? widest = WidestFirst.FirstOrDefault(level => builds.Contains(level.Name) && level.Missing(machine).Length == 0);
        if (string.IsNullOrEmpty(requested))
        {
            return new(widest?.Name ?? Baseline, null);
        }

        if (requested == Baseline)
        {
            return new(Baseline, null);
        }

        string usable = widest?.Name ?? Baseline;
        return WidestFirst.FirstOrDefault(level => level.Name == requested) switch
        {
            null => new(usable, $"There is no instruction set '{requested}': choose {string.Join(", ", WidestFirst.Select(level => level.Name))} or {Baseline}."),
            { } level when level.Missing(machine) is { Length: > 0 } missing =>
                new(usable, $"This machine cannot run the {requested} build: its processor lacks {string.Join(", ", missing)}. Use the {usable} build."),
            _ when !builds.Contains(requested) => new(usable, $"There is no {requested} build beside this program. Use the {usable} build."),
            { } level => new(level.Name, null),
        };
    }

    /// <summary>The flags of the first processor in the text of /proc/cpuinfo; none where it names none.</summary>
    public static IReadOnlySet<string> MachineFlags(TextReader information)
    {
        while (information.ReadLine() is { } line)
        {
            if (line.StartsWith("flags", StringComparison.Ordinal))
            {
                return line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet();
            }
        }

        return new HashSet<string>();
    }

    /// <summary>What a machine lacks to run this level.</summary>
    public string[] Missing(IReadOnlySet<string> machine) => [.. Flags.Where(flag => !machine.Contains(flag))];
}

/// <summary>The build to run, or the best there is and why the requested one cannot run.</summary>
internal readonly record struct BuildChoice(string Name, string? Problem);
