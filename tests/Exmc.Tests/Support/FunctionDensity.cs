// A hand-written density for tests.
using Exmc.TestSupport;

namespace Exmc.Tests;

internal delegate DensityStatus LogDensityFunction(ReadOnlySpan<double> x, Span<double> gradient, out double logDensity);

internal sealed class FunctionDensity(int dimension, LogDensityFunction function, string name = "Test") : IDensity
{
    public LogDensityFunction Function { get; set; } = function;

    public long Calls { get; private set; }

    public bool HasLanes { get; init; }

    public int Dimension => dimension;

    public ParameterLayout Layout { get; } = new(
        name, name, [new LayoutEntry("X", "x", [dimension], LayoutRole.Parameter, "", 0, dimension, 0, dimension)]);

    public bool HasForecast => false;

    public int ObservationCount => 0;

    public DensityStatus Evaluate(ReadOnlySpan<double> position, Span<double> gradient, out double logDensity)
    {
        Calls++;
        return Function(position, gradient, out logDensity);
    }

    public ILaneDensity? CreateLanes() => HasLanes ? new LaneAdapter(this, density => density) : null;

    public void Constrain(ReadOnlySpan<double> position, Span<double> values) => position.CopyTo(values);

    public void Unconstrain(ReadOnlySpan<double> values, Span<double> position) => values.CopyTo(position);

    public string Explain(ReadOnlySpan<double> position) => "the term 'planted' is NaN";

    public void Rebind(IModel model) => throw new NotSupportedException();

    public void LogLikelihood(ReadOnlySpan<double> position, Span<double> values)
    {
    }

    public ParameterLayout PredictedLayout { get; } = new(name, name, []);

    public void DrawPrior(RandomStream random, Span<double> values) => throw new NotSupportedException();

    public void Predict(ReadOnlySpan<double> position, RandomStream random, Span<double> values)
    {
    }

    public ForecastDistribution Forecast(ReadOnlySpan<double> position) => throw new NotSupportedException();
}

internal sealed class FunctionModel(Func<IDensity> bind) : IModel
{
    public string ModelName => "Test";

    /// <summary>Names the data; null for a model that names none.</summary>
    public Action<DataFingerprint>? Data { get; init; }

    public IDensity Bind(Coordinates coordinates = Coordinates.Sampling) => bind();

    public void AddData(DataFingerprint fingerprint) => Data?.Invoke(fingerprint);
}
