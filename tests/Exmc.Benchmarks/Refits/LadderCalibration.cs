// How often the ladder stays on a cheap rung when a posterior changes by known amounts, and whether its draws are right.
using Exmc.Cli;

namespace Exmc.Benchmarks.Refits;

/// <summary>Refits moved posteriors and prints a table: for each change the rungs, and by how much posterior means are off.</summary>
internal static class LadderCalibration
{
    public static void Run(int trials)
    {
        foreach (string name in (string[])["simple", "stress", "eight_schools_noncentered", "logistic"])
        {
            Run(name, BenchModels.Simulated(name), trials);
        }
    }

    private static void Run(string name, IModel model, int trials)
    {
        // In coordinates of one sign: the two halves of a folded scale are one posterior, but two places to be moved from.
        IDensity density = model.Bind(Coordinates.Canonical);
        LongRun truth = LongRun.Of(density);
        RefitTally[] tallies = [.. PlantedChange.All.Select(_ => new RefitTally())];
        for (int trial = 0; trial < trials; trial++)
        {
            Posterior before = Sampler.SampleChain(density, new SamplerOptions { Chains = 1, Warmup = 500, Draws = 400, Seed = (ulong)trial });
            for (int change = 0; change < tallies.Length; change++)
            {
                (IDensity moved, double[] mean, double[] sd) = PlantedChange.All[change].Apply(density, truth, new Random((trial * 100) + change));
                Posterior after = Sampler.RefitChain(moved, before.Adaptation, new RefitOptions { Draws = 400, Ladder = new() { ColdWarmup = 500 } });
                double[] coordinates = new double[after.DrawCount];
                tallies[change].Add(
                    after.Chain(0).Refit!,
                    mean,
                    sd,
                    i =>
                    {
                        for (int draw = 0; draw < coordinates.Length; draw++)
                        {
                            coordinates[draw] = after.Positions(0, draw)[i];
                        }

                        return coordinates;
                    });
            }
        }

        Console.WriteLine(FormattableString.Invariant($"{name}, d = {density.Dimension}, {trials} trials"));
        Console.WriteLine(RefitTally.Head + "  reported as unchanged");
        for (int change = 0; change < tallies.Length; change++)
        {
            PlantedChange planted = PlantedChange.All[change];
            RefitTally tally = tallies[change];
            string missed = planted.MustNotPass ? FormattableString.Invariant($"{tally.Count(RefitRung.Reweighted) + tally.Count(RefitRung.Frozen)}") : "-";
            Console.WriteLine(FormattableString.Invariant($"{tally.Row(planted.Name)} {missed,22}"));
        }

        Console.WriteLine();
    }
}
