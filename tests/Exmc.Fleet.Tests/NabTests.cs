// The scoring rule of the benchmark by hand, its files, and a short replay of real ones.
using Exmc.Cli;
using Exmc.Fleet.Live;
using Exmc.Fleet.Nab;
using Exmc.TestSupport;
using Xunit;

namespace Exmc.Fleet.Tests;

public class NabTests
{
    private static readonly DateTime Start = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    // 30 rows, of which 4 are probation, and a window of four rows, 10 to 13.
    private static readonly NabSeries Series = new("folder/file.csv", [.. Enumerable.Range(0, 30).Select(row => Start.AddMinutes(5 * row))], new double[30], [new NabWindow(10, 13)]);

    // 2 / (1 + exp(5 p)) - 1 by hand: p = -1, -1/2 and -1/4 in the window, over 0.9866143; 1/3 and more than 3 widths behind it.
    [Theory]
    [InlineData(9, -1.0)]
    [InlineData(10, 1.0)]
    [InlineData(12, 0.8597926)]
    [InlineData(13, 0.5621241)]
    [InlineData(14, -0.6822618)]
    [InlineData(23, -1.0)]
    public void Rows_count_by_their_place(int row, double expected) => Assert.Equal(expected, NabScoring.Position(Series, row), 2e-7);

    [Fact]
    public void The_best_detection_of_a_window_counts_and_each_false_one_costs()
    {
        // Row 1 is probation; 0.8597925 - 0.11 - 0.11 * 0.6822618 = 0.6747437, twice the cost for low FP, a miss of 2 at most for low FN.
        NabResult result = new(Series, Detections(1, 5, 12, 13, 14));
        Assert.Equal(0.6747437, NabScoring.Score(result, 0.5, NabProfile.Standard), 6);
        Assert.Equal(83.737185, NabScoring.Score([result], 0.5, NabProfile.Standard), 4);
        Assert.Equal(0.4896949, NabScoring.Score(result, 0.5, NabProfile.LowFalsePositives), 6);
        Assert.Equal(100 * 2.6747437 / 3, NabScoring.Score([result], 0.5, NabProfile.LowFalseNegatives), 4);
    }

    [Fact]
    public void Nothing_is_0_and_the_first_row_of_every_window_is_100()
    {
        Assert.All(NabProfile.All, profile => Assert.Equal(0.0, NabScoring.Score([new NabResult(Series, Detections())], 0.5, profile)));
        Assert.All(NabProfile.All, profile => Assert.Equal(100.0, NabScoring.Score([new NabResult(Series, Detections(10))], 0.5, profile), 10));
    }

    [Fact]
    public void The_best_threshold_is_the_one_an_exhaustive_search_finds()
    {
        Random random = new(3);
        NabResult[] results = [.. Enumerable.Range(0, 6).Select(_ => new NabResult(Series, [.. Enumerable.Range(0, 30).Select(_ => Math.Round(random.NextDouble(), 2))]))];
        double best = Enumerable.Range(0, 111).Max(step => NabScoring.Score(results, step / 100.0, NabProfile.Standard));
        Assert.Equal(best, NabScoring.Score(results, NabScoring.BestThreshold(results, NabProfile.Standard), NabProfile.Standard), 10);
        Assert.True(best > 0.0);
    }

    [Fact]
    public void Result_files_have_the_layout_of_the_benchmark()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("nab");
        try
        {
            string path = NabResultWriter.Write(folder.FullName, "exmc", new NabResult(Series, Detections(12)));
            Assert.Equal(Path.Combine(folder.FullName, "results", "exmc", "folder", "exmc_file.csv"), path);
            string[] lines = File.ReadAllLines(path);
            Assert.Equal("timestamp,value,anomaly_score,label,S(t)_standard,S(t)_reward_low_FP_rate,S(t)_reward_low_FN_rate", lines[0]);
            Assert.Equal("2026-01-01 00:45:00,0,0,0,-0.11,-0.22,-0.11", lines[10]);
            Assert.StartsWith("2026-01-01 01:00:00,0,1,1,0.8597", lines[13], StringComparison.Ordinal);
            Assert.Throws<ArgumentException>(() => NabResultWriter.Write(folder.FullName, "with_underscore", new NabResult(Series, Detections())));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_usual_reading_is_the_median_of_the_last_periods()
    {
        SeasonalProfile profile = new(TimeSpan.FromDays(1), TimeSpan.FromMinutes(5), 3);
        Assert.True(double.IsNaN(profile.At(Start)));
        double[] days = [10.0, 1.0, 99.0, 3.0, 2.0];
        for (int day = 0; day < days.Length; day++)
        {
            // Two readings of one slot are one of their mean.
            profile.Learn(Start.AddDays(day), days[day] - 0.5);
            profile.Learn(Start.AddDays(day).AddMinutes(2), days[day] + 0.5);
        }

        // The fifth day itself is not over; the three before it are 1, 99 and 3.
        Assert.Equal(3.0, profile.At(Start.AddDays(4)));
        Assert.Equal(3.0, profile.At(Start.AddDays(5)));
        Assert.True(double.IsNaN(profile.At(Start.AddHours(1))));
    }

    [SharedFact]
    public void Real_files_are_read_with_all_their_windows()
    {
        string folder = Path.Combine(FolderAbove.Shared()!, "sensors");
        IReadOnlyList<NabSeries> all = NabSeries.ReadAll(folder, Path.Combine(folder, "windows.json"));
        Assert.Equal((25, 39, 129_577), (all.Count, all.Sum(series => series.Windows.Count), all.Sum(series => series.Values.Length)));
        Assert.All(all, series => Assert.All(series.Windows, window => Assert.True(window.First >= series.Probation)));
    }

    // The short form of exmc score-nab: five files of road traffic, all rows; a guard against regressions, as the threshold was chosen on some of them.
    [SharedFact]
    public void Files_of_road_traffic_are_scored_well()
    {
        string folder = Path.Combine(FolderAbove.Shared()!, "sensors");
        NabSeries[] files = [.. NabSeries.ReadAll(folder, Path.Combine(folder, "windows.json")).Where(file => Short.Any(file.Name.Contains))];
        ChoosingFitter Fitter() => new(SensorModels.All, NabSetting.Draws, NabSetting.ColdWarmup, NabSetting.ChooseEvery);
        NabResult[] ours = [.. files.Select(file => new NabResult(file, NabSetting.Scores(file, Fitter(), CancellationToken.None)))];
        double score = NabScoring.Score(ours, NabSetting.Threshold, NabProfile.Standard);
        Assert.True(score >= 65.0, $"{score:F1} at the documented threshold");
    }

    private static readonly string[] Short = ["TravelTime", "speed_6005", "speed_t4013"];

    private static double[] Detections(params int[] rows) => [.. Enumerable.Range(0, 30).Select(row => rows.Contains(row) ? 1.0 : 0.0)];
}
