// Validation of a carried adaptation.
namespace Exmc;

/// <summary>Refuses an adaptation that does not belong to a density.</summary>
internal static class AdaptationChecks
{
    /// <exception cref="ArgumentException">The layout differs or a carried number is unusable.</exception>
    public static void Check(Adaptation adaptation, ParameterLayout layout)
    {
        if (adaptation.LayoutHash != layout.Hash)
        {
            throw new ArgumentException(
                $"The adaptation belongs to model '{adaptation.ModelName}' (layout {Short(adaptation.LayoutHash)}), but model '{layout.ModelName}' has layout {Short(layout.Hash)}. "
                + "Refit needs an adaptation of the same model with the same parameter shapes: fit this model from scratch.",
                nameof(adaptation));
        }

        for (int chain = 0; chain < adaptation.Chains.Count; chain++)
        {
            CheckChain(adaptation.Chains[chain], chain, layout.Dimension);
        }
    }

    private static void CheckChain(ChainAdaptation carried, int chain, int dimension)
    {
        if (carried.Kind == MetricKind.Automatic || !Enum.IsDefined(carried.Kind))
        {
            throw new ArgumentException($"Chain {chain} of the adaptation carries a metric of the kind {carried.Kind}; it must be Diagonal, LowRank or Dense.", nameof(carried));
        }

        int metricLength = carried.InverseMetric.Length;
        bool fits = carried.Kind switch
        {
            MetricKind.Diagonal => metricLength == dimension,
            MetricKind.Dense => metricLength == dimension * dimension,
            _ => LowRankTransform.Rank(metricLength, dimension) >= 0,
        };
        if (carried.Position.Length != dimension || carried.Translation.Length != dimension || !fits)
        {
            string needed = carried.Kind switch
            {
                MetricKind.Diagonal => $"{dimension}",
                MetricKind.Dense => $"{dimension * dimension}",
                _ => $"{dimension} + k * {dimension + 1}",
            };
            throw new ArgumentException(
                $"Chain {chain} of the adaptation carries {carried.Position.Length} coordinates, {carried.Translation.Length} of the centre and {metricLength} of the {carried.Kind} inverse metric, but {dimension}, {dimension} and {needed} are needed.",
                nameof(carried));
        }

        if (carried.Draws is { } draws && draws.Positions.Length != (long)draws.LogDensities.Length * dimension)
        {
            throw new ArgumentException($"Chain {chain} of the adaptation carries {draws.LogDensities.Length} draws with {draws.Positions.Length} coordinates, but {(long)draws.LogDensities.Length * dimension} are needed.", nameof(carried));
        }

        if (!(carried.StepSize > 0) || !double.IsFinite(carried.StepSize))
        {
            throw new ArgumentException(FormattableString.Invariant($"Chain {chain} of the adaptation carries step size {carried.StepSize}; it must be positive and finite."), nameof(carried));
        }

        // Variances: all of a diagonal metric, those of the coordinates and along the directions of a low-rank one.
        int variances = carried.Kind switch
        {
            MetricKind.Diagonal => dimension,
            MetricKind.Dense => 0,
            _ => dimension + LowRankTransform.Rank(metricLength, dimension),
        };
        for (int i = 0; i < metricLength; i++)
        {
            double value = carried.InverseMetric.Span[i];
            if (!double.IsFinite(value) || (i < variances && value <= 0))
            {
                throw new ArgumentException(FormattableString.Invariant($"Chain {chain} of the adaptation carries inverse metric [{i}] = {value}; it must be finite, and a variance positive."), nameof(carried));
            }
        }

        for (int i = 0; i < dimension; i++)
        {
            if (!double.IsFinite(carried.Translation.Span[i]))
            {
                throw new ArgumentException(FormattableString.Invariant($"Chain {chain} of the adaptation carries centre [{i}] = {carried.Translation.Span[i]}; it must be finite."), nameof(carried));
            }
        }
    }

    private static string Short(string hash) => hash.Length <= 12 ? hash : hash[..12];
}
