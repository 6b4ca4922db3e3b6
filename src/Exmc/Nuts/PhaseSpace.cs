// Positions, velocities and gradients of a trajectory in whitened coordinates.
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Exmc;

/// <summary>Hamiltonian dynamics with identity mass in whitened coordinates y, x = mu + F y, where F F' is the inverse metric.</summary>
/// <remarks>
/// Computes no gradient itself: a step is prepared, which leaves a position to evaluate, and completed when the gradient is there. A point
/// keeps y and its velocity only; x follows from y, and gradients are kept at both ends of the trajectory and of the points that may be
/// chosen. All rows lie in one array, padded with zeros to an even length; they stay zero because the padded scales are zero. It grows when a
/// trajectory is deeper than all before.
/// Sums run over four partial sums, element i in sum i mod 4, whatever the hardware has.
/// </remarks>
internal sealed partial class PhaseSpace
{
    private const int CurrentRow = 0;
    private const int PositionRow = 1;
    private const int ScaleRow = 2;
    private const int CentreRow = 3;
    private const int BackwardGradientRow = 4;
    private const int ForwardGradientRow = 5;
    private const int ChosenRows = 6;
    private const int PointRows = 10;

    // Slots that three doublings need, and those of one more.
    private const int FirstSlots = 6;
    private const int MoreSlots = 2;

    private readonly int _stride;
    private readonly int _mostSlots;
    private double[] _rows;
    private int _slots;
    private double[] _positions;
    private double[] _gradients;
    // Places of the lane's first elements; negative without a lane.
    private int _lane = -1;
    private int _gradientLane = -1;
    private int _gradientRow;
    private int _proposal = ChosenRows;
    private int _candidate = ChosenRows + 2;
    private double _proposalLogDensity;
    private double _candidateLogDensity;
    private double _latestLogDensity;
    private bool _moved;
    private LinearTransform? _linear;
    private double _startKinetic;
    private double _startLogDensity;

    public PhaseSpace(int dimension, int maxDepth)
    {
        Dimension = dimension;
        _stride = (dimension + 1) / 2 * 2;
        _mostSlots = Tree.SlotCount(maxDepth);
        _slots = Math.Min(FirstSlots, _mostSlots);
        _rows = new double[WhitenedRow(_slots) * _stride];
        _positions = _gradients = _rows;
        UseIdentity();
    }

    public int Dimension { get; }

    public double StepSize { get; set; } = 1;

    /// <summary>The chain's current point, unconstrained.</summary>
    public ReadOnlySpan<double> Position => Row(CurrentRow);

    /// <summary>Gradient at the current point.</summary>
    public ReadOnlySpan<double> Gradient => Row(_proposal + 1);

    /// <summary>Log density of the current point.</summary>
    public double LogDensity => _proposalLogDensity;

    /// <summary>Room for a starting point, which <see cref="PrepareStart"/> evaluates.</summary>
    public Span<double> Start => Row(CurrentRow);

    /// <summary>Where the last step ended, to be evaluated; only without a lane.</summary>
    public ReadOnlySpan<double> Evaluated => Row(PositionRow);

    /// <summary>Where the gradient of <see cref="Evaluated"/> belongs; only without a lane.</summary>
    public Span<double> EvaluatedGradient => Row(_gradientRow);

    /// <summary>What whitens beyond one scale per coordinate; null when that is all.</summary>
    public LinearTransform? Transform => _linear;

    /// <summary>The centre of the whitened coordinates.</summary>
    public Span<double> Centre => Row(CentreRow);

    /// <summary>Velocity of a point of the trajectory; slot 0 is the start.</summary>
    public Span<double> Velocity(int slot) => Row(VelocityRow(slot));

    /// <summary>Evaluates at one lane of aligned buffers that others share, each by lanes, from here on.</summary>
    public void UseLane(double[] positions, double[] gradients, int lane)
    {
        _positions = positions;
        _gradients = gradients;
        _lane = DensityBuffers.AlignedStart(positions) + lane;
        _gradientLane = DensityBuffers.AlignedStart(gradients) + lane;
    }

    /// <summary>Evaluates in rows of its own from here on.</summary>
    public void UseNoLane()
    {
        _positions = _gradients = _rows;
        _lane = -1;
    }

