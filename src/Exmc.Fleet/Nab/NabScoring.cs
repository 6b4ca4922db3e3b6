// The scoring rule of the Numenta anomaly benchmark.
namespace Exmc.Fleet.Nab;

/// <summary>A file with a detector's scores.</summary>
/// <param name="Series">The file.</param>
/// <param name="Scores">Anomaly score of each row, in [0, 1].</param>
public sealed record NabResult(NabSeries Series, double[] Scores);

/// <summary>
/// Detections are rows whose score reaches the threshold. The best one of a window counts by how early it is, a window without one costs, and
/// so does every detection outside, the less the closer it follows a window (Lavin and Ahmad 2015, section III).
/// </summary>
public static class NabScoring
{
    /// <summary>What a detection at a row would count by itself, before the weights: in (0, 1] in a window, in [-1, 0) outside.</summary>
    /// <param name="series">The file.</param>
    /// <param name="row">Index of the row.</param>
    public static double Position(NabSeries series, int row)
    {
        NabWindow? before = null;
        foreach (NabWindow window in series.Windows)
        {
            if (row >= window.First && row <= window.Last)
            {
                return Sigmoid(-(window.Last - row + 1.0) / window.Width) / Sigmoid(-1.0);
            }

            before = window.Last < row ? window : before;
        }

        return before is { } last ? Outside((row - last.Last) / Math.Max(1.0, last.Width - 1.0)) : -1.0;
    }

    /// <summary>Score of a file, not normalised.</summary>
    public static double Score(NabResult result, double threshold, NabProfile profile) => Total([result], profile, threshold).Score;

    /// <summary>100 for a detector that is perfect, 0 for one that detects nothing, negative for one that is worse.</summary>
    /// <param name="score">Sum over files.</param>
    /// <param name="windows">Windows of all files; with none there is nothing to normalise by, and the result is NaN.</param>
    /// <param name="profile">The weights.</param>
    public static double Normalize(double score, int windows, NabProfile profile)
    {
        double nothing = -profile.FalseNegative * windows;
        return 100.0 * (score - nothing) / ((profile.TruePositive * windows) - nothing);
    }

    /// <summary>Normalised score of several files at one threshold.</summary>
    public static double Score(IReadOnlyCollection<NabResult> results, double threshold, NabProfile profile) =>
        Normalize(results.Sum(result => Score(result, threshold, profile)), results.Sum(result => result.Series.Windows.Count), profile);

    /// <summary>The threshold with the highest score over all files; above 1 when it is best to detect nothing.</summary>
    public static double BestThreshold(IReadOnlyCollection<NabResult> results, NabProfile profile) => Total(results, profile, double.NaN).Threshold;

    // Rows enter as detections from the highest score down; each step of the score is a threshold.
    private static (double Score, double Threshold) Total(IReadOnlyCollection<NabResult> results, NabProfile profile, double threshold)
    {
        List<(double Score, double Position, int Window)> rows = [];
        int windows = 0;
        foreach (NabResult result in results)
        {
            for (int row = result.Series.Probation; row < result.Scores.Length; row++)
            {
                if (result.Scores[row] > 0.0)
                {
                    int inside = result.Series.Windows.TakeWhile(window => row > window.Last).Count();
                    bool isInside = inside < result.Series.Windows.Count && row >= result.Series.Windows[inside].First;
                    rows.Add((result.Scores[row], Position(result.Series, row), isInside ? windows + inside : -1));
                }
            }

            windows += result.Series.Windows.Count;
        }

        rows.Sort((a, b) => b.Score.CompareTo(a.Score));
        double[] best = new double[windows];
        double total = -profile.FalseNegative * windows;
        (double Score, double Threshold) most = (total, 1.1);
        for (int k = 0; k < rows.Count && !(rows[k].Score < threshold); k++)
        {
            (double score, double position, int window) = rows[k];
            if (window < 0)
            {
                total += profile.FalsePositive * position;
            }
            else if (position > best[window])
            {
                total += (best[window] == 0.0 ? profile.FalseNegative : 0.0) + (profile.TruePositive * (position - best[window]));
                best[window] = position;
            }

            bool isStep = k + 1 == rows.Count || rows[k + 1].Score < score;
            if (isStep && total > most.Score)
            {
                most = (total, score);
            }
        }

        return double.IsNaN(threshold) ? most : (total, threshold);
    }

    private static double Outside(double widths) => widths > 3.0 ? -1.0 : Sigmoid(widths);

    private static double Sigmoid(double position) => (2.0 / (1.0 + Math.Exp(5.0 * position))) - 1.0;
}
