// Everything that a fit says about itself, but times.
using System.Globalization;

namespace Exmc.Tests;

/// <summary>Text that is equal when two fits are equal bit for bit.</summary>
internal static class PosteriorText
{
    public static string Of(Posterior fit) => string.Join('\n', Enumerable.Range(0, fit.ChainCount).Select(chain => Chain(fit, chain)))
        + $"\n{fit.Adaptation.ModelName} {fit.Adaptation.LayoutHash} {fit.Adaptation.Seed} {fit.Adaptation.Epoch}";

    private static string Chain(Posterior fit, int chain)
    {
        ChainStatistics statistics = fit.Chain(chain);
        ChainAdaptation learnt = fit.Adaptation.Chains[chain];
        return string.Join(
            '\n',
            string.Join('|', Enumerable.Range(0, fit.DrawCount).Select(draw => Text(fit.Positions(chain, draw)))),
            string.Join('|', Enumerable.Range(0, fit.Layout.ValueCount).Select(value => Text(fit.Draws(chain, value)))),
            Text(statistics.LogDensity),
            Text(statistics.Acceptance),
            Text(statistics.StepSize),
            Text(statistics.Energy),
            string.Join(' ', statistics.Depth.ToArray()),
            string.Join(' ', statistics.Gradients.ToArray()),
            string.Join(' ', statistics.Divergent.ToArray()),
            $"{statistics.DepthSaturations} {statistics.WarmupGradients} {statistics.SamplingGradients}",
            string.Join(';', statistics.Divergences.Select(one => $"{one.Draw} {one.Cause} {Text([one.EnergyError])} {Text(one.Start.Span)} {Text(one.End.Span)}")),
            $"{statistics.Refit?.Rung} {statistics.Refit?.Age} {statistics.Refit?.Score} {statistics.Refit?.MomentMatched} {statistics.Refit?.Probation} {statistics.Refit?.StepRatio:R} {statistics.Refit?.MetricRatio:R} {statistics.Refit?.Gradients} {statistics.Refit?.Why}",
            $"{statistics.PlanThatRan.Start} {statistics.PlanThatRan.StartTries} {Text([statistics.PlanThatRan.FirstStepSize])}",
            string.Join('|', statistics.PlanThatRan.Phases.Select(phase =>
                $"{phase.Phase} {phase.Iterations} {phase.Gradients} {phase.MetricUpdates} {Text([phase.StepSize])} {phase.Divergences} {phase.Note}")),
            $"{Text(learnt.Position.Span)} {Text([learnt.StepSize])} {learnt.Kind} {Text(learnt.InverseMetric.Span)} {Text(learnt.Translation.Span)}");
    }

    private static string Text(ReadOnlySpan<double> values) => string.Join(' ', values.ToArray().Select(value => value.ToString("R", CultureInfo.InvariantCulture)));
}
