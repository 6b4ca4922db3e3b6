// Positions, velocities and gradients of a trajectory in whitened coordinates, and the leapfrog step between them.
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Exmc;

/// <summary>Hamiltonian dynamics with identity mass in whitened coordinates y, x = mu + F y, where F F' is the inverse metric.</summary>
/// <remarks>
/// Each slot holds x, the gradient at x, y, and the velocity. Rows are padded with zeros to whole vectors, which stay zero because
/// the padded scales are zero. With a diagonal metric the kick is folded into one vector (step / 2 times scale).
/// </remarks>
internal sealed partial class PhaseSpace
{
    private const int Lanes = 4;
    private readonly IDensity _density;
    private readonly int _stride;
    private readonly double[] _x;
    private readonly double[] _g;
    private readonly double[] _y;
    private readonly double[] _v;
    private readonly double[] _logDensity;
    private readonly double[] _scale;
    private readonly double[] _kick;
    private readonly double[] _centre;
    private DenseTransform? _dense;
    private double _step = 1;
    private double _startKinetic;
    private double _startLogDensity;

    public PhaseSpace(IDensity density, int maxDepth)
    {
        _density = density;
        Dimension = density.Dimension;
        _stride = (Dimension + Lanes - 1) / Lanes * Lanes;
        int slots = Tree.SlotCount(maxDepth);
        _x = new double[slots * _stride];
        _g = new double[slots * _stride];
        _y = new double[slots * _stride];
        _v = new double[slots * _stride];
        _logDensity = new double[slots];
        _scale = new double[_stride];
        _kick = new double[_stride];
        _centre = new double[_stride];
        _scale.AsSpan(0, Dimension).Fill(1);
    }

    public int Dimension { get; }

    /// <summary>Slot of the chain's current point.</summary>
    public int Current { get; set; }

    /// <summary>Gradient evaluations so far.</summary>
    public long Gradients { get; private set; }

    public ReadOnlySpan<double> Position(int slot) => _x.AsSpan(slot * _stride, Dimension);

    public ReadOnlySpan<double> Gradient(int slot) => _g.AsSpan(slot * _stride, Dimension);

    public Span<double> Velocity(int slot) => _v.AsSpan(slot * _stride, Dimension);

    public ReadOnlySpan<double> Whitened(int slot) => _y.AsSpan(slot * _stride, Dimension);

    public double LogDensity(int slot) => _logDensity[slot];

    public double StepSize
    {
        get => _step;
        set
        {
            _step = value;
            for (int i = 0; i < _kick.Length; i++)
            {
                _kick[i] = 0.5 * value * _scale[i];
            }
        }
    }

    /// <summary>Evaluates a position and makes it the current point.</summary>
    /// <returns>Whether log density and gradient are finite there.</returns>
    public bool TryStart(ReadOnlySpan<double> position)
    {
        position.CopyTo(_x.AsSpan(Current * _stride, Dimension));
        Span<double> gradient = _g.AsSpan(Current * _stride, Dimension);
        Gradients++;
        if (_density.Evaluate(Position(Current), gradient, out double logDensity) != DensityStatus.Ok || !double.IsFinite(logDensity))
        {
            return false;
        }

        foreach (double component in gradient)
        {
            if (!double.IsFinite(component))
            {
                return false;
            }
        }

        _logDensity[Current] = logDensity;
        Whiten();
        return true;
    }

    /// <summary>Uses a diagonal inverse metric from here on.</summary>
    public void SetMetric(ReadOnlySpan<double> inverseMetric, ReadOnlySpan<double> centre)
    {
        _dense = null;
        for (int i = 0; i < Dimension; i++)
        {
            _scale[i] = Math.Sqrt(inverseMetric[i]);
        }

        centre.CopyTo(_centre);
        StepSize = _step;
        Whiten();
    }

    /// <summary>Uses a dense inverse metric from here on.</summary>
    public void SetMetric(DenseTransform transform, ReadOnlySpan<double> centre)
    {
        _dense = transform;
        _whitenedGradient = new double[Dimension];
        centre.CopyTo(_centre);
        Whiten();
    }

    /// <summary>Fixes the energy against which the trajectory's points are compared; velocities of the current point must be set.</summary>
    /// <returns>Total energy (nats) of the current point.</returns>
    public double BeginTrajectory()
    {
        double sum = 0;
        foreach (double velocity in Velocity(Current))
        {
            sum += velocity * velocity;
        }

        _startKinetic = 0.5 * sum;
        _startLogDensity = _logDensity[Current];
        return _startKinetic - _startLogDensity;
    }

