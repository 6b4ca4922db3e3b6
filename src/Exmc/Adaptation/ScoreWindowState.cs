// What is saved of a window of draws with their scores.
namespace Exmc;

internal sealed partial class ScoreWindow
{
    public void Write(StateWriter writer)
    {
        writer.Integer("count", Count);
        writer.Reals("draws", _draws.AsSpan(0, Count * dimension));
        writer.Reals("scores", _scores.AsSpan(0, Count * dimension));
    }

    public void Read(StateReader reader)
    {
        Count = reader.Integer("count", 0, capacity);
        _draws = new double[Count * dimension];
        _scores = new double[Count * dimension];
        reader.Reals("draws", _draws.AsSpan());
        reader.Reals("scores", _scores.AsSpan());
    }
}
