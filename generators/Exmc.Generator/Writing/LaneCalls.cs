// Operations on whole arrays, lane by lane.
using System.Collections.Generic;
using System.Linq;
using Exmc.Core.Programs;

namespace Exmc.Generator.Writing;

/// <summary>Runs an operation for one lane after the other, so that a lane has the bits of an evaluation by itself.</summary>
/// <remarks>Arrays that change are copied to and from the room of one lane; those that a binding fixes are there lane after lane.</remarks>
internal static class LaneCalls
{
    /// <summary>Room for the arrays of one lane.</summary>
    public const string Room = "oneLane";

    /// <summary>Name of a fixed array that holds all of one lane before the next.</summary>
    public static string Apart(ArrayId array, ArrayNames names) => names[array] + "Apart";

    public static bool IsApart(ArrayInfo array) => array.Role.IsDataArray || array.Role.IsBound;

    /// <summary>Arrays that calls read lane after lane.</summary>
    public static IEnumerable<ArrayInfo> Apart(IEnumerable<Statement> statements, ExpressionWriter expressions) =>
        statements.OfType<Statement.Call>().SelectMany(Arrays).Distinct().Select(expressions.Info).Where(IsApart);

    /// <summary>Number of reals that a call needs room for, as C#.</summary>
    public static string Size(Statement.Call call, ExpressionWriter expressions) =>
        string.Join(" + ", Arrays(call).Where(array => !IsApart(expressions.Info(array))).Select(expressions.Count));

    public static void Write(Statement.Call call, ExpressionWriter expressions, CodeText code)
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
                code.Line($"ref double {name} = ref At(ref {RuntimeNames.MemoryMarshal}.GetArrayDataReference(_{Apart(array, expressions.Names)}), lane * {ExpressionWriter.Parenthesised(count)});");
                continue;
            }

            expressions.Use(array);
            code.Line($"ref double {name} = ref At(ref {RuntimeNames.MemoryMarshal}.GetArrayDataReference(_{Room}), {place});");
            code.Line($"{RuntimeNames.Lanes}.Take(ref {expressions.Names[array]}, {count}, lane, ref {name});");
            place = $"{place} + {count}";
        }

        code.Line(PrimitiveCalls.Text(call, expressions, array => ofLane[array]));
        code.Line($"{RuntimeNames.Lanes}.Put(ref {ofLane[call.output]}, {expressions.Count(call.output)}, lane, ref {expressions.Names[call.output]});");
        code.Close();
    }

    private static IEnumerable<ArrayId> Arrays(Statement.Call call) => call.inputs.Append(call.output).Distinct();
}