    /// <summary>One leapfrog step; see <see cref="ITrajectory.Move"/>.</summary>
    public double Move(int from, int to, bool forward, out DensityStatus cause)
    {
        double kinetic = _dense is null ? MoveDiagonal(from, to, forward, out cause) : MoveDense(from, to, forward, _dense, out cause);
        return cause == DensityStatus.Ok ? _logDensity[to] - _startLogDensity + (_startKinetic - kinetic) : double.NaN;
    }

    /// <summary>Whether velocity at either end points away from the displacement between them, in whitened coordinates.</summary>
    public bool IsTurning(int earlier, int later)
    {
        ref double y = ref MemoryMarshal.GetArrayDataReference(_y);
        ref double v = ref MemoryMarshal.GetArrayDataReference(_v);
        nuint a = (nuint)(earlier * _stride);
        nuint b = (nuint)(later * _stride);
        Vector256<double> atEarlier = Vector256<double>.Zero;
        Vector256<double> atLater = Vector256<double>.Zero;
        for (nuint i = 0; i < (nuint)_stride; i += Lanes)
        {
            Vector256<double> displacement = Vector256.LoadUnsafe(ref y, b + i) - Vector256.LoadUnsafe(ref y, a + i);
            atEarlier += displacement * Vector256.LoadUnsafe(ref v, a + i);
            atLater += displacement * Vector256.LoadUnsafe(ref v, b + i);
        }

        return !(Vector256.Sum(atEarlier) > 0 && Vector256.Sum(atLater) > 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private DensityStatus Evaluate(int slot)
    {
        Gradients++;
        return _density.Evaluate(
            new ReadOnlySpan<double>(_x, slot * _stride, Dimension), new Span<double>(_g, slot * _stride, Dimension), out _logDensity[slot]);
    }

    private double MoveDiagonal(int from, int to, bool forward, out DensityStatus cause)
    {
        ref double x = ref MemoryMarshal.GetArrayDataReference(_x);
        ref double g = ref MemoryMarshal.GetArrayDataReference(_g);
        ref double y = ref MemoryMarshal.GetArrayDataReference(_y);
        ref double v = ref MemoryMarshal.GetArrayDataReference(_v);
        ref double kick = ref MemoryMarshal.GetArrayDataReference(_kick);
        ref double scale = ref MemoryMarshal.GetArrayDataReference(_scale);
        ref double centre = ref MemoryMarshal.GetArrayDataReference(_centre);
        nuint a = (nuint)(from * _stride);
        nuint b = (nuint)(to * _stride);
        nuint n = (nuint)_stride;
        Vector256<double> sign = Vector256.Create(forward ? 1.0 : -1.0);
        Vector256<double> drift = sign * _step;
        for (nuint i = 0; i < n; i += Lanes)
        {
            Vector256<double> velocity = Vector256.LoadUnsafe(ref v, a + i)
                + (sign * Vector256.LoadUnsafe(ref kick, i) * Vector256.LoadUnsafe(ref g, a + i));
            Vector256<double> whitened = Vector256.LoadUnsafe(ref y, a + i) + (drift * velocity);
            velocity.StoreUnsafe(ref v, b + i);
            whitened.StoreUnsafe(ref y, b + i);
            (Vector256.LoadUnsafe(ref centre, i) + (Vector256.LoadUnsafe(ref scale, i) * whitened)).StoreUnsafe(ref x, b + i);
        }

        cause = Evaluate(to);
        Vector256<double> squares = Vector256<double>.Zero;
        for (nuint i = 0; i < n; i += Lanes)
        {
            Vector256<double> velocity = Vector256.LoadUnsafe(ref v, b + i)
                + (sign * Vector256.LoadUnsafe(ref kick, i) * Vector256.LoadUnsafe(ref g, b + i));
            velocity.StoreUnsafe(ref v, b + i);
            squares += velocity * velocity;
        }

        return 0.5 * Vector256.Sum(squares);
    }

    // The whitened position of the current point; x itself is not touched, so that its cached log density stays exact.
    private void Whiten()
    {
        Span<double> y = _y.AsSpan(Current * _stride, Dimension);
        ReadOnlySpan<double> x = Position(Current);
        for (int i = 0; i < Dimension; i++)
        {
            y[i] = x[i] - _centre[i];
        }

        if (_dense is null)
        {
            for (int i = 0; i < Dimension; i++)
            {
                y[i] /= _scale[i];
            }
        }
        else
        {
            _dense.Solve(y);
        }
    }
}
