/// Places and every failure that a user's model can have, as values.
namespace Exmc.Core

/// Ordinal of a place in the user's source. The front end alone can turn it into a span,
/// so that moving a line does not change a model.
[<Struct>]
type SourceRef = SourceRef of int

/// A mistake in a model, or what is legal but seldom meant. Each case is one diagnostic of the front end.
type Problem =
    | ShapeMismatch of expected: string * actual: string * at: SourceRef
    | UnknownObservedData of data: string * at: SourceRef
    | Cycle of members: string list * at: SourceRef
    | DiscreteParameter of name: string * at: SourceRef
    | SupportContradictsBounds of name: string * support: string * bounds: string * at: SourceRef
    | UnreadFlatParameter of name: string * at: SourceRef
    | ElementOverwritten of array: string * at: SourceRef
    | NotFoldable of name: string * family: string * at: SourceRef
    | DistributionAsValue of at: SourceRef
    | Unsupported of what: string * remedy: string * at: SourceRef
    /// A scale without a proper prior.
    | FlatScale of name: string * at: SourceRef
    /// Elements whose common scale is a parameter, sampled as declared.
    | SharedScale of name: string * scale: string * at: SourceRef
    /// A constant scale far from the size of anything measured in its own units.
    | UnscaledConstant of name: string * value: float * at: SourceRef
    /// A condition on parameters in a log density.
    | ParameterInCondition of owner: string * at: SourceRef
    /// A parameter whose log density is added although it has a prior.
    | DoublePrior of name: string * at: SourceRef
    /// A scale whose prior reaches below zero.
    | ScaleMayBeNegative of name: string * at: SourceRef
