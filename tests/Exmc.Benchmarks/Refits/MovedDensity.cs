// A posterior that is moved by a known map.
namespace Exmc.Benchmarks.Refits;

/// <summary>The density of y = centre + scales (x - centre) + shift, where x has the density of a model.</summary>
internal sealed class MovedDensity(IDensity density, double[] centre, double[] scales, double[] shift) : IDensity
{
    private readonly double[] _position = new double[centre.Length];

    public int Dimension => density.Dimension;

    public ParameterLayout Layout => density.Layout;

    public int ObservationCount => density.ObservationCount;

    public ParameterLayout PredictedLayout => density.PredictedLayout;

    public bool HasForecast => false;

    public DensityStatus Evaluate(ReadOnlySpan<double> position, Span<double> gradient, out double logDensity)
    {
        for (int i = 0; i < position.Length; i++)
        {
            _position[i] = centre[i] + ((position[i] - centre[i] - shift[i]) / scales[i]);
        }

        DensityStatus status = density.Evaluate(_position, gradient, out logDensity);
        for (int i = 0; i < position.Length; i++)
        {
            gradient[i] /= scales[i];
        }

        return status;
    }

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
