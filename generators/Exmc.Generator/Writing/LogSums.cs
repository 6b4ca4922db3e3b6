// Sums of logarithms, which are written as products.
using System.Collections.Generic;
using System.Linq;
using Exmc.Core;
using Exmc.Core.Programs;

namespace Exmc.Generator.Writing;

/// <summary>The sums of a loop whose term is a logarithm that nothing else reads: the logarithm of a product of factors.</summary>
internal sealed class LogSums
{
    private readonly Dictionary<Var, Operand> factors = [];
    private readonly HashSet<Var> logarithms = [];

    public LogSums(Loop loop)
    {
        Dictionary<Var, Operand> found = loop.Body.OfType<Statement.Let>()
            .Where(let => let.Item2 is Operation.Apply1 { Item1.IsLog: true })
            .ToDictionary(let => let.Item1, let => ((Operation.Apply1)let.Item2).Item2);
        HashSet<Var> read = [.. Effects.nested(loop.Body).SelectMany(Effects.read).Concat(loop.Carried.SelectMany(carried => Reads.operand(carried.Next)))];
        foreach (IGrouping<Operand, Sum> sums in loop.Sums.GroupBy(sum => sum.Term))
        {
            if (sums.Key is Operand.Use use && sums.Count() == 1 && found.TryGetValue(use.Item, out Operand? factor) && !read.Contains(use.Item))
            {
                factors[sums.First().Total] = factor;
                logarithms.Add(use.Item);
            }
        }
    }

    /// <summary>The factor whose logarithm is summed; null for any other sum.</summary>
    public Operand? Factor(Sum sum) => factors.TryGetValue(sum.Total, out Operand? factor) ? factor : null;

    /// <summary>The statements without the logarithms that are not taken.</summary>
    public IEnumerable<Statement> Without(IEnumerable<Statement> body) => body.Where(statement => statement is not Statement.Let let || !logarithms.Contains(let.Item1));
}
