/// Evaluates expressions and distributions as they were declared, without lowering them: slow and obvious.
namespace Exmc.Core

open System
open System.Collections.Generic
open Exmc.Core.Source

/// A value of the source language.
type Datum =
    | Number of float
    | Whole of int
    | Truth of bool
    | Numbers of float[]
    | Wholes of int[]
    | Table of float[,]
    | Tables of float[,] list
    | Several of Datum list
    | Law of Law

/// A distribution with its arguments evaluated.
and Law =
    { Family: Family
      Arguments: Datum list
      /// Lengths of the axes of independent draws.
      Batch: int list
      Lower: Datum option
      Upper: Datum option }

type internal Interpreter(members: string -> Datum) =
    /// Id of the value in a row of the table; arguments follow downwards. Locals of a model have none below zero.
    let valueId = -1

    member _.Number datum =
        match datum with
        | Number x -> x
        | Whole i -> float i
        | Truth b -> if b then 1.0 else 0.0
        | other -> invalidOp $"%A{other} is not a number."

    member _.Whole datum =
        match datum with
        | Whole i -> i
        | other -> invalidOp $"%A{other} is not an integer."

    member _.Numbers datum =
        match datum with
        | Numbers v -> v
        | Wholes v -> Array.map float v
        | other -> invalidOp $"%A{other} is not a vector."

    member _.Table datum =
        match datum with
        | Table t -> t
        | other -> invalidOp $"%A{other} is not a matrix."

    member _.LengthOf datum =
        match datum with
        | Numbers v -> Some v.Length
        | Wholes v -> Some v.Length
        | _ -> None

    member this.ElementOf(datum, i) = this.Number(this.At(datum, [ i ]))

    member _.ShapeOf datum =
        match datum with
        | Numbers v -> [ v.Length ]
        | Wholes v -> [ v.Length ]
        | Table t -> [ Array2D.length1 t; Array2D.length2 t ]
        | Tables all -> [ all.Length; Array2D.length1 all.Head; Array2D.length2 all.Head ]
        | _ -> []

    /// The part at a place of the first axes; a scalar stands everywhere.
    member this.At(datum, place: int list) =
        match datum, place with
        | _, [] -> datum
        | Tables all, k :: rest -> this.At(Table all[k], rest)
        | Table t, [ i; j ] -> Number t[i, j]
        | Table t, [ i ] -> Numbers t[i, *]
        | Numbers v, [ i ] -> Number v[i]
        | Wholes v, [ i ] -> Whole v[i]
        | scalar, _ -> scalar

    member _.Places(lengths: int list) = List.foldBack (fun n rest -> [ for i in 0 .. n - 1 do for place in rest -> i :: place ]) lengths [ [] ]

    member this.Excess(a: Datum, rank) = (let shape = this.ShapeOf a in List.truncate (max 0 (shape.Length - rank)) shape)

    member this.ArgumentsAt(law: Law, place) =
        List.map2 (fun a rank -> if (this.Excess(a, rank)).IsEmpty then a else this.At(a, place)) law.Arguments (Distributions.find law.Family).ArgumentRanks

    /// Lengths of the axes of all that a distribution stands for.
    member this.LawShape(law: Law) =
        let last k = List.last (this.ShapeOf law.Arguments[k])

        law.Batch
        @ match (Distributions.find law.Family).Draws with
          | ScalarDraw -> []
          | VectorAs k -> [ last k ]
          | SquareAs k -> [ last k; last k ]
          | LengthOf k -> [ this.Whole law.Arguments[k] ]
          | TableOf(rows, columns) -> [ this.Whole law.Arguments[rows]; (this.LengthOf law.Arguments[columns]).Value ]
          | SquareOf k -> [ this.Whole law.Arguments[k]; this.Whole law.Arguments[k] ]

    member private this.Broadcast(values: Datum list, f: float list -> float) =
        match values |> List.tryPick (function Table t -> Some t | _ -> None), values |> List.choose this.LengthOf with
        | Some t, _ ->
            let element i j value = match value with Table u -> u[i, j] | scalar -> this.Number scalar
            Table(t |> Array2D.mapi (fun i j _ -> f (values |> List.map (element i j))))
        | None, [] -> Number(f (List.map this.Number values))
        | None, n :: _ -> Numbers(Array.init n (fun i -> f (values |> List.map (fun v -> this.ElementOf(v, i)))))

    member this.Expr (env: Dictionary<int, Datum>) (expr: Expr) : Datum =
        let eval = this.Expr env
        let number e = this.Number(eval e)
        let whole e = this.Whole(eval e)
        let numbers e = this.Numbers(eval e)
        let table e = this.Table(eval e)

        let truth e =
            match eval e with
            | Truth b -> b
            | other -> invalidOp $"%A{other} is not a truth value."

        match expr with
        | Real x -> Number x
        | Int i -> Whole i
        | Bool b -> Truth b
        | Member name -> members name
        | LocalRef l -> env[l.Id]
        | Marked(_, e) -> eval e
        | ToReal e ->
            match eval e with
            | Whole i -> Number(float i)
            | Wholes v -> Numbers(Array.map float v)
            | other -> other
        | Expr.Unary(Negate, e) when (match eval e with Whole _ -> true | _ -> false) -> Whole(-(whole e))
        | Expr.Unary(op, e) -> this.Broadcast([ eval e ], fun v -> ReferenceFunctions.unary op v.Head)
        | Expr.Binary(op, a, b) ->
            match eval a, eval b, op with
            | Whole x, Whole y, Add -> Whole(x + y)
            | Whole x, Whole y, Subtract -> Whole(x - y)
            | Whole x, Whole y, Multiply -> Whole(x * y)
            | Whole x, Whole y, Divide -> Whole(x / y)
            | x, y, _ -> this.Broadcast([ x; y ], fun v -> ReferenceFunctions.binary op v[0] v[1])
        | Expr.Ternary(op, a, b, c) ->
            this.Broadcast([ eval a; eval b; eval c ], fun v -> ReferenceFunctions.ternary op v[0] v[1] v[2])
        | IntegerBinary(op, a, b) -> Whole(ReferenceFunctions.integer op (whole a) (whole b))
        | MatrixVector(a, b) ->
            let t, v = table a, numbers b
            Numbers(Array.init (Array2D.length1 t) (fun i -> Seq.sum (Seq.mapi (fun j x -> t[i, j] * x) v)))
        | MatrixMatrix(a, b) ->
            let x, y = table a, table b
            Table(Array2D.init (Array2D.length1 x) (Array2D.length2 y) (fun i j -> Seq.sum (Seq.map2 (*) x[i, *] y[*, j])))
        | Transpose a -> (let x = table a in Table(Array2D.init (Array2D.length2 x) (Array2D.length1 x) (fun i j -> x[j, i])))
        | MatrixOver(row, column, rows, columns, body) ->
            Table(
                Array2D.init (whole rows) (whole columns) (fun i j ->
                    env[row.Id] <- Whole i
                    env[column.Id] <- Whole j
                    number body)
            )
        | AddDiagonal(a, added) ->
            let x, d = table a, eval added
            Table(x |> Array2D.mapi (fun i j v -> if i = j then v + this.ElementOf(d, i) else v))
        | Qr(factor, a) -> (let q, r = ReferenceFunctions.qr (table a) in Table(match factor with Orthonormal -> q | Triangular -> r))
        | DiagonalOf a -> (let x = table a in Numbers(Array.init (Array2D.length1 x) (fun i -> x[i, i])))
        | Cholesky a -> Table(ReferenceFunctions.cholesky (table a))
        | SolveLower(l, b) ->
            let l, b = table l, numbers b
            let x = Array.zeroCreate b.Length
            for i in 0 .. b.Length - 1 do x[i] <- (b[i] - Seq.sum (Seq.init i (fun j -> l[i, j] * x[j]))) / l[i, i]
            Numbers x
        | SolveTransposed(l, b) ->
            let l, b = table l, numbers b
            let n = b.Length
            let x = Array.zeroCreate n
            for i in n - 1 .. -1 .. 0 do x[i] <- (b[i] - Seq.sum (seq { for j in i + 1 .. n - 1 -> l[j, i] * x[j] })) / l[i, i]
            Numbers x
        | Dot(a, b) -> Number(Array.sum (Array.map2 (*) (numbers a) (numbers b)))
        | Element(a, indices) ->
            match eval a, List.map whole indices with
            | Table t, [ i; j ] -> Number t[i, j]
            | Tables all, [ k ] -> Table all[k]
            | Wholes v, [ i ] -> Whole v[i]
            | v, [ i ] -> Number((this.Numbers v).[i])
            | other, _ -> invalidOp $"%A{other} has not as many axes."
        | Gather(a, i) ->
            match eval i with
            | Wholes indices -> (let v = numbers a in Numbers(Array.map (fun k -> v[k]) indices))
            | other -> invalidOp $"%A{other} is not an integer vector."
        | Slice(a, start, length) -> Numbers(Array.sub (numbers a) (whole start) (whole length))
        | Row(a, i) -> (let t = table a in Numbers t[whole i, *])
        | Column(a, i) -> (let t = table a in Numbers t[*, whole i])
        | Length(a, axis) -> Whole (this.ShapeOf(eval a)).[axis]
        | Reduce(reduction, a) ->
            let v = match eval a with Table t -> t |> Seq.cast<float> |> Array.ofSeq | other -> this.Numbers other

            match reduction with
            | Total -> Number(Array.sum v)
            | Mean -> Number(Array.average v)
            | Largest -> Number(Array.max v)
            | LogSumExpOf -> Number(Array.fold (ReferenceFunctions.binary LogSumExp) -infinity v)
        | Stack items -> items |> List.map eval |> List.collect (fun d -> match this.LengthOf d with Some _ -> List.ofArray (this.Numbers d) | None -> [ this.Number d ]) |> Array.ofList |> Numbers
        | Expr.SolveOde p ->
            let system = p.System
            let given = p.Parameters |> Option.map eval

            let slopes t z =
                env[system.Time.Id] <- Number t
                env[system.State.Id] <- Numbers z
                Option.map2 (fun (l: Local) value -> env[l.Id] <- value) system.Parameters given |> ignore
                this.Numbers (this.Run env system.Body).Value

            let rows = ReferenceOde.solve slopes (number p.Start) (numbers p.Initial) (numbers p.Times)
            Table(array2D rows)
        | Zeros n -> Numbers(Array.zeroCreate (whole n))
        | ZerosMatrix(rows, columns) -> Table(Array2D.zeroCreate (whole rows) (whole columns))
        | Compare(op, a, b) -> Truth(ReferenceFunctions.compare op (number a) (number b))
        | And(a, b) -> Truth(truth a && truth b)
        | Or(a, b) -> Truth(truth a || truth b)
        | Not a -> Truth(not (truth a))
        | IsMissing a -> Truth(Double.IsNaN(number a))
        | Conditional(c, a, b) -> if truth c then eval a else eval b
        | LogDensity(x, d) -> Number(this.LogDensity(this.Law env d, eval x, false))
        | LogTail(tail, x, d) -> Number(this.LogTail(tail, this.Law env d, eval x))
        | Draw d -> Law(this.Law env d)
        | Sampled _
        | Simulated _ -> invalidOp "The interpreter of models evaluates densities, which draw nothing."
        | Tuple items -> Several(List.map eval items)
        | Item(a, i) ->
            match eval a with
            | Several items -> items[i]
            | other -> invalidOp $"%A{other} is not a tuple."
        | Inline body -> (this.Run env body).Value

    member this.Law env (d: Distribution) : Law =
        let arguments = d.Arguments |> List.map (this.Expr env)
        let lower, upper = d.Lower |> Option.map (this.Expr env), d.Upper |> Option.map (this.Expr env)

        { Family = d.Family
          Arguments = arguments
          Batch =
            match d.Repeat with
            | [] ->
                let ranks = (Distributions.find d.Family).ArgumentRanks @ [ 0; 0 ]
                Seq.zip (arguments @ Option.toList lower @ Option.toList upper) ranks |> Seq.map this.Excess |> Seq.tryFind (List.isEmpty >> not) |> Option.defaultValue []
            | lengths -> lengths |> List.map (this.Expr env >> this.Whole)
          Lower = lower
          Upper = upper }

    /// Ends of the support at one place: those of the family met with the bounds.
    member this.Support(law: Law, place) : float * float =
        let bound fallback = Option.map (fun v -> this.Number(this.At(v, place))) >> Option.defaultValue fallback
        let argument k = this.Number(List.item k (this.ArgumentsAt(law, place)))

        let low, high =
            match (Distributions.find law.Family).Support with
            | Positive -> 0.0, infinity
            | UnitInterval -> 0.0, 1.0
            | BetweenArguments -> argument 0, argument 1
            | AboveFirst -> argument 0, infinity
            | Within(low, high) -> low, high
            | _ -> -infinity, infinity

        max low (bound -infinity law.Lower), min high (bound infinity law.Upper)

    /// Log density of one draw, a number or a whole.
    member private this.DrawLogDensity(law: Law, x: Datum, place) =
        let row = Distributions.find law.Family
        let env = Dictionary<int, Datum>()
        let slot k = LocalRef { Id = valueId - k; Name = "argument" }
        let names = law.Arguments |> List.mapi (fun k _ -> slot (k + 1))
        this.ArgumentsAt(law, place) |> List.iteri (fun k a -> env[valueId - k - 1] <- a)
        env[valueId] <- x
        let parts = row.LogDensity (slot 0) names |> List.sumBy (fun part -> this.Number(this.Expr env part))

        let cdf (f: (Expr -> Expr list -> Expr) option) bound otherwise =
            if Double.IsInfinity bound then
                otherwise
            else
                env[valueId] <- Number bound
                this.Number(this.Expr env (f.Value (slot 0) names))

        if law.Family = Flat || (law.Lower.IsNone && law.Upper.IsNone) then
            parts
        else
            let low, high = this.Support(law, place)
            // The mass of a lower bound that is an integer is left.
            let low = if row.IsDiscrete then low - 1.0 else low

            // The mass above a bound by the survival function, where there is one: a difference from 1 would lose it.
            let mass =
                if Double.IsPositiveInfinity high && row.Survival.IsSome then
                    cdf row.Survival low 1.0
                else
                    cdf row.Cdf high 1.0 - cdf row.Cdf low 0.0

            parts - log mass

    /// By the distribution function alone: the survival functions are tested to be its complement.
    member this.LogTail(tail, law: Law, value: Datum) : float =
        let row = Distributions.find law.Family
        let slot k = LocalRef { Id = valueId - k; Name = "argument" }

        this.Places(if law.Batch.IsEmpty then this.ShapeOf value else law.Batch)
        |> List.sumBy (fun place ->
            let env = Dictionary<int, Datum>()
            this.ArgumentsAt(law, place) |> List.iteri (fun k a -> env[valueId - k - 1] <- a)
            env[valueId] <- this.At(value, place)
            let below = this.Number(this.Expr env (row.Cdf.Value (slot 0) (law.Arguments |> List.mapi (fun k _ -> slot (k + 1)))))
            log (if tail = Below then below else 1.0 - below))

    member this.LogDensity(law: Law, value: Datum, skipMissing) : float =
        let isMissing x = skipMissing && Double.IsNaN(this.Number x)
        // A single distribution may be that of each of several values.
        let places = if law.Batch.IsEmpty && not (Distributions.find law.Family).IsMultivariate then this.ShapeOf value else law.Batch
        this.Places places |> List.sumBy (fun place -> (let x = this.At(value, place) in if isMissing x then 0.0 else this.DrawLogDensity(law, x, place)))

    /// Runs a block; gives what it returned.
    member this.Run (env: Dictionary<int, Datum>) (body: Statement list) : Datum option =
        match body with
        | [] -> None
        | Return e :: _ -> Some(this.Expr env e)
        | statement :: rest ->
            match this.Statement(env, statement) with
            | Some value -> Some value
            | None -> this.Run env rest

    member private this.Statement(env, statement) : Datum option =
        match statement with
        | Declare(l, e)
        | Assign(l, e) ->
            // A local keeps numbers apart from integers that meet them.
            env[l.Id] <- this.Expr env e
            None
        | AssignElement(l, indices, e) ->
            match env[l.Id], indices |> List.map (this.Expr env >> this.Whole) with
            | Table t, [ i; j ] -> t[i, j] <- this.Number(this.Expr env e)
            | vector, places -> (this.Numbers vector)[places.Head] <- this.Number(this.Expr env e)

            None
        | For(index, from, until, inner) ->
            for i in this.Whole(this.Expr env from) .. this.Whole(this.Expr env until) - 1 do
                env[index.Id] <- Whole i
                this.Run env inner |> ignore

            None
        | If(c, first, second) ->
            match this.Expr env c with
            | Truth true -> this.Run env first
            | _ -> this.Run env second
        | Return e -> Some(this.Expr env e)
