// The normal approximation at the posterior mode.
namespace Exmc;

/// <summary>The normal distribution whose mean is the posterior mode and whose precision is the negative Hessian there, in the sampler's coordinates.</summary>
public static class LaplaceApproximation
{
    private const ulong Epoch = RandomStream.EpochLimit - 5;

    /// <summary>Finds the mode and draws from the approximation there. The draws are not reweighted; <see cref="Approximation.ParetoK"/> says how good they are.</summary>
    /// <exception cref="ArgumentException">An option cannot be honoured.</exception>
    /// <exception cref="InvalidDataException">The model's data are invalid.</exception>
    /// <exception cref="SamplingException">No starting point has a finite density, or there is no mode with finite curvature.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public static Approximation Of(IModel model, LaplaceOptions? options = null, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        options ??= new();
        options.Check();
        IDensity density = model.Bind();
        Optimum mode = Optimizer.Maximize(density, options.Optimizer with { Seed = options.Seed }, ct);
        Evaluation evaluation = new(density);
        double[] position = mode.Position.ToArray();
        DenseNormal normal = DenseNormal.TryCreate(position, NegativeHessian(evaluation, position, ct))
            ?? throw new SamplingException($"Model '{density.Layout.ModelName}' has no mode at which the curvature is positive definite, so it has no Laplace approximation. {string.Join(' ', mode.Warnings)} Use Sampler.Sample, or Pathfinder.");
        WeightedDraws draws = WeightedDraws.Of(normal, evaluation, options.Chains * options.Draws, new(options.Seed, Epoch, 0), ct);
        draws.LogWeights(out double k);
        string[] warnings = [.. mode.Warnings, .. Approximation.Judge("Laplace", k, draws.Target.Length)];
        Posterior posterior = ApproximateDraws.Of(density, draws.Positions, draws.Target, options.Chains, options.Seed, warnings);
        return new("Laplace", posterior, k, draws.Target.Length, mode.Evaluations + evaluation.Count);
    }

    /// <summary>The negative Hessian by central differences of gradients, of fourth order, symmetric; NaN where a gradient is not finite.</summary>
    internal static double[] NegativeHessian(Evaluation evaluation, double[] position, CancellationToken ct)
    {
        int d = position.Length;
        double[] hessian = new double[d * d];
        double[] gradient = new double[d];
        double[] moved = [.. position];
        for (int i = 0; i < d; i++)
        {
            ct.ThrowIfCancellationRequested();
            double step = 1e-3 * Math.Max(1, Math.Abs(position[i]) * 1e-2);
            foreach ((int multiple, double weight) in Differences)
            {
                moved[i] = position[i] + (multiple * step);
                bool isFinite = double.IsFinite(evaluation.LogDensity(moved, gradient));
                for (int j = 0; j < d; j++)
                {
                    double share = isFinite ? -weight * gradient[j] / step : double.NaN;
                    hessian[(i * d) + j] += 0.5 * share;
                    hessian[(j * d) + i] += 0.5 * share;
                }
            }

            moved[i] = position[i];
        }

        return hessian;
    }

    private static readonly (int Multiple, double Weight)[] Differences = [(-2, 1.0 / 12), (-1, -8.0 / 12), (1, 8.0 / 12), (2, -1.0 / 12)];
}
