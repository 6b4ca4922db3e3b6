// The body of a map-reduce loop in eight lanes.
using System;
using System.Collections.Generic;
using System.Linq;
using Exmc.Core;
using Exmc.Core.Programs;

namespace Exmc.Generator.Writing;

/// <summary>Writes eight iterations of one loop at a time, and the sums over its lanes.</summary>
internal sealed class VectorBody(ExpressionWriter expressions, CodeText code, Inlining inlining)
{
    /// <summary>All bits set in the lanes that count, in the last eight iterations.</summary>
    public const string Mask = "lastLanes";

    /// <summary>All bits set in those of them whose elements nothing has written yet.</summary>
    public const string Fresh = "freshLanes";

    /// <summary>Longer expressions are given names.</summary>
    private const int LongestInlined = 150;
    private const string VectorType = VectorFunctions.VectorType;
    private const string Zero = VectorType + ".Zero";

    /// <summary>Sums of what a loop stores in the gradient: its own, since what calls stand between is in memory.</summary>
    private const string Sums = "storedSums";
    private readonly VectorAccess access = new(expressions);
    private readonly Dictionary<Var, string> inlined = [];
    private string ofAll = string.Empty;
    private Loop loop = null!;
    private SumForms forms = null!;
    private Statement[] body = [];
    private FunctionPairs pairs = null!;
    private Statement.Increment[] fixedIncrements = [];
    private ElementChanges changes = null!;
    private bool isChecked;

    /// <summary>Scalars from before a loop that its iterations read.</summary>
    public static IEnumerable<Var> Invariants(Loop loop)
    {
        SumForms forms = new(loop);
        Statement[] body = [.. forms.Without(loop.Body)];
        HashSet<Var> inside = [.. body.OfType<Statement.Let>().Select(let => let.Item1)];
        IEnumerable<Operand> read = body.SelectMany(OperandsOf).Concat(loop.Sums.SelectMany(forms.Operands));
        return read.OfType<Operand.Use>().Select(use => use.Item).Where(scalar => !inside.Contains(scalar)).Distinct();
    }

    /// <summary>Writes the accumulators and what is the same in each iteration.</summary>
    /// <param name="entered">The loop.</param>
    /// <param name="isPanelled">Whether the accumulators are those of all panels, and each panel has its own.</param>
    public void Begin(Loop entered, bool isPanelled)
    {
        ofAll = isPanelled ? "OfAll" : string.Empty;
        Continue(entered);
        foreach ((string name, string start) in Accumulators())
        {
            code.Line($"{VectorType} {name}{ofAll} = {start};");
        }

        foreach (Var outer in Invariants(loop))
        {
            code.Line($"{VectorType} {Name(outer)} = {RuntimeNames.Vector512}.Create({expressions.Name(outer)});");
        }
    }

    /// <summary>Goes on with a loop whose accumulators are written.</summary>
    public void Continue(Loop entered)
    {
        loop = entered;
        forms = new SumForms(loop);
        body = [.. forms.Without(loop.Body)];
        pairs = new FunctionPairs(body);
        fixedIncrements = LoopResults.FixedIncrements(loop);
        changes = new ElementChanges(body, loop.Index);
        isChecked = body.Any(statement => (statement.IsStore || (statement.IsIncrement && !fixedIncrements.Contains(statement))) && expressions.IsChecked(ElementChanges.Write(statement).Array));
    }

    /// <summary>Starts a panel from the accumulators of all: what calls stand between is in memory, what stands in a loop without any is not.</summary>
    public void EnterPanel()
    {
        foreach ((string name, _) in Accumulators())
        {
            code.Line($"{VectorType} {name} = {name}{ofAll};");
        }
    }

    /// <summary>Hands the accumulators of a panel on.</summary>
    public void LeavePanel()
    {
        foreach (Sum sum in loop.Sums.Where(IsShort))
        {
            code.Line($"{RuntimeNames.Lanes}.TakeExponents(ref {Name(sum.Total)}, ref {Exponents(sum)});");
        }

        foreach ((string name, _) in Accumulators())
        {
            code.Line($"{name}{ofAll} = {name};");
        }
    }

