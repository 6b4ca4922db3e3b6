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
      /// Members that each member reads, and those that its sampling form reads.
      Reads: Map<string, string list>
      Parameters: ParameterPlan list }

module internal Plan =

    let bodies (model: Model) =
        (model.Parameters |> List.map (fun p -> p.Name, p.Prior)) @ (model.Members |> List.map (fun m -> m.Name, m.Body))
        |> Map.ofList

    let private byForm (p: Parameter) =
        match p.Sampled with
        | ByDesign name
        | AsInterceptOf name -> [ name ]
        | AsDeclared
        | AsFolded
        | AsNonCentered -> []

    let reads (model: Model) : Map<string, string list> =
        let forms = model.Parameters |> List.map (fun p -> p.Name, byForm p) |> Map.ofList
        bodies model |> Map.map (fun name body -> Dependencies.ofBody body @ (Map.tryFind name forms |> Option.defaultValue []))

    /// Members that a member reads; data read nothing.
    let readBy (reads: Map<string, string list>) name = Map.tryFind name reads |> Option.defaultValue []

    /// What `roots` need, themselves included, in evaluation order. The model has no cycles.
    let order plan roots =
        match Dependencies.order (readBy plan.Reads) roots with
        | Ok names -> names
        | Error cycle -> invalidOp $"A cycle passed validation: {cycle}."

    /// Whether a member is a parameter or needs one; a cycle, which is a mistake of its own, needs none.
    let reachesParameter (model: Model) reads =
        let parameters = model.Parameters |> List.map _.Name |> set

        fun name ->
            match Dependencies.order (readBy reads) [ name ] with
            | Ok names -> names |> List.exists parameters.Contains
            | Error _ -> false

    let sum sizes = List.fold Integers.add (IConst 0) sizes
    let dimension plan = plan.Parameters |> List.map _.PositionSize |> sum
    let parameterValueCount plan = plan.Parameters |> List.map _.ValueSize |> sum

    /// Whether the sampler moves in other coordinates than the canonical ones.
    let hasOwnCoordinates plan =
        plan.Parameters |> List.exists (fun p -> p.Parameter.Sampled <> AsDeclared || ConstraintTransforms.hasOwnCoordinates p.Parameter.Constraint)
