// What one run of sequential Monte Carlo did.
namespace Exmc;

/// <summary>What one run of sequential Monte Carlo did.</summary>
/// <param name="LogEvidence">Its estimate of the log evidence, nats.</param>
/// <param name="Stages">The temperatures, increasing to 1.</param>
/// <param name="UnusableShare">Share of the prior draws at which the log density is not finite; they count as points of likelihood 0.</param>
/// <param name="Evaluations">Evaluations of the log density with its gradient.</param>
public sealed record TemperingReport(double LogEvidence, IReadOnlyList<TemperingStage> Stages, double UnusableShare, long Evaluations);
