/// What the reverse sweep of a scan needs of the forward sweep is stored or computed again, whichever is cheaper.
module internal Exmc.Core.Tapes

open System.Collections.Generic
open Exmc.Core.Programs

/// To store a scalar in one sweep and load it in the other, in additions.
let private storing = 3

/// To compute an operation again, in additions of eight lanes.
let private cost operation =
    match operation with
    | Apply1((Negate | Square | Abs), _)
    | Apply2((Add | Subtract | Multiply | Minimum | Maximum), _, _)
    | Apply3(MultiplyAdd, _, _, _)
    | Load _ -> 1
    | FromInteger _ -> 2
    | Apply1((Reciprocal | Sqrt), _)
    | Apply2(Divide, _, _) -> 8
    | _ -> 30

/// How a scalar of the forward sweep is computed: its cost, and the scalars of the same iteration that it needs.
type private Recipe = { Cost: int; Needs: Var list }

/// The scalars of a forward sweep: known operations of the body and of the arms of its conditionals.
type private Forward(arrays: ArrayTable, l: Loop) =
    let recipes = Dictionary<Var, Recipe>()
    let top = Dictionary<Operation, Var>()
    let arms = Dictionary<Condition * bool, Dictionary<Operation, Var>>()
    let results = Dictionary<Condition * Operand * Operand, Var>()
    let entries = Dictionary<ArrayId, Var>()
    let ownCount = l.Carried |> List.map _.Entry |> HashSet

    let isStable array =
        match arrays[array].Role with
        | DataArray _
        | Position
        | Bound -> true
        | _ -> false

    let armOf key =
        match arms.TryGetValue key with
        | true, found -> found
        | _ ->
            let fresh = Dictionary()
            arms[key] <- fresh
            fresh

    let own vars = vars |> List.filter (fun v -> recipes.ContainsKey v || ownCount.Contains v)

    let define (known: Dictionary<Operation, Var>) v operation =
        let isPlain = match operation with Load(array, _) -> isStable array | _ -> true

        if isPlain then
            known[operation] <- v
            recipes[v] <- { Cost = cost operation; Needs = own (Reads.operation operation) }

    do
        for statement in l.Body do
            match statement with
            | Let(v, operation) -> define top v operation
            | Store(tape, [ place ], Use v) when ownCount.Contains v && LoopPlaces.offset l.Index place |> Option.isSome -> entries[tape] <- v
            | Branch br ->
                for isThen, body in [ true, br.Then; false, br.Else ] do
                    for inner in body do
                        match inner with
                        | Let(v, operation) -> define (armOf (br.Condition, isThen)) v operation
                        | _ -> ()

                for r in br.Results do
                    results[(br.Condition, r.WhenTrue, r.WhenFalse)] <- r.Result
                    let chosen = Reads.condition br.Condition @ Reads.operand r.WhenTrue @ Reads.operand r.WhenFalse
                    recipes[r.Result] <- { Cost = 1; Needs = own chosen }
            | _ -> ()

    member _.Loop = l
    /// None for what an iteration starts from.
    member _.Recipe v = match recipes.TryGetValue v with | true, recipe -> Some recipe | _ -> None
    member _.Entry tape = match entries.TryGetValue tape with | true, v -> Some v | _ -> None
    member _.Result key = match results.TryGetValue key with | true, v -> Some v | _ -> None

    member _.Find(arm: (Condition * bool) option, operation) =
        let among (known: Dictionary<Operation, Var>) = match known.TryGetValue operation with | true, v -> Some v | _ -> None

        match arm |> Option.bind (fun key -> match arms.TryGetValue key with | true, known -> among known | _ -> None) with
        | Some v -> Some v
        | None -> among top

/// The scalars of a reverse sweep that are scalars of the forward one, and those of them that other statements read.
let private matched (forward: Forward) (l: Loop) : Dictionary<Var, Var> * Set<Var> =
    let known = Dictionary<Var, Var>()
    let inside = HashSet(Effects.allDefined [ Loop l ])
    let isKnown v = known.ContainsKey v || not (inside.Contains v)

    let rename v = match known.TryGetValue v with | true, f -> f | _ -> v
    let operand x = match x with Use v -> Use(rename v) | Constant _ -> x

    let rec index i =
        match i with
        | IVar v when v = l.Index -> IVar forward.Loop.Index
        | IBinary(op, a, b) -> IBinary(op, index a, index b)
        | ILoad(array, path) -> ILoad(array, List.map index path)
        | _ -> i

    let operation op =
        match op with
        | Apply1(o, a) -> Apply1(o, operand a)
        | Apply2(o, a, b) -> Apply2(o, operand a, operand b)
        | Apply3(o, a, b, c) -> Apply3(o, operand a, operand b, operand c)
        | Load(array, path) -> Load(array, List.map index path)
        | FromInteger i -> FromInteger(index i)

    let rec condition c =
        match c with
        | Always -> c
        | CompareReal(o, a, b) -> CompareReal(o, operand a, operand b)
        | CompareInteger(o, a, b) -> CompareInteger(o, index a, index b)
        | IsNaN a -> IsNaN(operand a)
        | AllOf all -> AllOf(List.map condition all)
        | AnyOf all -> AnyOf(List.map condition all)
        | Negation x -> Negation(condition x)

    let needed = HashSet<Var>()
    let need vars = for v in vars do match known.TryGetValue v with | true, f -> needed.Add f |> ignore | _ -> ()

    let reads op = Reads.operation op |> List.filter (fun v -> v <> l.Index)

    let define arm v op =
        let found =
            match op with
            | Load(tape, [ _ ]) when (forward.Entry tape).IsSome -> forward.Entry tape
            | _ when List.forall isKnown (reads op) -> forward.Find(arm, operation op)
            | _ -> None

        match found with
        | Some f -> known[v] <- f
        | None -> need (Reads.operation op)

    for statement in l.Body do
        match statement with
        | Let(v, op) -> define None v op
        | Branch br ->
            let isSame = Reads.condition br.Condition |> List.forall isKnown
            let chosen = condition br.Condition
            need (Reads.condition br.Condition)

            for isThen, body in [ true, br.Then; false, br.Else ] do
                for inner in body do
                    match inner with
                    | Let(v, op) when isSame -> define (Some(chosen, isThen)) v op
                    | other -> need (Effects.nested [ other ] |> List.collect Effects.read)

            for r in br.Results do
                match forward.Result(chosen, operand r.WhenTrue, operand r.WhenFalse) with
                | Some f when isSame -> known[r.Result] <- f
                | _ -> need (Reads.operand r.WhenTrue @ Reads.operand r.WhenFalse)
        | other -> need (Effects.nested [ other ] |> List.collect Effects.read)

    need (l.Carried |> List.collect (fun c -> Reads.operand c.Next))
    need (l.Sums |> List.collect (fun s -> Reads.operand s.Term))
    known, set needed

