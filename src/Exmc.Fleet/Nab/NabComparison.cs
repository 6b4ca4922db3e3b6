// A detector beside others on the same files.
namespace Exmc.Fleet.Nab;

/// <summary>Scores of one detector, its threshold chosen on one half of the files and kept for the other.</summary>
/// <param name="Detector">Its name.</param>
/// <param name="Threshold">The threshold.</param>
/// <param name="Results">Scores of all files, by name.</param>
public sealed record NabComparison(string Detector, double Threshold, IReadOnlyList<NabResult> Results)
{
    /// <summary>Files at even places of the list by name, which thresholds and settings may be chosen on.</summary>
    public IReadOnlyList<NabResult> Tuning => Half(Results, 0);

    /// <summary>Files at odd places, which nothing is chosen on.</summary>
    public IReadOnlyList<NabResult> HeldOut => Half(Results, 1);

    /// <summary>Chooses the threshold with the best standard score.</summary>
    /// <param name="detector">The name.</param>
    /// <param name="results">Files in the order of their names.</param>
    /// <param name="onHalf">Whether the held-out files take no part.</param>
    public static NabComparison Tuned(string detector, IReadOnlyList<NabResult> results, bool onHalf) =>
        new(detector, NabScoring.BestThreshold(onHalf ? Half(results, 0) : [.. results], NabProfile.Standard), results);

    /// <summary>Windows of a file with a detection, and detections outside of windows after the probation.</summary>
    public (int Found, int False) Count(NabResult result)
    {
        int[] rows = [.. Enumerable.Range(result.Series.Probation, result.Scores.Length - result.Series.Probation).Where(row => result.Scores[row] >= Threshold)];
        bool IsIn(NabWindow window, int row) => row >= window.First && row <= window.Last;
        return (result.Series.Windows.Count(window => rows.Any(row => IsIn(window, row))), rows.Count(row => !result.Series.Windows.Any(window => IsIn(window, row))));
    }

    private static NabResult[] Half(IReadOnlyList<NabResult> results, int parity) => [.. results.Where((_, place) => place % 2 == parity)];
}
