// Partial sums of a loop in eight lanes: eight per sum, in memory or one at a time in a register.
using System.Collections.Generic;
using System.Linq;
using Exmc.Core.Programs;

namespace Exmc.Generator.Writing;

/// <summary>Writes the places that a loop adds to, and what moves them to registers and back.</summary>
/// <param name="code">Where to write.</param>
/// <param name="isApart">Whether the iterations of one place run together.</param>
/// <param name="isKept">Whether the loop runs several times and adds to what it has.</param>
/// <param name="place">Local with the number of the place in hand.</param>
internal sealed class LaneSums(CodeText code, bool isApart, bool isKept, string place)
{
    private const string Block = RuntimeNames.LaneBlock;
    private readonly List<(string Block, string Start)> all = [];

    /// <summary>What an iteration adds to.</summary>
    public string this[string block] => isApart ? Register(block) : At(block);

    /// <summary>Whether every iteration writes elements of its own alone, each of them once, so that iterations may run in any order.</summary>
    public static bool WriteApart(IEnumerable<Statement> body, IEnumerable<Statement.Increment> fixedIncrements, Var index)
    {
        (ArrayId Array, IEnumerable<Index> Path)[] written =
        [
            .. body.Except(fixedIncrements).Select(statement => statement switch
            {
                Statement.Store store => (store.Item1, (IEnumerable<Index>)store.Item2),
                Statement.Increment increment => (increment.Item1, increment.Item2),
                _ => default,
            }).Where(one => one.Item2 is not null),
        ];
        return written.All(one => VectorAccess.IsConsecutive(one.Path, index)) && written.GroupBy(one => one.Array).All(group => group.Count() == 1);
    }

    /// <summary>Declares the block of a sum.</summary>
    /// <param name="block">Its name.</param>
    /// <param name="declaration">Its declaration.</param>
    /// <param name="start">Zero or One.</param>
    public void Add(string block, string declaration, string start)
    {
        all.Add((block, start));
        code.Line($"{declaration};");
        if (!isApart || isKept)
        {
            code.Line($"{block} = {(start == "One" ? Block + ".Ones" : "default")};");
        }
    }

    /// <summary>Takes the sums of a place into registers.</summary>
    public void Enter()
    {
        foreach ((string block, string start) in all)
        {
            code.Line($"{VectorFunctions.VectorType} {Register(block)} = {(isKept ? At(block) : $"{VectorFunctions.VectorType}.{start}")};");
        }
    }

    /// <summary>Puts them back.</summary>
    public void Leave()
    {
        foreach ((string block, _) in all.Where(_ => isApart))
        {
            code.Line($"{At(block)} = {Register(block)};");
        }
    }

    private string At(string block) => $"{Block}.At(ref {block}, {place})";

    private static string Register(string block) => block + "Place";
}