    /// <summary>Makes <see cref="Start"/> the position to evaluate.</summary>
    public void PrepareStart()
    {
        _gradientRow = _proposal + 1;
        Span<double> start = Start;
        if (_lane < 0)
        {
            start.CopyTo(Row(PositionRow));
            return;
        }

        for (int i = 0; i < Dimension; i++)
        {
            _positions[(i * ILaneDensity.Width) + _lane] = start[i];
        }
    }

    /// <summary>Evaluates the position of the lane by a density of its own, which leaves the gradient in the lane.</summary>
    public DensityStatus EvaluateLane(IDensity density, out double logDensity)
    {
        Span<double> position = Row(PositionRow);
        Span<double> gradient = Row(_gradientRow);
        for (int i = 0; i < position.Length; i++)
        {
            position[i] = _positions[(i * ILaneDensity.Width) + _lane];
        }

        DensityStatus status = density.Evaluate(position, gradient, out logDensity);
        for (int i = 0; i < gradient.Length; i++)
        {
            _gradients[(i * ILaneDensity.Width) + _gradientLane] = gradient[i];
        }

        return status;
    }

    /// <summary>Makes the evaluated start the current point.</summary>
    /// <returns>Whether log density and gradient are finite there.</returns>
    public bool AcceptStart(DensityStatus status, double logDensity)
    {
        if (!Receive(status, logDensity))
        {
            return false;
        }

        Whiten();
        return true;
    }

    /// <summary>Takes <see cref="LogDensity"/> and <see cref="Gradient"/> at the evaluated start; its whitened position is left as it was.</summary>
    /// <returns>Whether both are finite.</returns>
    public bool Receive(DensityStatus status, double logDensity)
    {
        if (status != DensityStatus.Ok || !double.IsFinite(logDensity))
        {
            return false;
        }

        Span<double> gradient = Row(_gradientRow);
        if (_lane >= 0)
        {
            for (int i = 0; i < Dimension; i++)
            {
                gradient[i] = _gradients[(i * ILaneDensity.Width) + _gradientLane];
            }
        }

        foreach (double component in gradient)
        {
            if (!double.IsFinite(component))
            {
                return false;
            }
        }

        _proposalLogDensity = logDensity;
        return true;
    }

    /// <summary>Uses the identity as metric, and no centre, from here on.</summary>
    public void UseIdentity()
    {
        _linear = null;
        _whitened = [];
        Row(ScaleRow).Fill(1);
        Centre.Clear();
    }

    /// <summary>Uses a diagonal inverse metric and <see cref="Centre"/> from here on.</summary>
    public void SetMetric(ReadOnlySpan<double> inverseMetric)
    {
        _linear = null;
        _whitened = [];
        Span<double> scale = Row(ScaleRow);
        for (int i = 0; i < Dimension; i++)
        {
            scale[i] = Math.Sqrt(inverseMetric[i]);
        }

        Whiten();
    }

    /// <summary>Uses an inverse metric that is not diagonal and <see cref="Centre"/> from here on.</summary>
    public void SetMetric(LinearTransform transform)
    {
        _linear = transform;
        if (_whitened.Length == 0)
        {
            _whitened = new double[2 * Dimension];
        }

        Whiten();
    }

    /// <summary>Centres the whitened coordinates at mean x + F F' mean g.</summary>
    public void UseCentre(LinearTransform transform, ReadOnlySpan<double> meanDraw, ReadOnlySpan<double> meanScore)
    {
        double[] whitened = new double[Dimension];
        transform.MultiplyTransposed(meanScore, whitened);
        Span<double> centre = Centre;
        transform.Multiply(whitened, centre);
        for (int i = 0; i < centre.Length; i++)
        {
            double middle = meanDraw[i] + centre[i];
            centre[i] = double.IsFinite(middle) ? middle : meanDraw[i];
        }
    }

    /// <summary>Draws a velocity for the current point, which becomes the start in slot 0 of a trajectory.</summary>
    /// <returns>Total energy (nats) of the start: the reference for the trajectory's points.</returns>
    public double DrawVelocity(RandomStream stream)
    {
        _startKinetic = 0.5 * NormalVariates.Fill(stream, Velocity(0));
        return BeginTrajectory();
    }

