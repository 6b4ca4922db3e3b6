// C# names of the arrays of a kernel.
using System.Collections.Generic;
using System.Linq;
using Exmc.Core.Programs;
using Microsoft.CodeAnalysis.CSharp;

namespace Exmc.Generator.Writing;

/// <summary>Names that are unique in a density: of arrays, their fields, and the lengths of data.</summary>
internal sealed class ArrayNames
{
    private readonly Dictionary<ArrayId, string> names = new();

    public ArrayNames(IEnumerable<ArrayInfo> arrays)
    {
        HashSet<string> taken =
        [
            "position", "gradient", "logDensity", "model", "coordinates", "layout", "values", "terms", "random", "arguments", "names", "data", "entries",
            "isCanonical", "isLarge", "slices", "lp", "oneLane", "each", "first", "index", "u", "g", "x", "at", "lane", "At",
        ];

        foreach (ArrayInfo array in arrays)
        {
            if (array.Role.IsPosition)
            {
                names[array.Id] = "u";
            }
            else if (array.Role.IsGradient)
            {
                names[array.Id] = "g";
            }
            else if (array.Role.IsValues)
            {
                names[array.Id] = "x";
            }
            else
            {
                names[array.Id] = Unique(Camel(array.Name), array.IsData, taken);
            }
        }
    }

    public string this[ArrayId id] => names[id];

    /// <summary>The length of one axis of a data array.</summary>
    public string Length(ArrayId id, int axis, int rank) => names[id] + (rank == 1 ? "Length" : axis == 0 ? "Rows" : "Columns");

    /// <summary>A free name; that of a data array is free with the names of its lengths.</summary>
    private static string Unique(string name, bool hasLengths, HashSet<string> taken)
    {
        string[] Names(string candidate) =>
            hasLengths ? [candidate, candidate + "Length", candidate + "Rows", candidate + "Columns"] : [candidate];

        if (SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None || ScalarNames.IsReserved(name))
        {
            name += "Data";
        }

        string candidate = name;
        for (int suffix = 2; Names(candidate).Any(taken.Contains); suffix++)
        {
            candidate = name + "_" + suffix;
        }

        taken.UnionWith(Names(candidate));
        return candidate;
    }

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name.Substring(1);
}
