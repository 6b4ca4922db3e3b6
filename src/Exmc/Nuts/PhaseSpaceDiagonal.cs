// The leapfrog step with a diagonal metric, in vectors of four and, where rows end, two elements.
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Exmc;

internal sealed partial class PhaseSpace
{
    private const int Lanes = 4;

    private void DriftDiagonal(int from, int to, bool forward)
    {
        ref double y = ref RowStart(WhitenedRow(from));
        ref double v = ref RowStart(VelocityRow(from));
        ref double newY = ref RowStart(WhitenedRow(to));
        ref double newV = ref RowStart(VelocityRow(to));
        ref double g = ref RowStart(_gradientRow);
        ref double scale = ref RowStart(ScaleRow);
        ref double centre = ref RowStart(CentreRow);
        ref double x = ref PositionStart();
        nuint n = (nuint)_stride;
        double step = forward ? StepSize : -StepSize;
        Vector256<double> drift = Vector256.Create(step);
        Vector256<double> kick = Vector256.Create(0.5 * step);
        nuint i = 0;
        for (; i + Lanes <= n; i += Lanes)
        {
            Vector256<double> scales = Vector256.LoadUnsafe(ref scale, i);
            Vector256<double> velocity = Vector256.LoadUnsafe(ref v, i) + (kick * scales * Vector256.LoadUnsafe(ref g, i));
            Vector256<double> whitened = Vector256.LoadUnsafe(ref y, i) + (drift * velocity);
            velocity.StoreUnsafe(ref newV, i);
            whitened.StoreUnsafe(ref newY, i);
            StorePosition(Vector256.LoadUnsafe(ref centre, i) + (scales * whitened), ref x, i);
        }

        if (i < n)
        {
            Vector128<double> scales = Vector128.LoadUnsafe(ref scale, i);
            Vector128<double> velocity = Vector128.LoadUnsafe(ref v, i) + (kick.GetLower() * scales * Vector128.LoadUnsafe(ref g, i));
            Vector128<double> whitened = Vector128.LoadUnsafe(ref y, i) + (drift.GetLower() * velocity);
            velocity.StoreUnsafe(ref newV, i);
            whitened.StoreUnsafe(ref newY, i);
            StorePosition(Vector128.LoadUnsafe(ref centre, i) + (scales * whitened), ref x, i);
        }
    }

    /// <returns>Kinetic energy after the second half kick.</returns>
    private double KickDiagonal(int to, bool forward)
    {
        if (_lane >= 0)
        {
            GatherGradient();
        }

        ref double v = ref RowStart(VelocityRow(to));
        ref double g = ref RowStart(_gradientRow);
        ref double scale = ref RowStart(ScaleRow);
        nuint n = (nuint)_stride;
        Vector256<double> kick = Vector256.Create(forward ? 0.5 * StepSize : -0.5 * StepSize);
        Vector256<double> squares = Vector256<double>.Zero;
        nuint i = 0;
        for (; i + Lanes <= n; i += Lanes)
        {
            Vector256<double> velocity = Vector256.LoadUnsafe(ref v, i) + (kick * Vector256.LoadUnsafe(ref scale, i) * Vector256.LoadUnsafe(ref g, i));
            velocity.StoreUnsafe(ref v, i);
            squares += velocity * velocity;
        }

        if (i < n)
        {
            Vector128<double> velocity = Vector128.LoadUnsafe(ref v, i) + (kick.GetLower() * Vector128.LoadUnsafe(ref scale, i) * Vector128.LoadUnsafe(ref g, i));
            velocity.StoreUnsafe(ref v, i);
            squares += (velocity * velocity).ToVector256();
        }

        return 0.5 * Vector256.Sum(squares);
    }

    // The row of the position to evaluate, or the lane's first element.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref double PositionStart() =>
        ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_positions), _lane < 0 ? (nint)(PositionRow * _stride) : _lane);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void StorePosition(Vector256<double> position, ref double x, nuint i)
    {
        if (_lane < 0)
        {
            position.StoreUnsafe(ref x, i);
            return;
        }

        StorePosition(position.GetLower(), ref x, i);
        StorePosition(position.GetUpper(), ref x, i + 2);
    }

    // An odd dimension leaves one padded element, for which the lanes have no room.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void StorePosition(Vector128<double> position, ref double x, nuint i)
    {
        if (_lane < 0)
        {
            position.StoreUnsafe(ref x, i);
            return;
        }

        Unsafe.Add(ref x, i * ILaneDensity.Width) = position.GetElement(0);
        if (i + 1 < (nuint)Dimension)
        {
            Unsafe.Add(ref x, (i + 1) * ILaneDensity.Width) = position.GetElement(1);
        }
    }

    private void GatherGradient()
    {
        ref double from = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_gradients), _gradientLane);
        ref double to = ref RowStart(_gradientRow);
        for (nuint i = 0; i < (nuint)Dimension; i++)
        {
            Unsafe.Add(ref to, i) = Unsafe.Add(ref from, i * ILaneDensity.Width);
        }
    }
}
