// Names of the elements of vectors and matrices in files.
using System.Globalization;

namespace Exmc.Outputs;

internal static class ElementNaming
{
    /// <summary>Exmc's and ArviZ's form: "x[1,2]".</summary>
    public static string ZeroBased(string name, int[] index) => index.Length == 0 ? name : $"{name}[{string.Join(',', index)}]";

    /// <summary>CmdStan's form: "x.2.3" for "x[1,2]".</summary>
    public static string Stan(string name, int[] index) =>
        index.Length == 0 ? name : name + "." + string.Join('.', index.Select(place => (place + 1).ToString(CultureInfo.InvariantCulture)));

    /// <summary>Splits "x[1,2]" or, with <paramref name="stan"/>, "x.2.3" into name and 0-based index.</summary>
    public static (string Name, int[] Index) Split(string column, bool stan)
    {
        int end = column.IndexOf(stan ? '.' : '[', StringComparison.Ordinal);
        if (end < 0)
        {
            return (column, []);
        }

        string[] parts = (stan ? column[(end + 1)..] : column[(end + 1)..].TrimEnd(']')).Split(stan ? '.' : ',');
        int[] index = new int[parts.Length];
        for (int axis = 0; axis < parts.Length; axis++)
        {
            if (!int.TryParse(parts[axis], NumberStyles.None, CultureInfo.InvariantCulture, out int place) || (stan && place == 0))
            {
                return (column, []);
            }

            index[axis] = stan ? place - 1 : place;
        }

        return (column[..end], index);
    }

    /// <summary>Gathers columns into variables; each must have all elements of its shape.</summary>
    /// <exception cref="InvalidDataException">Elements of a variable are missing.</exception>
    public static IReadOnlyList<DrawVariable> Gather(IEnumerable<(string Column, double[] Values)> columns, bool stan, string file)
    {
        List<DrawVariable> variables = [];
        foreach (var group in columns.Select(column => (Split(column.Column, stan), column.Values)).GroupBy(column => column.Item1.Name))
        {
            (int[] Index, double[] Values)[] elements = [.. group.Select(element => (element.Item1.Index, element.Values))];
            int[] shape = [.. Enumerable.Range(0, elements[0].Index.Length).Select(axis => elements.Max(element => axis < element.Index.Length ? element.Index[axis] + 1 : 0))];
            long size = shape.Aggregate(1L, (product, length) => product * length);
            if (elements.Any(element => element.Index.Length != shape.Length) || size != elements.Length)
            {
                throw new InvalidDataException($"'{file}' has {elements.Length} columns of '{group.Key}', which do not fill an array of {string.Join(" x ", shape)}. Use a file with all of its columns.");
            }

            variables.Add(new(group.Key, shape, [.. elements.OrderBy(element => RowMajorPlace(element.Index, shape)).Select(element => element.Values)]));
        }

        return variables;
    }

    private static long RowMajorPlace(int[] index, int[] shape) => index.Zip(shape).Aggregate(0L, (place, axis) => (place * axis.Second) + axis.First);
}
