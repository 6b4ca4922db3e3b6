// Problems that the core found, as diagnostics at their places.
using Exmc.Core;
using Microsoft.CodeAnalysis;
using Microsoft.FSharp.Collections;

namespace Exmc.Generator.Diagnostics;

internal static class Problems
{
    /// <param name="problem">What the core found.</param>
    /// <param name="places">Places by ordinal; the first is the class itself.</param>
    public static DiagnosticInfo ToDiagnostic(Problem problem, FSharpList<Place> places)
    {
        DiagnosticInfo Info(DiagnosticDescriptor descriptor, SourceRef at, params string[] arguments) =>
            DiagnosticInfo.Of(descriptor, places[at.Item], arguments);

        return problem switch
        {
            Problem.ShapeMismatch p => Info(Descriptors.ShapeMismatch, p.at, Sentence(p.expected), p.actual),
            Problem.UnknownObservedData p => Info(Descriptors.UnknownObservedData, p.at, p.data),
            Problem.Cycle p => Info(Descriptors.Cycle, p.at, string.Join(" -> ", p.members)),
            Problem.DiscreteParameter p => Info(Descriptors.DiscreteParameter, p.at, p.name),
            Problem.SupportContradictsBounds p => Info(Descriptors.SupportContradictsBounds, p.at, p.name, p.support, p.bounds),
            Problem.UnreadFlatParameter p => Info(Descriptors.UnreadFlatParameter, p.at, p.name),
            Problem.ElementOverwritten p => Info(Descriptors.ElementOverwritten, p.at, p.array),
            Problem.NotFoldable p => Info(Descriptors.NotFoldable, p.at, p.name, p.family),
            Problem.DistributionAsValue p => Info(Descriptors.DistributionAsValue, p.at),
            Problem.Unsupported p => Info(Descriptors.UnsupportedConstruct, p.at, Sentence(p.what), p.remedy),
            Problem.FlatScale p => Info(Descriptors.FlatScale, p.at, p.name),
            Problem.SharedScale p => Info(Descriptors.SharedScale, p.at, p.name, p.scale),
            Problem.UnscaledConstant p => Info(Descriptors.UnscaledConstant, p.at, p.name, p.value.ToString("G6", System.Globalization.CultureInfo.InvariantCulture)),
            Problem.ParameterInCondition p => Info(Descriptors.ParameterInCondition, p.at, p.owner),
            Problem.DoublePrior p => Info(Descriptors.DoublePrior, p.at, p.name),
            Problem.ScaleMayBeNegative p => Info(Descriptors.ScaleMayBeNegative, p.at, p.name),
            _ => throw new System.InvalidOperationException("Unknown problem."),
        };
    }

    private static string Sentence(string text) => char.ToUpperInvariant(text[0]) + text.Substring(1);
}
