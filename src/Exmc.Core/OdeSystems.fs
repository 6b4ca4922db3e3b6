/// Systems of differential equations: what they read from outside, their programs, and what they may not depend on.
namespace Exmc.Core

open Exmc.Core.Source
open Exmc.Core.Programs

/// Values from outside that a system reads: they follow the states in its input.
type internal Captured =
    { StateCount: Index
      /// The parameters that the system is given, with their place in the input.
      Given: (Value * Index) option
      /// Members that are no data, with their place in the input.
      Members: (string * (Value * Index)) list
      /// Place of the time, which comes last.
      TimeAt: Index }

    member this.InputCount = Integers.add this.TimeAt (IConst 1)

    /// What is stored after the states.
    member this.Parts =
        (Option.toList this.Given @ List.map snd this.Members)
        |> List.map fst
        |> List.filter (function IntegerValue _ | IndexVector _ -> false | _ -> true)

    /// A value as the system sees it: integers are indices, which are the same everywhere; anything else is loaded from the input.
    member private _.Loaded(sub: Builder, input: ArrayId, (value, offset)) =
        match value with
        | IntegerValue _
        | IndexVector _ -> value
        | _ ->
            let lengths = Values.shape value
            Values.load (fun place -> sub.Load(input, [ Integers.add offset (ShapeArithmetic.offset lengths place) ])) lengths

    member this.Member(sub, input, name) = this.Loaded(sub, input, this.Members |> List.find (fst >> (=) name) |> snd)

    /// Time, state and parameters of a system.
    member this.Locals(sub: Builder, input: ArrayId, system: OdeRightHandSide) =
        let state = Values.load (fun place -> sub.Load(input, place)) [ this.StateCount ]
        let given = Option.map2 (fun (l: Local) value -> l.Id, this.Loaded(sub, input, value)) system.Parameters this.Given
        Map.ofList ([ system.Time.Id, ScalarValue(sub.Load(input, [ this.TimeAt ])); system.State.Id, state ] @ Option.toList given)

module internal OdeSystems =

    /// Places in the input for what a system reads.
    let capture (checks: DataChecks) stateCount (given: Value option) (members: (string * Value) list) : Captured =
        let place offset value =
            match value with
            | IntegerValue _
            | IndexVector _ -> (value, offset), offset
            | ScalarValue _
            | VectorOf _
            | LocalArray _
            | MatrixOf _ -> (value, offset), Integers.add offset (ShapeArithmetic.count (Values.shape value))
            | other -> checks.Mismatch("a number, a vector or a matrix read by a system of differential equations", other)

        let givenPlaced, offset = match given with Some value -> (let placed, next = place stateCount value in Some placed, next) | None -> None, stateCount
        let membersPlaced, timeAt = members |> List.mapFold (fun offset (name, value) -> (let placed, next = place offset value in (name, placed), next)) offset

        if not (Reads.index timeAt).IsEmpty then
            checks.Unsupported("a system of differential equations whose size depends on a loop", "Give every iteration the same number of states and parameters.")

        { StateCount = stateCount; Given = givenPlaced; Members = membersPlaced; TimeAt = timeAt }

    /// The programs of a system. `slopes` lowers its right-hand side at an input.
    let compile (arrays: ArrayTable) (declared: OdeRightHandSide) inputCount stateCount (slopes: Builder -> ArrayId -> VectorValue) : OdeSystem =
        let input = arrays.Add("input", RealElement, [ inputCount ], Position)
        let result = arrays.Add("slopes", RealElement, [ stateCount ], Values "slopes")
        let weights = arrays.Add("weights", RealElement, [ stateCount ], Values "weights")
        let gradient = arrays.Add("input_gradient", RealElement, [ inputCount ], Gradient)

        let body (each: Builder -> Index -> Operand -> unit) =
            let b = Builder arrays
            let v = slopes b input
            b.ForEach(IConst 0, stateCount, fun i -> each b i (v.At i))
            b.Body

        let program name body = { Name = name; Arrays = []; Body = body }
        let weighted = body (fun b i x -> b.Target(b.Binary(Multiply, b.Load(weights, [ i ]), x)))
        let differentiated = Reverse.differentiate arrays input gradient weighted
        { IsStiff = declared.IsStiff
          At = declared.At
          InputCount = inputCount
          Input = input
          Weights = weights
          Slopes = program "Slopes" (body (fun b i x -> b.Statement(Store(result, [ i ], x))))
          WeightedGradient = program "WeightedGradient" (TargetSums.collect (Effects.fresh differentiated) differentiated |> fst) }
