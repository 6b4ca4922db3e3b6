/// Builds programs: shares equal operations, folds constants and moves loop-invariant work outwards while it emits.
namespace Exmc.Core

open System
open System.Collections.Generic
open Exmc.Core.Programs

/// Integer expressions with constants folded.
module Integers =

    let rec binary op a b =
        match op, a, b with
        | IntAdd, IConst x, IConst y -> IConst(x + y)
        | IntAdd, IConst 0, x
        | IntAdd, x, IConst 0 -> x
        | IntAdd, IBinary(IntAdd, x, IConst c), IConst d -> binary IntAdd x (IConst(c + d))
        | IntAdd, IBinary(IntSubtract, x, IConst c), IConst d -> binary IntAdd x (IConst(d - c))
        | IntAdd, x, IConst d when d < 0 -> IBinary(IntSubtract, x, IConst -d)
        | IntSubtract, IConst x, IConst y -> IConst(x - y)
        | IntSubtract, x, IConst 0 -> x
        | IntSubtract, IBinary(IntAdd, x, IConst c), IConst d -> binary IntAdd x (IConst(c - d))
        | IntSubtract, x, y when x = y -> IConst 0
        | IntSubtract, x, IBinary(IntSubtract, IConst 0, y) -> binary IntAdd x y
        | IntMultiply, IConst x, IConst y -> IConst(x * y)
        | IntMultiply, IConst 1, x
        | IntMultiply, x, IConst 1 -> x
        | IntMultiply, IConst 0, _
        | IntMultiply, _, IConst 0 -> IConst 0
        | _ -> IBinary(op, a, b)

    let add = binary IntAdd
    let subtract = binary IntSubtract
    let multiply = binary IntMultiply

/// Every array and every system of differential equations of a kernel; ids and numbers are shared by all its programs.
type ArrayTable private (arrays: ResizeArray<ArrayInfo>, systems: ResizeArray<Source.OdeRightHandSide * OdeSystem>) =

    new() = ArrayTable(ResizeArray(), ResizeArray())

    /// The same arrays and systems, to which others can be added without a trace in this table.
    member _.Copy() = ArrayTable(ResizeArray arrays, ResizeArray systems)

    member _.Add(name, element, dimensions, role) =
        let id = ArrayId arrays.Count

        arrays.Add
            { Id = id
              Name = name
              Element = element
              Dimensions = dimensions
              Role = role }

        id

    member private this.AddOwn(name, element, rank, role) =
        let id = ArrayId arrays.Count
        this.Add(name, element, List.init rank (fun axis -> ILength(id, axis)), role)

    /// A data array: its lengths are known when data are bound.
    member this.AddData(name, element, rank) = this.AddOwn(name, element, rank, DataArray name)

    /// The array of that role, classes or distinct rows of data, which is added when it is asked for first.
    member this.OfRows(name, element, rank, role) =
        match arrays |> Seq.tryFind (fun info -> info.Role = role) with
        | Some known -> known.Id
        | None -> this.AddOwn(name, element, rank, role)

    member _.Item
        with get (ArrayId id) = arrays[id]

    /// Lengths that were not known when the array was declared.
    member _.SetDimensions(ArrayId id, dimensions) = arrays[id] <- { arrays[id] with Dimensions = dimensions }

    /// Declares that an array turned out to depend on data alone.
    member _.MoveToBindTime(ArrayId id) = arrays[id] <- { arrays[id] with Role = Bound }

    member _.All = List.ofSeq arrays

    /// Number of a system of differential equations, which is compiled where it is met first.
    member _.SystemNumber(declared: Source.OdeRightHandSide, compile: unit -> OdeSystem) =
        match systems |> Seq.tryFindIndex (fun (known, _) -> known = declared) with
        | Some k -> k
        | None ->
            systems.Add(declared, compile ())
            systems.Count - 1

    /// Systems in the order of their numbers.
    member _.Systems = systems |> Seq.map snd |> List.ofSeq

