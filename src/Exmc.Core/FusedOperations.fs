/// A product that one sum or difference reads becomes one operation with it, and so does the sign of the result.
module internal Exmc.Core.FusedOperations

open System.Collections.Generic
open Exmc.Core.Programs

/// The opposite of a scalar, after the statement that it takes; one that the loop does not change moves out of it.
let private negated fresh operand =
    match operand with
    | Constant x -> [], Constant -x
    | Use _ -> (let v = fresh () in [ Let(v, Apply1(Negate, operand)) ], Use v)

let rec private block fresh (uses: Var -> int) (isInside: Var -> bool) (body: Statement list) : Statement list =
    let definitions = body |> List.choose (function Let(v, op) when uses v = 1 -> Some(v, op) | _ -> None) |> dict
    let definition operand = match operand with Use v when definitions.ContainsKey v -> Some definitions[v] | _ -> None
    let stays operand = match operand with Constant _ -> true | Use v -> not (isInside v)

    let product operand =
        match definition operand with
        | Some(Apply2(Multiply, a, b)) -> Some(a, b)
        | Some(Apply1(Square, a)) -> Some(a, a)
        | _ -> None

    let fused op =
        match op with
        | Apply2(Add, a, b) ->
            match product a, product b with
            | Some(x, y), _ -> Some([], (x, y, b))
            | None, Some(x, y) -> Some([], (x, y, a))
            | None, None -> None
        | Apply2(Subtract, a, b) ->
            match product a, product b with
            | _, Some(x, y) ->
                let factor, other = if stays y then y, x else x, y
                let lets, minus = negated fresh factor
                Some(lets, (minus, other, a))
            | Some(x, y), None -> (let lets, minus = negated fresh b in Some(lets, (x, y, minus)))
            | None, None -> None
        | _ -> None

    // The opposites of a x + c and of c - a x, where the opposites of a and c cost nothing.
    let opposite operand =
        match definition operand with
        | Some(Apply2(Subtract, c, p)) when stays c && (product p).IsSome ->
            let a, b = (product p).Value
            let lets, rest = negated fresh c
            Some(lets, (a, b, rest))
        | Some op ->
            match fused op with
            | Some([], (a, b, c)) when stays c && (stays a || stays b) ->
                let factor, other = if stays a then a, b else b, a
                let lets, minus = negated fresh factor
                let more, rest = negated fresh c
                Some(lets @ more, (minus, other, rest))
            | _ -> None
        | None -> None

    let statement s =
        let fusedTo v found =
            match found with
            | Some(lets, (a, b, c)) -> lets @ [ Let(v, Apply3(MultiplyAdd, a, b, c)) ]
            | None -> [ s ]

        match s with
        | Let(v, Apply1(Negate, operand)) -> fusedTo v (opposite operand)
        | Let(v, op) -> fusedTo v (fused op)
        | Loop l ->
            let inside = HashSet(Effects.allDefined [ s ])
            [ Loop { l with Body = block fresh uses inside.Contains l.Body } ]
        | Branch br -> [ Branch { br with Then = block fresh uses isInside br.Then; Else = block fresh uses isInside br.Else } ]
        | other -> [ other ]

    List.collect statement body

/// The program with such operations; None when it has none.
let run (_: ArrayTable) (_: Activity) (body: Statement list) : Statement list option =
    let inside = HashSet(Effects.allDefined body)
    let rewritten = block (Effects.fresh body) (Effects.timesRead body) inside.Contains body
    if rewritten = body then None else Some rewritten
