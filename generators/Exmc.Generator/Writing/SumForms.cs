// How a loop adds up its sums.
using System.Collections.Generic;
using System.Linq;
using Exmc.Core;
using Exmc.Core.Programs;

namespace Exmc.Generator.Writing;

/// <summary>
/// The sums of a loop that are written otherwise than by adding a term. A logarithm that nothing else reads is added as a factor of a product whose
/// logarithm is taken at the end; a product that nothing else reads is fused with the addition, but in scans, where it would wait for the sum.
/// </summary>
internal sealed class SumForms
{
    private readonly Dictionary<Var, Operand> factors = [];
    private readonly Dictionary<Var, (Operand, Operand)> products = [];
    private readonly HashSet<Var> gone = [];
    private readonly HashSet<Var> bounded;

    public SumForms(Loop loop)
    {
        Dictionary<Var, Operation> found = loop.Body.OfType<Statement.Let>().ToDictionary(let => let.Item1, let => let.Item2);
        bounded = [.. found.Where(let => let.Value is Operation.Apply1 { Item1.IsLogisticFactor: true }).Select(let => let.Key)];
        HashSet<Var> read = [.. Effects.nested(loop.Body).SelectMany(Effects.read).Concat(loop.Carried.SelectMany(carried => Reads.operand(carried.Next)))];
        foreach (IGrouping<Operand, Sum> sums in loop.Sums.GroupBy(sum => sum.Term))
        {
            if (sums.Key is not Operand.Use use || sums.Count() != 1 || read.Contains(use.Item) || !found.TryGetValue(use.Item, out Operation? operation))
            {
                continue;
            }

            switch (operation)
            {
                case Operation.Apply1 { Item1.IsLog: true } one:
                    factors[sums.First().Total] = one.Item2;
                    break;
                case Operation.Apply1 { Item1.IsSquare: true } one when loop.Carried.IsEmpty:
                    products[sums.First().Total] = (one.Item2, one.Item2);
                    break;
                case Operation.Apply2 { Item1.IsMultiply: true } two when loop.Carried.IsEmpty:
                    products[sums.First().Total] = (two.Item2, two.Item3);
                    break;
                default:
                    continue;
            }

            gone.Add(use.Item);
        }
    }

    /// <summary>The factor whose logarithm is summed; null for any other sum.</summary>
    public Operand? Factor(Sum sum) => factors.TryGetValue(sum.Total, out Operand? factor) ? factor : null;

    /// <summary>Whether that factor is from 1 to 2.</summary>
    public bool IsBounded(Sum sum) => Factor(sum) is Operand.Use use && bounded.Contains(use.Item);

    /// <summary>The two factors of the product that is summed; null for any other sum.</summary>
    public (Operand, Operand)? Product(Sum sum) => products.TryGetValue(sum.Total, out (Operand, Operand) product) ? product : null;

    /// <summary>What an iteration reads for a sum.</summary>
    public IEnumerable<Operand> Operands(Sum sum) => Product(sum) is (var first, var second) ? [first, second] : [Factor(sum) ?? sum.Term];

    /// <summary>The sum with what an iteration adds.</summary>
    /// <param name="sum">The sum, which is no sum of logarithms.</param>
    /// <param name="total">The sum so far, as C#.</param>
    /// <param name="type">What has the fused operation.</param>
    /// <param name="text">An operand as C#.</param>
    public string Next(Sum sum, string total, string type, System.Func<Operand, string> text) =>
        Product(sum) is (var first, var second) ? $"{type}.MultiplyAddEstimate({text(first)}, {text(second)}, {total})" : $"{total} + {text(sum.Term)}";

    /// <summary>The statements without the logarithms and the products that are not taken.</summary>
    public IEnumerable<Statement> Without(IEnumerable<Statement> body) => body.Where(statement => statement is not Statement.Let let || !gone.Contains(let.Item1));
}
