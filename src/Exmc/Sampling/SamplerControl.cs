// Runs that can be watched, stopped and read while they draw.
using System.Runtime.CompilerServices;

namespace Exmc;

public static partial class Sampler
{
    private const int StreamCapacity = 1024;

    /// <summary>Fits a model from scratch, on threads of its own. When the run is stopped, the draws made so far are the result, not an exception.</summary>
    /// <param name="model">Bound before the call returns.</param>
    /// <param name="options">As for <see cref="Sample"/>.</param>
    /// <param name="stopWhen">Budgets of time and of effective draws; null for none.</param>
    /// <param name="control">Pauses the run; null when nothing does.</param>
    /// <param name="ct">Stops the run between two iterations.</param>
    /// <exception cref="ArgumentException">An option cannot be honoured; before the run begins.</exception>
    /// <exception cref="InvalidDataException">The model's data are invalid; before the run begins.</exception>
    /// <exception cref="SamplingException">No starting point has a finite density, or the density is flat.</exception>
    /// <exception cref="CallbackException">The progress listener threw; holds the draws made before.</exception>
    public static Task<PartialFit> SampleAsync(
        IModel model, SamplerOptions options, StopWhen? stopWhen = null, RunControl? control = null, CancellationToken ct = default)
    {
        stopWhen?.Check();
        IDensity[] densities = BindCold(model, options);
        return RunAsync(new ControlledRun(new RunSource(densities, ColdPlans(options), FingerprintOf(model)), stopWhen, control, ct));
    }

    /// <summary>Fits a model on new data from what an earlier fit learnt, on threads of its own. When the run is stopped, the draws made so far are the result.</summary>
    /// <param name="model">Bound before the call returns.</param>
    /// <param name="adaptation">One chain for each of its chains.</param>
    /// <param name="options">As for <see cref="Refit"/>.</param>
    /// <param name="stopWhen">Budgets of time and of effective draws; null for none.</param>
    /// <param name="control">Pauses the run; null when nothing does.</param>
    /// <param name="ct">Stops the run between two iterations.</param>
    /// <exception cref="ArgumentException">The adaptation belongs to another model or layout, or an option cannot be honoured; before the run begins.</exception>
    /// <exception cref="InvalidDataException">The model's data are invalid; before the run begins.</exception>
    /// <exception cref="SamplingException">A carried position is unusable on the new data and no other starting point was found.</exception>
    /// <exception cref="CallbackException">The progress listener threw; holds the draws made before.</exception>
    public static Task<PartialFit> RefitAsync(
        IModel model, Adaptation adaptation, RefitOptions options, StopWhen? stopWhen = null, RunControl? control = null, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(adaptation);
        ArgumentNullException.ThrowIfNull(options);
        stopWhen?.Check();
        OptionChecks.Check(options);
        IDensity[] densities = Bind(model, adaptation.Chains.Count, options);
        AdaptationChecks.Check(adaptation, densities[0].Layout);
        ChainPlan[] plans = [.. Enumerable.Range(0, densities.Length).Select(chain => ChainPlan.Warm(options, adaptation, chain))];
        return RunAsync(new ControlledRun(new RunSource(densities, plans, FingerprintOf(model)), stopWhen, control, ct));
    }

    /// <summary>
    /// The draws of a fit from scratch as they are made. A reader that falls a thousand draws behind makes the chains wait; one that stops reading ends the run.
    /// </summary>
    /// <param name="model">Bound when the reading begins.</param>
    /// <param name="options">As for <see cref="Sample"/>; the draws are the same.</param>
    /// <param name="ct">Ends the run and the reading.</param>
    /// <exception cref="ArgumentException">An option cannot be honoured.</exception>
    /// <exception cref="InvalidDataException">The model's data are invalid.</exception>
    /// <exception cref="SamplingException">No starting point has a finite density, or the density is flat.</exception>
    /// <exception cref="CallbackException">The progress listener threw.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public static async IAsyncEnumerable<SampledDraw> DrawsAsync(IModel model, SamplerOptions options, [EnumeratorCancellation] CancellationToken ct = default)
    {
        IDensity[] densities = BindCold(model, options);
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        DrawStream stream = new(StreamCapacity, stop.Token);
        ChainPlan[] plans = [.. ColdPlans(options).Select(plan => plan with { Listener = stream })];
        ControlledRun run = new(new RunSource(densities, plans, FingerprintOf(model)), null, null, stop.Token);
        Task<PartialFit> running = RunAsync(run);
        Task ended = running.ContinueWith(_ => stream.End(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        try
        {
            await foreach (SampledDraw draw in stream.Reader.ReadAllAsync(ct).ConfigureAwait(false))
            {
                yield return draw;
            }

            await running.ConfigureAwait(false);
            ct.ThrowIfCancellationRequested();
        }
        finally
        {
            // No thread of the run outlives the reading.
            await stop.CancelAsync().ConfigureAwait(false);
            await ended.ConfigureAwait(false);
        }
    }

    private static ChainPlan[] ColdPlans(SamplerOptions options)
    {
        ChainPlan plan = ChainPlan.Cold(options, 0);
        return [.. Enumerable.Range(0, options.Chains).Select(chain => plan with { Chain = chain })];
    }

    private static Task<PartialFit> RunAsync(ControlledRun run) => Task.Factory.StartNew(
        () =>
        {
            using (run)
            {
                return run.Run();
            }
        },
        CancellationToken.None,
        TaskCreationOptions.LongRunning,
        TaskScheduler.Default);
}
