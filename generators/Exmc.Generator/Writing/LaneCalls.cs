// Operations on whole arrays in eight lanes.
using System.Collections.Generic;
using System.Linq;
using Exmc.Core.Programs;

namespace Exmc.Generator.Writing;

/// <summary>
/// Products with matrices of data run in all lanes at once; other operations run for one lane after the other, on copies of its arrays. A lane
/// has the bits of an evaluation by itself. Arrays that a binding fixes stand there lane after lane.
/// </summary>
internal static class LaneCalls
{
    /// <summary>Room for the arrays of one lane.</summary>
    public const string Room = "oneLane";

    /// <summary>Name of a fixed array that holds all of one lane before the next.</summary>
    public static string Apart(ArrayId array, ArrayNames names) => names[array] + "Apart";

    /// <summary>Name of what tells whether a fixed array is the same in all lanes.</summary>
    public static string IsShared(ArrayId array, ArrayNames names) => names[array] + "IsShared";

    public static bool IsApart(ArrayInfo array) => array.IsData || array.Role.IsBound;

    /// <summary>Arrays that calls read lane after lane.</summary>
    public static IEnumerable<ArrayInfo> Apart(IEnumerable<Statement> statements, ExpressionWriter expressions) =>
        statements.OfType<Statement.Call>().SelectMany(Arrays).Distinct().Select(expressions.Info).Where(IsApart);

    /// <summary>Whether a call runs for one lane after the other.</summary>
    public static bool NeedsRoom(Statement.Call call) => !(IsProduct(call) || call.Item1.IsColumnSums);

    /// <summary>Number of reals that such a call needs room for, as C#.</summary>
    public static string Size(Statement.Call call, ExpressionWriter expressions) =>
        string.Join(" + ", Arrays(call).Where(array => !IsApart(expressions.Info(array))).Select(expressions.Count));

    /// <summary>The call of a method of packed matrices, the first array of which is the matrix.</summary>
    public static CallWriter Packed(ExpressionWriter expressions) => (method, lengths, arrays) =>
    {
        foreach ((ArrayId array, _) in arrays.Skip(1))
        {
            expressions.Use(array);
        }

        string rest = string.Join(", ", arrays.Skip(1).Select(one => one.From == "0" ? "ref " + expressions.Names[one.Array] : $"ref At(ref {expressions.Names[one.Array]}, 8 * {one.From})"));
        ArrayId matrix = arrays[0].Array;
        return $"{RuntimeNames.LanePackedMatrix}.{method}(_{IsShared(matrix, expressions.Names)}, {lengths}, ref {First(Apart(matrix, expressions.Names))}, {rest});";
    };

    public static void Write(Statement.Call call, ExpressionWriter expressions, CodeText code)
    {
        ArrayId[] inputs = [.. call.inputs];
        if (call.Item1.IsProduct || call.Item1.IsProductAdjoint)
        {
            string rows = expressions.Length(call.Item1.IsProduct ? call.output : inputs[1], 0);
            string columns = expressions.Length(call.Item1.IsProduct ? inputs[1] : call.output, 0);
            code.Line(Packed(expressions)(call.Item1.IsProduct ? "Multiply" : "MultiplyAdjoint", $"{rows}, {columns}", [.. inputs.Append(call.output).Select(array => (array, "0"))]));
        }
        else if (call.Item1.IsColumnSums)
        {
            expressions.Use(inputs[0]);
            expressions.Use(call.output);
            code.Line($"{RuntimeNames.LanePackedMatrix}.AddColumnSums({expressions.Length(call.output, 0)}, ref {expressions.Names[inputs[0]]}, ref {expressions.Names[call.output]});");
        }
        else
        {
            LaneByLane(call, expressions, code);
        }
    }

    /// <summary>Whether a call multiplies by a packed matrix.</summary>
    public static bool IsProduct(Statement.Call call) => call.Item1.IsProduct || call.Item1.IsProductAdjoint || call.Item1.IsPanelProduct || call.Item1.IsPanelProductAdjoint;

    private static void LaneByLane(Statement.Call call, ExpressionWriter expressions, CodeText code)
    {
        code.Open("for (int lane = 0; lane < 8; lane++)");
        string place = "0";
        Dictionary<ArrayId, string> ofLane = [];
        foreach (ArrayId array in Arrays(call))
        {
            string count = expressions.Count(array);
            string name = "one" + ofLane.Count;
            ofLane[array] = name;
            if (IsApart(expressions.Info(array)))
            {
                code.Line($"ref double {name} = ref At(ref {First(Apart(array, expressions.Names))}, lane * {ExpressionWriter.Parenthesised(count)});");
                continue;
            }

            expressions.Use(array);
            code.Line($"ref double {name} = ref At(ref {First(Room)}, {place});");
            code.Line($"{RuntimeNames.Lanes}.Take(ref {expressions.Names[array]}, {count}, lane, ref {name});");
            place = $"{place} + {count}";
        }

        code.Line(PrimitiveCalls.Text(call, expressions, array => ofLane[array]));
        code.Line($"{RuntimeNames.Lanes}.Put(ref {ofLane[call.output]}, {expressions.Count(call.output)}, lane, ref {expressions.Names[call.output]});");
        code.Close();
    }

    private static string First(string field) => $"{RuntimeNames.Buffers}.Aligned(_{field})";

    private static IEnumerable<ArrayId> Arrays(Statement.Call call) => call.inputs.Append(call.output).Distinct();
}