    /// <summary>Writes eight iterations; masked, of those at the end only the lanes of the mask count.</summary>
    public void Iterations(bool isMasked)
    {
        inlined.Clear();
        string Counted(Operand operand) => isMasked ? $"({Vector(operand)} & {Mask})" : Vector(operand);
        foreach (Statement statement in body)
        {
            switch (statement)
            {
                case Statement.Let let when pairs.Text(let, VectorType, Vector, Name) is { } pair:
                    code.Block(pair);
                    break;
                case Statement.Let let:
                    Define(let);
                    break;
                case Statement.Increment increment when Array.IndexOf(fixedIncrements, increment) is int k and >= 0:
                    code.Line($"gradientLanes{k} += {Counted(increment.Item3)};");
                    break;
                case Statement.Increment or Statement.Store when changes.Of(statement) is { } change:
                    if (ReferenceEquals(change.Last, statement))
                    {
                        Change(change, Counted, isMasked);
                    }

                    break;
                case Statement.Store store:
                    Store(store);
                    break;
                case Statement.Increment increment when VectorAccess.IsConsecutive(increment.Item2, loop.Index):
                    StoreLine($"({access.Load(increment.Item1, increment.Item2, loop.Index)} + {Counted(increment.Item3)})", increment.Item1, increment.Item2);
                    break;
                case Statement.Increment increment:
                    OneByOne(increment.Item3, access.Places(increment.Item1, increment.Item2, loop.Index), "+=", Counted(increment.Item3));
                    break;
                case Statement.Target target:
                    code.Line($"densityLanes += {Counted(target.Item)};");
                    break;
            }
        }

        foreach (Sum sum in loop.Sums)
        {
            if (forms.Factor(sum) is { } factor)
            {
                string counted = isMasked ? $"{RuntimeNames.Vector512}.ConditionalSelect({Mask}, {Vector(factor)}, {VectorType}.One)" : Vector(factor);
                code.Line(IsShort(sum) ? $"{Name(sum.Total)} *= {counted};" : $"{Name(sum.Total)} = {RuntimeNames.Lanes}.Times({Name(sum.Total)}, {counted}, ref {Exponents(sum)});");
            }
            else
            {
                string next = forms.Next(sum, Name(sum.Total), RuntimeNames.Vector512, Vector);
                code.Line($"{Name(sum.Total)} = {(isMasked ? $"{RuntimeNames.Vector512}.ConditionalSelect({Mask}, {next}, {Name(sum.Total)})" : next)};");
            }
        }
    }

    /// <summary>Hands what waits for the next eight iterations to the element of the next one.</summary>
    public void Flush()
    {
        foreach (ElementChange change in changes.All.Where(change => change.Next is not null))
        {
            code.Line($"{expressions.Element(change.Array, change.Path)} {(change.StoresNext ? "=" : "+=")} {RuntimeNames.Vector512}.GetElement({Waiting(change)}, 7);");
            GradientCheck.TakeElement(change.Array, change.Path, expressions, code);
            if (!change.StoresNext)
            {
                code.Line($"{Waiting(change)} = {VectorType}.Zero;");
            }
        }
    }

    /// <summary>Writes which lanes of the last eight iterations are the first to touch their elements.</summary>
    /// <param name="rest">How many iterations are left.</param>
    public void DeclareFresh(string rest)
    {
        if (changes.All.Any(change => change.StoresNext))
        {
            code.Line($"{VectorType} {Fresh} = {RuntimeNames.Lanes}.Last({rest} - 1);");
        }
    }

    /// <summary>Changes an element: what the iteration before has handed on comes first, as one by one.</summary>
    private void Change(ElementChange change, Func<Operand, string> counted, bool isMasked)
    {
        string moved = $"moved{change.Array.Item}Lanes", loaded = access.Load(change.Array, change.Path, loop.Index);
        List<string> terms = [];
        if (change.Next is not null)
        {
            code.Line($"{VectorType} {moved} = {counted(change.NextValue)};");
        }

        if (!change.StoresNext)
        {
            terms.Add(loaded);
        }
        else if (isMasked)
        {
            // The first element that is left holds what was handed on to it already.
            terms.Add($"{RuntimeNames.Vector512}.AndNot({loaded}, {Fresh})");
        }

        if (change.Next is not null)
        {
            terms.Add($"{RuntimeNames.Lanes}.MoveUp({(change.StoresNext && isMasked ? VectorType + ".Zero" : Waiting(change))}, {moved})");
        }

        terms.AddRange(change.Elements.Select(element => counted(element.Item3)));
        StoreLine(string.Join(" + ", terms), change.Array, change.Path);
        if (change.Next is not null)
        {
            code.Line($"{Waiting(change)} = {moved};");
        }
    }

    /// <summary>What waits for the next eight iterations, by its array: loops that are joined share it.</summary>
    private static string Waiting(ElementChange change) => $"waiting{change.Array.Item}Lanes";

    /// <summary>Takes in what the loop has stored in the gradient.</summary>
    public void TakeChecks()
    {
        if (isChecked)
        {
            code.Line(GradientCheck.TakeLanes(Sums + ofAll));
        }
    }

    /// <summary>Adds the lanes: one expression per result, in the order of <see cref="LoopResults"/>.</summary>
    public IEnumerable<string> Results()
    {
        foreach (Sum sum in loop.Sums)
        {
            yield return forms.Factor(sum) is null
                ? $"{RuntimeNames.Lanes}.Sum({Name(sum.Total)}{ofAll})"
                : $"{RuntimeNames.Lanes}.LogOfProducts({Name(sum.Total)}{ofAll}, {Exponents(sum)}{ofAll})";
        }

        if (LoopResults.HasTarget(loop))
        {
            yield return $"{RuntimeNames.Lanes}.Sum(densityLanes{ofAll})";
        }

        for (int k = 0; k < fixedIncrements.Length; k++)
        {
            yield return $"{RuntimeNames.Lanes}.Sum(gradientLanes{k}{ofAll})";
        }
    }

