// Changes of an element, and of the one after it, in the same iteration.
using System;
using System.Collections.Generic;
using System.Linq;
using Exmc.Core;
using Exmc.Core.Programs;
using Microsoft.FSharp.Collections;

namespace Exmc.Generator.Writing;

/// <summary>Statements of a loop that change one vector together.</summary>
/// <param name="Array">The vector.</param>
/// <param name="Path">The place of an iteration's own element.</param>
/// <param name="Elements">Increments of that element, in their order.</param>
/// <param name="Next">An increment of the element after it, or its store; null for none.</param>
/// <param name="Last">The last of these statements: there all is known that the change needs.</param>
internal sealed record ElementChange(ArrayId Array, FSharpList<Index> Path, IReadOnlyList<Statement.Increment> Elements, Statement? Next, Statement Last)
{
    public bool Contains(Statement statement) => ReferenceEquals(Next, statement) || Elements.Any(element => ReferenceEquals(element, statement));

    /// <summary>Whether the element after is stored: its place is written for the first time.</summary>
    public bool StoresNext => Next is Statement.Store;

    /// <summary>What goes to the element after.</summary>
    public Operand NextValue => ElementChanges.Write(Next!).Value;
}

/// <summary>
/// What iterations do to an element of their own and to the one after it, which is the own element of the next iteration. Eight such changes are
/// one change of eight elements: what goes to the element after moves up by a lane, and its last lane waits for the next eight.
/// </summary>
internal sealed class ElementChanges
{
    private readonly List<ElementChange> all = [];

    public ElementChanges(IReadOnlyList<Statement> body, Var index)
    {
        foreach (IGrouping<ArrayId, Statement> group in body.Where(statement => statement.IsIncrement || statement.IsStore).GroupBy(statement => Write(statement).Array))
        {
            if (group.All(statement => VectorAccess.IsConsecutive(Write(statement).Path, index)) && Of(group.Key, [.. group]) is { } change)
            {
                all.Add(change);
            }
        }
    }

    public IReadOnlyList<ElementChange> All => all;

    /// <summary>The change that a statement is part of, or null.</summary>
    public ElementChange? Of(Statement statement) => all.Find(change => change.Contains(statement));

    /// <summary>The array, the place and the value of a statement that writes an element.</summary>
    public static (ArrayId Array, FSharpList<Index> Path, Operand Value) Write(Statement statement) => statement switch
    {
        Statement.Store store => (store.Item1, store.Item2, store.Item3),
        Statement.Increment increment => (increment.Item1, increment.Item2, increment.Item3),
        _ => throw new InvalidOperationException("A statement that writes no element."),
    };

    private static ElementChange? Of(ArrayId array, Statement[] writes)
    {
        int?[] places = [.. writes.Select(statement => Distance(Write(writes[0]).Path, Write(statement).Path))];
        if (writes.Length < 2 || places.Any(place => place is null))
        {
            return null;
        }

        int first = places.Min()!.Value;
        Statement[] own = [.. writes.Where((_, k) => places[k] == first)], next = [.. writes.Where((_, k) => places[k] == first + 1)];
        return own.Length + next.Length == writes.Length && next.Length <= 1 && own.All(statement => statement.IsIncrement)
            ? new ElementChange(array, Write(own[0]).Path, [.. own.Cast<Statement.Increment>()], next.FirstOrDefault(), writes[writes.Length - 1])
            : null;
    }

    /// <summary>How many places the second path is after the first, where they differ by a constant in the last index alone.</summary>
    private static int? Distance(IEnumerable<Index> first, IEnumerable<Index> second)
    {
        Index[] one = [.. first], other = [.. second];
        return one.Take(one.Length - 1).SequenceEqual(other.Take(other.Length - 1)) ? LinearForm.difference(other[other.Length - 1], one[one.Length - 1])?.Value : null;
    }
}
