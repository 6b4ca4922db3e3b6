// Which scalars are written where they are read.
using System.Collections.Generic;
using System.Linq;
using Exmc.Core;
using Exmc.Core.Programs;
using Microsoft.FSharp.Collections;

namespace Exmc.Generator.Writing;

/// <summary>
/// Scalars that one plain statement of their own block reads, once, and that no statement in between can change: they need no
/// name. The order of operations stays as it is.
/// </summary>
internal sealed class Inlining
{
    private readonly HashSet<Var> inlined = [];

    public Inlining(IEnumerable<Statement> body, IEnumerable<ArrayInfo> arrays)
    {
        HashSet<ArrayId> fixedArrays = [.. arrays.Where(array => array.IsData || array.Role.IsPosition).Select(array => array.Id)];
        FSharpList<Statement> all = ListModule.OfSeq(body);
        Dictionary<Var, int> uses = Effects.nested(all).SelectMany(Effects.read).GroupBy(scalar => scalar).ToDictionary(group => group.Key, group => group.Count());
        Block(all, uses, fixedArrays);
    }

    public bool Contains(Var scalar) => inlined.Contains(scalar);

    private void Block(IEnumerable<Statement> body, Dictionary<Var, int> uses, HashSet<ArrayId> fixedArrays)
    {
        HashSet<Var> readHere = [.. body.SelectMany(PlainReads)];
        foreach (Statement statement in body)
        {
            switch (statement)
            {
                case Statement.Let let when uses.TryGetValue(let.Item1, out int count) && count == 1 && readHere.Contains(let.Item1) && IsPure(let.Item2, fixedArrays):
                    inlined.Add(let.Item1);
                    break;
                case Statement.Loop loop:
                    Block(loop.Item.Body, uses, fixedArrays);
                    break;
                case Statement.Branch branch:
                    Block(branch.Item.Then, uses, fixedArrays);
                    Block(branch.Item.Else, uses, fixedArrays);
                    break;
            }
        }
    }

    /// <summary>What a statement reads once as it stands: a square is written with its operand twice.</summary>
    private static IEnumerable<Var> PlainReads(Statement statement) => statement switch
    {
        Statement.Let { Item2: Operation.Apply1 { Item1.IsSquare: true } } => [],
        Statement.Let or Statement.Store or Statement.Increment or Statement.Target => Effects.read(statement),
        _ => [],
    };

    private static bool IsPure(Operation operation, HashSet<ArrayId> fixedArrays) => operation is not Operation.Load load || fixedArrays.Contains(load.Item1);
}
