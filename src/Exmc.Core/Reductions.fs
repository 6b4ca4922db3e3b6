/// Scalars that each iteration only adds to become sums: a scan that hands nothing else on is a map-reduce.
module internal Exmc.Core.Reductions

open System.Collections.Generic
open Exmc.Core.Programs

/// What an iteration adds to an entry, and with which sign, on the way to the next value; None when anything else happens to it.
let private added (entry: Var) uses (definitions: Map<Var, Operation>) (next: Operand) =
    let rec terms operand =
        match operand with
        | Use v when v = entry -> Some []
        | Use v when uses v = 1 ->
            match Map.tryFind v definitions with
            | Some(Apply2(Add, a, b)) ->
                match terms a, terms b with
                | Some before, None -> Some(before @ [ false, b ])
                | None, Some before -> Some(before @ [ false, a ])
                | _ -> None
            | Some(Apply2(Subtract, a, b)) -> terms a |> Option.map (fun before -> before @ [ true, b ])
            | _ -> None
        | _ -> None

    if uses entry = 1 then terms next else None

/// The steps from an entry to its next value, each of which only the one after it reads, are gone.
let private withoutSteps (gone: HashSet<Var>) body =
    let isStep =
        function
        | Let(v, op) -> Reads.operation op |> List.exists gone.Contains && gone.Add v
        | _ -> false

    body |> List.filter (isStep >> not)

/// Statements that add up terms with their signs.
let private sum fresh (terms: (bool * Operand) list) =
    let add (lets, total) (isNegative, term) =
        let v = fresh ()
        lets @ [ Let(v, Apply2((if isNegative then Subtract else Add), total, term)) ], Use v

    List.fold add ([], Constant 0.0) terms

/// Conditionals that add to an entry in one arm and leave it alone in the other: they choose what is added, and it is added after them.
let private unconditional fresh (l: Loop) : Loop =
    let entries = l.Carried |> List.map _.Entry |> set
    let reads = (Effects.nested l.Body |> List.collect Effects.read) @ (l.Carried |> List.collect (fun c -> Reads.operand c.Next))
    let counts = List.countBy id reads |> Map.ofList

    let chosen (br: Branch) =
        let definitions arm = arm |> List.choose (function Let(v, op) -> Some(v, op) | _ -> None) |> Map.ofList
        // An entry is read in the arm that adds to it and where it is left alone, and nowhere else.
        let uses entry v = if v = entry then Map.find entry counts - 1 else Map.tryFind v counts |> Option.defaultValue 0

        let terms (r: BranchResult) =
            match r.WhenTrue, r.WhenFalse with
            | next, Use e when entries.Contains e && next <> Use e -> added e (uses e) (definitions br.Then) next |> Option.map (fun terms -> e, true, terms)
            | Use e, next when entries.Contains e -> added e (uses e) (definitions br.Else) next |> Option.map (fun terms -> e, false, terms)
            | _ -> None

        let step (br: Branch, after) (r: BranchResult) =
            match terms r with
            | Some(entry, isThen, terms) ->
                let lets, total = sum fresh terms
                let arm body = withoutSteps (HashSet [ entry ]) body @ lets
                let term = fresh ()
                let result = { Result = term; WhenTrue = (if isThen then total else Constant 0.0); WhenFalse = (if isThen then Constant 0.0 else total) }
                let results = br.Results |> List.map (fun other -> if other.Result = r.Result then result else other)
                let changed = if isThen then { br with Then = arm br.Then; Results = results } else { br with Else = arm br.Else; Results = results }
                changed, after @ [ Let(r.Result, Apply2(Add, Use entry, Use term)) ]
            | None -> br, after

        let changed, after = List.fold step (br, []) br.Results
        Branch changed :: after

    { l with Body = l.Body |> List.collect (function Branch br -> chosen br | other -> [ other ]) }

let rec private block fresh (body: Statement list) : Statement list = List.collect (statement fresh) body

and private statement fresh s : Statement list =
    match s with
    | Loop l when not l.Carried.IsEmpty ->
        let l = unconditional fresh { l with Body = block fresh l.Body }
        let reads = (Effects.nested l.Body |> List.collect Effects.read) @ (l.Carried |> List.collect (fun c -> Reads.operand c.Next)) @ (l.Sums |> List.collect (fun s -> Reads.operand s.Term))
        let counts = List.countBy id reads |> Map.ofList
        let uses v = Map.tryFind v counts |> Option.defaultValue 0
        let definitions = l.Body |> List.choose (function Let(v, op) -> Some(v, op) | _ -> None) |> Map.ofList
        let reducible, carried = l.Carried |> List.map (fun c -> c, added c.Entry uses definitions c.Next) |> List.partition (snd >> Option.isSome)

        let reduce (c: Carried, terms: (bool * Operand) list option) =
            let lets, term = sum fresh (Option.get terms)
            let total = fresh ()
            lets, { Total = total; Term = term }, Let(c.Result, Apply2(Add, c.Initial, Use total))

        let reduced = List.map reduce reducible
        let gone = HashSet(reducible |> List.map (fun (c, _) -> c.Entry))

        let loop =
            { l with
                Carried = List.map fst carried
                Sums = l.Sums @ (reduced |> List.map (fun (_, sum, _) -> sum))
                Body = withoutSteps gone l.Body @ (reduced |> List.collect (fun (lets, _, _) -> lets)) }

        Loop loop :: (reduced |> List.map (fun (_, _, result) -> result))
    | Loop l -> [ Loop { l with Body = block fresh l.Body } ]
    | Branch br -> [ Branch { br with Then = block fresh br.Then; Else = block fresh br.Else } ]
    | other -> [ other ]

let private carriedCount body =
    Effects.nested body |> List.sumBy (function Loop l -> l.Carried.Length | _ -> 0)

/// The program with such scalars as sums; None when it has none.
let run (_: ArrayTable) (_: Activity) (body: Statement list) : Statement list option =
    let rewritten = block (Effects.fresh body) body
    if carriedCount rewritten < carriedCount body then Some rewritten else None
