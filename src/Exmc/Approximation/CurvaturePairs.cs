// The steps and gradient changes that a limited-memory method remembers.
using Exmc.Numerics;

namespace Exmc;

/// <summary>The latest pairs (s, y) of steps and changes of the gradient of the negative log density, oldest first (Nocedal and Wright 2006, section 7.2).</summary>
internal sealed class CurvaturePairs(int capacity)
{
    private const double LargestCurvatureRatio = 1e12;
    private readonly List<(double[] Step, double[] Change)> _pairs = [];
    private readonly Stack<(double[] Step, double[] Change)> _spare = [];

    public IReadOnlyList<(double[] Step, double[] Change)> All => _pairs;

    /// <summary>Arrays for a pair that may be added: those of one that is not remembered, or new ones.</summary>
    public (double[] Step, double[] Change) Next(int dimension) =>
        _spare.TryPop(out (double[] Step, double[] Change) pair) ? pair : (new double[dimension], new double[dimension]);

    /// <summary>Remembers a pair, made from what <see cref="Next"/> gave, unless its curvature is not clearly positive: s'y > 0 and y'y / s'y at most 1e12.</summary>
    public bool TryAdd(double[] step, double[] change)
    {
        double curvature = Rows.Dot(step, change);
        if (!(curvature > 0) || Rows.Dot(change, change) > LargestCurvatureRatio * curvature)
        {
            _spare.Push((step, change));
            return false;
        }

        if (_pairs.Count == capacity)
        {
            _spare.Push(_pairs[0]);
            _pairs.RemoveAt(0);
        }

        _pairs.Add((step, change));
        return true;
    }

    public void Clear()
    {
        foreach ((double[] Step, double[] Change) pair in _pairs)
        {
            _spare.Push(pair);
        }

        _pairs.Clear();
    }

    /// <summary>The product of the inverse Hessian estimate and a vector, in place (algorithm 7.4, two loops).</summary>
    public void MultiplyInverse(Span<double> vector)
    {
        Span<double> weights = stackalloc double[capacity];
        for (int k = _pairs.Count - 1; k >= 0; k--)
        {
            (double[] step, double[] change) = _pairs[k];
            weights[k] = Rows.Dot(step, vector) / Rows.Dot(step, change);
            Rows.Add(vector, -weights[k], change);
        }

        if (_pairs is [.., (double[] lastStep, double[] lastChange)])
        {
            double scale = Rows.Dot(lastStep, lastChange) / Rows.Dot(lastChange, lastChange);
            for (int i = 0; i < vector.Length; i++)
            {
                vector[i] *= scale;
            }
        }

        for (int k = 0; k < _pairs.Count; k++)
        {
            (double[] step, double[] change) = _pairs[k];
            Rows.Add(vector, weights[k] - (Rows.Dot(change, vector) / Rows.Dot(step, change)), step);
        }
    }
}
