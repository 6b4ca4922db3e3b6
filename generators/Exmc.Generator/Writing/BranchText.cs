// A branch with the values that it chooses, whatever the type of a value.
using System;
using System.Collections.Generic;
using System.Linq;
using Exmc.Core.Programs;

namespace Exmc.Generator.Writing;

internal static class BranchText
{
    /// <summary>Writes a branch whose condition is one truth for all that runs.</summary>
    /// <param name="branch">The branch.</param>
    /// <param name="type">Type of a scalar.</param>
    /// <param name="operand">Writes an operand that stands alone.</param>
    /// <param name="statements">Writes the statements of an arm.</param>
    /// <param name="expressions">Names results and writes the condition.</param>
    /// <param name="code">Where to write.</param>
    public static void Write(Branch branch, string type, Func<Operand, string> operand, Action<IEnumerable<Statement>> statements, ExpressionWriter expressions, CodeText code)
    {
        BranchResult[] results = [.. branch.Results];
        foreach (BranchResult result in results)
        {
            code.Line($"{type} {expressions.Name(result.Result)};");
        }

        code.Open($"if ({expressions.Condition(branch.Condition)})");
        Arm(branch.Then, result => result.WhenTrue);
        if (results.Length > 0 || branch.Else.Any())
        {
            code.Open("else");
            Arm(branch.Else, result => result.WhenFalse);
        }

        void Arm(IEnumerable<Statement> body, Func<BranchResult, Operand> pick)
        {
            statements(body);
            foreach (BranchResult result in results)
            {
                code.Line($"{expressions.Name(result.Result)} = {operand(pick(result))};");
            }

            code.Close();
        }
    }
}
