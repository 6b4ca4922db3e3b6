// A compiled model whose density has lanes, made of eight scalar ones.
namespace Exmc.TestSupport;

internal sealed class LanedModel(IModel model) : IModel
{
    public IModel Inner => model;

    public string ModelName => model.ModelName;

    /// <summary>Whether the first position that is evaluated after binding lies outside the support, then and later.</summary>
    public bool RefusesStart { get; init; }

    public IDensity Bind(Coordinates coordinates = Coordinates.Sampling) => new LanedDensity(model.Bind(coordinates), this);
}

internal sealed class LanedDensity(IDensity inner, LanedModel bound) : IDensity
{
    private LanedModel _bound = bound;
    private bool _isFirst = true;
    private double _refused = double.NaN;

    public int Dimension => inner.Dimension;

    public ParameterLayout Layout => inner.Layout;

    public int ObservationCount => inner.ObservationCount;

    public ParameterLayout PredictedLayout => inner.PredictedLayout;

    public bool HasForecast => inner.HasForecast;

    public ILaneDensity? CreateLanes() => new LaneAdapter(this, density => ((LanedDensity)density)._bound.Bind());

    public DensityStatus Evaluate(ReadOnlySpan<double> position, Span<double> gradient, out double logDensity)
    {
        DensityStatus status = inner.Evaluate(position, gradient, out logDensity);
        if (_isFirst && _bound.RefusesStart)
        {
            _refused = position[0];
        }

        _isFirst = false;
        return position[0] == _refused ? DensityStatus.OutsideSupport : status;
    }

    public void Constrain(ReadOnlySpan<double> position, Span<double> values) => inner.Constrain(position, values);

    public void Unconstrain(ReadOnlySpan<double> values, Span<double> position) => inner.Unconstrain(values, position);

    public string Explain(ReadOnlySpan<double> position) => inner.Explain(position);

    public void Rebind(IModel model)
    {
        _bound = (LanedModel)model;
        _isFirst = true;
        _refused = double.NaN;
        inner.Rebind(_bound.Inner);
    }

    public void LogLikelihood(ReadOnlySpan<double> position, Span<double> values) => inner.LogLikelihood(position, values);

    public void DrawPrior(RandomStream random, Span<double> values) => inner.DrawPrior(random, values);

    public void Predict(ReadOnlySpan<double> position, RandomStream random, Span<double> values) => inner.Predict(position, random, values);

    public ForecastDistribution Forecast(ReadOnlySpan<double> position) => inner.Forecast(position);
}
