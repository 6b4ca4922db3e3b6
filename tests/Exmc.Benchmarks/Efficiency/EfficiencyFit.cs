// What one fit gave for its gradients.
namespace Exmc.Benchmarks;

/// <summary>One fit of one seed.</summary>
/// <param name="MinEss">Least bulk ESS over all parameters, on their own scale, all chains together.</param>
/// <param name="MinEssOf">The parameter with the least.</param>
/// <param name="WarmupGradients">Of all chains; starts, searches for a step size and Pathfinder included.</param>
/// <param name="SamplingGradients">Of all chains.</param>
/// <param name="Divergences">Of all chains, after warm-up.</param>
/// <param name="RHat">The largest of all parameters.</param>
/// <param name="WarmupIterations">Iterations of the warm-up that ran, mean over chains.</param>
internal sealed record EfficiencyFit(double MinEss, string MinEssOf, long WarmupGradients, long SamplingGradients, int Divergences, double RHat, double WarmupIterations)
{
    /// <summary>Effective draws per gradient.</summary>
    public double Efficiency => MinEss / (WarmupGradients + SamplingGradients);

    public static EfficiencyFit Run(IModel model, SamplerOptions options)
    {
        Posterior posterior = Sampler.Sample(model, options);
        SummaryRow[] rows =
        [
            .. posterior.Layout.Entries.Where(entry => entry.Role == LayoutRole.Parameter)
                .SelectMany(entry => posterior.Summary.Skip(entry.ValueOffset).Take(entry.ValueSize))
                .Where(row => double.IsFinite(row.EssBulk)),
        ];
        SummaryRow least = rows.MinBy(row => row.EssBulk)!;
        ChainStatistics[] chains = [.. Enumerable.Range(0, posterior.ChainCount).Select(posterior.Chain)];
        return new(
            least.EssBulk,
            least.Name,
            chains.Sum(chain => chain.WarmupGradients),
            chains.Sum(chain => chain.SamplingGradients),
            chains.Sum(chain => chain.Divergences.Count),
            rows.Max(row => row.RHat),
            chains.Average(chain => chain.PlanThatRan.Iterations));
    }
}