/// A nest of statements under construction. Branch arms are fences: nothing moves out of them,
/// because their guard may be what keeps an operation defined.
type private Scope(isFence: bool, count: Index option) =
    member _.IsFence = isFence
    /// Iterations of the loop that the nest belongs to.
    member _.Count = count
    member val Statements = ResizeArray<Statement>()
    member val Shared = Dictionary<Operation, Var>()

/// Emits one program. The state is local to one compilation of one program.
type Builder(arrays: ArrayTable) =
    let scopes = ResizeArray [ Scope(true, None) ]
    let depths = Dictionary<Var, int>()
    let definitions = Dictionary<Var, Operation>()
    /// First and last value of each loop's index.
    let ranges = Dictionary<Var, Index * Index>()
    let mutable next = 0

    /// The extreme value of an index over the loops around it.
    let rec extreme isLargest index =
        match index with
        | IVar v ->
            match ranges.TryGetValue v with
            | true, (first, last) -> extreme isLargest (if isLargest then last else first)
            | _ -> index
        | IBinary(IntSubtract, a, b) -> Integers.subtract (extreme isLargest a) (extreme (not isLargest) b)
        // Lengths and places: products and quotients of what is not negative.
        | IBinary(op, a, b) -> Integers.binary op (extreme isLargest a) (extreme isLargest b)
        | _ -> index

    let depthOf vars = vars |> List.fold (fun depth v -> max depth depths[v]) 0

    let isStable (id: ArrayId) = (let info = arrays[id] in info.IsData || info.Role.IsPosition || info.Role.IsBound)

    let evaluate1 op a =
        match op with
        | Negate -> Some -a
        | Reciprocal -> Some(1.0 / a)
        | Square -> Some(a * a)
        | Sqrt -> Some(sqrt a)
        | Abs -> Some(abs a)
        | Exp -> Some(exp a)
        | Log -> Some(log a)
        | _ -> None

    member _.Arrays = arrays

    /// An array that the evaluation writes, with room for the longest axes of any iteration.
    member _.Scratch(name, lengths) = arrays.Add(name, RealElement, lengths |> List.map (extreme true), Scratch)

    /// A scratch array; in a loop, of each iteration's own, which is what setting it to zero there says.
    member this.OwnScratch(name, lengths) =
        let array = this.Scratch(name, lengths)
        if scopes.Count > 1 then this.Statement(Zero array)
        array

    member _.NewVar() =
        let v = Var next
        next <- next + 1
        depths[v] <- scopes.Count - 1
        v

    /// The operation that defines a variable, when it is a plain one.
    member _.Definition operand =
        match operand with
        | Use v ->
            match definitions.TryGetValue v with
            | true, operation -> Some operation
            | _ -> None
        | Constant _ -> None

    member _.Statement statement = scopes[scopes.Count - 1].Statements.Add statement

    /// The statements emitted so far at the outermost level.
    member _.Body = List.ofSeq scopes[0].Statements

    member private this.Place operation =
        let current = scopes.Count - 1

        let rec fence depth = if scopes[depth].IsFence then depth else fence (depth - 1)

        let shareable =
            match operation with
            | Load(id, _) -> isStable id
            | _ -> true

        let rec find depth =
            if depth < 0 then
                None
            else
                match scopes[depth].Shared.TryGetValue operation with
                | true, v -> Some v
                | _ -> find (depth - 1)

        match (if shareable then find current else None) with
        | Some v -> Use v
        | None ->
            let depth =
                match operation with
                | Load _ -> current
                | _ -> max (fence current) (depthOf (Reads.operation operation))

            let v = Var next
            next <- next + 1
            depths[v] <- depth
            definitions[v] <- operation
            scopes[depth].Statements.Add(Let(v, operation))

            if shareable then
                scopes[depth].Shared[operation] <- v

            Use v

    member this.Unary(op, a) =
        match op, a with
        | _, Constant x when (evaluate1 op x).IsSome -> Constant (evaluate1 op x).Value
        | _ ->
            match op, this.Definition a with
            | Negate, Some(Apply1(Negate, inner)) -> inner
            | Reciprocal, Some(Apply1(Reciprocal, inner)) -> inner
            | Log, Some(Apply1(Exp, inner)) -> inner
            | Log, Some(Apply1(NormalCdf, inner)) -> this.Unary(LogNormalCdf, inner)
            | Square, Some(Apply1((Negate | Abs), inner)) -> this.Unary(Square, inner)
            | Abs, Some(Apply1((Negate | Abs), inner)) -> this.Unary(Abs, inner)
            | _ -> this.Place(Apply1(op, a))

    member this.Binary(op, a, b) =
        let negated operand =
            match this.Definition operand with
            | Some(Apply1(Negate, inner)) -> Some inner
            | _ -> None

        match op, a, b with
        | Add, Constant x, Constant y -> Constant(x + y)
        | Subtract, Constant x, Constant y -> Constant(x - y)
        | Multiply, Constant x, Constant y -> Constant(x * y)
        | Divide, Constant x, Constant y -> Constant(x / y)
        | Minimum, Constant x, Constant y -> Constant(min x y)
        | Maximum, Constant x, Constant y -> Constant(max x y)
        | Add, Constant 0.0, x
        | Add, x, Constant 0.0
        | Subtract, x, Constant 0.0 -> x
        | Subtract, Constant 0.0, x -> this.Unary(Negate, x)
        | Multiply, Constant 0.0, _
        | Multiply, _, Constant 0.0 -> Constant 0.0
        | Multiply, Constant 1.0, x
        | Multiply, x, Constant 1.0 -> x
        | Multiply, Constant -1.0, x
        | Multiply, x, Constant -1.0 -> this.Unary(Negate, x)
        | Divide, x, Constant y -> this.Binary(Multiply, x, Constant(1.0 / y))
        | Divide, x, y -> this.Binary(Multiply, x, this.Unary(Reciprocal, y))
        | Multiply, x, y when x = y -> this.Unary(Square, x)
        | Power, _, Constant 1.0 -> a
        | Power, _, Constant 2.0 -> this.Unary(Square, a)
        | Power, _, Constant 0.5 -> this.Unary(Sqrt, a)
        | Power, _, Constant -1.0 -> this.Unary(Reciprocal, a)
        | Add, x, y ->
            match negated x, negated y with
            | _, Some n -> this.Binary(Subtract, x, n)
            | Some n, _ -> this.Binary(Subtract, y, n)
            | _ -> this.Place(Apply2(Add, min x y, max x y))
        | Subtract, x, y ->
            match negated y with
            | Some n -> this.Binary(Add, x, n)
            | None -> this.Place(Apply2(Subtract, x, y))
        | Multiply, x, y ->
            match negated x, negated y with
            | Some n, Some m -> this.Binary(Multiply, n, m)
            | Some n, None -> this.Unary(Negate, this.Binary(Multiply, n, y))
            | None, Some m -> this.Unary(Negate, this.Binary(Multiply, x, m))
            | None, None ->
                match x, this.Definition y with
                | Constant c, Some(Apply2(Multiply, Constant d, z)) -> this.Binary(Multiply, Constant(c * d), z)
                | _ -> this.Place(Apply2(Multiply, min x y, max x y))
        | _ -> this.Place(Apply2(op, a, b))

    member this.Ternary(op, a, b, c) = this.Place(Apply3(op, a, b, c))

    /// Draws a random number here and now.
    member this.Sample(variate, arguments) =
        let v = this.NewVar()
        this.Statement(Sample(v, variate, arguments))
        Use v

    member this.Load(array, indices) = this.Place(Load(array, indices))

    member this.FromInteger index =
        match index with
        | IConst i -> Constant(float i)
        | _ -> this.Place(FromInteger index)

    /// Any operation, folded and shared like the named ones.
    member this.Operation operation =
        match operation with
        | Apply1(op, a) -> this.Unary(op, a)
        | Apply2(op, a, b) -> this.Binary(op, a, b)
        | Apply3(op, a, b, c) -> this.Ternary(op, a, b, c)
        | Load(array, indices) -> this.Load(array, indices)
        | FromInteger i -> this.FromInteger i

    /// Runs `emit` in a nest of its own and returns what it emitted with its result.
    member private _.Nested(isFence, count, emit) =
        scopes.Add(Scope(isFence, count))
        let result = emit ()
        let scope = scopes[scopes.Count - 1]
        scopes.RemoveAt(scopes.Count - 1)
        List.ofSeq scope.Statements, result

    /// A loop. `body` gets the index and the entries of what is carried, and returns the next values and the terms to sum.
    /// Returns the results of what is carried and the totals.
    member this.Loop(from, until, descending, initial: Operand list, body: Var -> Operand list -> Operand list * Operand list) =
        let count =
            if from = IConst 0 then until else Integers.binary IntMaximum (IConst 0) (Integers.subtract until from)

        let emit () =
            let index = this.NewVar()
            ranges[index] <- (from, Integers.subtract until (IConst 1))
            let entries = initial |> List.map (fun _ -> this.NewVar())
            let nexts, terms = body index (List.map Use entries)
            index, entries, nexts, terms

        let statements, (index, entries, nexts, terms) = this.Nested(false, Some count, emit)
        let results = initial |> List.map (fun _ -> this.NewVar())
        let totals = terms |> List.map (fun _ -> this.NewVar())

        let carried =
            List.map2 (fun (entry, start) (next, result) -> { Entry = entry; Initial = start; Next = next; Result = result })
                (List.zip entries initial)
                (List.zip nexts results)

        let sums = List.map2 (fun total term -> { Total = total; Term = term }) totals terms

        if not (List.isEmpty statements && List.isEmpty carried && List.isEmpty sums) then
            this.Statement(
                Loop
                    { Index = index
                      From = from
                      Until = until
                      Descending = descending
                      Carried = carried
                      Sums = sums
                      Body = statements }
            )

        List.map Use results, List.map Use totals

    /// A loop for its effects.
    member this.ForEach(from, until, body: Index -> unit) =
        this.Loop(from, until, false, [], fun i _ ->
            body (IVar i)
            [], [])
        |> ignore

    /// The sum of a term over a loop.
    member this.Sum(from, until, term: Index -> Operand) : Operand =
        let _, totals = this.Loop(from, until, false, [], fun i _ -> [], [ term (IVar i) ])
        totals.Head

    /// A loop whose iterations hand on one number; gives the last.
    member this.Scan(from, until, descending, initial, step: Index -> Operand -> Operand) : Operand =
        let results, _ = this.Loop(from, until, descending, [ initial ], fun i entries -> [ step (IVar i) entries.Head ], [])
        results.Head

    /// A conditional. Both arms return as many operands; so does the whole.
    member this.Branch(condition, whenTrue: unit -> Operand list, whenFalse: unit -> Operand list) =
        match condition with
        | Always -> whenTrue ()
        | _ ->
            let thenBody, first = this.Nested(true, None, whenTrue)
            let elseBody, second = this.Nested(true, None, whenFalse)

            // An operand that both arms agree on and that is known outside needs no choice.
            let agreed =
                List.map2 (fun a b -> if a = b && depthOf (Reads.operand a) < scopes.Count then Choice1Of2 a else Choice2Of2(a, b)) first second

            let outcomes =
                agreed
                |> List.map (function
                    | Choice1Of2 operand -> operand, None
                    | Choice2Of2(a, b) ->
                        let v = this.NewVar()
                        Use v, Some { Result = v; WhenTrue = a; WhenFalse = b })

            let results = outcomes |> List.choose snd

            if not (List.isEmpty thenBody && List.isEmpty elseBody && List.isEmpty results) then
                this.Statement(
                    Branch
                        { Condition = condition
                          Then = thenBody
                          Else = elseBody
                          Results = results }
                )

            List.map fst outcomes

    /// Adds to the log density. What does not change in a loop is added once, times the number of iterations.
    member this.Target(term: Operand) =
        let rec place depth term =
            match scopes[depth].Count with
            | Some count when depthOf (Reads.operand term @ Reads.index count) < depth ->
                place (depth - 1) (this.Binary(Multiply, term, this.FromInteger count))
            | _ -> scopes[depth].Statements.Add(Target term)

        if term <> Constant 0.0 then
            place (scopes.Count - 1) term
