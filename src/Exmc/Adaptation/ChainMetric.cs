// The metric a chain uses now, and the windows from which it learns the next one.
namespace Exmc;

/// <summary>A chain's inverse metric and its two overlapping windows of draws and gradients.</summary>
internal sealed partial class ChainMetric
{
    private readonly PhaseSpace _space;
    private readonly double[] _diagonal;
    private double[] _dense = [];
    private Window? _older;
    private Window? _newer;
    private RunningCovariance? _covariance;

    public ChainMetric(PhaseSpace space)
    {
        _space = space;
        _diagonal = new double[space.Dimension];
        Reset();
    }

    public MetricKind Kind => _dense.Length > 0 ? MetricKind.Dense : MetricKind.Diagonal;

    /// <summary>Draws below which an overlapping window does not replace the metric; a carried metric needs more evidence to be replaced.</summary>
    public int FewestDraws { get; set; }

    /// <summary>Forgets everything: the identity is the metric.</summary>
    public void Reset()
    {
        _diagonal.AsSpan().Fill(1);
        _dense = [];
        FewestDraws = MetricEstimates.FewestDraws;
        _space.UseIdentity();
        ForgetWindows();
    }

    /// <summary>Forgets the windows and keeps the metric.</summary>
    public void ForgetWindows()
    {
        _older?.Reset();
        _newer?.Reset();
        _covariance = null;
    }

    public void UseGradientGuess()
    {
        MetricEstimates.FromGradient(_space.Gradient, _diagonal);
        _space.Position.CopyTo(_space.Centre);
        _space.SetMetric(_diagonal);
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

        if (DenseTransform.TryCreate(carried.InverseMetric.Span, _space.Dimension) is not { } transform)
        {
            return false;
        }

        _dense = carried.InverseMetric.ToArray();
        _space.SetMetric(transform);
        return true;
    }

    /// <summary>Learns a diagonal metric from the scores of carried draws on new data; a dense one is kept.</summary>
    /// <returns>The largest factor by which a variance changed.</returns>
    public double UseScores(ScoreBatch scores)
    {
        if (Kind == MetricKind.Dense)
        {
            return 1;
        }

        double[] before = [.. _diagonal];
        MetricEstimates.FromDrawsAndGradients(scores.Positions, scores.Gradients, _diagonal, _space.Centre);
        UseDiagonal();
        return before.Zip(_diagonal, (old, now) => Math.Max(now / old, old / now)).Max();
    }

    public void BeginWindow(MetricEstimator estimator)
    {
        _older?.Reset();
        _covariance = estimator == MetricEstimator.Covariance ? new(_space.Dimension) : null;
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

            _dense = dense;
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
    public void AddToBoth()
    {
        (_older ??= new(_space.Dimension)).Add(_space);
        (_newer ??= new(_space.Dimension)).Add(_space);
    }

    /// <summary>Refreshes the metric from the older of the two windows.</summary>
    public bool Refresh()
    {
        if (_older!.Draws.Count < FewestDraws || !MetricEstimates.FromDrawsAndGradients(_older.Draws, _older.Gradients, _diagonal, _space.Centre))
        {
            return false;
        }

        UseDiagonal();
        return true;
    }

    /// <summary>The newer window takes over from the older one and starts again.</summary>
    public void SwitchWindows()
    {
        (_older, _newer) = (_newer, _older);
        _newer?.Reset();
    }

    /// <summary>A copy of what a refit needs.</summary>
    public ChainAdaptation Carry(double stepSize) => new(
        _space.Position.ToArray(), stepSize, Kind == MetricKind.Dense ? _dense : _diagonal.ToArray(), _space.Centre.ToArray(), Kind);

    private void UseDiagonal()
    {
        _dense = [];
        _space.SetMetric(_diagonal);
    }

    /// <summary>One window: moments of draws and of their gradients. Chains that tune only the step size have none.</summary>
    private sealed partial class Window(int dimension)
    {
        public RunningMoments Draws { get; } = new(dimension);

        public RunningMoments Gradients { get; } = new(dimension);

        public void Add(PhaseSpace space)
        {
            Draws.Add(space.Position);
            Gradients.Add(space.Gradient);
        }

        public void Reset()
        {
            Draws.Reset();
            Gradients.Reset();
        }
    }
}
