// The step length of a quasi-Newton method.
using Exmc.Numerics;

namespace Exmc;

/// <summary>A search for a step with the strong Wolfe conditions (Nocedal and Wright 2006, algorithms 3.5 and 3.6), uphill.</summary>
/// <remarks>Where the density cannot be evaluated it counts as minus infinity, so the search turns back.</remarks>
internal sealed class LineSearch(Evaluation evaluation)
{
    private const double SufficientRise = 1e-4;
    private const double FlatterSlope = 0.9;
    private const int Tries = 40;
    private double[] _start = [];
    private double[] _direction = [];
    private double _startValue;
    private double _startSlope;

    public double[] Position { get; } = new double[evaluation.Dimension];

    public double[] Gradient { get; } = new double[evaluation.Dimension];

    public double Value { get; private set; }

    /// <summary>Searches along a direction that leads uphill; position, gradient and value are those of the point found.</summary>
    /// <returns>False when no point is higher by a sufficient amount.</returns>
    public bool TrySearch(double[] start, double[] direction, double startValue, double startSlope, double firstStep)
    {
        (_start, _direction, _startValue, _startSlope) = (start, direction, startValue, startSlope);
        Trial low = new(0, startValue, startSlope);
        double step = firstStep;
        for (int attempt = 0; attempt < Tries; attempt++)
        {
            Trial trial = At(step);
            if (!Rises(trial) || (attempt > 0 && trial.Value <= low.Value))
            {
                return TryZoom(low, trial, Tries - attempt);
            }

            if (Math.Abs(trial.Slope) <= FlatterSlope * _startSlope)
            {
                return true;
            }

            if (trial.Slope <= 0)
            {
                return TryZoom(trial, low, Tries - attempt);
            }

            low = trial;
            step *= 2;
        }

        return true;
    }

    /// <summary>Narrows an interval whose better end is <paramref name="low"/> and which contains a point that satisfies both conditions.</summary>
    private bool TryZoom(Trial low, Trial high, int tries)
    {
        for (int attempt = 0; attempt < tries; attempt++)
        {
            Trial trial = At(Between(low, high));
            if (!Rises(trial) || trial.Value <= low.Value)
            {
                high = trial;
                continue;
            }

            if (Math.Abs(trial.Slope) <= FlatterSlope * _startSlope)
            {
                return true;
            }

            high = trial.Slope * (high.Step - low.Step) <= 0 ? low : high;
            low = trial;
        }

        // The best end rises enough; it only lacks the second condition.
        return low.Step > 0 && Rises(At(low.Step));
    }

    private bool Rises(in Trial trial) => trial.Value >= _startValue + (SufficientRise * trial.Step * _startSlope) && trial.Value > _startValue;

    /// <summary>The maximum of the cubic through both ends, kept a tenth of the interval away from them; the middle when an end is not finite.</summary>
    private static double Between(in Trial low, in Trial high)
    {
        double width = high.Step - low.Step;
        double middle = low.Step + (0.5 * width);
        if (!double.IsFinite(high.Value))
        {
            return low.Step + (0.1 * width);
        }

        double d1 = low.Slope + high.Slope - (3 * (low.Value - high.Value) / (low.Step - high.Step));
        double square = (d1 * d1) - (low.Slope * high.Slope);
        double d2 = Math.Sign(width) * Math.Sqrt(square);
        double step = high.Step - (width * ((high.Slope - d1 - d2) / (high.Slope - low.Slope - (2 * d2))));
        double margin = 0.1 * Math.Abs(width);
        return double.IsFinite(step) ? Math.Clamp(step, Math.Min(low.Step, high.Step) + margin, Math.Max(low.Step, high.Step) - margin) : middle;
    }

    private Trial At(double step)
    {
        for (int i = 0; i < Position.Length; i++)
        {
            Position[i] = _start[i] + (step * _direction[i]);
        }

        Value = evaluation.LogDensity(Position, Gradient);
        return new(step, Value, double.IsFinite(Value) ? Rows.Dot(Gradient, _direction) : 0);
    }

    private readonly record struct Trial(double Step, double Value, double Slope);
}
