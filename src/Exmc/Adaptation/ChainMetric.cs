// The metric a chain uses now, and the windows from which it learns the next one.
namespace Exmc;

/// <summary>A chain's inverse metric and its two overlapping windows of draws and gradients.</summary>
internal sealed class ChainMetric
{
    private readonly PhaseSpace _space;
    private readonly double[] _diagonal;
    private readonly double[] _centre;
    private readonly int _dimension;
    private double[] _dense = [];
    private RunningMoments _draws;
    private RunningMoments _gradients;
    private RunningMoments _newerDraws;
    private RunningMoments _newerGradients;
    private RunningCovariance? _covariance;

    public ChainMetric(PhaseSpace space)
    {
        _space = space;
        _dimension = space.Dimension;
        _diagonal = new double[_dimension];
        _centre = new double[_dimension];
        _diagonal.AsSpan().Fill(1);
        _draws = new(_dimension);
        _gradients = new(_dimension);
        _newerDraws = new(_dimension);
        _newerGradients = new(_dimension);
    }

    public MetricKind Kind => _dense.Length > 0 ? MetricKind.Dense : MetricKind.Diagonal;

    /// <summary>Draws below which an overlapping window does not replace the metric; a carried metric needs more evidence to be replaced.</summary>
    public int FewestDraws { get; set; } = MetricEstimates.FewestDraws;

    public void UseGradientGuess()
    {
        MetricEstimates.FromGradient(_space.Gradient(_space.Current), _diagonal);
        _space.Position(_space.Current).CopyTo(_centre);
        _space.SetMetric(_diagonal, _centre);
    }

    /// <summary>Takes over a metric from an earlier fit; false when a dense one is not positive definite.</summary>
    public bool TryUse(ChainAdaptation carried)
    {
        carried.Translation.Span.CopyTo(_centre);
        if (carried.Kind == MetricKind.Diagonal)
        {
            carried.InverseMetric.Span.CopyTo(_diagonal);
            _space.SetMetric(_diagonal, _centre);
            return true;
        }

        if (DenseTransform.TryCreate(carried.InverseMetric.Span, _dimension) is not { } transform)
        {
            return false;
        }

        _dense = carried.InverseMetric.ToArray();
        _space.SetMetric(transform, _centre);
        return true;
    }

    public void BeginWindow(MetricEstimator estimator)
    {
        _draws.Reset();
        _gradients.Reset();
        _covariance = estimator == MetricEstimator.Covariance ? new(_dimension) : null;
    }

    /// <summary>Adds the current point to the window of the present phase.</summary>
    public void AddToWindow()
    {
        if (_covariance is not null)
        {
            _covariance.Add(_space.Position(_space.Current));
            return;
        }

        _draws.Add(_space.Position(_space.Current));
        _gradients.Add(_space.Gradient(_space.Current));
    }

    /// <summary>Replaces the metric by the estimate from the window; false when the window says too little.</summary>
    public bool EndWindow(MetricEstimator estimator)
    {
        if (estimator == MetricEstimator.Covariance)
        {
            double[] dense = new double[_dimension * _dimension];
            if (MetricEstimates.FromCovariance(_covariance!, dense, _centre) is not { } transform)
            {
                return false;
            }

            _dense = dense;
            _space.SetMetric(transform, _centre);
            return true;
        }

        bool updated = estimator == MetricEstimator.Gradient
            ? MetricEstimates.FromDrawsAndGradients(_draws, _gradients, _diagonal, _centre)
            : MetricEstimates.FromVariances(_draws, _diagonal, _centre);
        if (updated)
        {
            UseDiagonal();
        }

        return updated;
    }

    /// <summary>Adds the current point to both overlapping windows.</summary>
    public void AddToBoth()
    {
        ReadOnlySpan<double> position = _space.Position(_space.Current);
        ReadOnlySpan<double> gradient = _space.Gradient(_space.Current);
        _draws.Add(position);
        _gradients.Add(gradient);
        _newerDraws.Add(position);
        _newerGradients.Add(gradient);
    }

    /// <summary>Refreshes the metric from the older of the two windows.</summary>
    public bool Refresh()
    {
        if (_draws.Count < FewestDraws || !MetricEstimates.FromDrawsAndGradients(_draws, _gradients, _diagonal, _centre))
        {
            return false;
        }

        UseDiagonal();
        return true;
    }

    /// <summary>The newer window takes over from the older one and starts again.</summary>
    public void SwitchWindows()
    {
        (_draws, _newerDraws) = (_newerDraws, _draws);
        (_gradients, _newerGradients) = (_newerGradients, _gradients);
        _newerDraws.Reset();
        _newerGradients.Reset();
    }

    public ChainAdaptation Carry(double stepSize) => new(
        _space.Position(_space.Current).ToArray(), stepSize, Kind == MetricKind.Dense ? _dense : _diagonal.ToArray(), _centre.ToArray(), Kind);

    private void UseDiagonal()
    {
        _dense = [];
        _space.SetMetric(_diagonal, _centre);
    }
}
