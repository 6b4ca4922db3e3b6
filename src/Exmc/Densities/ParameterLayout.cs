// Names, shapes and places of all quantities of a model, with a hash that guards carried state.
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Exmc;

/// <summary>Names, shapes and places of all quantities of a model.</summary>
public sealed class ParameterLayout
{
    private readonly string _modelHash;

    // Made when first asked for: many fits need neither, and a layout is made for every bind. Two threads that ask at once make the same.
    private string? _hash;
    private string[]? _valueNames;

    /// <summary>Creates a layout and checks that entries tile positions and values without gaps.</summary>
    /// <param name="modelName">The model's name.</param>
    /// <param name="modelHash">A hash of the model's meaning: two models with the same hash have the same density for the same data.</param>
    /// <param name="entries">Parameters in declaration order, then deterministic values.</param>
    /// <exception cref="ArgumentException">Entries overlap, leave gaps, or disagree with their shape.</exception>
    public ParameterLayout(string modelName, string modelHash, IReadOnlyList<LayoutEntry> entries)
    {
        ModelName = modelName;
        Entries = entries;
        foreach (LayoutEntry entry in entries)
        {
            int expected = SizeOf(entry.Shape);
            bool parameter = entry.Role == LayoutRole.Parameter;
            if (entry.ValueOffset != ValueCount || entry.ValueSize != expected || (parameter && entry.Offset != Dimension)
                || (parameter && ParameterValueCount != ValueCount))
            {
                throw new ArgumentException(
                    $"Layout entry '{entry.Name}' of model '{modelName}' does not continue the entries before it: expected position offset {Dimension}, "
                    + $"value offset {ValueCount}, {expected} values; parameters must come before deterministic values.",
                    nameof(entries));
            }

            ValueCount += entry.ValueSize;
            if (parameter)
            {
                Dimension += entry.Size;
                ParameterValueCount += entry.ValueSize;
            }
        }

        _modelHash = modelHash;
    }

    /// <summary>The model's name.</summary>
    public string ModelName { get; }

    /// <summary>Parameters in declaration order, then deterministic values.</summary>
    public IReadOnlyList<LayoutEntry> Entries { get; }

    /// <summary>Length of an unconstrained position.</summary>
    public int Dimension { get; }

    /// <summary>Number of reported values, deterministic ones included.</summary>
    public int ValueCount { get; }

    /// <summary>Number of reported values that belong to parameters.</summary>
    public int ParameterValueCount { get; }

    /// <summary>SHA-256 (hex) of the model hash and all entries; equal hashes mean that carried state fits.</summary>
    public string Hash => _hash ??= HashOf(_modelHash, Entries);

    /// <summary>One name per value, 0-based: "tau", "theta[0]", "x[1,2]".</summary>
    public string[] ValueNames => _valueNames ??= [.. Entries.SelectMany(NamesOf)];

    private static int SizeOf(IReadOnlyList<int> shape)
    {
        int size = 1;
        for (int axis = 0; axis < shape.Count; axis++)
        {
            size *= shape[axis];
        }

        return size;
    }

    private static string HashOf(string modelHash, IReadOnlyList<LayoutEntry> entries)
    {
        StringBuilder text = new(modelHash);
        foreach (LayoutEntry entry in entries)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"\n{entry.Name}|{string.Join(',', entry.Shape)}|{entry.Role}|{entry.Transform}|{entry.Offset}|{entry.Size}|{entry.ValueOffset}|{entry.ValueSize}");
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static IEnumerable<string> NamesOf(LayoutEntry entry)
    {
        if (entry.Shape.Count == 0)
        {
            yield return entry.Name;
            yield break;
        }

        int[] index = new int[entry.Shape.Count];
        for (int value = 0; value < entry.ValueSize; value++)
        {
            yield return $"{entry.Name}[{string.Join(',', index)}]";
            for (int axis = index.Length - 1; axis >= 0 && ++index[axis] == entry.Shape[axis]; axis--)
            {
                index[axis] = 0;
            }
        }
    }
}
