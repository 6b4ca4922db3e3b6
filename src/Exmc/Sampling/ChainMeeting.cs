// Chains that warm up together meet at the end of each window.
namespace Exmc;

/// <summary>
/// All chains stand at the end of the same window when they meet, and what is decided rests on their windows and step sizes alone, in the order of the chains:
/// neither threads nor lanes nor an interruption change it.
/// </summary>
internal static class ChainMeeting
{
    /// <summary>Holds the meeting that the chains wait for, after which they can go on.</summary>
    /// <returns>False when they do not wait for one.</returns>
    public static bool TryHold(ChainFit[] fits)
    {
        if (!Array.TrueForAll(fits, fit => fit.IsAtMeeting))
        {
            return false;
        }

        ChainFit first = fits[0];
        ChainMetric[] metrics = [.. fits.Select(fit => fit.Metric)];
        double[] stepSizes = [.. fits.Select(fit => fit.AveragedStepSize)];
        PooledWindows pool = new(metrics, first.Density.Dimension);
        SharedMetric? shared = first.Metric.Estimate(first.MetricKindOfPhase, pool);
        if (shared is not null)
        {
            foreach (ChainMetric metric in metrics)
            {
                metric.Use(shared, pool);
            }
        }

        // The first chain remembers what the next meeting compares with.
        bool hasSettled = first.Metric.HasSettledTogether(Math.Exp(stepSizes.Average(Math.Log)), pool);
        string? disagreement = ChainAgreement.Broken(first.Density.Layout, [.. metrics.Select(metric => metric.Both)], stepSizes);
        foreach (ChainFit fit in fits)
        {
            fit.EndMeeting(shared is not null, hasSettled, disagreement);
        }

        return true;
    }
}
