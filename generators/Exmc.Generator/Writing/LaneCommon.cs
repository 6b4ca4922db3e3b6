// Integer data that must be the same in all lanes.
using System.Collections.Generic;
using System.Linq;
using Exmc.Core;
using Exmc.Core.Programs;

namespace Exmc.Generator.Writing;

/// <summary>Lanes run the same loops over arrays of the same lengths: integers that these are computed from belong to the sizes of the data.</summary>
internal static class LaneCommon
{
    public static HashSet<ArrayId> Of(Program program)
    {
        Statement[] statements = [.. Effects.nested(program.Body)];
        IEnumerable<Index> bounds = statements.OfType<Statement.Loop>().SelectMany(loop => new[] { loop.Item.From, loop.Item.Until });
        IEnumerable<Index> lengths = program.Arrays.SelectMany(array => array.Dimensions);
        HashSet<ArrayId> common = [];
        foreach (Index index in bounds.Concat(lengths))
        {
            Add(index, common);
        }

        return common;
    }

    /// <summary>Whether an index is the same in all lanes.</summary>
    public static bool IsCommon(Index index, HashSet<ArrayId> common) => index switch
    {
        Index.IBinary binary => IsCommon(binary.Item2, common) && IsCommon(binary.Item3, common),
        Index.ILoad load => common.Contains(load.Item1) && load.Item2.All(part => IsCommon(part, common)),
        _ => true,
    };

    private static void Add(Index index, HashSet<ArrayId> common)
    {
        switch (index)
        {
            case Index.IBinary binary:
                Add(binary.Item2, common);
                Add(binary.Item3, common);
                break;
            case Index.ILoad load:
                common.Add(load.Item1);
                foreach (Index part in load.Item2)
                {
                    Add(part, common);
                }

                break;
        }
    }
}
