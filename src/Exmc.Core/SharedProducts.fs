/// Products of several factors by a product that the loop has already: adjoints multiply again what the density multiplied.
module internal Exmc.Core.SharedProducts

open System.Collections.Generic
open Exmc.Core.Programs

let private factors statement =
    match statement with
    | Let(v, Apply2(Multiply, a, b)) -> Some(v, [ a; b ])
    | Let(v, Apply1(Square, a)) -> Some(v, [ a; a ])
    | _ -> None

/// Replaces pairs of factors by known products as long as there are such.
let rec private shared (known: Dictionary<Operand * Operand, Var>) (all: Operand list) : Operand list =
    let pairs =
        [ for i, a in List.indexed all do
              for j, b in List.indexed all do
                  if i < j then
                      match known.TryGetValue((min a b, max a b)) with
                      | true, v -> (i, j, v)
                      | _ -> () ]

    match pairs with
    | (i, j, v) :: _ -> shared known (Use v :: (all |> List.indexed |> List.filter (fun (k, _) -> k <> i && k <> j) |> List.map snd))
    | [] -> all

let private loop fresh (uses: Var -> int) (l: Loop) : Loop =
    let products = l.Body |> List.choose factors |> dict
    let inside = HashSet(l.Body |> List.collect Effects.results)
    let parts = l.Body |> List.choose factors |> List.collect snd

    // A product that one other product alone reads is part of that one.
    let isPart v = products.ContainsKey v && uses v = 1 && List.contains (Use v) parts

    let rec flat operand =
        match operand with
        | Use v when isPart v -> products[v] |> Seq.toList |> List.collect flat
        | other -> [ other ]

    let isVarying = function Use v -> inside.Contains v | Constant _ -> false
    let known = Dictionary<Operand * Operand, Var>()

    let multiplied all =
        let add (lets, product) x = (let v = fresh () in lets @ [ Let(v, Apply2(Multiply, product, x)) ], Use v)
        match all with
        | first :: rest -> List.fold add ([], first) rest
        | [] -> [], Constant 1.0

    let statement s =
        match factors s with
        | Some(v, ([ a; b ] as both)) when not (isPart v) ->
            let all = List.collect flat both
            let fewer = if all.Length > 2 then shared known all else all
            known[(min a b, max a b)] <- v

            if fewer.Length = all.Length then
                [ s ]
            else
                let varying, fixedOnes = List.partition isVarying fewer
                let outer, factor = multiplied fixedOnes
                let inner, product = multiplied varying
                outer @ inner @ [ Let(v, Apply2(Multiply, factor, product)) ]
        | _ -> [ s ]

    { l with Body = List.collect statement l.Body }

/// The program with such products; None when it has none.
let run (_: ArrayTable) (_: Activity) (body: Statement list) : Statement list option =
    let shares = loop (Effects.fresh body) (Effects.timesRead body)
    let rewritten = Merging.replaceFlat (fun l -> [ Loop(shares l) ]) body
    if rewritten = body then None else Some rewritten
