// A compiled model whose density has lanes, made of eight scalar ones.
namespace Exmc.TestSupport;

internal sealed class LanedModel(IModel model) : IModel
{
    public IModel Inner => model;

    public string ModelName => model.ModelName;

    private bool _isFirst = true;
    private double _refused = double.NaN;

    /// <summary>Whether the first position that is evaluated lies outside the support, then and later, by whatever density of the model.</summary>
    public bool RefusesStart { get; init; }

    /// <summary>Called before each evaluation, in lanes too; what it throws leaves the evaluation.</summary>
    public Action? Evaluating { get; init; }

    public IDensity Bind(Coordinates coordinates = Coordinates.Sampling) => new LanedDensity(model.Bind(coordinates), this);

    public bool Refuses(double first)
    {
        if (_isFirst && RefusesStart)
        {
            _refused = first;
        }

        _isFirst = false;
        return first == _refused;
    }
}

internal sealed class LanedDensity(IDensity inner, LanedModel bound) : IDensity
{
    private LanedModel _bound = bound;

    public int Dimension => inner.Dimension;

    public ParameterLayout Layout => inner.Layout;

    public int ObservationCount => inner.ObservationCount;

    public ParameterLayout PredictedLayout => inner.PredictedLayout;

    public bool HasForecast => inner.HasForecast;

    public ILaneDensity? CreateLanes() => new LaneAdapter(this, density => ((LanedDensity)density)._bound.Bind());

    public DensityStatus Evaluate(ReadOnlySpan<double> position, Span<double> gradient, out double logDensity)
    {
        _bound.Evaluating?.Invoke();
        DensityStatus status = inner.Evaluate(position, gradient, out logDensity);
        return _bound.Refuses(position[0]) ? DensityStatus.OutsideSupport : status;
    }

    public void Constrain(ReadOnlySpan<double> position, Span<double> values) => inner.Constrain(position, values);

    public void Unconstrain(ReadOnlySpan<double> values, Span<double> position) => inner.Unconstrain(values, position);

    public string Explain(ReadOnlySpan<double> position) => inner.Explain(position);

    public void Rebind(IModel model)
    {
        _bound = (LanedModel)model;
        inner.Rebind(_bound.Inner);
    }

    public void LogLikelihood(ReadOnlySpan<double> position, Span<double> values) => inner.LogLikelihood(position, values);

    public void DrawPrior(RandomStream random, Span<double> values) => inner.DrawPrior(random, values);

    public void Predict(ReadOnlySpan<double> position, RandomStream random, Span<double> values) => inner.Predict(position, random, values);

    public ForecastDistribution Forecast(ReadOnlySpan<double> position) => inner.Forecast(position);
}
