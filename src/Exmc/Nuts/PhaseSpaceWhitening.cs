// From whitened coordinates to unconstrained ones and back.
namespace Exmc;

internal sealed partial class PhaseSpace
{
    private void Unwhiten(int row, Span<double> position)
    {
        ReadOnlySpan<double> y = Row(row);
        ReadOnlySpan<double> centre = Centre;
        if (_linear is not null)
        {
            _linear.Multiply(y, position);
            for (int i = 0; i < y.Length; i++)
            {
                position[i] += centre[i];
            }

            return;
        }

        ReadOnlySpan<double> scale = Row(ScaleRow);
        for (int i = 0; i < y.Length; i++)
        {
            position[i] = centre[i] + (scale[i] * y[i]);
        }
    }

    // The whitened position of the current point; x itself is not touched, so that its cached log density stays exact.
    private void Whiten()
    {
        Span<double> y = Row(_proposal);
        ReadOnlySpan<double> x = Position;
        ReadOnlySpan<double> centre = Centre;
        for (int i = 0; i < y.Length; i++)
        {
            y[i] = x[i] - centre[i];
        }

        if (_linear is not null)
        {
            _linear.Solve(y);
            return;
        }

        ReadOnlySpan<double> scale = Row(ScaleRow);
        for (int i = 0; i < y.Length; i++)
        {
            y[i] /= scale[i];
        }
    }
}
