// The summary as text.
using System.Globalization;
using System.Text;

namespace Exmc;

/// <summary>Writes a posterior's summary as a table with ArviZ's column names.</summary>
internal static class SummaryTable
{
    private static readonly string[] Columns = ["mean", "sd", "5%", "50%", "95%", "mcse_mean", "mcse_sd", "ess_bulk", "ess_tail", "r_hat"];

    public static string Write(Posterior posterior)
    {
        IReadOnlyList<SummaryRow> rows = posterior.Summary;
        List<string[]> cells = [["", .. Columns]];
        foreach (SummaryRow row in rows)
        {
            cells.Add(
            [
                row.Name, Number(row.Mean), Number(row.Sd), Number(row.Q05), Number(row.Q50), Number(row.Q95), Number(row.McseMean),
                Number(row.McseSd), Whole(row.EssBulk), Whole(row.EssTail), row.RHat.ToString("F3", CultureInfo.InvariantCulture),
            ]);
        }

        StringBuilder text = new();
        text.Append(
            CultureInfo.InvariantCulture,
            $"{posterior.Layout.ModelName}: {posterior.ChainCount} chains of {posterior.DrawCount} draws\n");
        int[] widths = [.. Enumerable.Range(0, Columns.Length + 1).Select(column => cells.Max(row => row[column].Length))];
        foreach (string[] row in cells)
        {
            text.Append(row[0].PadRight(widths[0]));
            for (int column = 1; column < row.Length; column++)
            {
                text.Append("  ").Append(row[column].PadLeft(widths[column]));
            }

            text.Append('\n');
        }

        foreach (string warning in posterior.Warnings)
        {
            text.Append("warning: ").Append(warning).Append('\n');
        }

        return text.ToString();
    }

    private static string Number(double value) => value.ToString("G4", CultureInfo.InvariantCulture);

    private static string Whole(double value) => value.ToString("F0", CultureInfo.InvariantCulture);
}
