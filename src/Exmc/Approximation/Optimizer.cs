// The posterior mode.
using System.Globalization;

namespace Exmc;

/// <summary>Finds a mode of the posterior (maximum a posteriori) by L-BFGS.</summary>
/// <remarks>
/// The mode is that of the density in the sampler's unconstrained coordinates, with the Jacobian: the centre of a <see cref="LaplaceApproximation"/>.
/// Modes depend on the coordinates; where parameters are constrained, this one is not the mode of the density on natural scales.
/// </remarks>
public static class Optimizer
{
    // Beside those of refits and predictions.
    private const ulong Epoch = RandomStream.EpochLimit - 4;

    // Nats.
    private const double NegligibleRise = 1e-4;

    /// <summary>Climbs from one start to a mode.</summary>
    /// <exception cref="ArgumentException">An option cannot be honoured.</exception>
    /// <exception cref="InvalidDataException">The model's data are invalid.</exception>
    /// <exception cref="SamplingException">No starting point has a finite density.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public static Optimum Maximize(IModel model, OptimizerOptions? options = null, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Maximize(model.Bind(), options ?? new(), ct);
    }

    internal static Optimum Maximize(IDensity density, OptimizerOptions options, CancellationToken ct)
    {
        options.Check();
        OptionChecks.CheckInitialPosition(options.InitialPosition, density.Dimension);
        Evaluation evaluation = new(density);
        double[] start = evaluation.Start(options.InitialPosition, options.InitialRadius, new(options.Seed, Epoch, 0));
        QuasiNewton climb = new(evaluation, start, options.Memory);
        bool IsFlat() => climb.GradientNorm <= options.GradientTolerance;
        int iterations = 0;
        bool isStuck = false;
        while (!IsFlat() && !isStuck && iterations < options.MaxIterations)
        {
            ct.ThrowIfCancellationRequested();
            isStuck = !climb.TryStep() || !climb.Progressed;
            iterations++;
        }

        // Where rounding ends the search, the mode is near if the quadratic model promises almost nothing more.
        bool converged = IsFlat() || (isStuck && climb.ExpectedRise <= NegligibleRise);
        double[] values = new double[density.Layout.ValueCount];
        density.Constrain(climb.Position, values);
        return new(density.Layout, climb.Position, values, climb.Value, climb.GradientNorm, iterations, evaluation.Count, converged, converged ? [] : [string.Create(CultureInfo.InvariantCulture,
            $"The search for the mode of '{density.Layout.ModelName}' ended after {iterations} iterations with a gradient of {climb.GradientNorm:G3}. Raise MaxIterations (now {options.MaxIterations}) or give InitialPosition; if it stays, the density has no mode (a scale of a centred hierarchy goes to 0): sample it instead.")]);
    }
}
