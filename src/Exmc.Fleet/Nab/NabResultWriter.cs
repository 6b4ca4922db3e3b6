// Result files in the layout of the Numenta anomaly benchmark.
using System.Globalization;

namespace Exmc.Fleet.Nab;

/// <summary>Writes scores where the benchmark's own scorer looks for them.</summary>
public static class NabResultWriter
{
    private const string TimeFormat = "yyyy-MM-dd HH:mm:ss";

    /// <summary>
    /// Writes results/DETECTOR/CATEGORY/DETECTOR_file.csv under a folder: timestamp, value, anomaly_score, label and what a detection at that row
    /// would count for each profile.
    /// </summary>
    /// <param name="folder">Made when it is not there.</param>
    /// <param name="detector">Name without an underscore, which the benchmark cuts names at.</param>
    /// <param name="result">Scores of a file.</param>
    /// <returns>The path of the file.</returns>
    /// <exception cref="ArgumentException">The name holds an underscore.</exception>
    public static string Write(string folder, string detector, NabResult result)
    {
        if (detector.Length == 0 || detector.Contains('_', StringComparison.Ordinal))
        {
            throw new ArgumentException($"The detector's name is '{detector}', but must be a word without an underscore.", nameof(detector));
        }

        string category = Path.GetDirectoryName(result.Series.Name) ?? string.Empty;
        string path = Path.Combine(folder, "results", detector, category, $"{detector}_{Path.GetFileName(result.Series.Name)}");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using StreamWriter writer = new(path);
        writer.WriteLine("timestamp,value,anomaly_score,label," + string.Join(",", NabProfile.All.Select(profile => $"S(t)_{profile.Name}")));
        for (int row = 0; row < result.Scores.Length; row++)
        {
            bool isLabelled = result.Series.Windows.Any(window => row >= window.First && row <= window.Last);
            double position = row < result.Series.Probation ? 0.0 : NabScoring.Position(result.Series, row);
            writer.Write(string.Create(
                CultureInfo.InvariantCulture,
                $"{result.Series.Times[row].ToString(TimeFormat, CultureInfo.InvariantCulture)},{result.Series.Values[row]},{result.Scores[row]},{(isLabelled ? 1 : 0)}"));
            foreach (NabProfile profile in NabProfile.All)
            {
                writer.Write(string.Create(CultureInfo.InvariantCulture, $",{position * (position > 0 ? profile.TruePositive : profile.FalsePositive)}"));
            }

            writer.WriteLine();
        }

        return path;
    }
}
