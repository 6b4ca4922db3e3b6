// Loops over readings of which some lane may lack one.
using System.Collections.Generic;
using System.Linq;
using Exmc.Core.Programs;

namespace Exmc.Generator.Writing;

/// <summary>
/// The branches of a loop that ask whether a reading is missing. Where no lane lacks one, which is usual, the loop runs without choosing between
/// lanes: that saves an eighth of a Kalman filter's operations, and the registers of what would be chosen.
/// </summary>
internal sealed class MissingReadings
{
    private readonly Loop loop;
    private readonly LaneExpressionWriter expressions;
    private readonly Statement.Let[] readings;

    public MissingReadings(Loop loop, LaneExpressionWriter expressions)
    {
        this.loop = loop;
        this.expressions = expressions;
        Branches = [.. loop.Body.OfType<Statement.Branch>().Select(branch => branch.Item).Where(branch => Reading(branch.Condition) is not null)];
        readings = [.. Branches.Select(branch => Reading(branch.Condition)!).Distinct()];
    }

    public IReadOnlyList<Branch> Branches { get; }

    /// <summary>What tells whether no lane lacks a reading, found out when data are loaded.</summary>
    public string IsComplete => string.Join(" && ", Arrays.Select(array => "_" + Field(expressions.Names[array])));

    /// <summary>The data that are asked.</summary>
    public IEnumerable<ArrayId> Arrays => readings.Select(reading => ((Operation.Load)reading.Item2).Item1).Distinct();

    /// <summary>The field that tells whether an array of data has all its readings in all lanes.</summary>
    public static string Field(string array) => array + "IsComplete";

    /// <summary>Whether a branch's first arm is the one with a reading.</summary>
    public static bool IsTaken(Condition condition) => condition.IsNegation;

    /// <summary>The reading that a condition asks for, an element of data at the loop's own place; null when it asks for something else.</summary>
    private Statement.Let? Reading(Condition condition)
    {
        Operand? asked = condition switch
        {
            Condition.IsNaN nan => nan.Item,
            Condition.Negation { Item: Condition.IsNaN nan } => nan.Item,
            _ => null,
        };
        return asked is not Operand.Use use ? null : loop.Body.OfType<Statement.Let>().FirstOrDefault(let => let.Item1.Equals(use.Item)
            && let.Item2 is Operation.Load load && expressions.Info(load.Item1).Role.IsDataArray && load.Item2.All(expressions.IsCommon));
    }
}
