/// Reverse-mode differentiation as a source transformation: a program with targets in, the same language with a gradient out.
/// Griewank and Walther (2008), Evaluating Derivatives, ch. 3 and 6.
namespace Exmc.Core

open System.Collections.Generic
open Exmc.Core.Programs

/// Adjoints of the scalars of one nest. What is left when the nest is done belongs to the nest around it.
type private Adjoints(b: Builder) =
    let values = Dictionary<Var, Operand>()

    member _.Add(operand, contribution) =
        match operand with
        | Constant _ -> ()
        | Use v ->
            match values.TryGetValue v with
            | true, sum -> values[v] <- b.Binary(Add, sum, contribution)
            | _ -> values[v] <- contribution

    /// The adjoint of a scalar whose definition is reached: it is complete.
    member _.Take v =
        match values.TryGetValue v with
        | true, sum ->
            values.Remove v |> ignore
            Some sum
        | _ -> None

    member _.Rest = values |> Seq.map (fun pair -> pair.Key, pair.Value) |> Seq.sortBy fst |> List.ofSeq

type private Reverse(b: Builder, active: Activity, adjointOf: ArrayId -> ArrayId, locals: HashSet<ArrayId>) =
    let names = Renaming()

    /// A recomputed block stores again what belongs to one iteration: the forward sweep left the last iteration's values.
    let keep isRecomputed =
        if isRecomputed then { Stores = locals.Contains; Targets = false } else Keep.all

    let writesActive statements = Effects.written statements |> List.exists active.Arrays.Contains
    let hasTarget statements = Effects.targets statements |> List.exists active.Of

    /// Value and adjoints fit in one pass: nothing after the statement decides what its adjoints are.
    let isOnePass statement =
        match statement with
        | Loop l -> l.Carried.IsEmpty && l.Sums.IsEmpty && hasTarget l.Body && not (writesActive l.Body)
        | Branch br -> br.Results.IsEmpty && (hasTarget br.Then || hasTarget br.Else) && not (writesActive (br.Then @ br.Else))
        | _ -> false

    let rec isActive statement =
        match statement with
        | Let(v, _) -> active.Vars.Contains v
        | Store(array, _, x) -> active.Arrays.Contains array && active.Of x
        | Call(_, _, array) -> active.Arrays.Contains array
        | Target x -> active.Of x
        | Loop l ->
            l.Sums |> List.exists (fun s -> active.Vars.Contains s.Total)
            || l.Carried |> List.exists (fun c -> active.Vars.Contains c.Result)
            || List.exists isActive l.Body
        | Branch br ->
            br.Results |> List.exists (fun r -> active.Vars.Contains r.Result)
            || List.exists isActive br.Then
            || List.exists isActive br.Else
        | Zero array -> locals.Contains array && active.Arrays.Contains array
        | Sample _
        | Increment _ -> false

    /// A loop that reads what its other iterations stored: its adjoints flow against its direction.
    let isRecurrent (l: Loop) = HashSet(Effects.written l.Body).Overlaps(Effects.loaded l.Body)

    /// Active scalars that a block reads and does not define.
    let free statements outputs = Effects.free statements outputs |> List.filter active.Vars.Contains

    /// Values of a block, then its adjoints backwards. `seed` sets the adjoints of what the block hands out.
    member this.Block(statements: Statement list, adjoints: Adjoints, isRecomputed, seed: unit -> unit) =
        let tapes = Dictionary<Loop, (Carried * ArrayId) list>(HashIdentity.Reference)

        for statement in statements do
            match statement with
            | _ when isOnePass statement -> this.OnePass(statement, adjoints, isRecomputed)
            | Loop l when not l.Carried.IsEmpty && isActive statement -> tapes[l] <- this.Taped(l, isRecomputed)
            | _ -> Copying.statements b names (keep isRecomputed) [ statement ]

        seed ()

        for statement in List.rev statements do
            if isActive statement && not (isOnePass statement) then
                this.Backwards(statement, adjoints, tapes)

    /// A map-reduce that only adds to the target, or a conditional that does: value and adjoints of an iteration together.
    member private this.OnePass(statement, adjoints, isRecomputed) =
        match statement with
        | Loop l ->
            let outer = this.Iterate(l, false, fun inner -> this.Block(l.Body, inner, isRecomputed, ignore))
            for v, total in outer do adjoints.Add(Use v, total)
        | Branch br -> this.Choose(br, adjoints, isRecomputed, fun _ _ -> ())
        | _ -> ()

    /// A loop over the iterations of `l` whose body fills adjoints; what belongs outside comes back summed.
    member private _.Iterate(l: Loop, descending, body: Adjoints -> unit) : (Var * Operand) list =
        let mutable outer = []

        let _, totals =
            b.Loop(names.Index l.From, names.Index l.Until, descending, [], fun index _ ->
                names.BindIndex(l.Index, IVar index)
                let inner = Adjoints b
                body inner
                outer <- inner.Rest
                [], List.map snd outer)

        List.map2 (fun (v, _) total -> v, total) outer totals

    member private this.Choose(br: Branch, adjoints: Adjoints, isRecomputed, seed: Adjoints -> (BranchResult -> Operand) -> unit) =
        let outputs = br.Results |> List.collect (fun r -> [ r.WhenTrue; r.WhenFalse ])
        let outer = free (br.Then @ br.Else) outputs

        let arm statements pick () =
            let inner = Adjoints b
            this.Block(statements, inner, isRecomputed, fun () -> seed inner pick)
            let rest = Map.ofList inner.Rest
            outer |> List.map (fun v -> Map.tryFind v rest |> Option.defaultValue (Constant 0.0))

        let results = b.Branch(names.Condition br.Condition, arm br.Then _.WhenTrue, arm br.Else _.WhenFalse)

        for v, total in List.zip outer results do
            if total <> Constant 0.0 then
                adjoints.Add(Use v, total)

    /// A scan, storing what each iteration starts from.
    member private _.Taped(l: Loop, isRecomputed) =
        let length = Integers.subtract l.Until l.From
        let tapes = l.Carried |> List.map (fun c -> c, b.Scratch("tape", [ names.Index length ]))

        let results, totals =
            b.Loop(names.Index l.From, names.Index l.Until, l.Descending, l.Carried |> List.map (fun c -> names.Operand c.Initial), fun index entries ->
                names.BindIndex(l.Index, IVar index)

                for (c, tape), entry in List.zip tapes entries do
                    names.Bind(c.Entry, entry)
                    b.Statement(Store(tape, [ Integers.subtract (IVar index) (names.Index l.From) ], entry))

                Copying.statements b names (keep isRecomputed) l.Body
                l.Carried |> List.map (fun c -> names.Operand c.Next), l.Sums |> List.map (fun s -> names.Operand s.Term))

        List.iter2 (fun (c: Carried) result -> names.Bind(c.Result, result)) l.Carried results
        List.iter2 (fun (s: Sum) total -> names.Bind(s.Total, total)) l.Sums totals
        tapes

    member private this.Backwards(statement, adjoints, tapes) =
        match statement with
        | Let(v, operation) ->
            match adjoints.Take v with
            | Some a -> this.Rule(v, operation, a, adjoints)
            | None -> ()
        | Store(array, path, x) -> adjoints.Add(x, b.Load(adjointOf array, List.map names.Index path))
        | Target x -> adjoints.Add(x, Constant 1.0)
        | Call(Cholesky, [ input ], output) ->
            b.Statement(Call(CholeskyAdjoint, [ output; adjointOf output ], adjointOf input))
        | Call(Product, [ matrix; vector ], product) ->
            b.Statement(Call(ProductAdjoint, [ matrix; adjointOf product ], adjointOf vector))
        | Call(SolveOde system, [ input; times; _ ], solution) ->
            b.Statement(Call(SolveOdeAdjoint system, [ solution; adjointOf solution; times ], adjointOf input))
        | Call _ -> invalidOp "A primitive without an adjoint stands in a density."
        | Branch br ->
            let seeds = br.Results |> List.map (fun r -> r, adjoints.Take r.Result)

            this.Choose(br, adjoints, true, fun inner pick ->
                for r, seed in seeds do
                    match seed with
                    | Some a when active.Of(pick r) -> inner.Add(pick r, a)
                    | _ -> ())
        | Loop l when l.Carried.IsEmpty ->
            let seeds = l.Sums |> List.choose (fun s -> adjoints.Take s.Total |> Option.map (fun a -> s.Term, a))

            let isDescending = if isRecurrent l then not l.Descending else l.Descending

            let outer =
                this.Iterate(l, isDescending, fun inner ->
                    this.Block(l.Body, inner, true, fun () ->
                        for term, a in seeds do
                            if active.Of term then inner.Add(term, a)))

            for v, total in outer do adjoints.Add(Use v, total)
        | Loop l -> this.Scan(l, adjoints, tapes[l])
        // The adjoint of an array that is made anew in each iteration starts from zero in the next one.
        | Zero array -> b.Statement(Zero(adjointOf array))
        | Sample _
        | Increment _ -> ()

    /// The reverse sweep of a scan: each iteration starts from its tape, is recomputed, and hands its adjoints to the one before.
    member private this.Scan(l: Loop, adjoints: Adjoints, tapes: (Carried * ArrayId) list) =
        let carried = l.Carried |> List.filter (fun c -> active.Vars.Contains c.Entry)
        let initial = carried |> List.map (fun c -> adjoints.Take c.Result |> Option.defaultValue (Constant 0.0))
        let seeds = l.Sums |> List.choose (fun s -> adjoints.Take s.Total |> Option.map (fun a -> s.Term, a))
        let mutable outer = []

        let results, totals =
            b.Loop(names.Index l.From, names.Index l.Until, not l.Descending, initial, fun index incoming ->
                names.BindIndex(l.Index, IVar index)

                for c, tape in tapes do
                    names.Bind(c.Entry, b.Load(tape, [ Integers.subtract (IVar index) (names.Index l.From) ]))

                let inner = Adjoints b

                this.Block(l.Body, inner, true, fun () ->
                    for c, a in List.zip carried incoming do
                        if active.Of c.Next then inner.Add(c.Next, a)

                    for term, a in seeds do
                        if active.Of term then inner.Add(term, a))

                let handed = carried |> List.map (fun c -> inner.Take c.Entry |> Option.defaultValue (Constant 0.0))
                outer <- inner.Rest
                handed, List.map snd outer)

        for c, a in List.zip carried results do
            if active.Of c.Initial then adjoints.Add(c.Initial, a)

        for (v, _), total in List.zip outer totals do
            adjoints.Add(Use v, total)

    member private _.Rule(v, operation, a, adjoints) =
        let add operand (rule: unit -> Operand option) =
            if active.Of operand then
                match rule () with
                | Some contribution -> adjoints.Add(operand, contribution)
                | None -> ()

        let value = names.Operand(Use v)

        match operation with
        | Apply1(op, x) -> add x (fun () -> Rules.unary b op a (names.Operand x) value)
        | Apply2(op, x, y) ->
            let first, second = Rules.binary b op a (names.Operand x) (names.Operand y) value
            add x first
            add y second
        | Apply3(op, x, y, z) ->
            let first, second, third = Rules.ternary b op a (names.Operand x) (names.Operand y) (names.Operand z)
            add x first
            add y second
            add z third
        | Load(array, path) ->
            if active.Arrays.Contains array then
                b.Statement(Increment(adjointOf array, List.map names.Index path, a))
        | FromInteger _ -> ()

module Reverse =

    /// Arrays that are made anew inside a loop.
    let private iterationLocal (program: Statement list) =
        Effects.nested program
        |> List.collect (function
            | Loop l -> Effects.nested l.Body
            | _ -> [])
        |> List.choose (function
            | Zero array -> Some array
            | _ -> None)
        |> HashSet

    /// A program that adds the same targets and writes their gradient with respect to `position` into `gradient`.
    let differentiate (arrays: ArrayTable) (position: ArrayId) (gradient: ArrayId) (program: Statement list) : Statement list =
        let active = Activity.from [ position ] program
        let b = Builder arrays
        let adjoints = Dictionary<ArrayId, ArrayId>()
        adjoints[position] <- gradient
        b.Statement(Zero gradient)

        for array in active.Arrays |> Seq.sort |> List.ofSeq do
            if array <> position then
                let info = arrays[array]
                let adjoint = arrays.Add(info.Name + "_adjoint", RealElement, info.Dimensions, Scratch)
                adjoints[array] <- adjoint
                b.Statement(Zero adjoint)

        let reverse = Reverse(b, active, (fun array -> adjoints[array]), iterationLocal program)
        reverse.Block(program, Adjoints b, false, ignore)
        b.Body
