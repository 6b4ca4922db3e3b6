/// A product that one sum or difference reads becomes one operation with it.
module internal Exmc.Core.FusedOperations

open Exmc.Core.Programs

let rec private block fresh (uses: Var -> int) (body: Statement list) : Statement list =
    let products =
        body
        |> List.choose (function
            | Let(v, Apply2(Multiply, a, b)) when uses v = 1 -> Some(v, (a, b))
            | Let(v, Apply1(Square, a)) when uses v = 1 -> Some(v, (a, a))
            | _ -> None)
        |> dict

    let product operand = match operand with Use v when products.ContainsKey v -> Some products[v] | _ -> None

    let negated operand =
        match operand with
        | Constant x -> [], Constant -x
        | Use _ -> (let v = fresh () in [ Let(v, Apply1(Negate, operand)) ], Use v)

    let statement s =
        match s with
        | Let(v, Apply2(Add, a, b)) ->
            match product a, product b with
            | Some(x, y), _ -> [ Let(v, Apply3(MultiplyAdd, x, y, b)) ]
            | None, Some(x, y) -> [ Let(v, Apply3(MultiplyAdd, x, y, a)) ]
            | None, None -> [ s ]
        | Let(v, Apply2(Subtract, a, b)) ->
            match product a, product b with
            | _, Some(x, y) -> (let lets, minus = negated x in lets @ [ Let(v, Apply3(MultiplyAdd, minus, y, a)) ])
            | Some(x, y), None -> (let lets, minus = negated b in lets @ [ Let(v, Apply3(MultiplyAdd, x, y, minus)) ])
            | None, None -> [ s ]
        | Loop l -> [ Loop { l with Body = block fresh uses l.Body } ]
        | Branch br -> [ Branch { br with Then = block fresh uses br.Then; Else = block fresh uses br.Else } ]
        | other -> [ other ]

    List.collect statement body

/// The program with such operations; None when it has none.
let run (_: ArrayTable) (_: Activity) (body: Statement list) : Statement list option =
    let rewritten = block (Effects.fresh body) (Effects.timesRead body) body
    if rewritten = body then None else Some rewritten
