// Automatic differentiation variational inference.
using System.Globalization;

namespace Exmc;

/// <summary>
/// Automatic differentiation variational inference (Kucukelbir et al. 2017, JMLR 18): the normal distribution in the sampler's coordinates with
/// the largest evidence lower bound, by averaged stochastic natural gradients.
/// </summary>
/// <remarks>
/// The start has the moments of one path of <see cref="Pathfinder"/>. Each stage keeps its step size until the iterates are stationary and
/// averages them; the step size is halved until the average stays the same (see <see cref="AdviOptions.Tolerance"/>).
/// </remarks>
public static class Advi
{
    private const ulong Epoch = RandomStream.EpochLimit - 7;
    private const int StartDraws = 100;

    // Iterates are correlated over about 1 / (step size) iterations; a window holds many of those.
    private const double WindowLength = 25;

    /// <summary>Approximates the posterior of a model. Runs on the calling thread.</summary>
    /// <exception cref="ArgumentException">An option cannot be honoured.</exception>
    /// <exception cref="InvalidDataException">The model's data are invalid.</exception>
    /// <exception cref="SamplingException">No starting point has a finite density, or no draw of the approximation has one.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public static Approximation Of(IModel model, AdviOptions? options = null, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        options ??= new();
        options.Check();
        IDensity density = model.Bind();
        Evaluation evaluation = new(density);
        RandomStream stream = new(options.Seed, Epoch, 0);
        string method = options.Family == AdviFamily.MeanField ? "mean-field ADVI" : "full-rank ADVI";
        VariationalNormal normal = Start(evaluation, options, stream, ct);
        (normal, string[] unsettled) = density.Dimension == 0 ? (normal, []) : Climb(normal, evaluation, options, stream, ct);
        WeightedDraws draws = WeightedDraws.Of(normal, evaluation, options.Chains * options.Draws, stream, ct);
        if (!draws.Target.Any(double.IsFinite))
        {
            throw new SamplingException($"None of {draws.Target.Length} draws of the {method} approximation of model '{density.Layout.ModelName}' has a finite log density. Use Sampler.Sample, or Pathfinder.");
        }

        double[] logWeights = draws.LogWeights(out double k);
        int[] chosen = options.Resample ? WeightedDraws.Resample(logWeights, logWeights.Length, stream) : [.. Enumerable.Range(0, logWeights.Length)];
        string[] warnings = [.. unsettled, .. Approximation.Judge(method, k, logWeights.Length)];
        Posterior posterior = ApproximateDraws.Of(
            density, [.. chosen.Select(index => draws.Positions[index])], [.. chosen.Select(index => draws.Target[index])], options.Chains, options.Seed, warnings);
        return new(method, posterior, k, logWeights.Length, evaluation.Count);
    }

    /// <summary>Independent coordinates with the moments of a path of Pathfinder, or of standard deviation 1 about a random point when it finds nothing.</summary>
    private static VariationalNormal Start(Evaluation evaluation, AdviOptions options, RandomStream stream, CancellationToken ct)
    {
        int d = evaluation.Dimension;
        double[] mean = new double[d];
        double[] sd = [.. Enumerable.Repeat(1.0, d)];
        PathfinderOptions path = new() { DrawsPerPath = StartDraws, InitialRadius = options.InitialRadius };
        if (d > 0 && PathfinderPath.Run(evaluation, path, stream, ct) is { } draws)
        {
            double[] coordinate = new double[StartDraws];
            for (int i = 0; i < d; i++)
            {
                for (int draw = 0; draw < StartDraws; draw++)
                {
                    coordinate[draw] = draws.Positions[draw][i];
                }

                mean[i] = Moments.Mean(coordinate);
                sd[i] = Math.Sqrt(Moments.Variance(coordinate));
            }
        }
        else
        {
            mean = evaluation.Start(null, options.InitialRadius, stream);
        }

        return options.Family == AdviFamily.MeanField ? MeanFieldNormal.Of(mean, sd) : FullRankNormal.Of(mean, sd);
    }

    /// <summary>The normal distribution at which the stages settle, and a warning if they do not.</summary>
    internal static (VariationalNormal Normal, string[] Warnings) Climb(VariationalNormal start, Evaluation evaluation, AdviOptions options, RandomStream stream, CancellationToken ct)
    {
        NaturalGradientAscent ascent = new(evaluation, options.GradientDraws, stream);

        // Noise in d^2 directions makes a product of random matrices grow by the square of the step size; the gradient holds against its first power.
        double rate = options.Family == AdviFamily.FullRank ? options.StepSize * Math.Min(1, 0.2 * options.GradientDraws / start.Dimension) : options.StepSize;
        VariationalNormal? before = null;
        bool wasPrecise = false;
        int iteration = 0;
        while (true)
        {
            AdviStage stage = new(options.Tolerance, (int)Math.Ceiling(WindowLength / rate));
            VariationalNormal iterate = (before ?? start).With([.. (before ?? start).Parameters]);
            bool isOver = false;
            for (; iteration < options.MaxIterations && !isOver; iteration++)
            {
                ct.ThrowIfCancellationRequested();
                ascent.Step(iterate, rate);
                isOver = stage.Add(iterate);
            }

            VariationalNormal average = iterate.With(stage.Average ?? iterate.Parameters);
            if (!isOver)
            {
                return (average, [string.Create(CultureInfo.InvariantCulture,
                    $"The approximation did not settle in {options.MaxIterations} iterations (step size {rate:G3}). Raise MaxIterations or GradientDraws (now {options.GradientDraws}).")]);
            }

            if (before is not null && wasPrecise && stage.IsPrecise && Change(before, average) <= options.Tolerance)
            {
                return (average, []);
            }

            (before, wasPrecise, rate) = (average, stage.IsPrecise, rate / 2);
        }
    }

    private static double Change(VariationalNormal before, VariationalNormal after)
    {
        double largest = 0;
        for (int k = 0; k < after.Parameters.Length; k++)
        {
            largest = Math.Max(largest, Math.Abs(after.Parameters[k] - before.Parameters[k]) / after.Unit(k));
        }

        return largest;
    }
}
