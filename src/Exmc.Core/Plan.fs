/// Everything that is decided about a model before code is emitted: arrays of data, order, lengths and places of parameters.
namespace Exmc.Core

open Exmc.Core.Source
open Exmc.Core.Programs

type internal ParameterPlan =
    { Parameter: Parameter
      /// Lengths of the axes: empty for a scalar.
      Shape: Index list
      /// Number of coordinates, and the first one's place in the position.
      PositionSize: Index
      Offset: Index
      /// Number of elements, and the first one's place among the values.
      ValueSize: Index
      ValueOffset: Index }

type internal Plan =
    { Model: Model
      Arrays: ArrayTable
      Data: Map<string, DataField * ArrayId>
      Bodies: Map<string, Source.Statement list>
      Parameters: ParameterPlan list }

module internal Plan =

    let bodies (model: Model) =
        (model.Parameters |> List.map (fun p -> p.Name, p.Prior)) @ (model.Members |> List.map (fun m -> m.Name, m.Body))
        |> Map.ofList

    /// Members that a member reads; data read nothing.
    let reads (bodies: Map<string, Source.Statement list>) name =
        match Map.tryFind name bodies with
        | Some body -> Dependencies.ofBody body
        | None -> []

    /// What `roots` need, themselves included, in evaluation order. The model has no cycles.
    let order plan roots =
        match Dependencies.order (reads plan.Bodies) roots with
        | Ok names -> names
        | Error cycle -> invalidOp $"A cycle passed validation: {cycle}."

    let sum sizes = List.fold Integers.add (IConst 0) sizes
    let dimension plan = plan.Parameters |> List.map _.PositionSize |> sum
    let parameterValueCount plan = plan.Parameters |> List.map _.ValueSize |> sum

    /// Whether the sampler moves in other coordinates than the canonical ones.
    let hasOwnCoordinates plan =
        plan.Parameters |> List.exists (fun p -> p.Parameter.Folded || p.Parameter.NonCentered || ConstraintTransforms.hasOwnCoordinates p.Parameter.Constraint)
