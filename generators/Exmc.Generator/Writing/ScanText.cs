// What loops that hand values on are written with, whatever the type of a value.
using System;
using System.Collections.Generic;
using System.Linq;
using Exmc.Core.Programs;

namespace Exmc.Generator.Writing;

internal static class ScanText
{
    public static string Header(Loop loop, ExpressionWriter expressions)
    {
        string index = "i" + loop.Index.Item;
        string from = expressions.Index(loop.From);
        string until = expressions.Index(loop.Until);
        return loop.Descending
            ? $"for (int {index} = {until} - 1; {index} >= {from}; {index}--)"
            : $"for (int {index} = {from}; {index} < {until}; {index}++)";
    }

    /// <summary>Assigns the next values; one that is the entry of another is saved first.</summary>
    public static void HandOn(Carried[] carried, ExpressionWriter expressions, string type, Func<Operand, string> operand, CodeText code)
    {
        HashSet<string> entries = [.. carried.Select(value => expressions.Name(value.Entry))];
        List<(string Entry, string Next)> moves = [];
        foreach (Carried value in carried)
        {
            string entry = expressions.Name(value.Entry);
            string next = operand(value.Next);
            if (entries.Contains(next) && next != entry)
            {
                string saved = "next" + value.Entry.Item;
                code.Line($"{type} {saved} = {next};");
                next = saved;
            }

            moves.Add((entry, next));
        }

        foreach ((string entry, string next) in moves.Where(move => move.Entry != move.Next))
        {
            code.Line($"{entry} = {next};");
        }
    }
}
