// Draws of the prior against the density that should be its own.
namespace Exmc.Testing;

/// <summary>The log density without the log likelihood is that of the prior, up to a constant, Jacobian included.</summary>
internal sealed class PriorCheck
{
    /// <summary>Beyond it the log likelihood swamps the prior.</summary>
    private const double LargestLogLikelihood = 1e9;

    private readonly IDensity _density;
    private readonly double[] _values;
    private readonly double[] _again;
    private readonly double[] _gradient;
    private readonly double[] _pointwise;
    private readonly bool[] _isFolded;
    private readonly int _missing;

    public PriorCheck(IDensity density)
    {
        _density = density;
        _values = new double[density.Layout.ValueCount];
        _again = new double[density.Layout.ValueCount];
        _gradient = new double[density.Dimension];
        _pointwise = new double[density.ObservationCount];
        _isFolded = TransformCheck.Folded(density.Layout);
        density.LogLikelihood(new double[density.Dimension], _pointwise);
        _missing = _pointwise.Count(double.IsNaN);
    }

    /// <summary>A draw of the prior as a position; both signs of a folded coordinate stand for the draw.</summary>
    public double[] Draw(RandomStream stream)
    {
        double[] position = new double[_density.Dimension];
        _density.DrawPrior(stream, _values);
        _density.Unconstrain(_values.AsSpan(0, _density.Layout.ParameterValueCount), position);
        for (int k = 0; k < position.Length; k++)
        {
            if (_isFolded[k] && stream.Uniform() < 0.5)
            {
                position[k] = -position[k];
            }
        }

        return position;
    }

    /// <summary>What is wrong with the latest draw as a member of the support; null when nothing is.</summary>
    public string? Support(double[] position)
    {
        ParameterLayout layout = _density.Layout;
        for (int k = 0; k < position.Length; k++)
        {
            if (double.IsNaN(position[k]))
            {
                return FormattableString.Invariant($"a draw of the prior has no position: coordinate {k} ({GradientCheck.Coordinate(layout, k)}) is NaN");
            }
        }

        // A value at the end of its range, by rounding, lies infinitely far away.
        if (!position.All(double.IsFinite))
        {
            return null;
        }

        _density.Constrain(position, _again);
        for (int value = 0; value < layout.ParameterValueCount; value++)
        {
            if (!(Math.Abs(_values[value] - _again[value]) <= 1e-6 * Math.Max(1, Math.Abs(_values[value]))))
            {
                return FormattableString.Invariant($"the prior draws {layout.ValueNames[value]} = {_values[value]:R}, but its position stands for {_again[value]:R}");
            }
        }

        return IsLikelihoodFinite(position) && _density.Evaluate(position, _gradient, out _) is var status && status != DensityStatus.Ok
            ? $"a draw of the prior has the status {status} although its log likelihood is finite: {_density.Explain(position)}"
            : null;
    }

    /// <summary>The score of the prior at a position; null where the likelihood hides it.</summary>
    public double[]? Score(double[] position)
    {
        if (!position.All(double.IsFinite) || !IsLikelihoodFinite(position) || _density.Evaluate(position, _gradient, out _) != DensityStatus.Ok)
        {
            return null;
        }

        double[] score = [.. _gradient];
        double[] moved = [.. position];
        for (int k = 0; k < score.Length && _density.ObservationCount > 0; k++)
        {
            NumericalDerivative slope = NumericalDerivative.Of(LogLikelihood, moved, k);
            if (!(slope.Error <= 0.1))
            {
                return null;
            }

            score[k] -= slope.Value;
        }

        return score;
    }

    private bool IsLikelihoodFinite(double[] position) => Math.Abs(LogLikelihood(position)) < LargestLogLikelihood;

    private double LogLikelihood(double[] position)
    {
        _density.LogLikelihood(position, _pointwise);

        // A missing reading is NaN at every position.
        return _pointwise.Count(double.IsNaN) > _missing ? double.NaN : _pointwise.Where(x => !double.IsNaN(x)).Sum();
    }
}
