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

    /// A row's expression with its arguments named and bound, the value and bounds among `others`.
    let apply (arguments: Value list) (others: (int * Value) list) (build: Expr list -> 'a) : Map<int, Value> * 'a =
        let locals = others @ (arguments |> List.mapi (fun k a -> argument k, a))
        Map.ofList locals, build (arguments |> List.mapi (fun k _ -> slot (argument k)))

    let rowOf (d: DrawValue) = Distributions.find d.Family

    /// Whether a missing element is left out here, because the density itself does not.
    let leavesOut (d: DrawValue) allowMissing = allowMissing && not (rowOf d).AllowsMissing
    let isMultivariate (d: DrawValue) = (rowOf d).IsMultivariate

    let untruncatable (d: DrawValue) =
        checks.Fail(Unsupported("truncation of this distribution", "It has no distribution function: remove Truncated.", d.At))

    /// Axes of independent draws that an argument brings along.
    let excess (a: Value) rank =
        let shape = Values.shape a
        List.truncate (max 0 (shape.Length - rank)) shape

    let bounds (d: DrawValue) = Option.toList d.Lower @ Option.toList d.Upper

    let ranked (d: DrawValue) = List.zip d.Arguments (rowOf d).ArgumentRanks @ (bounds d |> List.map (fun b -> b, 0))

    member this.Draw (locals: Map<int, Value>) (d: Distribution) : DrawValue =
        let arguments = d.Arguments |> List.map (lower locals)

        for name, argument in List.zip (Distributions.find d.Family).Parameters d.Arguments do
            checks.Argument(name, argument)

        let low, high = Supports.ends d.Family arguments
        let bound = Option.map (lower locals)

        let draw: DrawValue =
            { Family = d.Family
              Arguments = arguments
              Repeat = d.Repeat |> List.map (fun n -> shapes.Integer(lower locals n))
              Lower = this.Meet(Maximum, low, bound d.Lower)
              Upper = this.Meet(Minimum, high, bound d.Upper)
              At = d.At }

        let batch = this.Batch draw

        for a, rank in ranked draw do
            match excess a rank with
            | [] -> ()
            | own -> checks.EqualShapes(own, batch)

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

    /// Lengths of the axes of independent draws; empty for one draw.
    member private _.Batch(d: DrawValue) : Index list =
        match d.Repeat with
        | [] -> ranked d |> List.map (fun (a, rank) -> excess a rank) |> List.tryFind (List.isEmpty >> not) |> Option.defaultValue []
        | lengths -> lengths

    /// Lengths of the axes of one draw.
    member private _.FormOf(d: DrawValue) : Index list =
        let lastAxis k = d.Arguments[k] |> Values.shape |> List.tryLast

        match (rowOf d).Draws with
        | ScalarDraw -> []
        | VectorAs k ->
            match lastAxis k with
            | Some length -> [ length ]
            | None -> checks.Fail(ShapeMismatch("a vector as argument", "a number", d.At))
        | SquareAs k ->
            match lastAxis k with
            | Some length -> [ length; length ]
            | None -> checks.Fail(ShapeMismatch("a square matrix as argument", "a number", d.At))
        | LengthOf k -> [ shapes.Integer d.Arguments[k] ]
        | TableOf(rows, columns) -> [ shapes.Integer d.Arguments[rows]; (shapes.Vector d.Arguments[columns]).Length ]
        | SquareOf k -> (let n = shapes.Integer d.Arguments[k] in [ n; n ])

    /// Lengths of the axes of all that a distribution stands for: independent draws first. Empty for one number.
    member this.DrawShape(d: DrawValue) : Index list = this.Batch d @ this.FormOf d

    /// Arguments of the draw at a place among the independent ones.
    member private _.ArgumentsAt(d: DrawValue, place: Index list) : Value list =
        List.zip d.Arguments (rowOf d).ArgumentRanks
        |> List.map (fun (a, rank) -> if (excess a rank).IsEmpty then a else shapes.At(a, place))

    /// The additive parts of the log density of one number, truncation included.
    member private this.Parts(d: DrawValue, x: Value, place: Index list) : Operand list =
        let arguments = this.ArgumentsAt(d, place)
        let bounds = [ lowerBound, d.Lower; upperBound, d.Upper ] |> List.choose (fun (id, bound) -> bound |> Option.map (fun v -> id, shapes.At(v, place)))
        let bound id = Option.map (fun _ -> slot id)

        match apply arguments ((value, x) :: bounds) (fun names -> Truncation.logDensity (rowOf d) (slot value) names (bound lowerBound d.Lower) (bound upperBound d.Upper)) with
        | locals, Some parts -> parts |> List.map (fun part -> shapes.Scalar(lower locals part))
        | _, None -> untruncatable d

    /// The additive parts of the log density of a whole vector or matrix. A matrix is read as its factor is made, and only
    /// what the factor needs of it.
    member private this.JointParts(d: DrawValue, x: Value, place: Index list) : Operand list =
        if d.Lower.IsSome || d.Upper.IsSome then
            untruncatable d

        let x = shapes.Settled("value", x)
        checks.EqualShapes(Values.shape x, this.FormOf d)

        let settled a =
            match a with
            | MatrixOf _ -> a
            | other -> shapes.Settled("argument", other)

        let arguments = this.ArgumentsAt(d, place) |> List.map settled
        let locals, parts = apply arguments [ value, x ] ((rowOf d).LogDensity(slot value))
        parts |> List.map (fun part -> shapes.Scalar(lower locals part))

    /// The log density of the draw at a place.
    member private this.PartsAt(d: DrawValue, x: Value, place) =
        if isMultivariate d then this.JointParts(d, x, place) else this.Parts(d, x, place)

    /// Runs `each` with the places of the independent draws and their values.
    member private this.ForEachDraw(d: DrawValue, x: Value, each: Index list -> Value -> unit) =
        let batch = this.Batch d
        let form = this.FormOf d
        checks.EqualShapes(Values.shape x, batch @ form)
        // Numbers are read as they are: an integer indexes.
        shapes.ForEachPlace(batch, fun place -> each place (shapes.At(x, place)))

    /// Adds the log density of a value to the target; missing readings (NaN) are left out when they are allowed.
    member this.AddLogDensity(d: DrawValue, x: Value, allowMissing: bool) =
        this.ForEachDraw(d, x, fun place element ->
            let add () = for part in this.PartsAt(d, element, place) do builder.Target part

            if leavesOut d allowMissing then
                builder.Branch(this.Missing(d, element), (fun () -> []), (fun () -> add (); [])) |> ignore
            else
                add ())

    member private _.Missing(d: DrawValue, element: Value) =
        if isMultivariate d then
            checks.Unsupported("missing readings of a multivariate distribution", "Remove AllowMissing.")

        IsNaN(shapes.Scalar element)

    /// Log probability of a side of a distribution, summed over the elements of the value.
    member this.TotalLogTail(tail, d: DrawValue, x: Value) : Operand =
        if d.Lower.IsSome || d.Upper.IsSome then
            checks.Fail(Unsupported("the tail of a truncated distribution", "Remove the bounds.", d.At))

        let lengths = match this.Batch d with [] -> Values.shape x | batch -> batch
        if not (Values.shape x).IsEmpty then checks.EqualShapes(Values.shape x, lengths)

        shapes.SumOverPlaces(lengths, fun place ->
            match apply (this.ArgumentsAt(d, place)) [ value, shapes.At(x, place) ] (Truncation.logTail (rowOf d) tail (slot value)) with
            | locals, Some e -> shapes.Scalar(lower locals e)
            | _, None -> checks.Fail(Unsupported($"a tail of %A{d.Family}", "It has no distribution function here.", d.At)))

    member this.TotalLogDensity(d: DrawValue, x: Value) : Operand =
        match this.Batch d with
        | [] when Values.shape x = [] || isMultivariate d -> sum (this.PartsAt(d, x, []))
        | [] ->
            // One distribution of each of several values.
            shapes.SumOverPlaces(Values.shape x, fun place -> sum (this.Parts(d, shapes.At(x, place), [])))
        | batch ->
            checks.EqualShapes(Values.shape x, this.DrawShape d)
            shapes.SumOverPlaces(batch, fun place -> sum (this.PartsAt(d, shapes.At(x, place), place)))

    /// Hands the log density of each independent observation, or of a whole vector, to `store`; gives their number.
    member this.StoreLogDensities(d: DrawValue, x: Value, allowMissing: bool, store: Index -> Operand -> unit) : Index =
        let batch = this.Batch d

        this.ForEachDraw(d, x, fun place element ->
            let density () = [ sum (this.PartsAt(d, element, place)) ]
            let one = if leavesOut d allowMissing then builder.Branch(this.Missing(d, element), (fun () -> [ Constant nan ]), density) else density ()
            store (ShapeArithmetic.offset batch place) one.Head)

        ShapeArithmetic.count batch

    /// Draws at random; a vector or matrix is stored.
    member this.Simulate(d: DrawValue) : Value =
        let row = rowOf d

        let draw place =
            let arguments = this.ArgumentsAt(d, place)

            match row.Sample, d.Lower, d.Upper with
            | Some sample, None, None -> apply arguments [] sample ||> lower
            | Some _, _, _ -> ScalarValue(this.Truncated(d, arguments, place))
            | None, _, _ when d.Family = Flat && d.Lower.IsSome && d.Upper.IsSome -> ScalarValue(this.Truncated(d, arguments, place))
            | None, _, _ ->
                checks.Refuse $"%A{d.Family} has no random draws"
                Values.load (fun _ -> Constant nan) (this.FormOf d)

        match this.Batch d with
        | [] -> shapes.Settled("draw", draw [])
        | batch ->
            let array = builder.OwnScratch("draw", this.DrawShape d)
            shapes.ForEachPlace(batch, fun place -> shapes.StoreAt(array, place, draw place))
            Values.load (fun place -> builder.Load(array, place)) (this.DrawShape d)

    /// By inversion of the distribution function, or of the survival function where that keeps more digits.
    member private this.Truncated(d: DrawValue, arguments: Value list, place) : Operand =
        let low, high = Supports.ends d.Family arguments
        let at = Option.map (fun v -> shapes.Scalar(shapes.At(v, place)))
        let operation f = f |> Option.map (fun f x -> shapes.Scalar(apply arguments [ value, ScalarValue x ] (f (slot value)) ||> lower))
        let row = rowOf d

        let ends: TruncatedDraw.Ends =
            { Lower = at d.Lower
              Upper = at d.Upper
              SupportLower = low |> Option.map shapes.Scalar
              SupportUpper = high |> Option.map shapes.Scalar }

        match d.Family, operation row.Cdf with
        | Flat, _ -> TruncatedDraw.uniform builder ends
        | _, Some cdf when row.IsDiscrete -> TruncatedDraw.ofIntegers builder cdf (operation row.Survival) ends
        | _, Some cdf -> TruncatedDraw.byInversion builder cdf (operation row.Survival) ends
        | _ -> untruncatable d

    /// Adds a term of the user's own, summed when it is a vector or a matrix.
    member this.AddFactor(value: Value) =
        shapes.ForEachPlace(Values.shape value, fun place -> builder.Target(shapes.Scalar(shapes.At(value, place))))
