// Tables of exmc score-nab.
using System.Globalization;
using Exmc.Fleet.Nab;
using Spectre.Console;

namespace Exmc.Cli;

internal static class ScoreNabView
{
    public static void Show(IAnsiConsole console, NabComparison ours, IReadOnlyList<NabComparison> naive)
    {
        Table files = new Table().AddColumns("File", "Half", "Windows", "Found", "False", "Score");
        for (int place = 0; place < ours.Results.Count; place++)
        {
            NabResult result = ours.Results[place];
            (int found, int wrong) = ours.Count(result);
            files.AddRow(
                result.Series.Name.EscapeMarkup(),
                place % 2 == 0 ? "tuning" : "held out",
                Text(result.Series.Windows.Count),
                Text(found),
                Text(wrong),
                NabScoring.Score(result, ours.Threshold, NabProfile.Standard).ToString("F2", CultureInfo.InvariantCulture));
        }

        console.Write(files);
        Table halves = new Table().AddColumns("Detector", "Threshold", "Tuning half", "Held-out half", "All: standard", "low FP", "low FN");
        foreach (NabComparison one in naive.Prepend(ours))
        {
            halves.AddRow(
                one.Detector.EscapeMarkup(),
                one.Threshold.ToString("G4", CultureInfo.InvariantCulture),
                Score(one, one.Tuning, NabProfile.Standard),
                Score(one, one.HeldOut, NabProfile.Standard),
                Score(one, one.Results, NabProfile.Standard),
                Score(one, one.Results, NabProfile.LowFalsePositives),
                Score(one, one.Results, NabProfile.LowFalseNegatives));
        }

        console.Write(halves);
        console.MarkupLineInterpolated($"{ours.Results.Count} files, {ours.Results.Sum(result => result.Series.Windows.Count)} windows, one setting and one threshold; every other file by name, from the first, is the tuning half.");
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Score(NabComparison one, IReadOnlyList<NabResult> results, NabProfile profile)
    {
        double score = NabScoring.Score([.. results], one.Threshold, profile);
        return double.IsNaN(score) ? "-" : score.ToString("F1", CultureInfo.InvariantCulture);
    }
}
