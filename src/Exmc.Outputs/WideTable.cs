// Draws as a table with one row per draw, for Arrow and Parquet.
namespace Exmc.Outputs;

/// <summary>Draws as a table with one row per draw.</summary>
/// <param name="Rows">Chains times draws.</param>
/// <param name="Indices">"chain" and "draw", from 0.</param>
/// <param name="Numbers">Reported numbers, then statistics of the sampler.</param>
internal sealed record WideTable(int Rows, IReadOnlyList<(string Name, int[] Values)> Indices, IReadOnlyList<(string Name, double[] Values)> Numbers)
{
    private const string Chain = "chain";
    private const string Draw = "draw";

    /// <exception cref="ArgumentException">A reported number has the name of another column.</exception>
    public static WideTable Of(DrawSet draws)
    {
        int rows = draws.ChainCount * draws.DrawCount;
        (string Name, double[] Values)[] numbers = [.. draws.Columns(), .. DrawStatistics.ArvizNames.Zip(draws.Statistics.Columns)];
        if (numbers.Select(column => column.Name).Concat([Chain, Draw]).GroupBy(name => name).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"Model '{draws.ModelName}' reports '{twice.Key}', which is also a column of the table. Name it otherwise, or write CmdStan CSV.", nameof(draws));
        }

        return new(
            rows,
            [(Chain, [.. Enumerable.Range(0, rows).Select(row => row / draws.DrawCount)]), (Draw, [.. Enumerable.Range(0, rows).Select(row => row % draws.DrawCount)])],
            numbers);
    }

    /// <exception cref="InvalidDataException">A column is missing, or the rows are not chain by chain.</exception>
    public static DrawSet ToDraws(string model, Dictionary<string, int[]> indices, List<(string Name, double[] Values)> numbers, string path)
    {
        string? missing = new[] { Chain, Draw }.Where(name => !indices.ContainsKey(name))
            .Concat(DrawStatistics.ArvizNames.Where(name => numbers.All(column => column.Name != name))).FirstOrDefault();
        if (missing is not null)
        {
            throw new InvalidDataException($"'{path}' has no column '{missing}'. Use a file written by 'exmc fit --output'.");
        }

        int rows = indices[Chain].Length;
        int chains = rows == 0 ? 0 : indices[Chain][^1] + 1;
        int draws = chains > 0 ? rows / chains : 0;
        if (draws == 0 || !Enumerable.Range(0, rows).All(row => indices[Chain][row] == row / draws && indices[Draw][row] == row % draws))
        {
            throw new InvalidDataException($"The rows of '{path}' are not ordered by 'chain' and 'draw' from 0, with as many draws in each chain.");
        }

        return new(
            model,
            chains,
            draws,
            ElementNaming.Gather(numbers.Where(column => !DrawStatistics.ArvizNames.Contains(column.Name)), stan: false, path),
            DrawStatistics.Of([.. DrawStatistics.ArvizNames.Select(name => numbers.First(column => column.Name == name).Values)]));
    }
}
