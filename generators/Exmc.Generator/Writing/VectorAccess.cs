// Elements that eight iterations touch, as C# text.
using System.Collections.Generic;
using System.Linq;
using Exmc.Core;
using Exmc.Core.Programs;
using Microsoft.FSharp.Collections;

namespace Exmc.Generator.Writing;

/// <summary>Loads and stores of eight iterations of a loop: next to each other, all at one place, or one by one.</summary>
internal sealed class VectorAccess(ExpressionWriter expressions)
{
    private const int Width = 8;

    /// <summary>The last index moves with the loop, the others stand still.</summary>
    public static bool IsConsecutive(IEnumerable<Index> path, Var index)
    {
        Index[] indices = [.. path];
        return indices.Length > 0
            && indices.Take(indices.Length - 1).All(i => !Reads(i, index))
            && MovesByOne(indices[indices.Length - 1], index);
    }

    public static bool IsFixed(IEnumerable<Index> path, Var index) => path.All(i => !Reads(i, index));

    /// <summary>An element in each iteration.</summary>
    public string Load(ArrayId array, FSharpList<Index> path, Var index) =>
        IsConsecutive(path, index) ? $"{RuntimeNames.Vector512}.LoadUnsafe(ref {expressions.Element(array, path)})"
        : IsFixed(path, index) ? $"{RuntimeNames.Vector512}.Create({expressions.Element(array, path)})"
        : $"{RuntimeNames.Vector512}.Create({string.Join(", ", Places(array, path, index))})";

    /// <summary>An integer as a real in each iteration.</summary>
    public string Integer(Index value, Var index) => value switch
    {
        _ when !Reads(value, index) => $"{RuntimeNames.Vector512}.Create((double)({expressions.Index(value)}))",
        Index.ILoad load when IsConsecutive(load.Item2, index) => $"{RuntimeNames.Lanes}.LoadIntegers(ref {expressions.Element(load.Item1, load.Item2)})",
        _ when MovesByOne(value, index) => $"{RuntimeNames.Lanes}.From({expressions.Index(value)})",
        _ => $"{RuntimeNames.Vector512}.Create({string.Join(", ", Enumerable.Range(0, Width).Select(k => $"(double)({expressions.Index(Shifted(value, index, k))})"))})",
    };

    /// <summary>The places of an element in eight iterations.</summary>
    public IEnumerable<string> Places(ArrayId array, FSharpList<Index> path, Var index) =>
        Enumerable.Range(0, Width).Select(k => expressions.Element(array, path.Select(i => Shifted(i, index, k))));

    private static bool MovesByOne(Index place, Var index) => place switch
    {
        Index.IVar variable => variable.Item.Equals(index),
        Index.IBinary { Item1.IsIntAdd: true } sum =>
            (MovesByOne(sum.Item2, index) && !Reads(sum.Item3, index)) || (MovesByOne(sum.Item3, index) && !Reads(sum.Item2, index)),
        Index.IBinary { Item1.IsIntSubtract: true } difference => MovesByOne(difference.Item2, index) && !Reads(difference.Item3, index),
        _ => false,
    };

    private static bool Reads(Index place, Var index) => Core.Reads.index(place).Contains(index);

    /// <summary>An index as it is some iterations later.</summary>
    private static Index Shifted(Index place, Var index, int iterations) => place switch
    {
        Index.IVar variable when variable.Item.Equals(index) && iterations > 0 => Index.NewIBinary(IntegerOp.IntAdd, place, Index.NewIConst(iterations)),
        Index.IBinary binary => Index.NewIBinary(binary.Item1, Shifted(binary.Item2, index, iterations), Shifted(binary.Item3, index, iterations)),
        Index.ILoad load => Index.NewILoad(load.Item1, ListModule.OfSeq(load.Item2.Select(i => Shifted(i, index, iterations)))),
        _ => place,
    };
}
