// Reads the CSV files of CmdStan, and those written in its format.
using System.Globalization;

namespace Exmc.Outputs;

/// <summary>Reads the CSV files of CmdStan, one per chain.</summary>
public static class CmdStanCsvReader
{
    /// <summary>Reads the chains of a fit.</summary>
    /// <param name="files">One file per chain, all with the same columns and number of draws.</param>
    /// <exception cref="InvalidDataException">A file is not of that format or does not go with the first; names file, line and what was expected.</exception>
    public static DrawSet Read(IReadOnlyList<string> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentOutOfRangeException.ThrowIfZero(files.Count);
        (string Model, string[] Names, List<double[]> Rows)[] chains = [.. files.Select(ReadChain)];
        string[] names = chains[0].Names;
        int draws = chains[0].Rows.Count;
        for (int chain = 1; chain < chains.Length; chain++)
        {
            if (!chains[chain].Names.SequenceEqual(names) || chains[chain].Rows.Count != draws)
            {
                throw new InvalidDataException($"'{files[chain]}' has {chains[chain].Rows.Count} draws of {chains[chain].Names.Length} columns, but '{files[0]}' has {draws} of {names.Length}: chains of one fit have the same columns and number of draws.");
            }
        }

        double[] Column(int place) => [.. chains.SelectMany(chain => chain.Rows.Select(row => row[place]))];
        int[] statistics = [.. DrawStatistics.StanNames.Select(name => Array.IndexOf(names, name))];
        int missing = Array.IndexOf(statistics, -1);
        if (missing >= 0)
        {
            throw new InvalidDataException($"'{files[0]}' has no column '{DrawStatistics.StanNames[missing]}'. Use a file written by 'exmc fit --output FILE.csv' or by CmdStan's sampler.");
        }

        return new(
            chains[0].Model,
            files.Count,
            draws,
            ElementNaming.Gather(names.Index().Where(name => !statistics.Contains(name.Index)).Select(name => (name.Item, Column(name.Index))), stan: true, files[0]),
            DrawStatistics.Of([.. statistics.Select(Column)]));
    }

    private static (string Model, string[] Names, List<double[]> Rows) ReadChain(string file)
    {
        string model = string.Empty;
        string[]? names = null;
        List<double[]> rows = [];
        int number = 0;
        foreach (string line in File.ReadLines(file))
        {
            number++;
            if (line.StartsWith("# model = ", StringComparison.Ordinal))
            {
                model = line["# model = ".Length..];
            }

            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            if (names is null)
            {
                names = line.Split(',');
                continue;
            }

            double[] row = [.. line.Split(',').Select(cell => Number(cell, file, number))];
            if (row.Length != names.Length)
            {
                throw new InvalidDataException($"Line {number} of '{file}' has {row.Length} numbers where {names.Length} were expected: the file is damaged or unfinished.");
            }

            rows.Add(row);
        }

        return rows.Count > 0 ? (model, names!, rows) : throw new InvalidDataException($"'{file}' holds no draws.");
    }

    private static double Number(string cell, string file, int line) => cell switch
    {
        "inf" => double.PositiveInfinity,
        "-inf" => double.NegativeInfinity,
        "nan" or "-nan" => double.NaN,
        _ => double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            ? value
            : throw new InvalidDataException($"Line {line} of '{file}' has '{cell}' where a number was expected."),
    };
}
