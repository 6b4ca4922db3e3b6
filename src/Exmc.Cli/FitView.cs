// What `exmc fit` shows while it runs.
using System.Globalization;
using Spectre.Console;

namespace Exmc.Cli;

internal static class FitView
{
    private static readonly TimeSpan Refresh = TimeSpan.FromMilliseconds(100);

    /// <summary>Fits with a table that follows the chains on a terminal, and plain lines elsewhere.</summary>
    /// <param name="console">Where to show it.</param>
    /// <param name="chains">Number of chains.</param>
    /// <param name="begin">Begins the run, which tells where it stands.</param>
    public static PartialFit Run(IAnsiConsole console, int chains, Func<IProgress<ChainProgress>, Task<PartialFit>> begin)
    {
        if (!console.Profile.Capabilities.Interactive)
        {
            return begin(new Lines(console)).GetAwaiter().GetResult();
        }

        Latest latest = new(chains);
        Task<PartialFit> run = begin(latest);
        console.Live(Table(latest.Chains)).AutoClear(true).Start(live =>
        {
            while (!run.IsCompleted)
            {
                Task.WhenAny(run, Task.Delay(Refresh, CancellationToken.None)).GetAwaiter().GetResult();
                live.UpdateTarget(Table(latest.Chains));
                live.Refresh();
            }
        });
        return run.GetAwaiter().GetResult();
    }

    /// <summary>One row per chain.</summary>
    /// <param name="chains">The latest report of each; null before the first.</param>
    internal static Table Table(IReadOnlyList<ChainProgress?> chains)
    {
        Table table = new Table().AddColumns("chain", "phase", "draws", "divergences", "step size", "gradients per draw", "left");
        for (int chain = 0; chain < chains.Count; chain++)
        {
            string name = (chain + 1).ToString(CultureInfo.InvariantCulture);
            if (chains[chain] is { } at)
            {
                table.AddRow(
                    name, Phase(at), Count(at), at.Divergences.ToString(CultureInfo.InvariantCulture), Text(at.StepSize, "G3"), Text(at.GradientsPerIteration, "F1"), Left(at));
            }
            else
            {
                table.AddRow(name, "waiting", string.Empty, string.Empty, string.Empty, string.Empty, string.Empty);
            }
        }

        return table;
    }

    private static string Line(ChainProgress at) => string.Create(
        CultureInfo.InvariantCulture,
        $"chain {at.Chain + 1}: {Phase(at)} {Count(at)}, {at.Divergences} divergences, step size {at.StepSize:G3}, {at.GradientsPerIteration:F1} gradients per draw, {Left(at)} left");

    private static string Phase(ChainProgress at) => at.Warmup ? "warm-up" : "draws";

    private static string Count(ChainProgress at) => at.Warmup
        ? string.Create(CultureInfo.InvariantCulture, $"{at.Iteration}/{at.WarmupTotal}")
        : string.Create(CultureInfo.InvariantCulture, $"{at.Draws}/{at.Total - at.WarmupTotal}");

    private static string Left(ChainProgress at) => at.TimeLeft.TotalMinutes >= 1
        ? at.TimeLeft.ToString(at.TimeLeft.TotalHours >= 1 ? @"d\.hh\:mm\:ss" : @"mm\:ss", CultureInfo.InvariantCulture)
        : Text(at.TimeLeft.TotalSeconds, "F1") + " s";

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    /// <summary>Keeps the latest report of each chain; told by the threads of the run.</summary>
    private sealed class Latest(int chains) : IProgress<ChainProgress>
    {
        private readonly Lock _lock = new();
        private readonly ChainProgress?[] _chains = new ChainProgress?[chains];

        public IReadOnlyList<ChainProgress?> Chains
        {
            get
            {
                lock (_lock)
                {
                    return [.. _chains];
                }
            }
        }

        public void Report(ChainProgress value)
        {
            lock (_lock)
            {
                _chains[value.Chain] = value;
            }
        }
    }

    /// <summary>A line at each quarter of a chain.</summary>
    private sealed class Lines(IAnsiConsole console) : IProgress<ChainProgress>
    {
        private const int Parts = 4;
        private readonly Lock _lock = new();
        private readonly Dictionary<int, int> _shown = [];

        public void Report(ChainProgress value)
        {
            int part = (int)((long)Parts * value.Iteration / value.Total);
            lock (_lock)
            {
                if (part > _shown.GetValueOrDefault(value.Chain))
                {
                    _shown[value.Chain] = part;

                    // A console would break the line at the width of a terminal that is not there.
                    console.Profile.Out.Writer.WriteLine(Line(value));
                }
            }
        }
    }
}
