// The metric a chain uses now, and the windows from which it learns the next one.
namespace Exmc;

/// <summary>A chain's inverse metric and its two overlapping windows of draws and gradients.</summary>
internal sealed partial class ChainMetric
{
    private readonly PhaseSpace _space;
    private readonly double[] _diagonal;

    // The inverse metric when it is not diagonal.
    private double[] _matrix = [];
    private MetricWindow? _older;

    // Null before the first switch: until then it would have the draws of the older one.
    private MetricWindow? _newer;
    private ScoreWindow? _scores;
    private RunningCovariance? _covariance;
    private SettlingTest? _settling;

    public ChainMetric(PhaseSpace space)
    {
        _space = space;
        _diagonal = new double[space.Dimension];
        Reset();
    }

    /// <summary>The shape in use.</summary>
    public MetricKind Kind { get; private set; }

    /// <summary>Directions of the metric in use that have variances of their own; 0 when nobody counted.</summary>
    public int Rank { get; private set; }

    /// <summary>What the latest choice of a shape rested on; NaN when there was none.</summary>
    public double HeldOutGain { get; private set; } = double.NaN;

    /// <summary>Draws that the next estimate from overlapping windows would rest on.</summary>
    public int DrawsInUse => _older?.Draws.Count ?? 0;

    /// <summary>Draws below which an overlapping window does not replace the metric; a carried metric needs more evidence to be replaced.</summary>
    public int FewestDraws { get; set; }

    /// <summary>Forgets everything: the identity is the metric.</summary>
    public void Reset()
    {
        _diagonal.AsSpan().Fill(1);
        _matrix = [];
        Kind = MetricKind.Diagonal;
        Rank = 0;
        FewestDraws = MetricEstimates.FewestDraws;
        _space.UseIdentity();
        ForgetWindows();
    }

    /// <summary>Forgets the windows and keeps the metric.</summary>
    public void ForgetWindows()
    {
        _older = null;
        _newer = null;
        _scores?.KeepLatest(0);
        _settling?.Reset();
        _covariance = null;
        HeldOutGain = double.NaN;
    }

    public void UseGradientGuess()
    {
        MetricEstimates.FromGradient(_space.Gradient, _diagonal);
        _space.Position.CopyTo(_space.Centre);
        _space.SetMetric(_diagonal);
    }

    /// <summary>Takes over a low-rank metric that the draws will soon replace.</summary>
    public void UseGuess(double[] inverseMetric, ReadOnlySpan<double> centre)
    {
        centre.CopyTo(_space.Centre);
        inverseMetric.AsSpan(0, _diagonal.Length).CopyTo(_diagonal);
        TryUseMatrix(inverseMetric, MetricKind.LowRank);
    }

    /// <summary>Takes over a metric from an earlier fit; false when a dense one is not positive definite.</summary>
    public bool TryUse(ChainAdaptation carried)
    {
        carried.Translation.Span.CopyTo(_space.Centre);
        if (carried.Kind == MetricKind.Diagonal)
        {
            carried.InverseMetric.Span.CopyTo(_diagonal);
            UseDiagonal();
            return true;
        }

        return TryUseMatrix(carried.InverseMetric.ToArray(), carried.Kind);
    }

    /// <summary>
    /// Learns scales from the scores of carried draws on new data: those of a diagonal, or factors for each coordinate of another shape, whose
    /// directions are kept.
    /// </summary>
    /// <returns>The largest factor by which a variance changed.</returns>
    public double UseScores(ScoreBatch scores)
    {
        double[] before = Kind == MetricKind.Diagonal ? [.. _diagonal] : FisherDiagonal();
        double[] now = [.. before];
        MetricEstimates.FromDrawsAndGradients(scores.Positions, scores.Gradients, now, _space.Centre);
        if (Kind == MetricKind.Diagonal)
        {
            now.CopyTo(_diagonal, 0);
            UseDiagonal();
        }
        else
        {
            Rescale([.. now.Zip(before, (value, old) => value / old)]);
        }

        return before.Zip(now, (old, value) => Math.Max(value / old, old / value)).Max();
    }

