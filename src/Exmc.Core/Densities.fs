/// Distributions with their arguments lowered, and their log densities.
namespace Exmc.Core

open System
open Exmc.Core.Source
open Exmc.Core.Programs

/// Lowers distributions. `lower` lowers an expression among locals.
type internal Densities(builder: Builder, checks: DataChecks, shapes: Shapes, lower: Map<int, Value> -> Expr -> Value) =

    let sum parts = parts |> List.fold (fun total part -> builder.Binary(Add, total, part)) (Constant 0.0)

    /// Names of the value, the bounds and the arguments in the rows' expressions.
    let slot id = LocalRef { Id = id; Name = "argument" }

    let value, lowerBound, upperBound = -1, -100, -101
    let argument k = -2 - k

    let isMultivariate (d: DrawValue) = (Distributions.find d.Family).IsMultivariate

    let untruncatable (d: DrawValue) =
        checks.Fail(Unsupported("truncation of this distribution", "It has no distribution function: remove Truncated.", d.At))

    member this.Draw (locals: Map<int, Value>) (d: Distribution) : DrawValue =
        let arguments = d.Arguments |> List.map (lower locals)

        for name, argument in List.zip (Distributions.find d.Family).Parameters d.Arguments do
            checks.Argument(name, argument)

        let low, high = Supports.ends d.Family arguments
        let bound = Option.map (lower locals)

        let draw: DrawValue =
            { Family = d.Family
              Arguments = arguments
              Repeat = d.Repeat |> Option.map (fun n -> shapes.Integer(lower locals n))
              Lower = this.Meet(Maximum, low, bound d.Lower)
              Upper = this.Meet(Minimum, high, bound d.Upper)
              At = d.At }

        match this.DrawLength draw with
        | Some length ->
            for other in arguments @ Option.toList draw.Lower @ Option.toList draw.Upper |> List.choose Values.length do
                checks.EqualLengths("a vector", other, length)
        | None -> ()

        draw

    /// A bound met with the end of the support; None when it cuts nothing off.
    member private this.Meet(op, supportEnd: Value option, bound: Value option) =
        match supportEnd, bound with
        | _, None -> None
        | None, Some(ScalarValue(Constant x)) when Double.IsInfinity x -> None
        | None, Some value -> Some value
        | Some edge, Some value ->
            let met = shapes.Elementwise([ edge; value ], function [ e; b ] -> builder.Binary(op, e, b) | _ -> Constant nan)

            match edge, met with
            | ScalarValue a, ScalarValue b when a = b -> None
            | _ -> Some met

    /// Length of the vector a draw stands for, None for a scalar draw.
    member _.DrawLength(d: DrawValue) =
        match d.Repeat with
        | Some n -> Some n
        | None -> d.Arguments @ Option.toList d.Lower @ Option.toList d.Upper |> List.tryPick Values.length

    /// The additive parts of the log density of one element, truncation included.
    member private this.Parts(d: DrawValue, x: Operand, i: Index) =
        let element value = ScalarValue(shapes.ElementAt(value, i))
        let bounds = [ lowerBound, d.Lower; upperBound, d.Upper ] |> List.choose (fun (id, bound) -> bound |> Option.map (fun v -> id, element v))
        let locals = (value, ScalarValue x) :: (d.Arguments |> List.mapi (fun k a -> argument k, element a)) @ bounds
        let bound id = Option.map (fun _ -> slot id)
        let names = d.Arguments |> List.mapi (fun k _ -> slot (argument k))

        match Truncation.logDensity (Distributions.find d.Family) (slot value) names (bound lowerBound d.Lower) (bound upperBound d.Upper) with
        | Some parts -> parts |> List.map (fun part -> shapes.Scalar(lower (Map.ofList locals) part))
        | None -> untruncatable d

    /// The additive parts of the log density of a whole vector. A matrix is read as its factor is made, and only what the
    /// factor needs of it.
    member private this.JointParts(d: DrawValue, x: Value) =
        if d.Lower.IsSome || d.Upper.IsSome then
            untruncatable d

        let v = shapes.Materialise("value", shapes.Vector x)
        (this.DrawLength d) |> Option.iter (fun length -> checks.EqualLengths("a vector", v.Length, length))

        let settled a =
            match a with
            | MatrixOf _ -> a
            | other -> shapes.Settled("argument", other)

        let locals = (value, VectorOf v) :: (d.Arguments |> List.mapi (fun k a -> argument k, settled a)) |> Map.ofList
        let names = d.Arguments |> List.mapi (fun k _ -> slot (argument k))
        (Distributions.find d.Family).LogDensity (slot value) names |> List.map (fun part -> shapes.Scalar(lower locals part))

    /// Adds the log density of a value to the target; missing readings (NaN) are left out when they are allowed.
    member this.AddLogDensity(d: DrawValue, x: Value, allowMissing: bool) =
        if isMultivariate d then
            if allowMissing then
                checks.Unsupported("missing readings of a multivariate distribution", "Remove AllowMissing.")

            for part in this.JointParts(d, x) do builder.Target part
        else
            this.AddIndependent(d, x, allowMissing)

    member private this.AddIndependent(d: DrawValue, value: Value, allowMissing: bool) =
        let emit x i =
            let add () = for part in this.Parts(d, x, i) do builder.Target part

            if allowMissing then
                builder.Branch(IsNaN x, (fun () -> []), (fun () -> add (); [])) |> ignore
            else
                add ()

        match shapes.VectorOrNone value with
        | Some v ->
            match this.DrawLength d with
            | Some n -> checks.EqualLengths("a vector", v.Length, n)
            | None -> checks.Fail(ShapeMismatch("a scalar", "a vector", checks.Place))

            builder.ForEach(IConst 0, v.Length, fun i -> emit (v.At i) i)
        | None ->
            if (this.DrawLength d).IsSome then
                checks.Fail(ShapeMismatch("a vector", "a scalar", checks.Place))

            emit (shapes.Scalar value) (IConst 0)

    member this.TotalLogDensity(d: DrawValue, x: Value) =
        match shapes.VectorOrNone x with
        | _ when isMultivariate d -> sum (this.JointParts(d, x))
        | Some v -> shapes.SumOver(v.Length, fun i -> sum (this.Parts(d, v.At i, i)))
        | None -> sum (this.Parts(d, shapes.Scalar x, IConst 0))

    /// Hands the log density of each independent observation, or of a whole vector, to `store`; gives their number.
    member this.StoreLogDensities(d: DrawValue, value: Value, allowMissing: bool, store: Index -> Operand -> unit) : Index =
        let one x i =
            let density () = [ sum (this.Parts(d, x, i)) ]
            if allowMissing then builder.Branch(IsNaN x, (fun () -> [ Constant nan ]), density).Head else (density ()).Head

        match shapes.VectorOrNone value with
        | _ when isMultivariate d ->
            store (IConst 0) (sum (this.JointParts(d, value)))
            IConst 1
        | Some v ->
            builder.ForEach(IConst 0, v.Length, fun i -> store i (one (v.At i) i))
            v.Length
        | None ->
            store (IConst 0) (one (shapes.Scalar value) (IConst 0))
            IConst 1

    /// Adds a term of the user's own, summed when it is a vector.
    member this.AddFactor(value: Value) =
        match shapes.VectorOrNone value with
        | Some v -> builder.ForEach(IConst 0, v.Length, fun i -> builder.Target(v.At i))
        | None -> builder.Target(shapes.Scalar value)
