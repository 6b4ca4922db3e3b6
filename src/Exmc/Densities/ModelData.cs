// Reads data members from JSON; every refusal names the field and what was found.
using System.Text.Json;

namespace Exmc;

/// <summary>Reads data members from JSON and validates them when a model is bound.</summary>
public static partial class ModelData
{
    /// <summary>A number; null or the text "NaN" is read as NaN.</summary>
    /// <exception cref="InvalidDataException">The field is missing or is not a number.</exception>
    public static double Number(JsonElement root, string field) => ReadNumber(Field(root, field), field, string.Empty);

    /// <summary>An integer.</summary>
    /// <exception cref="InvalidDataException">The field is missing or is not an integer.</exception>
    public static int Integer(JsonElement root, string field) => ReadInteger(Field(root, field), field, string.Empty);

    /// <summary>An array of numbers; null or the text "NaN" in the array is read as NaN.</summary>
    /// <exception cref="InvalidDataException">The field is missing or is not an array of numbers.</exception>
    public static double[] Numbers(JsonElement root, string field)
    {
        JsonElement array = Array(Field(root, field), field, "an array of numbers");
        double[] values = new double[array.GetArrayLength()];
        int index = 0;
        foreach (JsonElement element in array.EnumerateArray())
        {
            values[index] = ReadNumber(element, field, $"[{index}]");
            index++;
        }

        return values;
    }

    /// <summary>An array of integers.</summary>
    /// <exception cref="InvalidDataException">The field is missing or is not an array of integers.</exception>
    public static int[] Integers(JsonElement root, string field)
    {
        JsonElement array = Array(Field(root, field), field, "an array of integers");
        int[] values = new int[array.GetArrayLength()];
        int index = 0;
        foreach (JsonElement element in array.EnumerateArray())
        {
            values[index] = ReadInteger(element, field, $"[{index}]");
            index++;
        }

        return values;
    }

    /// <summary>A table: an array of rows of equal length.</summary>
    /// <exception cref="InvalidDataException">The field is missing, is not an array of arrays of numbers, or its rows differ in length.</exception>
    public static double[,] Table(JsonElement root, string field)
    {
        JsonElement rows = Array(Field(root, field), field, "an array of rows");
        int rowCount = rows.GetArrayLength();
        double[,]? table = null;
        int row = 0;
        foreach (JsonElement element in rows.EnumerateArray())
        {
            JsonElement cells = Array(element, $"{field}[{row}]", "a row of numbers");
            int columns = cells.GetArrayLength();
            table ??= new double[rowCount, columns];
            if (columns != table.GetLength(1))
            {
                throw new InvalidDataException($"Row {row} of data field '{field}' has {columns} numbers, but row 0 has {table.GetLength(1)}: all rows must have the same length.");
            }

            int column = 0;
            foreach (JsonElement cell in cells.EnumerateArray())
            {
                table[row, column] = ReadNumber(cell, field, $"[{row}][{column}]");
                column++;
            }

            row++;
        }

        return table ?? new double[0, 0];
    }

    private static JsonElement Field(JsonElement root, string field)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw new InvalidDataException($"The data must be a JSON object with a field '{field}', but {Found(root)} was found.");
        }

        return root.TryGetProperty(field, out JsonElement value)
            ? value
            : throw new InvalidDataException(
                $"The data have no field '{field}'. Fields found: {string.Join(", ", root.EnumerateObject().Select(property => property.Name))}.");
    }

    private static JsonElement Array(JsonElement element, string field, string wanted) =>
        element.ValueKind == JsonValueKind.Array
            ? element
            : throw new InvalidDataException($"Data field '{field}' must be {wanted}, but {Found(element)} was found.");

    private static double ReadNumber(JsonElement element, string field, string place) => element.ValueKind switch
    {
        JsonValueKind.Number when element.TryGetDouble(out double number) => number,
        JsonValueKind.Null => double.NaN,
        JsonValueKind.String when element.ValueEquals("NaN") => double.NaN,
        JsonValueKind.String when element.ValueEquals("Infinity") || element.ValueEquals("Inf") => double.PositiveInfinity,
        JsonValueKind.String when element.ValueEquals("-Infinity") || element.ValueEquals("-Inf") => double.NegativeInfinity,
        _ => throw new InvalidDataException($"Data field '{field}{place}' must be a number, but {Found(element)} was found."),
    };

    private static int ReadInteger(JsonElement element, string field, string place)
    {
        if (element.ValueKind == JsonValueKind.Number)
        {
            if (element.TryGetInt32(out int integer))
            {
                return integer;
            }

            double number = element.GetDouble();
            if (number == Math.Truncate(number) && Math.Abs(number) <= int.MaxValue)
            {
                return (int)number;
            }
        }

        throw new InvalidDataException($"Data field '{field}{place}' must be an integer, but {Found(element)} was found.");
    }

    private static string Found(JsonElement element)
    {
        string text = element.GetRawText();
        return text.Length <= 40 ? text : string.Concat(text.AsSpan(0, 40), "...");
    }
}
