// Which definitions of a block one call makes.
using Exmc.Core;
using Exmc.Core.Programs;
using Exmc.Generator.Writing;
using Microsoft.FSharp.Collections;
using Xunit;

namespace Exmc.Generator.Tests.Writing;

public class FunctionPairsTests
{
    private const string Lanes = RuntimeNames.Lanes;

    [Fact]
    public void A_function_and_its_derivative_are_one_call_where_the_first_stands()
    {
        Statement[] body = [Let(1, UnaryOp.LogGammaHalfStep, 0), Let(2, UnaryOp.Square, 0), Let(3, UnaryOp.DigammaHalfStep, 0)];
        AssertTexts(body, $"double s1 = {Lanes}.LogGammaHalfStep(s0, out double s3);", null, string.Empty);
    }

    [Fact]
    public void The_derivative_may_stand_before_the_function()
    {
        Statement[] body = [Let(1, UnaryOp.InverseLogit, 0), Let(2, UnaryOp.Log1pExp, 0)];
        AssertTexts(body, $"double s2 = {Lanes}.Log1pExp(s0, out double s1);", string.Empty);
    }

    [Fact]
    public void A_definition_belongs_to_one_call()
    {
        Statement[] body = [Let(1, UnaryOp.LogisticFactor, 0), Let(2, UnaryOp.InverseLogit, 0), Let(3, UnaryOp.Log1pExp, 0)];
        AssertTexts(body, $"double s1 = {Lanes}.LogisticFactor(s0, out double s2);", string.Empty, null);
    }

    [Fact]
    public void Functions_of_different_scalars_are_calls_of_their_own()
    {
        Statement[] body = [Let(2, UnaryOp.LogGammaHalfStep, 0), Let(3, UnaryOp.DigammaHalfStep, 1), Let(4, UnaryOp.Digamma, 0)];
        AssertTexts(body, null, null, null);
    }

    [Fact]
    public void Each_arm_of_a_branch_is_a_block()
    {
        Statement[] then = [Let(1, UnaryOp.LogGammaHalfStep, 0)];
        Statement[] otherwise = [Let(2, UnaryOp.LogGammaHalfStep, 0), Let(3, UnaryOp.DigammaHalfStep, 0)];
        Branch branch = new(Condition.Always, ListModule.OfArray(then), ListModule.OfArray(otherwise), ListModule.Empty<BranchResult>());
        FunctionPairs pairs = new([Let(4, UnaryOp.DigammaHalfStep, 0), Statement.NewBranch(branch)]);
        Assert.Null(Text(pairs, then[0]));
        Assert.Equal($"double s2 = {Lanes}.LogGammaHalfStep(s0, out double s3);", Text(pairs, otherwise[0]));
        Assert.Equal(string.Empty, Text(pairs, otherwise[1]));
    }

    private static Statement Let(int scalar, UnaryOp op, int of) =>
        Statement.NewLet(Var.NewVar(scalar), Operation.NewApply1(op, Operand.NewUse(Var.NewVar(of))));

    private static void AssertTexts(Statement[] body, params string?[] expected)
    {
        FunctionPairs pairs = new(body);
        Assert.Equal<IEnumerable<string?>>(expected, body.Select(statement => Text(pairs, statement)));
    }

    private static string? Text(FunctionPairs pairs, Statement statement) =>
        pairs.Text((Statement.Let)statement, "double", operand => Name(((Operand.Use)operand).Item), Name);

    private static string Name(Var scalar) => $"s{scalar.Item}";
}
