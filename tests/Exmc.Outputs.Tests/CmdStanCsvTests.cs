// CmdStan CSV: names, order, adaptation, reading back, R.
using System.Globalization;
using Xunit;

namespace Exmc.Outputs.Tests;

public sealed class CmdStanCsvTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("exmc-csv-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Matrices_are_written_by_columns_from_1()
    {
        DrawSet draws = Fits.Matrix();
        string[] lines = Text(draws, 1).Split('\n');
        Assert.Equal("lp__,accept_stat__,stepsize__,treedepth__,n_leapfrog__,divergent__,energy__,x.1.1,x.2.1,x.1.2,x.2.2,x.1.3,x.2.3,tau", lines[0]);
        Assert.Equal("1002,2002,3002,4002,5002,6002,7002,2,102,12,112,22,-inf,-3", lines[1]);
        Assert.EndsWith(",1,101,11,111,21,nan,-4", Text(draws, 0).Split('\n')[2], StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_written_is_read_back_to_the_last_bit()
    {
        Fits.RequireEqual(DrawSet.Of(Fits.EightSchools), CmdStanCsvReader.Read(CmdStanCsv.Write(Path.Combine(_folder, "fit.csv"), Fits.EightSchools)));
        string[] files = [.. Enumerable.Range(0, 2).Select(chain => Path.Combine(_folder, $"m{chain}.csv"))];
        DrawSet matrix = Fits.Matrix();
        for (int chain = 0; chain < 2; chain++)
        {
            File.WriteAllText(files[chain], "# model = matrix\n" + Text(matrix, chain));
        }

        Fits.RequireEqual(matrix, CmdStanCsvReader.Read(files));
    }

    [Fact]
    public void The_adaptation_follows_the_header()
    {
        foreach (Posterior fit in new[] { Fits.EightSchools, Fits.Dense })
        {
            string[] lines = File.ReadAllLines(CmdStanCsv.Write(Path.Combine(_folder, "fit.csv"), fit)[1]);
            ChainAdaptation adaptation = fit.Adaptation.Chains[1];
            int at = Array.IndexOf(lines, "# Adaptation terminated");
            Assert.StartsWith("lp__,", lines[at - 1], StringComparison.Ordinal);
            Assert.Equal(adaptation.StepSize, double.Parse(lines[at + 1]["# Step size = ".Length..], CultureInfo.InvariantCulture));
            bool dense = fit == Fits.Dense;
            Assert.Equal(dense ? "# Elements of inverse mass matrix:" : "# Diagonal elements of inverse mass matrix:", lines[at + 2]);
            double[] metric = [.. lines[(at + 3)..].TakeWhile(line => line[0] == '#').SelectMany(line => line[2..].Split(", ")).Select(cell => double.Parse(cell, CultureInfo.InvariantCulture))];
            Assert.Equal(dense ? 100 : 10, metric.Length);
            Assert.Equal(adaptation.InverseMetric.ToArray(), metric);
            Assert.Contains("#     num_samples = 150", lines);
            Assert.Contains("#     num_warmup = 200", lines);
            Assert.Contains("# id = 2", lines);
        }
    }

    [Fact]
    public void Damaged_files_are_refused_by_file_and_line()
    {
        string[] files = [.. CmdStanCsv.Write(Path.Combine(_folder, "fit.csv"), Fits.EightSchools)];
        string text = File.ReadAllText(files[1]);
        File.WriteAllText(files[1], text[..(text.LastIndexOf("# \n#  Elapsed", StringComparison.Ordinal) - 40)]);
        string message = Assert.Throws<InvalidDataException>(() => CmdStanCsvReader.Read(files)).Message;
        Assert.Contains("fit_2.csv", message, StringComparison.Ordinal);
        Assert.Contains("where 17 were expected", message, StringComparison.Ordinal);
        File.WriteAllText(files[1], text.Replace("theta.8", "theta.9", StringComparison.Ordinal));
        Assert.Contains("which do not fill an array", Assert.Throws<InvalidDataException>(() => CmdStanCsvReader.Read([files[1]])).Message, StringComparison.Ordinal);
    }

    [RFact]
    public void R_computes_the_same_summary_from_the_files()
    {
        IReadOnlyList<string> files = CmdStanCsv.Write(Path.Combine(_folder, "fit.csv"), Fits.EightSchools);
        string script = Path.Combine(_folder, "read.R");
        File.WriteAllText(script, """
            library(posterior)
            read <- function(f) as_draws_array(as.matrix(read.csv(f, comment.char = "#")))
            d <- bind_draws(read(commandArgs(TRUE)[1]), read(commandArgs(TRUE)[2]), along = "chain")
            s <- summarise_draws(d, mean, rhat, ess_bulk)
            for (i in seq_len(nrow(s))) cat(s$variable[i], sprintf("%.17g", c(s$mean[i], s$rhat[i], s$ess_bulk[i])), "\n")
            """);
        (int code, string output) = Fits.Run("Rscript", script, files[0], files[1]);
        Assert.True(code == 0, output);
        Dictionary<string, double[]> read = output.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(parts => parts.Length == 4)
            .ToDictionary(parts => parts[0], parts => parts[1..].Select(CmdStanCell).ToArray());
        IReadOnlyList<SummaryRow> rows = Fits.EightSchools.Summary;
        Assert.Equal(10, rows.Count);
        foreach (SummaryRow row in rows)
        {
            (string name, int[] index) = ElementNaming.Split(row.Name, stan: false);
            double[] r = read[ElementNaming.Stan(name, index)];
            Assert.Equal(row.Mean, r[0], 1e-10 * Math.Abs(row.Mean));
            Assert.Equal(row.RHat, r[1], 1e-10);
            Assert.Equal(row.EssBulk, r[2], 1e-8 * row.EssBulk);
        }
    }

    private static double CmdStanCell(string cell) => cell == "NA" ? double.NaN : double.Parse(cell, CultureInfo.InvariantCulture);

    private static string Text(DrawSet draws, int chain)
    {
        using StringWriter writer = new() { NewLine = "\n" };
        CmdStanCsv.WriteDraws(writer, draws, chain, _ => { });
        return writer.ToString();
    }
}
