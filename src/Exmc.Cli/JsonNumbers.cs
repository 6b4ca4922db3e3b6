// Arrays of numbers in a file of data.
using System.Text.Json;

namespace Exmc.Cli;

internal static class JsonNumbers
{
    /// <summary>The arrays of numbers of an object by name, by rows; null is a missing reading (NaN). Other members are left out.</summary>
    public static Dictionary<string, double[]> Arrays(JsonElement data)
    {
        Dictionary<string, double[]> arrays = [];
        foreach (JsonProperty property in data.EnumerateObject())
        {
            List<double> numbers = [];
            if (property.Value.ValueKind == JsonValueKind.Array && Add(property.Value, numbers))
            {
                arrays[property.Name] = [.. numbers];
            }
        }

        return arrays;
    }

    private static bool Add(JsonElement element, List<double> numbers)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Array:
                return element.EnumerateArray().All(item => Add(item, numbers));
            case JsonValueKind.Number:
                numbers.Add(element.GetDouble());
                return true;
            case JsonValueKind.Null:
                numbers.Add(double.NaN);
                return true;
            default:
                return false;
        }
    }
}
