// The one interface between a compiled model and everything that samples it.
namespace Exmc;

/// <summary>One model bound to data: an unnormalised log density on R^d with its gradient.</summary>
/// <remarks>A density owns its scratch memory, so one instance must not be used by two threads at once.</remarks>
public interface IDensity
{
    /// <summary>Length d of an unconstrained position.</summary>
    int Dimension { get; }

    /// <summary>Names, shapes and places of the parameters and deterministic values.</summary>
    ParameterLayout Layout { get; }

    /// <summary>Log density (nats, up to a constant) and its gradient at an unconstrained position.</summary>
    /// <param name="position">Length <see cref="Dimension"/>.</param>
    /// <param name="gradient">Length <see cref="Dimension"/>; unspecified unless the status is <see cref="DensityStatus.Ok"/>.</param>
    /// <param name="logDensity">The log density; unspecified unless the status is <see cref="DensityStatus.Ok"/>.</param>
    /// <returns>Never throws for a bad position: the status says what went wrong. Allocates nothing.</returns>
    DensityStatus Evaluate(ReadOnlySpan<double> position, Span<double> gradient, out double logDensity);

    /// <summary>Room for eight positions of this model at once, loaded with this density in all lanes.</summary>
    /// <returns>
    /// Null when the compiled model has no lanes, for example because it solves differential equations by adaptive steps, and when the data are
    /// large (see <see cref="GradientThreads"/>): lanes would hold eight copies of them.
    /// </returns>
    ILaneDensity? CreateLanes() => null;

    /// <summary>
    /// Most threads that one evaluation uses, the calling one included; 1 until it is set, at least 1. They share the loops over rows of data with
    /// a million operations or more, for example 50 000 rows of 20 columns; smaller data are evaluated by the calling thread alone. The bits are the
    /// same for any number of threads.
    /// </summary>
    /// <remarks>A density without loops that can be shared keeps 1, whatever is set.</remarks>
    int GradientThreads
    {
        get => 1;
        set => ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
    }

    /// <summary>Maps a position to the reported values: parameters in declaration order, then deterministic values.</summary>
    /// <param name="position">Length <see cref="Dimension"/>.</param>
    /// <param name="values">Length <see cref="ParameterLayout.ValueCount"/>.</param>
    void Constrain(ReadOnlySpan<double> position, Span<double> values);

    /// <summary>Maps constrained parameter values to a position.</summary>
    /// <param name="values">Length <see cref="ParameterLayout.ParameterValueCount"/>.</param>
    /// <param name="position">Length <see cref="Dimension"/>.</param>
    void Unconstrain(ReadOnlySpan<double> values, Span<double> position);

    /// <summary>Names the first term that is not finite at a position, with its arguments; empty when all are finite.</summary>
    string Explain(ReadOnlySpan<double> position);

    /// <summary>Takes new data without allocating when sizes allow.</summary>
    /// <exception cref="InvalidDataException">The data are invalid; names member, position and value.</exception>
    void Rebind(IModel model);

    /// <summary>
    /// Number of observations: one per element of independent observed data, one per vector of a multivariate distribution, members in
    /// declaration order.
    /// </summary>
    int ObservationCount { get; }

    /// <summary>Log density (nats) of each observation given the parameters at a position of the sampler: the pointwise log likelihood.</summary>
    /// <param name="position">Length <see cref="Dimension"/>, in sampling coordinates, for example <c>fit.Positions(chain, draw)</c>.</param>
    /// <param name="values">Length <see cref="ObservationCount"/>; NaN where a reading is missing. Allocates nothing: one draw at a time.</param>
    /// <exception cref="InvalidOperationException">The density is bound to canonical coordinates that differ from the sampler's.</exception>
    void LogLikelihood(ReadOnlySpan<double> position, Span<double> values);

    /// <summary>
    /// Log density (nats, up to a constant) of the priors alone, with the Jacobians of the transforms, and its gradient. The rest of
    /// <see cref="Evaluate"/>, its constants included, is the log likelihood and the factors.
    /// </summary>
    /// <param name="position">Length <see cref="Dimension"/>, in sampling coordinates.</param>
    /// <param name="gradient">Length <see cref="Dimension"/>; unspecified unless the status is <see cref="DensityStatus.Ok"/>.</param>
    /// <param name="logPrior">The log density; unspecified unless the status is <see cref="DensityStatus.Ok"/>.</param>
    /// <exception cref="NotSupportedException">The density was written by hand and does not tell its priors apart.</exception>
    /// <exception cref="InvalidOperationException">The density is bound to canonical coordinates that differ from the sampler's.</exception>
    DensityStatus LogPrior(ReadOnlySpan<double> position, Span<double> gradient, out double logPrior) =>
        throw new NotSupportedException($"The density of model '{Layout.ModelName}' does not tell its priors apart. Implement IDensity.LogPrior, or use a compiled model.");

    /// <summary>Names, shapes and places of what <see cref="Predict"/> draws: replications of observed data, then generated values.</summary>
    ParameterLayout PredictedLayout { get; }

    /// <summary>Draws parameters from their priors and computes deterministic values. Factors play no part.</summary>
    /// <param name="random">Source of randomness.</param>
    /// <param name="values">Length <see cref="ParameterLayout.ValueCount"/>.</param>
    /// <exception cref="NotSupportedException">A prior is improper or has no direct draw; names the parameter.</exception>
    void DrawPrior(RandomStream random, Span<double> values);

    /// <summary>Draws replications of observed data and generated values, given the parameters at a position of the sampler.</summary>
    /// <param name="position">Length <see cref="Dimension"/>, in sampling coordinates.</param>
    /// <param name="random">Source of randomness.</param>
    /// <param name="values">Length of <see cref="PredictedLayout"/>'s values.</param>
    /// <exception cref="NotSupportedException">An observed distribution has no random draws.</exception>
    /// <exception cref="InvalidOperationException">The density is bound to canonical coordinates that differ from the sampler's.</exception>
    void Predict(ReadOnlySpan<double> position, RandomStream random, Span<double> values);

    /// <summary>Whether the model says how the next reading is distributed.</summary>
    bool HasForecast { get; }

    /// <summary>Distribution of the next reading, given the parameters at this position.</summary>
    /// <exception cref="NotSupportedException">The model declares no forecast.</exception>
    /// <exception cref="InvalidOperationException">The density is bound to canonical coordinates that differ from the sampler's.</exception>
    ForecastDistribution Forecast(ReadOnlySpan<double> position);
}
