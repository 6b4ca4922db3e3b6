// Whether chains are in the same place, with the same step size.
using System.Globalization;

namespace Exmc;

/// <summary>Compares chains by their means over a window, in standard deviations within chains, and by their step sizes.</summary>
internal static class ChainAgreement
{
    // Draws that each chain needs.
    private const int FewestDraws = 10;

    // Bound on a chain's mean less the mean of all chains' means. Ten effective draws give it an error of 0.3.
    private const double MeanBound = 1.5;

    // Bound on the logarithm of a chain's step size less the mean of all chains'.
    private const double StepBound = 0.7;

    /// <summary>The largest disagreement beyond its bound, as a sentence that names chain and parameter; null when the chains agree.</summary>
    /// <param name="layout">Names the coordinates.</param>
    /// <param name="windows">One per chain; null for a chain that has none.</param>
    /// <param name="stepSizes">Averaged step sizes, one per chain.</param>
    public static string? Broken(ParameterLayout layout, IReadOnlyList<MetricWindow?> windows, IReadOnlyList<double> stepSizes)
    {
        for (int chain = 0; chain < windows.Count; chain++)
        {
            if (!(windows[chain]?.Draws.Count >= FewestDraws))
            {
                return string.Create(CultureInfo.InvariantCulture, $"chain {chain} moved in {windows[chain]?.Draws.Count ?? 0} transitions of its last windows only");
            }
        }

        (double Excess, string Text) worst = (1, string.Empty);
        for (int i = 0; i < layout.Dimension; i++)
        {
            Compare(ref worst, [.. windows.Select(window => window!.Draws)], i, () => NameOf(layout, i));
        }

        Compare(ref worst, [.. windows.Select(window => window!.LogDensity)], 0, () => "the log density");
        double middle = stepSizes.Average(Math.Log);
        for (int chain = 0; chain < stepSizes.Count; chain++)
        {
            double excess = Math.Abs(Math.Log(stepSizes[chain]) - middle) / StepBound;
            if (IsWorse(excess, worst.Excess))
            {
                worst = (excess, string.Create(CultureInfo.InvariantCulture, $"the step size of chain {chain} is {stepSizes[chain]:G3}, that of all {Math.Exp(middle):G3}"));
            }
        }

        return worst.Text.Length == 0 ? null : worst.Text;
    }

    private static void Compare(ref (double Excess, string Text) worst, RunningMoments[] chains, int coordinate, Func<string> name)
    {
        double middle = chains.Average(chain => chain.Mean[coordinate]);
        double sd = Math.Sqrt(chains.Average(chain => chain.Variance(coordinate)));
        for (int chain = 0; chain < chains.Length; chain++)
        {
            double shift = Math.Abs(chains[chain].Mean[coordinate] - middle) / sd;
            if (IsWorse(shift / MeanBound, worst.Excess))
            {
                worst = (shift / MeanBound, string.Create(CultureInfo.InvariantCulture, $"the mean of {name()} in chain {chain} is {shift:F1} standard deviations within chains from that of all"));
            }
        }
    }

    // Nothing is worse than what is not a number.
    private static bool IsWorse(double excess, double worst) => !double.IsNaN(worst) && !(excess <= worst);

    private static string NameOf(ParameterLayout layout, int coordinate)
    {
        LayoutEntry entry = layout.Entries.First(entry => entry.Role == LayoutRole.Parameter && coordinate < entry.Offset + entry.Size);
        return entry.Size == 1 ? $"'{entry.Name}'" : $"coordinate {coordinate - entry.Offset} of '{entry.Name}'";
    }
}
