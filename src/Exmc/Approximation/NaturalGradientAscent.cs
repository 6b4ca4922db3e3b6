// Steps that raise the evidence lower bound.
using Exmc.Numerics;

namespace Exmc;

/// <summary>Noisy natural-gradient steps of a normal distribution towards the largest evidence lower bound.</summary>
/// <remarks>
/// Reparametrised gradients (Kucukelbir et al. 2017, JMLR 18, "Automatic differentiation variational inference") without the score term, whose
/// expectation is 0, so that their noise vanishes where the approximation is exact (Roeder, Wu and Duvenaud 2017, arXiv:1703.09194). In the
/// whitened coordinates of the approximation the Fisher information is constant, so one step size suits all scales.
/// </remarks>
internal sealed class NaturalGradientAscent(Evaluation evaluation, int draws, RandomStream stream)
{
    // Draws in the tails of heavy-tailed targets have gradients that would decide a step alone.
    private const double LargestRatio = 10;
    private readonly double[] _normals = new double[draws * evaluation.Dimension];
    private readonly double[] _gradients = new double[draws * evaluation.Dimension];
    private readonly double[] _lengths = new double[draws];
    private readonly double[] _sorted = new double[draws];
    private readonly double[] _position = new double[evaluation.Dimension];
    private readonly double[] _mean = new double[evaluation.Dimension];
    private double[] _directions = [];

    /// <summary>Makes one step; draws at which the density cannot be evaluated are left out, and no gradient counts for more than ten times the median one.</summary>
    public void Step(VariationalNormal normal, double rate)
    {
        int used = Draw(normal);
        if (used == 0)
        {
            return;
        }

        if (_directions.Length != normal.Directions)
        {
            _directions = new double[normal.Directions];
        }

        Array.Clear(_mean);
        Array.Clear(_directions);
        _lengths.AsSpan(0, used).CopyTo(_sorted);
        Array.Sort(_sorted, 0, used);
        double longest = LargestRatio * _sorted[used / 2];
        for (int draw = 0; draw < used; draw++)
        {
            Span<double> gradient = Row(_gradients, draw);
            if (_lengths[draw] > longest)
            {
                Multiply(gradient, longest / _lengths[draw]);
            }

            Rows.Add(_mean, 1, gradient);
            normal.AddDirections(gradient, Row(_normals, draw), _directions);
        }

        Limit(_mean, used, rate);
        Limit(_directions, used, rate);
        normal.Move(_mean, _directions);
    }

    /// <summary>Draws with the whitened gradients of log p - log q at them.</summary>
    /// <returns>Number of draws at which the density can be evaluated; they come first.</returns>
    private int Draw(VariationalNormal normal)
    {
        int used = 0;
        Span<double> pair = _position.Length <= 64 ? stackalloc double[_position.Length] : new double[_position.Length];
        for (int draw = 0; draw < draws; draw++)
        {
            // Pairs of opposite draws: where the target is normal, the noise of the mean's gradient cancels.
            if (draw % 2 == 0)
            {
                NormalVariates.Fill(stream, pair);
            }
            else
            {
                Multiply(pair, -1);
            }

            Span<double> gradient = Row(_gradients, used);
            normal.Transform(pair, _position);
            if (!double.IsFinite(evaluation.LogDensity(_position, gradient)))
            {
                continue;
            }

            // The whitened gradient of -log q is z.
            normal.WhitenGradient(gradient);
            Rows.Add(gradient, 1, pair);
            pair.CopyTo(Row(_normals, used));
            _lengths[used] = Math.Sqrt(Rows.Dot(gradient, gradient));
            used += double.IsFinite(_lengths[used]) ? 1 : 0;
        }

        return used;
    }

    // The quadratic model holds near the optimum only: no mean gradient counts for more than one standard deviation per coordinate.
    private void Limit(double[] sums, int used, double rate)
    {
        double length = Math.Sqrt(Rows.Dot(sums, sums) / _position.Length) / used;
        Multiply(sums, rate / (used * Math.Max(1, length)));
    }

    private Span<double> Row(double[] rows, int draw) => rows.AsSpan(draw * _position.Length, _position.Length);

    private static void Multiply(Span<double> values, double factor)
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] *= factor;
        }
    }
}
