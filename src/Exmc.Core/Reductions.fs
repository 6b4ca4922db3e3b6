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

let rec private block fresh (body: Statement list) : Statement list = List.collect (statement fresh) body

and private statement fresh s : Statement list =
    match s with
    | Loop l when not l.Carried.IsEmpty ->
        let l = { l with Body = block fresh l.Body }
        let reads = (Effects.nested l.Body |> List.collect Effects.read) @ (l.Carried |> List.collect (fun c -> Reads.operand c.Next)) @ (l.Sums |> List.collect (fun s -> Reads.operand s.Term))
        let counts = List.countBy id reads |> Map.ofList
        let uses v = Map.tryFind v counts |> Option.defaultValue 0
        let definitions = l.Body |> List.choose (function Let(v, op) -> Some(v, op) | _ -> None) |> Map.ofList
        let reducible, carried = l.Carried |> List.map (fun c -> c, added c.Entry uses definitions c.Next) |> List.partition (snd >> Option.isSome)

        let reduce (c: Carried, terms: (bool * Operand) list option) =
            let add (lets, sum) (isNegative, term) =
                let v = fresh ()
                lets @ [ Let(v, Apply2((if isNegative then Subtract else Add), sum, term)) ], Use v

            let lets, term = List.fold add ([], Constant 0.0) (Option.get terms)
            let total = fresh ()
            lets, { Total = total; Term = term }, Let(c.Result, Apply2(Add, c.Initial, Use total))

        let reduced = List.map reduce reducible
        let gone = HashSet(reducible |> List.map (fun (c, _) -> c.Entry))

        // The steps from an entry that is gone to its next value, each of which only the one after it reads.
        let isStep =
            function
            | Let(v, op) -> Reads.operation op |> List.exists gone.Contains && gone.Add v
            | _ -> false

        let loop =
            { l with
                Carried = List.map fst carried
                Sums = l.Sums @ (reduced |> List.map (fun (_, sum, _) -> sum))
                Body = (l.Body |> List.filter (isStep >> not)) @ (reduced |> List.collect (fun (lets, _, _) -> lets)) }

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