    // The diagonal that the estimate from draws and scores would have if the metric were the covariance: sqrt(M_ii / (M^-1)_ii).
    private double[] FisherDiagonal()
    {
        int d = _space.Dimension;
        double[] diagonal = new double[d];
        double[] unit = new double[d];
        double[] row = new double[d];
        for (int i = 0; i < d; i++)
        {
            Array.Clear(unit);
            unit[i] = 1;
            _space.Transform!.MultiplyTransposed(unit, row);
            _space.Transform.Solve(unit);
            diagonal[i] = Math.Sqrt(row.Sum(value => value * value) / unit.Sum(value => value * value));
        }

        return diagonal;
    }

    // M becomes D M D with D^2 the given factors.
    private void Rescale(double[] factors)
    {
        int d = factors.Length;
        double[] matrix = [.. _matrix];
        for (int i = 0; i < d; i++)
        {
            if (Kind == MetricKind.LowRank)
            {
                matrix[i] *= factors[i];
                continue;
            }

            for (int j = 0; j < d; j++)
            {
                matrix[(i * d) + j] *= Math.Sqrt(factors[i] * factors[j]);
            }
        }

        // Not positive definite only by rounding; then the metric stays.
        TryUseMatrix(matrix, Kind);
    }

    public void BeginWindow(MetricEstimator estimator)
    {
        _older?.Reset();
        if (estimator == MetricEstimator.Covariance)
        {
            _covariance = new(_space.Dimension);
            return;
        }

        // The older window alone gets the draws of this phase.
        _covariance = null;
        _newer ??= new(_space.Dimension);
    }

    /// <summary>Adds the current point to the window of the present phase.</summary>
    public void AddToWindow()
    {
        if (_covariance is not null)
        {
            _covariance.Add(_space.Position);
            return;
        }

        (_older ??= new(_space.Dimension)).Add(_space);
    }

    /// <summary>Gives back the memory that only a warm-up needs.</summary>
    public void EndWarmup()
    {
        _older = null;
        _newer = null;
        _scores = null;
        _covariance = null;
        _settling = null;
    }

    /// <summary>Replaces the metric by the estimate from the window; false when the window says too little.</summary>
    public bool EndWindow(MetricEstimator estimator)
    {
        if (estimator == MetricEstimator.Covariance)
        {
            double[] dense = new double[_space.Dimension * _space.Dimension];
            if (MetricEstimates.FromCovariance(_covariance!, dense, _space.Centre) is not { } transform)
            {
                return false;
            }

            (_matrix, Kind, Rank) = (dense, MetricKind.Dense, 0);
            _space.SetMetric(transform);
            return true;
        }

        bool updated = estimator == MetricEstimator.Gradient
            ? MetricEstimates.FromDrawsAndGradients(_older!.Draws, _older.Gradients, _diagonal, _space.Centre)
            : MetricEstimates.FromVariances(_older!.Draws, _diagonal, _space.Centre);
        if (updated)
        {
            UseDiagonal();
        }

        return updated;
    }

    /// <summary>Adds the current point to both overlapping windows.</summary>
    public void AddToBoth(MetricKind kind)
    {
        (_older ??= new(_space.Dimension)).Add(_space);
        _newer?.Add(_space);
        if (LearnsDirections(kind))
        {
            (_scores ??= new(_space.Dimension, MetricShape.Capacity(_space.Dimension))).Add(_space.Position, _space.Gradient);
        }
    }

    /// <summary>Refreshes the metric from the older of the two windows.</summary>
    public bool Refresh(MetricKind kind)
    {
        int count = _older?.Draws.Count ?? 0;
        if (count < FewestDraws)
        {
            return false;
        }

        if (LearnsDirections(kind) && count % MatrixInterval(count) == 0 && _diagonal.Length <= DirectionEstimate.FullSpace)
        {
            return RefreshMatrix(kind);
        }

        // Between two estimates of more than a diagonal the last one stays, or a guess of more than that.
        return (!LearnsDirections(kind) || Kind == MetricKind.Diagonal) && RefreshDiagonal();
    }

