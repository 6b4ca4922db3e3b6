// The leapfrog step with a dense metric.
namespace Exmc;

internal sealed partial class PhaseSpace
{
    private double[] _whitenedGradient = [];

    private void DriftDense(int from, int to, bool forward, DenseTransform dense)
    {
        double step = forward ? StepSize : -StepSize;
        Span<double> velocity = Velocity(to);
        Kick(Velocity(from), velocity, dense, 0.5 * step);
        ReadOnlySpan<double> origin = Row(WhitenedRow(from));
        Span<double> y = Row(WhitenedRow(to));
        for (int i = 0; i < y.Length; i++)
        {
            y[i] = origin[i] + (step * velocity[i]);
        }

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

    /// <returns>Kinetic energy after the second half kick.</returns>
    private double KickDense(int to, bool forward, DenseTransform dense)
    {
        if (_lane >= 0)
        {
            GatherGradient();
        }

        Span<double> velocity = Velocity(to);
        Kick(velocity, velocity, dense, forward ? 0.5 * StepSize : -0.5 * StepSize);
        double sum = 0;
        foreach (double component in velocity)
        {
            sum += component * component;
        }

        return 0.5 * sum;
    }

    private void Kick(ReadOnlySpan<double> before, Span<double> after, DenseTransform dense, double time)
    {
        dense.MultiplyTransposed(Row(_gradientRow), _whitenedGradient);
        for (int i = 0; i < after.Length; i++)
        {
            after[i] = before[i] + (time * _whitenedGradient[i]);
        }
    }
}
