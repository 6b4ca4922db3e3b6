// Every diagnostic of the generator. Each id has a page in docs/diagnostics.
using Microsoft.CodeAnalysis;

namespace Exmc.Generator.Diagnostics;

internal static class Descriptors
{
    public static readonly DiagnosticDescriptor UnsupportedConstruct = Error(
        "EXMC0101", "Unsupported construct in a model body", "{0} cannot be used in a model body. {1}");

    public static readonly DiagnosticDescriptor UnsupportedCall = Error(
        "EXMC0102", "Unsupported call in a model body", "'{0}' cannot be called in a model body. Use a function of Exmc.Distributions, a method of the model, or a static method of this project marked [ModelFunction].");

    public static readonly DiagnosticDescriptor DistributionAsValue = Error(
        "EXMC0103", "Distribution used as a value", "A distribution is not a value. Declare a [Parameter] member that is distributed so, and use that member here; for its log density write LogDensity(value, distribution).");

    public static readonly DiagnosticDescriptor MissingPartial = Error(
        "EXMC0104", "Model class is not partial", "'{0}' must be declared partial, because the generator adds to it. Write 'partial class {0}'.");

    public static readonly DiagnosticDescriptor CollidingName = Error(
        "EXMC0105", "Member name collides with generated code", "A member named '{0}' collides with a member of the generated result. Rename it; [Parameter(Name = \"...\")] keeps the external name.");

    public static readonly DiagnosticDescriptor Recursion = Error(
        "EXMC0106", "Recursive helper", "'{0}' calls itself. Helpers are inlined: write the recurrence as a for loop.");

    public static readonly DiagnosticDescriptor LoopForm = Error(
        "EXMC0107", "Unsupported form of loop", "Only counted loops can be compiled. Write 'for (int i = from; i < until; i++)'.");

    public static readonly DiagnosticDescriptor ShapeMismatch = Error(
        "EXMC0201", "Shapes do not agree", "{0} is expected here, but this is {1}. Make the shapes agree.");

    public static readonly DiagnosticDescriptor UnknownObservedData = Error(
        "EXMC0202", "Unknown observed data", "'{0}' is not a [Data] member of this model. Name one with nameof(...).");

    public static readonly DiagnosticDescriptor UnsupportedDataType = Error(
        "EXMC0203", "Unsupported type of a model member", "A {0} member cannot have type '{1}'. Use {2}.");

    public static readonly DiagnosticDescriptor Cycle = Error(
        "EXMC0301", "Members depend on each other in a cycle", "These members need each other's values: {0}. Break the cycle.");

    public static readonly DiagnosticDescriptor DiscreteParameter = Error(
        "EXMC0302", "Discrete parameter", "'{0}' has a discrete prior, but the sampler needs continuous parameters. Sum the discrete value out of the density with LogSumExp.");

    public static readonly DiagnosticDescriptor SupportContradictsBounds = Error(
        "EXMC0303", "Support of a prior contradicts its bounds", "The prior of '{0}' lives on {1}, which has nothing in common with {2}. Correct the type or the bounds or choose another prior.");

    public static readonly DiagnosticDescriptor UnreadFlatParameter = Error(
        "EXMC0304", "Flat parameter that nothing reads", "'{0}' has a flat prior and nothing reads it, so it has no posterior. Use it in the likelihood or remove it.");

    public static readonly DiagnosticDescriptor ElementOverwritten = Error(
        "EXMC0305", "Element of a local vector assigned twice", "Elements of '{0}' may be assigned more than once. Assign each element once; carry running values in a local number.");

    public static readonly DiagnosticDescriptor NotFoldable = Error(
        "EXMC0306", "Prior cannot be folded", "'{0}' is folded, but its prior {1} is not symmetric about zero and smooth there. Use HalfNormal, HalfCauchy or HalfStudentT without bounds, or remove Folded.");

    public static readonly DiagnosticDescriptor FlatScale = Hint(
        "EXMC0401", "Scale with a flat prior", "'{0}' is a scale with a flat prior: with few data its posterior may be improper, and large values are favoured. Give it a prior such as HalfNormal(1) in the units of what it scales.");

    public static readonly DiagnosticDescriptor SharedScale = Hint(
        "EXMC0402", "Elements that share a scale", "The elements of '{0}' share the scale '{1}'. Where data say little about each of them, the sampler meets a funnel: write [Parameter(NonCentered = true)] then.");

    public static readonly DiagnosticDescriptor UnscaledConstant = Hint(
        "EXMC0403", "Constant far from unit scale", "The prior of '{0}' has the scale {1}. Choose units in which parameters are of the order of one; a scale that only means 'anything' is better replaced by what is known.");

    public static readonly DiagnosticDescriptor ParameterInCondition = Hint(
        "EXMC0404", "Condition on a parameter in a log density", "This condition of '{0}' depends on a parameter: where it changes, the log density may jump or bend, and the sampler's gradient does not see it. Mix the cases with LogMix or a smooth function such as InverseLogit.");

    public static readonly DiagnosticDescriptor DoublePrior = Warning(
        "EXMC0405", "Prior added twice", "'{0}' has a prior already, and this adds the log density of another. Return the one that is meant from the [Parameter], or give the parameter a Flat() prior.");

    public static readonly DiagnosticDescriptor ScaleMayBeNegative = Warning(
        "EXMC0406", "Scale that may be negative", "'{0}' is a scale, but its prior reaches below zero, where there is no density. Write .Truncated(0), or use a prior of positive values such as HalfNormal.");

    public static readonly DiagnosticDescriptor InternalDefect = Error(
        "EXMC0901", "Defect of the Exmc generator", "The generator failed on '{0}': {1}. This is our defect, not yours: please report it with the model at https://github.com/exmc/exmc/issues.");

    private static DiagnosticDescriptor Error(string id, string title, string message) => Of(id, title, message, DiagnosticSeverity.Error);

    private static DiagnosticDescriptor Warning(string id, string title, string message) => Of(id, title, message, DiagnosticSeverity.Warning);

    private static DiagnosticDescriptor Hint(string id, string title, string message) => Of(id, title, message, DiagnosticSeverity.Info);

    private static DiagnosticDescriptor Of(string id, string title, string message, DiagnosticSeverity severity) =>
        new(id, title, message, "Exmc", severity, isEnabledByDefault: true, helpLinkUri: $"https://github.com/exmc/exmc/blob/main/docs/diagnostics/{id}.md");
}
