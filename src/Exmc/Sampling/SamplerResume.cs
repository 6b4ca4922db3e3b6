// Runs that go on where they were interrupted.
namespace Exmc;

public static partial class Sampler
{
    /// <summary>Goes on with an interrupted run, on the same data. Draws, statistics and adaptation are those of a run without interruption, bit for bit.</summary>
    /// <param name="model">The same model with the same data; <see cref="Refit"/> is for data that changed.</param>
    /// <param name="state">Where to go on from.</param>
    /// <param name="options">How to run, and whether to make more draws than were asked for at first; null for the defaults.</param>
    /// <param name="ct">Stops the run between two iterations.</param>
    /// <exception cref="StateException">The state is of another model or of other data, or damaged; names file, field, expected and found.</exception>
    /// <exception cref="ArgumentException">An option cannot be honoured.</exception>
    /// <exception cref="InvalidDataException">The model's data are invalid.</exception>
    /// <exception cref="SamplingException">No starting point has a finite density, or the density is flat.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public static Posterior Resume(IModel model, SamplerState state, ResumeOptions? options = null, CancellationToken ct = default)
    {
        RunSource source = Resumed(model, state, options ?? new());
        ChainFit[] fits = source.Begin(source.Plans);
        ChainSet.RunToEnd(fits, source.Plans[0].Options, ct);
        return PosteriorOf(source.Densities, fits, source.Plans[0]);
    }

    /// <summary>Goes on with an interrupted run, on the same data and on threads of its own; it can be stopped and paused again.</summary>
    /// <param name="model">The same model with the same data; bound before the call returns.</param>
    /// <param name="state">Where to go on from.</param>
    /// <param name="options">As for <see cref="Resume"/>.</param>
    /// <param name="stopWhen">Budgets of time, from now on, and of effective draws, from the first draw on; null for none.</param>
    /// <param name="control">Pauses the run; null when nothing does.</param>
    /// <param name="ct">Stops the run between two iterations.</param>
    /// <exception cref="StateException">The state is of another model or of other data, or damaged; before the run begins.</exception>
    /// <exception cref="ArgumentException">An option cannot be honoured; before the run begins.</exception>
    /// <exception cref="InvalidDataException">The model's data are invalid; before the run begins.</exception>
    /// <exception cref="SamplingException">No starting point has a finite density, or the density is flat.</exception>
    /// <exception cref="CallbackException">The progress listener threw; holds the draws made before.</exception>
    public static Task<PartialFit> ResumeAsync(
        IModel model, SamplerState state, ResumeOptions? options = null, StopWhen? stopWhen = null, RunControl? control = null, CancellationToken ct = default)
    {
        stopWhen?.Check();
        return RunAsync(new ControlledRun(Resumed(model, state, options ?? new()), stopWhen, control, ct));
    }

    private static RunSource Resumed(IModel model, SamplerState state, ResumeOptions options)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(state);
        OptionChecks.Check(options, state);
        ChainPlan[] plans = [.. Enumerable.Range(0, state.Chains.Count).Select(chain => state.Plan.Of(chain, options))];
        DataFingerprint data = FingerprintOf(model);
        IDensity[] densities = Bind(model, plans.Length, plans[0].Options);
        state.Plan.Check(densities[0].Layout, data, state.File);
        return new RunSource(densities, plans, data, state);
    }

    private static DataFingerprint FingerprintOf(IModel model)
    {
        DataFingerprint data = new();
        model.AddData(data);
        return data;
    }
}
