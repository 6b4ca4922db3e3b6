// An approximation of a posterior and how good it is.
using System.Globalization;

namespace Exmc;

/// <summary>Draws of an approximation of a posterior, with a measure of how good it is. Immutable.</summary>
public sealed class Approximation
{
    internal Approximation(string method, Posterior posterior, double paretoK, int weighted, long evaluations)
    {
        Method = method;
        Posterior = posterior;
        ParetoK = paretoK;
        ParetoKThreshold = ParetoSmoothing.Threshold(weighted);
        Evaluations = evaluations;
    }

    /// <summary>Name of the method, for example "Pathfinder".</summary>
    public string Method { get; }

    /// <summary>
    /// The draws, for everything that takes a fit: summaries, predictions, and by <see cref="Posterior.Adaptation"/> the start of
    /// <see cref="Sampler.Refit"/>. Its warnings are those of the approximation. Draws are independent, so R-hat does not judge them; <see cref="ParetoK"/> does.
    /// </summary>
    public Posterior Posterior { get; }

    /// <summary>Tail shape of the ratios of the posterior to the approximation; above <see cref="ParetoKThreshold"/> it is poor (Yao et al. 2018, arXiv:1802.02538), minus infinity when it is exact.</summary>
    public double ParetoK { get; }

    /// <summary>Largest shape of a usable approximation: min(1 - 1 / log10 S, 0.7) for S weighted draws.</summary>
    public double ParetoKThreshold { get; }

    /// <summary>Evaluations of the log density, with or without use of its gradient.</summary>
    public long Evaluations { get; }

    /// <summary>What is wrong and what to do about it; empty when nothing is.</summary>
    public IReadOnlyList<string> Warnings => Posterior.Warnings;

    /// <summary>The warning about a shape, if it is too large.</summary>
    internal static IEnumerable<string> Judge(string method, double paretoK, int weighted)
    {
        double threshold = ParetoSmoothing.Threshold(weighted);
        if (!(paretoK <= threshold))
        {
            yield return string.Create(CultureInfo.InvariantCulture,
                $"Pareto k of the {method} approximation is {paretoK:F2}, above {threshold:F2}: it misses parts of the posterior, so means and quantiles may be far off. Use Sampler.Sample, or Sampler.Refit with Posterior.Adaptation to start from here.");
        }
    }
}
