// The leapfrog step with a metric that is not diagonal.
using Exmc.Numerics;

namespace Exmc;

internal sealed partial class PhaseSpace
{
    // F' g at both ends of the trajectory, so that the second half kick of a step and the first of the next share it.
    private double[] _whitened = [];
    private bool _hasBackward;
    private bool _hasForward;

    private void DriftLinear(int from, int to, bool forward, LinearTransform linear)
    {
        double step = forward ? StepSize : -StepSize;
        Span<double> gradient = WhitenedGradient(forward);
        if (!(forward ? _hasForward : _hasBackward))
        {
            linear.MultiplyTransposed(Row(_gradientRow), gradient);
        }

        Span<double> velocity = Velocity(to);
        Velocity(from).CopyTo(velocity);
        Rows.Add(velocity, 0.5 * step, gradient);
        Span<double> y = Row(WhitenedRow(to));
        Row(WhitenedRow(from)).CopyTo(y);
        Rows.Add(y, step, velocity);

        Span<double> x = Row(PositionRow);
        Unwhiten(WhitenedRow(to), x);
        if (_lane >= 0)
        {
            for (int i = 0; i < x.Length; i++)
            {
                _positions[(i * ILaneDensity.Width) + _lane] = x[i];
            }
        }
    }

    private Span<double> WhitenedGradient(bool forward) => _whitened.AsSpan(forward ? Dimension : 0, Dimension);

    /// <returns>Kinetic energy after the second half kick.</returns>
    private double KickLinear(int to, bool forward, LinearTransform linear)
    {
        if (_lane >= 0)
        {
            GatherGradient();
        }

        Span<double> gradient = WhitenedGradient(forward);
        linear.MultiplyTransposed(Row(_gradientRow), gradient);
        (_hasForward, _hasBackward) = (_hasForward || forward, _hasBackward || !forward);
        Span<double> velocity = Velocity(to);
        Rows.Add(velocity, forward ? 0.5 * StepSize : -0.5 * StepSize, gradient);
        return 0.5 * Rows.Dot(velocity, velocity);
    }
}