    /// <summary>Begins a trajectory at the current point with a given velocity.</summary>
    /// <returns>Total energy (nats) of the start: the reference for the trajectory's points.</returns>
    public double BeginTrajectory(ReadOnlySpan<double> velocity)
    {
        double squares = 0;
        foreach (double component in velocity)
        {
            squares += component * component;
        }

        velocity.CopyTo(Velocity(0));
        _startKinetic = 0.5 * squares;
        return BeginTrajectory();
    }

    /// <summary>Begins another trajectory at the current point with the velocity of the last one.</summary>
    /// <returns>Total energy (nats) of the start: the reference for the trajectory's points.</returns>
    public double BeginTrajectory()
    {
        Copy(_proposal, WhitenedRow(0));
        Copy(_proposal + 1, ForwardGradientRow);
        Copy(_proposal + 1, BackwardGradientRow);
        _startLogDensity = _proposalLogDensity;
        _moved = false;
        _hasForward = _hasBackward = false;
        return _startKinetic - _startLogDensity;
    }

    /// <summary>Makes a step from one slot to another, up to the gradient: half kick and drift.</summary>
    /// <param name="from">The end of the trajectory in that direction.</param>
    /// <param name="to">Slot that receives the point.</param>
    /// <param name="forward">Direction in time.</param>
    public void Prepare(int from, int to, bool forward)
    {
        _gradientRow = forward ? ForwardGradientRow : BackwardGradientRow;
        if (to >= _slots)
        {
            AddSlots(to + 1);
        }

        if (_linear is null)
        {
            DriftDiagonal(from, to, forward);
        }
        else
        {
            DriftLinear(from, to, forward, _linear);
        }
    }

    /// <summary>Completes the step to a slot, now that its gradient is there.</summary>
    /// <returns>Log weight relative to the start: initial energy minus energy (nats). NaN when the evaluation failed.</returns>
    public double Complete(int to, bool forward, DensityStatus status, double logDensity)
    {
        if (status != DensityStatus.Ok)
        {
            return double.NaN;
        }

        _latestLogDensity = logDensity;
        double kinetic = _linear is null ? KickDiagonal(to, forward) : KickLinear(to, forward, _linear);
        return logDensity - _startLogDensity + (_startKinetic - kinetic);
    }

    /// <summary>Keeps the point of the latest step as the candidate of the subtree.</summary>
    public void Choose(int slot)
    {
        Copy(WhitenedRow(slot), _candidate);
        Copy(_gradientRow, _candidate + 1);
        _candidateLogDensity = _latestLogDensity;
    }

    /// <summary>Makes the candidate the proposal of the trajectory.</summary>
    public void Propose()
    {
        (_proposal, _candidate) = (_candidate, _proposal);
        _proposalLogDensity = _candidateLogDensity;
        _moved = true;
    }

    /// <summary>Makes the proposal the current point. A chain that stays keeps its position bit for bit, so that its log density stays exact.</summary>
    public void EndTrajectory()
    {
        if (_moved)
        {
            Unwhiten(_proposal, Row(CurrentRow));
        }
    }

    /// <summary>The unconstrained position of a point of the trajectory that is not its start.</summary>
    public void CopyPosition(int slot, Span<double> position) => Unwhiten(WhitenedRow(slot), position);

    private static int WhitenedRow(int slot) => PointRows + (2 * slot);

    private static int VelocityRow(int slot) => PointRows + (2 * slot) + 1;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void AddSlots(int fewest)
    {
        _slots = Math.Max(fewest, Math.Min(_slots + MoreSlots, _mostSlots));
        Array.Resize(ref _rows, WhitenedRow(_slots) * _stride);
        if (_lane < 0)
        {
            _positions = _gradients = _rows;
        }
    }

    private Span<double> Row(int row) => _rows.AsSpan(row * _stride, Dimension);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref double RowStart(int row) => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_rows), (nint)(uint)(row * _stride));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Copy(int from, int to)
    {
        ref double source = ref RowStart(from);
        ref double target = ref RowStart(to);
        nuint n = (nuint)_stride;
        nuint i = 0;
        for (; i + Lanes <= n; i += Lanes)
        {
            Vector256.LoadUnsafe(ref source, i).StoreUnsafe(ref target, i);
        }

        if (i < n)
        {
            Vector128.LoadUnsafe(ref source, i).StoreUnsafe(ref target, i);
        }
    }
}
