// The result of sequential Monte Carlo.
using System.Globalization;

namespace Exmc;

/// <summary>Draws of a posterior by sequential Monte Carlo, with its evidence. Immutable.</summary>
public sealed class TemperedFit
{
    internal TemperedFit(Posterior posterior, IReadOnlyList<TemperingReport> runs)
    {
        Posterior = posterior;
        Runs = runs;
        LogEvidence = Combine(runs, out double error);
        LogEvidenceError = error;
    }

    /// <summary>
    /// The particles of all runs, for everything that takes a fit; one chain per run. Particles of the same ancestor are neighbours, so that
    /// effective sample sizes and R-hat, which compare neighbours and runs, see what the moves left of their kinship.
    /// </summary>
    public Posterior Posterior { get; }

    /// <summary>
    /// Log of the mean, over the prior, of the likelihood times the exponentials of all factors (nats): the log marginal likelihood, with all
    /// constants of the likelihood, when factors are log likelihoods or there are none. The prior is normalised, whatever constants its density lacks.
    /// </summary>
    public double LogEvidence { get; }

    /// <summary>Monte Carlo standard error of <see cref="LogEvidence"/>, from the differences between runs; NaN for a single run.</summary>
    public double LogEvidenceError { get; }

    /// <summary>What each run did.</summary>
    public IReadOnlyList<TemperingReport> Runs { get; }

    /// <summary>Evaluations of the log density with its gradient, of all runs.</summary>
    public long Evaluations => Runs.Sum(run => run.Evaluations);

    /// <summary>What is wrong and what to do about it; empty when nothing is.</summary>
    public IReadOnlyList<string> Warnings => Posterior.Warnings;

    /// <summary>The summary as a table, the warnings and the evidence.</summary>
    public override string ToString() =>
        Posterior.ToString() + string.Create(CultureInfo.InvariantCulture, $"log evidence {LogEvidence:F3}, standard error {LogEvidenceError:G2}\n");

    /// <summary>Log of the mean of the evidences, each of which is unbiased but for what the run adapts, and the error of that by the delta method.</summary>
    internal static double Combine(IReadOnlyList<TemperingReport> runs, out double error)
    {
        double[] logs = [.. runs.Select(run => run.LogEvidence)];
        double log = ParetoSmoothing.LogSumExp(logs) - Math.Log(logs.Length);
        double[] relative = [.. logs.Select(value => Math.Exp(value - log))];
        error = Math.Sqrt(Moments.Variance(relative) / logs.Length);
        return log;
    }
}
