// A posterior that was changed on purpose.
namespace Exmc.Benchmarks.Refits;

/// <summary>Another density over the coordinates of a model's, to be sampled and no more.</summary>
internal abstract class PlantedDensity(IDensity density) : IDensity
{
    public int Dimension => density.Dimension;

    public ParameterLayout Layout => density.Layout;

    public int ObservationCount => density.ObservationCount;

    public ParameterLayout PredictedLayout => density.PredictedLayout;

    public bool HasForecast => false;

    public abstract DensityStatus Evaluate(ReadOnlySpan<double> position, Span<double> gradient, out double logDensity);

    // Reported are the coordinates of the sampler: they are what is moved.
    public void Constrain(ReadOnlySpan<double> position, Span<double> values)
    {
        values.Clear();
        position[..Math.Min(position.Length, values.Length)].CopyTo(values);
    }

    public void Unconstrain(ReadOnlySpan<double> values, Span<double> position) => throw new NotSupportedException();

    public string Explain(ReadOnlySpan<double> position) => density.Explain(position);

    public void Rebind(IModel model) => throw new NotSupportedException();

    public void LogLikelihood(ReadOnlySpan<double> position, Span<double> values) => throw new NotSupportedException();

    public void DrawPrior(RandomStream random, Span<double> values) => throw new NotSupportedException();

    public void Predict(ReadOnlySpan<double> position, RandomStream random, Span<double> values) => throw new NotSupportedException();

    public ForecastDistribution Forecast(ReadOnlySpan<double> position) => throw new NotSupportedException();
}
