/// Values as scalars and vectors: broadcasting, storing, sums.
namespace Exmc.Core

open Exmc.Core.Source
open Exmc.Core.Programs

/// Takes values apart and puts them together again, in one builder.
type internal Shapes(builder: Builder, checks: DataChecks) =

    member _.Scalar value =
        match value with
        | ScalarValue operand -> operand
        | IntegerValue index -> builder.FromInteger index
        | BooleanValue condition ->
            builder.Branch(condition, (fun () -> [ Constant 1.0 ]), (fun () -> [ Constant 0.0 ])).Head
        | DrawOf d -> checks.Fail(DistributionAsValue d.At)
        | other -> checks.Mismatch("a number", other)

    member _.Integer value =
        match value with
        | IntegerValue index -> index
        | other -> checks.Mismatch("an integer", other)

    member _.Condition value =
        match value with
        | BooleanValue condition -> condition
        | other -> checks.Mismatch("a truth value", other)

    member _.VectorOrNone value =
        match value with
        | VectorOf v -> Some v
        | LocalArray(array, length) -> Some { Length = length; At = (fun i -> builder.Load(array, [ i ])); IsPlain = true }
        | IndexVector(length, at) -> Some { Length = length; At = (fun i -> builder.FromInteger(at i)); IsPlain = true }
        | _ -> None

    member this.Vector value =
        match this.VectorOrNone value with
        | Some v -> v
        | None -> checks.Mismatch("a vector", value)

    /// Stores a vector once in scratch, so that what reads it several times computes it once.
    member this.Materialise(name, v: VectorValue) =
        if v.IsPlain then
            v
        else
            let array = builder.Arrays.Add(name, RealElement, [ v.Length ], Scratch)

            builder.Loop(IConst 0, v.Length, false, [], fun i _ ->
                builder.Statement(Store(array, [ IVar i ], v.At(IVar i)))
                [], [])
            |> ignore

            { Length = v.Length; At = (fun i -> builder.Load(array, [ i ])); IsPlain = true }

    /// An element-wise function of several operands, of which at least one is a vector.
    member private this.Zip(values: Value list, combine: Operand list -> Operand) =
        let elements = values |> List.map (fun v -> match this.VectorOrNone v with Some x -> Choice1Of2 x | None -> Choice2Of2(this.Scalar v))
        let lengths = elements |> List.choose (function Choice1Of2 v -> Some v.Length | _ -> None)

        for other in lengths.Tail do
            checks.EqualLengths("a vector", other, lengths.Head)

        VectorOf
            { Length = lengths.Head
              At = fun i -> combine (elements |> List.map (function Choice1Of2 v -> v.At i | Choice2Of2 s -> s))
              IsPlain = false }

    member this.Elementwise(values: Value list, combine: Operand list -> Operand) =
        if values |> List.exists (fun v -> (this.VectorOrNone v).IsSome) then
            this.Zip(values, combine)
        else
            ScalarValue(combine (values |> List.map this.Scalar))

    member this.SumOver(length, term: Index -> Operand) =
        match builder.Loop(IConst 0, length, false, [], fun i _ -> [], [ term (IVar i) ]) with
        | _, [ total ] -> total
        | _ -> Constant 0.0

    member this.Reduce(reduction, v: VectorValue) =
        match reduction with
        | Total -> this.SumOver(v.Length, v.At)
        | Mean -> builder.Binary(Divide, this.SumOver(v.Length, v.At), builder.FromInteger v.Length)
        | Largest -> this.Fold(v, Constant -infinity, fun m x -> builder.Binary(Maximum, m, x))
        | LogSumExpOf -> this.Fold(v, Constant -infinity, fun m x -> builder.Binary(LogSumExp, m, x))

    member private _.Fold(v: VectorValue, initial, step) =
        let results, _ =
            builder.Loop(IConst 0, v.Length, false, [ initial ], fun i entries -> [ step entries.Head (v.At(IVar i)) ], [])

        results.Head

    /// Element i of a vector, or the scalar that stands at every place.
    member this.ElementAt(value, i) =
        match this.VectorOrNone value with
        | Some v -> v.At i
        | None -> this.Scalar value