    /// <summary>Whether metric, step size and place are where they were at the end of the window before; to be asked at the end of each, before it switches.</summary>
    public bool HasSettled(double stepSize)
    {
        if (_older is null)
        {
            return false;
        }

        return (_settling ??= new(_space.Dimension)).EndWindow(Kind, Kind == MetricKind.Diagonal ? [.. _diagonal] : _matrix, stepSize, _older, _newer ?? _older);
    }

    /// <summary>Estimates more than a diagonal at the end of a window, where the dimension is too large to do it more often.</summary>
    public bool EndOverlap(MetricKind kind) =>
        LearnsDirections(kind) && _diagonal.Length > DirectionEstimate.FullSpace && _older?.Draws.Count >= FewestDraws && RefreshMatrix(kind);

    /// <summary>The newer window takes over from the older one and starts again.</summary>
    public void SwitchWindows()
    {
        if (_newer is not null)
        {
            (_older, _newer) = (_newer, _older);
            _newer.Reset();
        }
        else if (_older is not null)
        {
            _newer = new(_space.Dimension);
        }

        _scores?.KeepLatest(Math.Min(_scores.Count, _older?.Draws.Count ?? 0));
    }

    /// <summary>A copy of what a refit needs.</summary>
    public ChainAdaptation Carry(double stepSize) => new(
        _space.Position.ToArray(), stepSize, Kind == MetricKind.Diagonal ? _diagonal.ToArray() : _matrix, _space.Centre.ToArray(), Kind);

    // Draws between two estimates of more than a diagonal: each costs its number of draws, and says little new until there are many more of them.
    private static int MatrixInterval(int count) => count < 50 ? 10 : count < 100 ? 20 : count < 200 ? 40 : 80;

    private bool LearnsDirections(MetricKind kind) => kind != MetricKind.Diagonal && (kind != MetricKind.Automatic || _diagonal.Length <= MetricShape.LargestAutomatic);

    private bool RefreshDiagonal()
    {
        if (!MetricEstimates.FromDrawsAndGradients(_older!.Draws, _older.Gradients, _diagonal, _space.Centre))
        {
            return false;
        }

        UseDiagonal();
        return true;
    }

    private bool RefreshMatrix(MetricKind kind)
    {
        double[] diagonal = [.. _diagonal];
        double[] centre = new double[_diagonal.Length];
        if (!MetricEstimates.FromDrawsAndGradients(_older!.Draws, _older.Gradients, diagonal, centre))
        {
            return false;
        }

        Use(MetricShape.Choose(_scores!, diagonal, kind), diagonal, centre, _older);
        return true;
    }

    // The window is the one that the estimate rests on.
    private void Use(in MetricShape shape, double[] diagonal, double[] centre, MetricWindow window)
    {
        diagonal.CopyTo(_diagonal, 0);
        HeldOutGain = shape.Gain;
        if (shape.Kind == MetricKind.Diagonal)
        {
            centre.CopyTo(_space.Centre);
            UseDiagonal();
            return;
        }

        // mean x + M mean g, with M = F F'.
        _space.UseCentre(shape.Transform!, window.Draws.Mean, window.Gradients.Mean);
        (_matrix, Kind, Rank) = (shape.InverseMetric, shape.Kind, shape.Rank);
        _space.SetMetric(shape.Transform!);
    }

    private bool TryUseMatrix(double[] inverseMetric, MetricKind kind)
    {
        LinearTransform? transform = kind == MetricKind.Dense
            ? DenseTransform.TryCreate(inverseMetric, _space.Dimension)
            : new LowRankTransform(inverseMetric, _space.Dimension);
        if (transform is null)
        {
            return false;
        }

        (_matrix, Kind, Rank) = (inverseMetric, kind, kind == MetricKind.LowRank ? LowRankTransform.Rank(inverseMetric.Length, _diagonal.Length) : 0);
        _space.SetMetric(transform);
        return true;
    }

    private void UseDiagonal()
    {
        _matrix = [];
        Kind = MetricKind.Diagonal;
        Rank = 0;
        _space.SetMetric(_diagonal);
    }
}
