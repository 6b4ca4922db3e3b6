// The leapfrog step with a dense metric.
namespace Exmc;

internal sealed partial class PhaseSpace
{
    private double[] _whitenedGradient = [];

    private double MoveDense(int from, int to, bool forward, DenseTransform dense, out DensityStatus cause)
    {
        double step = forward ? _step : -_step;
        Span<double> velocity = Velocity(to);
        Kick(Velocity(from), velocity, Gradient(from), dense, 0.5 * step);
        ReadOnlySpan<double> origin = Whitened(from);
        Span<double> y = _y.AsSpan(to * _stride, Dimension);
        for (int i = 0; i < Dimension; i++)
        {
            y[i] = origin[i] + (step * velocity[i]);
        }

        Span<double> x = _x.AsSpan(to * _stride, Dimension);
        dense.Multiply(y, x);
        for (int i = 0; i < Dimension; i++)
        {
            x[i] += _centre[i];
        }

        cause = Evaluate(to);
        if (cause != DensityStatus.Ok)
        {
            return double.NaN;
        }

        Kick(velocity, velocity, Gradient(to), dense, 0.5 * step);
        double sum = 0;
        foreach (double component in velocity)
        {
            sum += component * component;
        }

        return 0.5 * sum;
    }

    private void Kick(ReadOnlySpan<double> before, Span<double> after, ReadOnlySpan<double> gradient, DenseTransform dense, double time)
    {
        dense.MultiplyTransposed(gradient, _whitenedGradient);
        for (int i = 0; i < Dimension; i++)
        {
            after[i] = before[i] + (time * _whitenedGradient[i]);
        }
    }
}
