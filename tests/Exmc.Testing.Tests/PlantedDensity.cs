// A density with an error planted in it.
namespace Exmc.Testing.Tests;

/// <summary>Answers as the density inside, changed where a delegate is given.</summary>
internal sealed class PlantedDensity(IDensity inner) : IDensity
{
    public delegate DensityStatus Changed(ReadOnlySpan<double> position, Span<double> gradient, ref double logDensity, DensityStatus status);

    /// <summary>Changes what an evaluation gave.</summary>
    public Changed? AfterEvaluate { get; init; }

    /// <summary>Changes a position that was made of values.</summary>
    public Action<double[]>? AfterUnconstrain { get; init; }

    /// <summary>Changes a draw of the prior.</summary>
    public Action<double[]>? AfterDrawPrior { get; init; }

    /// <summary>Lanes instead of those of the density inside.</summary>
    public Func<ILaneDensity?, ILaneDensity?>? Lanes { get; init; }

    public int Dimension => inner.Dimension;

    public ParameterLayout Layout => inner.Layout;

    public int ObservationCount => inner.ObservationCount;

    public ParameterLayout PredictedLayout => inner.PredictedLayout;

    public bool HasForecast => inner.HasForecast;

    public ILaneDensity? CreateLanes() => Lanes?.Invoke(inner.CreateLanes());

    public DensityStatus Evaluate(ReadOnlySpan<double> position, Span<double> gradient, out double logDensity)
    {
        DensityStatus status = inner.Evaluate(position, gradient, out logDensity);
        return AfterEvaluate?.Invoke(position, gradient, ref logDensity, status) ?? status;
    }

    public void Constrain(ReadOnlySpan<double> position, Span<double> values) => inner.Constrain(position, values);

    public void Unconstrain(ReadOnlySpan<double> values, Span<double> position)
    {
        inner.Unconstrain(values, position);
        Change(AfterUnconstrain, position);
    }

    public string Explain(ReadOnlySpan<double> position) => inner.Explain(position);

    public void Rebind(IModel model) => inner.Rebind(((PlantedModel)model).Inner);

    public void LogLikelihood(ReadOnlySpan<double> position, Span<double> values) => inner.LogLikelihood(position, values);

    public void DrawPrior(RandomStream random, Span<double> values)
    {
        inner.DrawPrior(random, values);
        Change(AfterDrawPrior, values);
    }

    public void Predict(ReadOnlySpan<double> position, RandomStream random, Span<double> values) => inner.Predict(position, random, values);

    public ForecastDistribution Forecast(ReadOnlySpan<double> position) => inner.Forecast(position);

    private static void Change(Action<double[]>? change, Span<double> numbers)
    {
        if (change is not null)
        {
            double[] copy = numbers.ToArray();
            change(copy);
            copy.CopyTo(numbers);
        }
    }
}

/// <summary>A model whose densities have an error planted in them.</summary>
internal sealed class PlantedModel(IModel inner, Func<IDensity, IDensity> plant) : IModel
{
    public IModel Inner => inner;

    public string ModelName => inner.ModelName;

    public IDensity Bind(Coordinates coordinates = Coordinates.Sampling) => plant(inner.Bind(coordinates));
}

/// <summary>Lanes whose third lane is one unit in the last place off.</summary>
internal sealed class PlantedLanes(ILaneDensity inner) : ILaneDensity
{
    public int Dimension => inner.Dimension;

    public bool TryLoad(int lane, IDensity density) => inner.TryLoad(lane, density);

    public void Evaluate(ReadOnlySpan<double> positions, Span<double> gradients, Span<double> logDensities, Span<DensityStatus> statuses)
    {
        inner.Evaluate(positions, gradients, logDensities, statuses);
        logDensities[3] = Math.BitIncrement(logDensities[3]);
    }
}
