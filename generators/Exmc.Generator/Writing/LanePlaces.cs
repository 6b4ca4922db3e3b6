// The iterations of a loop in eight lanes, by the partial sums they add to.
using Exmc.Core.Programs;

namespace Exmc.Generator.Writing;

/// <summary>The places of iterations in blocks of eight; the last block repeats iterations that are done, which are left out. Fewer than eight are blocks of one.</summary>
/// <param name="loop">The loop.</param>
/// <param name="least">Where the iterations end that are fewer than eight or not: those of the loop, or of a shorter one that it is joined to.</param>
/// <param name="number">The number in the names of locals.</param>
/// <param name="expressions">Writes indices.</param>
internal sealed class LanePlaces(Loop loop, Index least, string number, LaneExpressionWriter expressions)
{
    /// <summary>Number of lanes, and of the partial sums of each.</summary>
    public const int Width = 8;
    private readonly bool isWhole = VectorLoopWriter.IsWhole(loop);
    private readonly string from = expressions.Index(loop.From);
    private readonly string until = expressions.Index(loop.Until);

    private string Step => isWhole ? "8" : "width" + number;

    private string Done => isWhole ? "0" : "done" + number;

    private string Place => "place" + number;

    public string At(string block) => $"{RuntimeNames.LaneBlock}.At(ref {block}, {Place})";

    /// <summary>Declares how many iterations a block has.</summary>
    public void DeclareWidth(CodeText code)
    {
        if (!isWhole)
        {
            code.Line($"int {Step} = {expressions.Index(least)} - {ExpressionWriter.Parenthesised(from)} < 8 ? 1 : 8;");
        }
    }

    /// <summary>Opens the loop over blocks, of all iterations or of those of the panel in hand.</summary>
    public void OpenBlocks(CodeText code, bool isPanel)
    {
        Blocks(code, isPanel, isPanel ? PanelLoop.First : from);
        DeclareDone(code);
    }

    /// <summary>Opens the loop over the places of the block in hand.</summary>
    public void OpenIterations(CodeText code)
    {
        code.Open($"for (int {Place} = {Done}; {Place} < {Step}; {Place}++)");
        DeclareIndex(code);
    }

    /// <summary>Opens the loop over the places, outside that over the blocks.</summary>
    public void OpenPlaces(CodeText code) => code.Open($"for (int {Place} = 0; {Place} < 8; {Place}++)");

    /// <summary>Opens the loop over the blocks that have an iteration at the place in hand.</summary>
    public void OpenStrides(CodeText code, bool isPanel)
    {
        string first = isPanel ? PanelLoop.First : from;
        Blocks(code, isPanel, isWhole ? first : $"{Place} < {Step} ? {first} : {Last(isPanel)}");
        DeclareDone(code);
        if (!isWhole)
        {
            code.Open($"if ({Place} < {Done})");
            code.Line("break;");
            code.Close();
        }

        DeclareIndex(code);
    }

    private string Last(bool isPanel) => isPanel ? $"{RuntimeNames.Math}.Min({PanelLoop.First} + {PanelLoop.Rows}, {until})" : until;

    private void Blocks(CodeText code, bool isPanel, string first) =>
        code.Open($"for (int first{number} = {first}; first{number} < {Last(isPanel)}; first{number} += {Step})");

    private void DeclareDone(CodeText code)
    {
        if (!isWhole)
        {
            code.Line($"int {Done} = {RuntimeNames.Math}.Max(0, first{number} - ({until} - {Step}));");
        }
    }

    private void DeclareIndex(CodeText code) => code.Line($"int i{number} = first{number} - {Done} + {Place};");
}