/// The scalars of the forward sweep that are best stored.
let private stored (forward: Forward) (needed: Set<Var>) : Set<Var> =
    let nodes = Dictionary<Var, int>()
    let weights = ResizeArray<int>()
    let needs = ResizeArray<int * int>()

    // A scalar that is needed costs a store, unless it is computed again, which needs others.
    let rec node v =
        match nodes.TryGetValue v with
        | true, found -> found
        | _ ->
            let required = weights.Count
            nodes[v] <- required
            weights.Add storing

            match forward.Recipe v with
            | Some recipe when recipe.Cost < storing || not recipe.Needs.IsEmpty ->
                let again = weights.Count
                weights.Add(recipe.Cost - storing)
                needs.Add((again, required))
                for other in recipe.Needs do needs.Add((again, node other))
            | _ -> ()

            required

    let forced = needed |> Seq.map node |> List.ofSeq
    let chosen = MinimumClosure.find (weights.ToArray()) (List.ofSeq needs) forced
    let isAgain required = chosen.Contains(required + 1) && needs.Contains((required + 1, required))
    nodes |> Seq.filter (fun pair -> chosen.Contains pair.Value && not (isAgain pair.Value)) |> Seq.map (fun pair -> pair.Key) |> set

/// Stores after the definitions of scalars.
let private recording (tapes: Map<Var, ArrayId>) (l: Loop) : Loop =
    let place = [ Integers.subtract (IVar l.Index) l.From ]
    let record v = match Map.tryFind v tapes with | Some tape -> [ Store(tape, place, Use v) ] | None -> []

    let rec body statements =
        statements
        |> List.collect (fun statement ->
            match statement with
            | Let(v, _) -> statement :: record v
            | Branch br ->
                let arm statements = statements |> List.collect (fun s -> match s with Let(v, _) -> s :: record v | _ -> [ s ])
                Branch { br with Then = arm br.Then; Else = arm br.Else } :: (br.Results |> List.collect (fun r -> record r.Result))
            | other -> [ other ])

    { l with Body = body l.Body }

/// Loads in place of what is stored.
let private replaying (tapes: Map<Var, ArrayId>) (known: Dictionary<Var, Var>) (l: Loop) : Loop =
    let place = [ Integers.subtract (IVar l.Index) l.From ]
    let tape v = match known.TryGetValue v with | true, f -> Map.tryFind f tapes | _ -> None

    let replay statement =
        match statement with
        | Let(v, _) ->
            match tape v with
            | Some array -> Let(v, Load(array, place))
            | None -> statement
        | other -> other

    let body =
        l.Body
        |> List.collect (function
            | Branch br ->
                let replayed, others = br.Results |> List.partition (fun r -> (tape r.Result).IsSome)
                let loads = replayed |> List.map (fun r -> Let(r.Result, Load((tape r.Result).Value, place)))
                loads @ [ Branch { br with Then = List.map replay br.Then; Else = List.map replay br.Else; Results = others } ]
            | other -> [ replay other ])

    { l with Body = body }

/// A scan and its reverse sweep, by the tape of one for the other.
let private sweeps (body: Statement list) : (Loop * Loop) list =
    let loops = body |> List.choose (function Loop l when not l.Carried.IsEmpty -> Some l | _ -> None)
    let tapesOf (l: Loop) = l.Body |> List.choose (function Store(array, _, Use v) when l.Carried |> List.exists (fun c -> c.Entry = v) -> Some array | _ -> None)

    List.allPairs loops loops
    |> List.filter (fun (f, r) ->
        f.From = r.From && f.Until = r.Until && f.Descending <> r.Descending
        && r.Body |> List.exists (function Let(_, Load(array, _)) -> List.contains array (tapesOf f) | _ -> false))

/// The program with such sweeps; None when nothing changes.
let run (arrays: ArrayTable) (_: Activity) (body: Statement list) : Statement list option =
    let step (statements: Statement list) (f: Loop, r: Loop) =
        let forward = Forward(arrays, f)
        let known, needed = matched forward r
        let length = Integers.subtract f.Until f.From
        // What an iteration starts from is on a tape already.
        let fresh = stored forward needed |> Seq.filter (fun v -> (forward.Recipe v).IsSome) |> List.ofSeq
        let tapes = fresh |> List.map (fun v -> v, arrays.Add("tape", RealElement, [ length ], Scratch)) |> Map.ofList

        statements
        |> List.map (function
            | Loop l when l = f -> Loop(recording tapes l)
            | Loop l when l = r -> Loop(replaying tapes known l)
            | other -> other)

    let rewritten = List.fold step body (sweeps body)
    if rewritten = body then None else Some rewritten