    private IEnumerable<(string Name, string Start)> Accumulators()
    {
        foreach (Sum sum in loop.Sums)
        {
            yield return (Name(sum.Total), forms.Factor(sum) is null ? Zero : VectorType + ".One");
            if (forms.Factor(sum) is not null)
            {
                yield return (Exponents(sum), Zero);
            }
        }

        if (LoopResults.HasTarget(loop))
        {
            yield return ("densityLanes", Zero);
        }

        for (int k = 0; k < fixedIncrements.Length; k++)
        {
            yield return ($"gradientLanes{k}", Zero);
        }

        foreach (ElementChange change in changes.All.Where(change => change.Next is not null))
        {
            yield return (Waiting(change), change.StoresNext ? $"{RuntimeNames.Vector512}.Create({expressions.Element(change.Array, change.Path)})" : Zero);
        }

        if (isChecked)
        {
            yield return (Sums, Zero);
        }
    }

    private static IEnumerable<Operand> OperandsOf(Statement statement) => statement switch
    {
        Statement.Let { Item2: Operation.Apply1 one } => [one.Item2],
        Statement.Let { Item2: Operation.Apply2 two } => [two.Item2, two.Item3],
        Statement.Let { Item2: Operation.Apply3 three } => [three.Item2, three.Item3, three.Item4],
        Statement.Store store => [store.Item3],
        Statement.Increment increment => [increment.Item3],
        Statement.Target target => [target.Item],
        _ => [],
    };

    private void Define(Statement.Let let)
    {
        (string text, bool isCall) = let.Item2 switch
        {
            Operation.Load load => (access.Load(load.Item1, load.Item2, loop.Index), true),
            Operation.FromInteger integer => (access.Integer(integer.Item, loop.Index), true),
            Operation.Apply1 one => (VectorFunctions.Unary(one.Item1, Vector(one.Item2)), VectorFunctions.IsCall(one.Item1)),
            Operation.Apply2 two => (VectorFunctions.Binary(two.Item1, Vector(two.Item2), Vector(two.Item3)), false),
            Operation.Apply3 three => (VectorFunctions.Ternary(three.Item1, Vector(three.Item2), Vector(three.Item3), Vector(three.Item4)), true),
            _ => throw new InvalidOperationException("An operation that has no lanes."),
        };
        if (inlining.Contains(let.Item1) && text.Length <= LongestInlined)
        {
            inlined[let.Item1] = isCall ? text : $"({text})";
        }
        else
        {
            code.Line($"{VectorType} {Name(let.Item1)} = {text};");
        }
    }

    /// <summary>Changes elements that do not stand next to each other, first iteration first.</summary>
    private void OneByOne(Operand operand, IEnumerable<string> places, string assignment, string vector)
    {
        string each = operand is Operand.Use use ? $"each{use.Item.Item}" : "eachConstant";
        code.Open(string.Empty);
        code.Line($"{VectorType} {each} = {vector};");
        int lane = 0;
        foreach (string place in places)
        {
            code.Line($"{place} {assignment} {RuntimeNames.Vector512}.GetElement({each}, {lane++});");
        }

        code.Close();
    }

    private void Store(Statement.Store store)
    {
        string value = Vector(store.Item3);
        if (VectorAccess.IsConsecutive(store.Item2, loop.Index))
        {
            StoreLine(value, store.Item1, store.Item2);
            return;
        }

        Checked(value, store.Item1, stored => OneByOne(store.Item3, access.Places(store.Item1, store.Item2, loop.Index), "=", stored));
    }

    private void StoreLine(string vector, ArrayId array, IEnumerable<Index> path) =>
        Checked(vector, array, stored => code.Line($"{RuntimeNames.Vector512}.StoreUnsafe({stored}, ref {expressions.Element(array, path)});"));

    /// <summary>Writes what stores eight numbers, and looks at them where they are elements of the gradient.</summary>
    private void Checked(string vector, ArrayId array, Action<string> store)
    {
        if (!expressions.IsChecked(array))
        {
            store(vector);
            return;
        }

        code.Open(string.Empty);
        code.Line($"{VectorType} stored = {vector};");
        store("stored");
        code.Line($"{Sums} += stored;");
        code.Close();
    }

    private string Name(Var scalar) => expressions.Name(scalar) + "Lanes";

    /// <summary>Whether the factors of a panel make a product that needs no watching.</summary>
    private bool IsShort(Sum sum) => ofAll.Length > 0 && forms.IsBounded(sum);

    private string Exponents(Sum sum) => expressions.Name(sum.Total) + "ExponentLanes";

    private string Vector(Operand operand) =>
        operand is Operand.Use use ? (inlined.TryGetValue(use.Item, out string? text) ? text : Name(use.Item)) : $"{RuntimeNames.Vector512}.Create({expressions.Operand(operand)})";
}
