/// What the compiler hands to a code writer: programs split into bind time and evaluation, and the layout.
namespace Exmc.Core

open Exmc.Core.Source
open Exmc.Core.Programs

type FieldKind =
    | ParameterField
    | DeterministicField
    /// A replication of observed data.
    | ObservedField
    | GeneratedField

/// One quantity of the flat layouts.
type LayoutField =
    { Member: string
      External: string
      Kind: FieldKind
      /// Lengths of the axes: empty for a scalar.
      Shape: Index list
      /// Name of the transform, as printed in the layout.
      Transform: string
      /// Length in the unconstrained position (0 for deterministic values).
      PositionSize: Index
      /// Place of the first element in the position, parameters only.
      Offset: Index
      ValueSize: Index
      /// Place of the first element among the values: parameters in declaration order, then deterministic values.
      ValueOffset: Index }

    member this.IsParameter = this.Kind = ParameterField

/// A length with its name in the user's words, for example `X.Columns`.
type Dimension = { Name: string; Length: Index }

/// A check of data at bind time that the model's own text implies (lengths that must agree, gathers in range).
type DataCheck =
    /// Two lengths that must be equal for a member.
    | EqualLength of owner: string * actual: Dimension * expected: Dimension
    /// A length that must not be below another one for a member.
    | AtLeast of owner: string * actual: Dimension * least: Dimension
    /// Every element of an integer array, plus `shift`, lies in [0, count).
    | IndexInRange of field: string * array: ArrayId * shift: int * count: Dimension
    /// Unless highest < lowest, both lie in [0, count): places that a member reads or writes.
    | PlaceInRange of owner: string * lowest: Index * highest: Index * count: Dimension
    /// No value is smaller than the one before it.
    | Ascending of field: string * array: ArrayId
    /// Every value lies between the bounds; strictly when open. NaN passes: whether it may be missing is checked elsewhere.
    | ValuesBetween of field: string * array: ArrayId * lower: float * upper: float * isOpen: bool

/// A term of the log density, by the member that declares it, and what its value is computed from.
type Term = { Name: string; Arguments: string list }

/// One way to evaluate the density: in sampling or in canonical coordinates.
type DensityKernel =
    { /// Adds the log density by Target and writes the array with role Gradient.
      Evaluate: Program
      /// The same for data at least half of whose rows repeat earlier ones, by their distinct rows; None when Evaluate serves all data.
      EvaluateRepeated: Program option
      /// Position to values (role Values "values").
      Constrain: Program
      /// Values (role Values "values", parameters only are read) to Position, which is stored.
      Unconstrain: Program
      /// Position to role Values "terms": the log density of each of Terms, then the least and the largest element of each
      /// of their arguments, in order.
      Explain: Program
      Terms: Term list
      Layout: LayoutField list }

/// Everything a writer needs. All programs share array ids: Arrays of Bind name every data and bound array once.
type Kernel =
    { Model: Model
      /// Fills the arrays of role Bound from data.
      Bind: Program
      Dimension: Index
      ValueCount: Index
      ParameterValueCount: Index
      Checks: DataCheck list
      /// What is legal but seldom meant.
      Hints: Problem list
      Sampling: DensityKernel
      /// None when the two coordinate systems are the same.
      Canonical: DensityKernel option
      /// The priors alone, from a sampling position, with the Jacobians of their transforms: adds by Target and writes the array with role Gradient.
      LogPrior: Program
      /// Log density of each observation into role Values "observations", from a sampling position: one per element of
      /// independent data, one per vector of a multivariate distribution, NaN for a missing reading; members in declaration order.
      LogLikelihood: Program
      ObservationCount: Index
      /// Family and program that stores its arguments into role Values "forecast" (length 3), from a sampling position.
      Forecast: (Family * Program) option
      /// Draws parameters from their priors and stores all values (role Values "values"); or why it cannot.
      Prior: Result<Program, string>
      /// From a sampling position, draws replications of observed data, then generated values, into role Values "predicted";
      /// or why it cannot.
      Predict: Result<Program, string>
      /// What Predict stores, in order.
      Predicted: LayoutField list
      /// Systems of differential equations that the programs call, by their numbers.
      Systems: OdeSystem list
      /// Stage texts for `explain`, printed when asked for: (stage name, text).
      Stages: Lazy<(string * string) list>
      /// Identity of the model's meaning: equal models have equal text.
      Identity: string }
