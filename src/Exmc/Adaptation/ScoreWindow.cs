// A window of draws with their scores, from which directions are learnt.
namespace Exmc;

/// <summary>The latest draws and gradients in the order they were added, by rows; the oldest leave when it is full.</summary>
/// <param name="dimension">Length d of a draw.</param>
/// <param name="capacity">Most draws that are kept.</param>
internal sealed partial class ScoreWindow(int dimension, int capacity)
{
    private double[] _draws = [];
    private double[] _scores = [];

    public int Count { get; private set; }

    public int Dimension => dimension;

    public ReadOnlySpan<double> Draw(int row) => _draws.AsSpan(row * dimension, dimension);

    public ReadOnlySpan<double> Score(int row) => _scores.AsSpan(row * dimension, dimension);

    public void Add(ReadOnlySpan<double> draw, ReadOnlySpan<double> score)
    {
        if (Count == capacity)
        {
            // An eighth at once: moving all rows at every draw would cost more than the draw.
            KeepLatest(capacity - Math.Max(1, capacity / 8));
        }

        if ((Count + 1) * dimension > _draws.Length)
        {
            int rows = Math.Min(capacity, Math.Max(32, 2 * Count));
            Array.Resize(ref _draws, rows * dimension);
            Array.Resize(ref _scores, rows * dimension);
        }

        draw.CopyTo(_draws.AsSpan(Count * dimension));
        score.CopyTo(_scores.AsSpan(Count * dimension));
        Count++;
    }

    /// <summary>Forgets all but the latest draws.</summary>
    public void KeepLatest(int count)
    {
        int dropped = Count - count;
        if (dropped > 0)
        {
            Array.Copy(_draws, dropped * dimension, _draws, 0, count * dimension);
            Array.Copy(_scores, dropped * dimension, _scores, 0, count * dimension);
            Count = count;
        }
    }
}
