/// Source expressions over scalars, vectors and matrices lowered into a builder.
namespace Exmc.Core

open System
open Exmc.Core.Source
open Exmc.Core.Programs

/// Lowers expressions. `members` gives the value of a model member; locals are an immutable map.
type internal Lowering(builder: Builder, members: string -> Value) =
    let checks = DataChecks builder.Arrays
    let shapes = Shapes(builder, checks)
    let mutable ranges: Map<Var, Range> = Map.empty

    member _.Builder = builder
    /// What the data must satisfy for the members lowered so far, and where lowering stands.
    member _.Checks = checks
    member _.Shapes = shapes

    member private _.CheckPlace(index, length) = checks.PlaceInside(ranges, index, length)

    /// Runs a loop whose index is known to lie between its bounds.
    member private _.WithRange(index, first, last, run) =
        let outer = ranges

        match Ranges.ofIndex ranges first, Ranges.ofIndex ranges last with
        | Some low, Some high -> ranges <- Map.add index { Lowest = low.Lowest; Highest = Integers.subtract high.Highest (IConst 1) } ranges
        | _ -> ()

        let result = run ()
        ranges <- outer
        result

    /// Runs an arm of a conditional with what its condition says.
    member private _.Where(condition, holds, run) =
        let outer = ranges
        ranges <- Ranges.where condition holds ranges
        let result = run ()
        ranges <- outer
        result

    member this.Expr (locals: Map<int, Value>) (expr: Expr) : Value =
        let lower = this.Expr locals
        let scalar e = shapes.Scalar(lower e)
        let integer e = shapes.Integer(lower e)

        match expr with
        | Real x -> ScalarValue(Constant x)
        | Int i -> IntegerValue(IConst i)
        | Bool true -> BooleanValue Always
        | Bool false -> BooleanValue(Negation Always)
        | Member name -> members name
        | LocalRef local -> locals[local.Id]
        | Marked(at, inner) ->
            let outer = checks.Place
            checks.Place <- at
            let value = lower inner
            checks.Place <- outer
            value
        | ToReal e ->
            match lower e with
            | IntegerValue i -> ScalarValue(builder.FromInteger i)
            | IndexVector _ as v -> VectorOf(shapes.Vector v)
            | other -> other
        | Expr.Unary(Negate, e) ->
            match lower e with
            | IntegerValue i -> IntegerValue(Integers.subtract (IConst 0) i)
            | value -> shapes.Elementwise([ value ], fun a -> builder.Unary(Negate, a.Head))
        | Expr.Unary(op, e) -> shapes.Elementwise([ lower e ], fun a -> builder.Unary(op, a.Head))
        | Expr.Binary(op, a, b) ->
            match lower a, lower b, op with
            | IntegerValue x, IntegerValue y, Add -> IntegerValue(Integers.add x y)
            | IntegerValue x, IntegerValue y, Subtract -> IntegerValue(Integers.subtract x y)
            | IntegerValue x, IntegerValue y, Multiply -> IntegerValue(Integers.multiply x y)
            | IntegerValue x, IntegerValue y, Divide -> IntegerValue(Integers.binary IntDivide x y)
            | x, y, _ ->
                shapes.Elementwise([ x; y ], function [ p; q ] -> builder.Binary(op, p, q) | _ -> Constant nan)
        | Expr.Ternary(op, a, b, c) ->
            shapes.Elementwise([ lower a; lower b; lower c ], function [ p; q; r ] -> builder.Ternary(op, p, q, r) | _ -> Constant nan)
        | IntegerBinary(op, a, b) -> IntegerValue(Integers.binary op (integer a) (integer b))
        | MatrixVector(matrix, vector) ->
            match lower matrix with
            | value ->
                let m = shapes.MaterialiseMatrix("left", shapes.Matrix value)
                let v = shapes.Materialise("factor", shapes.Vector(lower vector))
                checks.EqualLengths("a vector", v.Length, m.Columns)

                VectorOf
                    { Length = m.Rows
                      At = fun i -> shapes.SumOver(m.Columns, fun j -> builder.Binary(Multiply, m.At i j, v.At j))
                      IsPlain = false }
        | MatrixMatrix(a, b) -> shapes.Product(lower a, lower b)
        | Transpose a ->
            let m = shapes.Matrix(lower a)
            MatrixOf { m with Rows = m.Columns; Columns = m.Rows; At = fun i j -> m.At j i }
        | MatrixOver(row, column, rows, columns, body) -> this.MatrixOver(locals, row, column, integer rows, integer columns, body)
        | AddDiagonal(a, added) -> shapes.AddDiagonal(lower a, lower added)
        | DiagonalOf a -> shapes.DiagonalOf(lower a)
        | Expr.Cholesky a -> shapes.Cholesky(lower a)
        | SolveLower(l, b) -> shapes.SolveLower(lower l, lower b)
        | Dot(a, b) ->
            let x, y = shapes.Vector(lower a), shapes.Vector(lower b)
            checks.EqualLengths("a vector", y.Length, x.Length)
            ScalarValue(shapes.SumOver(x.Length, fun i -> builder.Binary(Multiply, x.At i, y.At i)))
        | Element(array, indices) ->
            match lower array, List.map integer indices with
            | MatrixOf m, [ i; j ] ->
                this.CheckPlace(i, m.Rows)
                this.CheckPlace(j, m.Columns)
                ScalarValue(shapes.MatrixElement(m, i, j))
            | IndexVector(length, at), [ i ] ->
                this.CheckPlace(i, length)
                IntegerValue(at i)
            | value, [ i ] ->
                let v = shapes.Vector value
                this.CheckPlace(i, v.Length)
                ScalarValue(v.At i)
            | other, _ -> checks.Mismatch("a value with as many axes as indices", other)
        | Gather(vector, indices) ->
            match lower indices with
            | IndexVector(length, at) ->
                let v = shapes.Materialise("gathered", shapes.Vector(lower vector))
                this.CheckPlace(at (IConst 0), v.Length)
                VectorOf { Length = length; At = (fun i -> v.At(at i)); IsPlain = v.IsPlain }
            | other -> checks.Mismatch("an integer vector", other)
        | Slice(vector, start, length) ->
            let v, offset, count = shapes.Vector(lower vector), integer start, integer length
            this.CheckPlace(offset, Integers.add v.Length (IConst 1))
            this.CheckPlace(Integers.add offset count, Integers.add v.Length (IConst 1))
            VectorOf { v with Length = count; At = fun i -> v.At(Integers.add offset i) }
        | Row(matrix, index) ->
            let m, i = shapes.Matrix(lower matrix), integer index
            this.CheckPlace(i, m.Rows)
            VectorOf { Length = m.Columns; At = (fun j -> shapes.MatrixElement(m, i, j)); IsPlain = m.IsPlain }
        | Column(matrix, index) ->
            let m, j = shapes.Matrix(lower matrix), integer index
            this.CheckPlace(j, m.Columns)
            VectorOf { Length = m.Rows; At = (fun i -> shapes.MatrixElement(m, i, j)); IsPlain = m.IsPlain }
        | Length(value, axis) ->
            match lower value, axis with
            | MatrixOf m, 0 -> IntegerValue m.Rows
            | MatrixOf m, 1 -> IntegerValue m.Columns
            | v, 0 when (Values.length v).IsSome -> IntegerValue (Values.length v).Value
            | other, _ -> checks.Mismatch("a vector", other)
        | Reduce(reduction, e) -> ScalarValue(shapes.Reduce(reduction, shapes.Vector(lower e)))
        | Zeros length ->
            let n = integer length
            let array = builder.Arrays.Add("local", RealElement, [ n ], Scratch)
            builder.Statement(Zero array)
            LocalArray(array, n)
        | Compare(op, a, b) ->
            match lower a, lower b with
            | IntegerValue x, IntegerValue y -> BooleanValue(CompareInteger(op, x, y))
            | x, y -> BooleanValue(CompareReal(op, shapes.Scalar x, shapes.Scalar y))
        | And(a, b) -> BooleanValue(AllOf [ shapes.Condition(lower a); shapes.Condition(lower b) ])
        | Or(a, b) -> BooleanValue(AnyOf [ shapes.Condition(lower a); shapes.Condition(lower b) ])
        | Not a -> BooleanValue(Negation(shapes.Condition(lower a)))
        | IsMissing a -> BooleanValue(IsNaN(scalar a))
        | Conditional(condition, whenTrue, whenFalse) -> this.Conditional(locals, condition, whenTrue, whenFalse)
        | LogDensity(value, distribution) ->
            let draw = this.Draw locals distribution
            ScalarValue(this.TotalLogDensity(draw, lower value))
        | Expr.Draw distribution -> DrawOf(this.Draw locals distribution)
        | Tuple items -> TupleOf(List.map lower items)
        | Item(tuple, i) ->
            match lower tuple with
            | TupleOf items -> items[i]
            | other -> checks.Mismatch("a tuple", other)
        | Inline body ->
            match this.Block locals body with
            | _, Some value -> value
            | _, None -> checks.Unsupported("a helper that returns nothing", "Return a value on every path.")

    /// The body is lowered anew for each element that is asked for; loop indices are known to lie inside.
    member private this.MatrixOver(locals, row, column, rows, columns, body) =
        let within index length known =
            match index with
            | IVar v when not (Map.containsKey v known) -> Map.add v { Lowest = IConst 0; Highest = Integers.subtract length (IConst 1) } known
            | _ -> known

        let at i j =
            let outer, place = ranges, checks.Place
            ranges <- ranges |> within i rows |> within j columns
            let inside = locals |> Map.add row.Id (IntegerValue i) |> Map.add column.Id (IntegerValue j)
            let element = shapes.Scalar(this.Expr inside body)
            ranges <- outer
            checks.Place <- place
            element

        MatrixOf { Rows = rows; Columns = columns; At = at; Diagonal = None; IsPlain = false }

    member private this.Conditional(locals, condition, whenTrue, whenFalse) =
        match shapes.Condition(this.Expr locals condition) with
        | Always -> this.Expr locals whenTrue
        | Negation Always -> this.Expr locals whenFalse
        | test ->
            let arm holds e () = this.Where(test, holds, fun () -> [ shapes.Scalar(this.Expr locals e) ])
            ScalarValue(builder.Branch(test, arm true whenTrue, arm false whenFalse).Head)

    member this.Draw locals (d: Distribution) : DrawValue =
        let arguments = d.Arguments |> List.map (this.Expr locals)

        for name, argument in List.zip (Distributions.find d.Family).Parameters d.Arguments do
            checks.Argument(name, argument)

        let low, high = Supports.ends d.Family arguments
        let bound = Option.map (this.Expr locals)

        let draw: DrawValue =
            { Family = d.Family
              Arguments = arguments
              Repeat = d.Repeat |> Option.map (fun n -> shapes.Integer(this.Expr locals n))
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
        let element value = shapes.ElementAt(value, i)
        let row = Distributions.find d.Family
        let slot id = LocalRef { Id = id; Name = "argument" }
        let arguments = d.Arguments |> List.mapi (fun k a -> -2 - k, ScalarValue(element a))
        let bounds = [ -100, d.Lower; -101, d.Upper ] |> List.choose (fun (id, b) -> b |> Option.map (fun v -> id, ScalarValue(element v)))
        let locals = Map.ofList ((-1, ScalarValue x) :: arguments @ bounds)
        let names = d.Arguments |> List.mapi (fun k _ -> slot (-2 - k))
        let bound id = Option.map (fun _ -> slot id)

        match Truncation.logDensity row (slot -1) names (bound -100 d.Lower) (bound -101 d.Upper) with
        | Some parts -> parts |> List.map (fun part -> shapes.Scalar(this.Expr locals part))
        | None -> checks.Fail(Unsupported("truncation of this distribution", "It has no distribution function: remove Truncated.", d.At))

    /// The additive parts of the log density of a whole vector.
    member private this.JointParts(d: DrawValue, value: Value) =
        if d.Lower.IsSome || d.Upper.IsSome then
            checks.Fail(Unsupported("truncation of this distribution", "It has no distribution function: remove Truncated.", d.At))

        let v = shapes.Materialise("value", shapes.Vector value)
        (this.DrawLength d) |> Option.iter (fun length -> checks.EqualLengths("a vector", v.Length, length))
        let slot id = LocalRef { Id = id; Name = "argument" }
        // A matrix is read as its factor is made, and only what that needs of it.
        let arguments = d.Arguments |> List.mapi (fun k a -> -2 - k, (match a with MatrixOf _ -> a | other -> this.Settled "argument" other))
        let locals = Map.ofList ((-1, VectorOf v) :: arguments)
        let parts = (Distributions.find d.Family).LogDensity (slot -1) (d.Arguments |> List.mapi (fun k _ -> slot (-2 - k)))
        parts |> List.map (fun part -> shapes.Scalar(this.Expr locals part))

    /// Adds the log density of a value to the target; missing readings (NaN) are left out when they are allowed.
    member this.AddLogDensity(d: DrawValue, value: Value, allowMissing: bool) =
        if (Distributions.find d.Family).IsMultivariate then
            if allowMissing then
                checks.Unsupported("missing readings of a multivariate distribution", "Remove AllowMissing.")

            for part in this.JointParts(d, value) do builder.Target part
        else
            this.AddIndependent(d, value, allowMissing)

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

            builder.Loop(IConst 0, v.Length, false, [], fun i _ ->
                emit (v.At(IVar i)) (IVar i)
                [], [])
            |> ignore
        | None ->
            if (this.DrawLength d).IsSome then
                checks.Fail(ShapeMismatch("a vector", "a scalar", checks.Place))

            emit (shapes.Scalar value) (IConst 0)

    member private this.TotalLogDensity(d, value) =
        let sum parts = parts |> List.fold (fun total part -> builder.Binary(Add, total, part)) (Constant 0.0)

        if (Distributions.find d.Family).IsMultivariate then
            sum (this.JointParts(d, value))
        else

        match shapes.VectorOrNone value with
        | Some v -> shapes.SumOver(v.Length, fun i -> sum (this.Parts(d, v.At i, i)))
        | None -> sum (this.Parts(d, shapes.Scalar value, IConst 0))

    /// Hands the log density of each independent observation, or of a whole vector, to `store`; gives their number.
    member this.StoreLogDensities(d: DrawValue, value: Value, allowMissing: bool, store: Index -> Operand -> unit) : Index =
        let sum parts = parts |> List.fold (fun total part -> builder.Binary(Add, total, part)) (Constant 0.0)

        let one x i =
            let density () = [ sum (this.Parts(d, x, i)) ]
            if allowMissing then builder.Branch(IsNaN x, (fun () -> [ Constant nan ]), density).Head else (density ()).Head

        match shapes.VectorOrNone value with
        | _ when (Distributions.find d.Family).IsMultivariate ->
            store (IConst 0) (sum (this.JointParts(d, value)))
            IConst 1
        | Some v ->
            builder.Loop(IConst 0, v.Length, false, [], fun i _ ->
                store (IVar i) (one (v.At(IVar i)) (IVar i))
                [], [])
            |> ignore

            v.Length
        | None ->
            store (IConst 0) (one (shapes.Scalar value) (IConst 0))
            IConst 1

    /// Adds a term of the user's own, summed when it is a vector.
    member this.AddFactor(value: Value) =
        match shapes.VectorOrNone value with
        | Some v ->
            builder.Loop(IConst 0, v.Length, false, [], fun i _ ->
                builder.Target(v.At(IVar i))
                [], [])
            |> ignore
        | None -> builder.Target(shapes.Scalar value)

    /// Runs a block; gives the locals after it and what it returned.
    member this.Block (locals: Map<int, Value>) (statements: Source.Statement list) : Map<int, Value> * Value option =
        match statements with
        | [] -> locals, None
        | Return e :: _ -> locals, Some(this.Expr locals e)
        | Declare(local, e) :: rest -> this.Block (Map.add local.Id (this.Settled local.Name (this.Expr locals e)) locals) rest
        | Assign(local, e) :: rest -> this.Block (Map.add local.Id (this.Settled local.Name (this.Expr locals e)) locals) rest
        | AssignElement(local, index, value) :: rest ->
            match locals[local.Id] with
            | LocalArray(array, length) ->
                let i = shapes.Integer(this.Expr locals index)
                this.CheckPlace(i, length)
                builder.Statement(Store(array, [ i ], shapes.Scalar(this.Expr locals value)))
                this.Block locals rest
            | _ -> checks.Unsupported($"assignment to an element of '{local.Name}'", "Only a local made by 'new Vector(n)' has elements to assign.")
        | Source.Statement.If(condition, thenBody, elseBody) :: rest -> this.If(locals, condition, thenBody, elseBody, rest)
        | Source.Statement.For(index, from, until, body) :: rest -> this.Block (this.For(locals, index, from, until, body)) rest

    /// A vector that is not a mere view is stored where it is declared.
    member private this.Settled name value =
        match value with
        | VectorOf v -> VectorOf(shapes.Materialise(name, v))
        | MatrixOf m -> MatrixOf(shapes.MaterialiseMatrix(name, m))
        | other -> other

    member private this.If(locals, condition, thenBody: Source.Statement list, elseBody, rest) =
        match shapes.Condition(this.Expr locals condition) with
        | Always -> this.Block locals (thenBody @ rest)
        | Negation Always -> this.Block locals (elseBody @ rest)
        | test ->
            let assigned = Assigned.outer (thenBody @ elseBody) |> List.filter (fun id -> Map.containsKey id locals)
            let mutable shape = None

            let arm holds body () =
                let after, returned = this.Where(test, holds, fun () -> this.Block locals body)
                let returnedScalars = returned |> Option.map (this.Flatten >> fst) |> Option.defaultValue []
                shape <- returned |> Option.map this.Flatten |> Option.map snd |> Option.orElse shape
                (assigned |> List.map (fun id -> shapes.Scalar after[id])) @ returnedScalars

            let results = builder.Branch(test, arm true thenBody, arm false elseBody)
            let kept, returned = List.splitAt assigned.Length results
            let locals = List.fold2 (fun m id operand -> Map.add id (ScalarValue operand) m) locals assigned kept

            match shape with
            | Some rebuild -> locals, Some(rebuild returned)
            | None -> this.Block locals rest

    /// A returned value as scalars, and how to put it together again.
    member private this.Flatten value : Operand list * (Operand list -> Value) =
        match value with
        | TupleOf items -> List.map shapes.Scalar items, (fun operands -> TupleOf(List.map ScalarValue operands))
        | DrawOf d when (this.DrawLength d).IsNone ->
            List.map shapes.Scalar d.Arguments, (fun operands -> DrawOf { d with Arguments = List.map ScalarValue operands })
        | other -> [ shapes.Scalar other ], (fun operands -> ScalarValue operands.Head)

    /// Locals that the body assigns and that live outside it are carried.
    member private this.For(locals, index: Local, from, until, body: Source.Statement list) =
        let first, last = shapes.Integer(this.Expr locals from), shapes.Integer(this.Expr locals until)
        let assigned = Assigned.outer body |> List.filter (fun id -> Map.containsKey id locals)

        let initial =
            assigned
            |> List.map (fun id ->
                match locals[id] with
                | IntegerValue _ ->
                    checks.Unsupported("an integer that changes inside a loop", "Compute it from the loop's index instead.")
                | value -> shapes.Scalar value)

        let results, _ =
            builder.Loop(first, last, false, initial, fun i entries ->
                let inside =
                    List.fold2 (fun m id entry -> Map.add id (ScalarValue entry) m) locals assigned entries
                    |> Map.add index.Id (IntegerValue(IVar i))

                let after, _ = this.WithRange(i, first, last, fun () -> this.Block inside body)
                assigned |> List.map (fun id -> shapes.Scalar after[id]), [])

        List.fold2 (fun m id result -> Map.add id (ScalarValue result) m) locals assigned results
