// Steps that raise the evidence lower bound.
namespace Exmc;

/// <summary>Noisy natural-gradient steps of a normal distribution towards the largest evidence lower bound.</summary>
/// <remarks>
/// Reparametrised gradients (Kucukelbir et al. 2017, JMLR 18, "Automatic differentiation variational inference") without the score term, whose
/// expectation is 0, so that their noise vanishes where the approximation is exact (Roeder, Wu and Duvenaud 2017, arXiv:1703.09194). In the
/// whitened coordinates of the approximation the Fisher information is constant, so one step size suits all scales.
/// </remarks>
internal sealed class NaturalGradientAscent(Evaluation evaluation, int draws, RandomStream stream)
{
    private double[] _z = [];
    private double[] _x = [];
    private double[] _gradient = [];
    private double[] _mean = [];
    private double[] _directions = [];

    /// <summary>Makes one step; draws at which the density cannot be evaluated are left out.</summary>
    public void Step(VariationalNormal normal, double rate)
    {
        Clear(normal);
        int used = 0;
        for (int draw = 0; draw < draws; draw++)
        {
            // Pairs of opposite draws: where the target is normal, the noise of the mean's gradient cancels.
            if (draw % 2 == 0)
            {
                NormalVariates.Fill(stream, _z);
            }
            else
            {
                Negate(_z);
            }

            normal.Transform(_z, _x);
            if (!double.IsFinite(evaluation.LogDensity(_x, _gradient)))
            {
                continue;
            }

            // The gradient of log p - log q, in whitened coordinates: that of -log q is z.
            normal.WhitenGradient(_gradient);
            CurvaturePairs.Add(_gradient, 1, _z);
            CurvaturePairs.Add(_mean, 1, _gradient);
            normal.AddDirections(_gradient, _z, _directions);
            used++;
        }

        if (used > 0)
        {
            Scale(_mean, used, rate, normal.Dimension);
            Scale(_directions, used, rate, normal.Dimension);
            normal.Move(_mean, _directions);
        }
    }

    // The quadratic model holds near the optimum only: no mean gradient counts for more than one standard deviation per coordinate.
    private static void Scale(double[] sums, int used, double rate, int dimension)
    {
        double length = Math.Sqrt(CurvaturePairs.Dot(sums, sums) / dimension) / used;
        double factor = rate / (used * Math.Max(1, length));
        for (int i = 0; i < sums.Length; i++)
        {
            sums[i] *= factor;
        }
    }

    private static void Negate(double[] values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = -values[i];
        }
    }

    private void Clear(VariationalNormal normal)
    {
        if (_directions.Length != normal.Directions)
        {
            (_z, _x, _gradient, _mean) = (new double[normal.Dimension], new double[normal.Dimension], new double[normal.Dimension], new double[normal.Dimension]);
            _directions = new double[normal.Directions];
        }

        Array.Clear(_mean);
        Array.Clear(_directions);
    }
}
