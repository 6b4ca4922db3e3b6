/// Source expressions over scalars, vectors and matrices lowered into a builder.
namespace Exmc.Core

open Exmc.Core.Source
open Exmc.Core.Programs

/// Lowers expressions. `members` gives the value of a model member; locals are an immutable map.
type internal Lowering(builder: Builder, data: Map<string, DataField * ArrayId>, members: string -> Value) as this =
    let checks = DataChecks builder.Arrays
    let shapes = Shapes(builder, checks)
    let densities = Densities(builder, checks, shapes, (fun locals e -> this.Expr locals e))
    let mutable ranges: Map<Var, Range> = Map.empty

    member _.Builder = builder
    /// What the data must satisfy for the members lowered so far, and where lowering stands.
    member _.Checks = checks
    member _.Shapes = shapes
    member _.Densities = densities

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
            let m = shapes.MaterialiseMatrix("left", shapes.Matrix(lower matrix))
            let v = shapes.Materialise("factor", shapes.Vector(lower vector))
            checks.EqualLengths("a vector", v.Length, m.Columns)

            VectorOf
                { Length = m.Rows
                  At = fun i -> shapes.SumOver(m.Columns, fun j -> builder.Binary(Multiply, m.At i j, v.At j))
                  IsPlain = false }
        | MatrixMatrix(a, b) -> shapes.Product(lower a, lower b)
        | Transpose a ->
            let m = shapes.Matrix(lower a)
            MatrixOf { m with Rows = m.Columns; Columns = m.Rows; At = (fun i j -> m.At j i); Local = None }
        | MatrixOver(row, column, rows, columns, body) -> this.MatrixOver(locals, row, column, integer rows, integer columns, body)
        | AddDiagonal(a, added) -> shapes.AddDiagonal(lower a, lower added)
        | DiagonalOf a -> shapes.DiagonalOf(lower a)
        | Expr.Qr(factor, a) ->
            let m = shapes.Matrix(lower a)
            checks.AtLeast("rows", m.Rows, m.Columns, "columns, for a QR factorisation")
            MatrixOf(shapes.Qr(factor, m, checks.Place))
        | Expr.Cholesky a -> shapes.Cholesky(lower a)
        | SolveLower(l, b) -> shapes.SolveLower(lower l, lower b)
        | SolveTransposed(l, b) -> shapes.SolveTransposed(lower l, lower b)
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
            | MatrixArrayOf a, [ k ] ->
                this.CheckPlace(k, a.Count)
                MatrixOf(a.At k)
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
            let v = lower value

            match List.tryItem axis (Values.shape v) with
            | Some length -> IntegerValue length
            | None -> checks.Mismatch((if axis = 0 then "a vector" elif axis = 1 then "a matrix" else "an array of matrices"), v)
        | Reduce(reduction, e) ->
            let sum m = shapes.SumOverPlaces(Values.shape m, fun place -> shapes.Scalar(shapes.At(m, place)))

            match reduction, lower e with
            | Total, (MatrixOf _ as m) -> ScalarValue(sum m)
            | Mean, (MatrixOf _ as m) -> ScalarValue(builder.Binary(Divide, sum m, builder.FromInteger(ShapeArithmetic.count (Values.shape m))))
            | _, value -> ScalarValue(shapes.Reduce(reduction, shapes.Vector value))
        | Stack items -> shapes.Stack(List.map lower items)
        | Expr.SolveOde problem -> this.SolveOde(locals, problem)
        | Zeros length -> shapes.LocalVector(integer length)
        | ZerosMatrix(rows, columns) -> shapes.LocalMatrix(integer rows, integer columns)
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
            let draw = densities.Draw locals distribution
            ScalarValue(densities.TotalLogDensity(draw, lower value))
        | LogTail(tail, value, distribution) ->
            let draw = densities.Draw locals distribution
            ScalarValue(densities.TotalLogTail(tail, draw, lower value))
        | Expr.Draw distribution -> DrawOf(densities.Draw locals distribution)
        | Sampled(variate, arguments) ->
            let arguments = List.map scalar arguments
            ScalarValue(builder.Sample(variate, arguments))
        | Simulated distribution ->
            if not checks.MayDraw then
                checks.Unsupported("a random number in this member", "Only members marked [Generated] draw; declare a [Parameter] for what is unknown.")

            let drawn = densities.Simulate(densities.Draw locals distribution)

            if checks.Undrawable.IsSome then
                checks.Unsupported($"a draw of %A{distribution.Family}", "Draw from a proper distribution, bounded on both sides if it is Flat.")

            drawn
        | Tuple items -> TupleOf(List.map lower items)
        | Item(tuple, i) ->
            match lower tuple with
            | TupleOf items -> items[i]
            | other -> checks.Mismatch("a tuple", other)
        | Inline body ->
            match this.Block locals body with
            | _, Some value -> value
            | _, None -> checks.Unsupported("a helper that returns nothing", "Return a value on every path.")

    /// Stores what the solver reads and gives the solution.
    member private this.SolveOde(locals, problem: InitialValueProblem) =
        let vector e = shapes.Vector(this.Expr locals e)
        let initial = vector problem.Initial
        let given = problem.Parameters |> Option.map (this.Expr locals)
        let read = Dependencies.ofBody problem.System.Body |> List.filter (fun name -> not (Map.containsKey name data))
        let captured = OdeSystems.capture checks initial.Length given (read |> List.map (fun name -> name, members name))

        /// Slopes of the states at an input.
        let slopes (sub: Builder) input =
            let value name = match Map.tryFind name data with Some field -> DataValues.value sub field | None -> captured.Member(sub, input, name)
            let inner = Lowering(sub, data, value)
            inner.Checks.Owner <- checks.Owner
            inner.Checks.Place <- problem.System.At
            let result = inner.Block (captured.Locals(sub, input, problem.System)) problem.System.Body |> snd

            match result with
            | Some value ->
                let v = inner.Shapes.Vector value
                inner.Checks.EqualLengths("slopes of the states, a vector", v.Length, initial.Length)
                checks.Include inner.Checks
                v
            | None -> checks.Unsupported("a system that returns nothing", "Return a vector of slopes on every path.")

        checks.Ascending problem.Times
        let number = builder.Arrays.SystemNumber(problem.System, fun () -> OdeSystems.compile builder.Arrays problem.System captured.InputCount initial.Length slopes)
        let input = shapes.Stack(VectorOf initial :: captured.Parts)
        let times = shapes.Stack [ ScalarValue(shapes.Scalar(this.Expr locals problem.Start)); VectorOf(vector problem.Times) ]
        let control = shapes.Stack([ problem.RelativeTolerance; problem.AbsoluteTolerance; problem.MaxSteps ] |> List.map (this.Expr locals))
        let rows = Integers.subtract (Values.shape times).Head (IConst 1)
        let solution = builder.OwnScratch("solution", [ rows; initial.Length ])
        builder.Statement(Call(Primitive.SolveOde number, [ input; times; control ] |> List.map shapes.ArrayOf, solution))
        Values.load (fun place -> builder.Load(solution, place)) [ rows; initial.Length ]

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

        MatrixOf { Rows = rows; Columns = columns; At = at; Diagonal = None; IsPlain = false; Local = None }

    member private this.Conditional(locals, condition, whenTrue, whenFalse) =
        match shapes.Condition(this.Expr locals condition) with
        | Always -> this.Expr locals whenTrue
        | Negation Always -> this.Expr locals whenFalse
        | test ->
            let arm holds e () = this.Where(test, holds, fun () -> [ shapes.Scalar(this.Expr locals e) ])
            ScalarValue(builder.Branch(test, arm true whenTrue, arm false whenFalse).Head)

    /// Runs a block; gives the locals after it and what it returned.
    member this.Block (locals: Map<int, Value>) (statements: Source.Statement list) : Map<int, Value> * Value option =
        match statements with
        | [] -> locals, None
        | Return e :: _ -> locals, Some(this.Expr locals e)
        | Declare(local, e) :: rest -> this.Block (Map.add local.Id (shapes.Settled(local.Name, this.Expr locals e)) locals) rest
        | Assign(local, e) :: rest -> this.Block (Map.add local.Id (shapes.Settled(local.Name, this.Expr locals e)) locals) rest
        | AssignElement(local, indices, value) :: rest ->
            let places = indices |> List.map (fun index -> shapes.Integer(this.Expr locals index))

            let assignable =
                match locals[local.Id] with
                | LocalArray(array, length) -> Some(array, [ length ])
                | MatrixOf { Rows = rows; Columns = columns; Local = Some array } -> Some(array, [ rows; columns ])
                | _ -> None

            match assignable with
            | Some(array, lengths) when lengths.Length = places.Length ->
                List.iter2 (fun place length -> this.CheckPlace(place, length)) places lengths
                builder.Statement(Store(array, places, shapes.Scalar(this.Expr locals value)))
            | _ ->
                checks.Unsupported($"assignment to an element of '{local.Name}'", "Only a local made by 'new Vector(n)' or 'new Matrix(rows, columns)' has elements to assign.")

            this.Block locals rest
        | Source.Statement.If(condition, thenBody, elseBody) :: rest -> this.If(locals, condition, thenBody, elseBody, rest)
        | Source.Statement.For(index, from, until, body) :: rest -> this.Block (this.For(locals, index, from, until, body)) rest

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
        | DrawOf d when (densities.DrawShape d).IsEmpty ->
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
