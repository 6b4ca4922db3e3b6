/// What a loop adds up without constant factors and signs: one multiplication of the sum instead of one in each iteration.
module internal Exmc.Core.ConstantFactors

open Exmc.Core.Programs

/// A term as a constant times an operand; steps that anything else reads stay as they are.
let rec private split (definition: Var -> Operation option) operand : float * Operand =
    let scaled c x = (let factor, rest = split definition x in c * factor, rest)

    match operand with
    | Constant _ -> 1.0, operand
    | Use v ->
        match definition v with
        | Some(Apply1(Negate, (Use _ as x))) -> scaled -1.0 x
        | Some(Apply2(Multiply, Constant c, (Use _ as x)))
        | Some(Apply2(Multiply, (Use _ as x), Constant c)) -> scaled c x
        | _ -> 1.0, operand

let private times factor x =
    if factor = -1.0 then Apply1(Negate, x) else Apply2(Multiply, Constant factor, x)

/// The loop with what follows it.
let private withoutFactors fresh (uses: Var -> int) (l: Loop) : Statement list =
    let definitions = l.Body |> List.choose (function Let(v, op) -> Some(v, op) | _ -> None) |> dict
    let once v = match definitions.TryGetValue v with | true, op when uses v = 1 -> Some op | _ -> None

    let sums =
        l.Sums
        |> List.map (fun s ->
            match split once s.Term with
            | 1.0, _ -> s, []
            | factor, rest -> (let total = fresh () in { Total = total; Term = rest }, [ Let(s.Total, times factor (Use total)) ]))

    // Targets are one sum: only where all have the same factor.
    let targets = l.Body |> List.choose (function Target x -> Some(split once x) | _ -> None)

    let body, densities =
        match targets |> List.map fst |> List.distinct with
        | [ factor ] when factor <> 1.0 ->
            let add (lets, sum) x = (let v = fresh () in lets @ [ Let(v, Apply2(Add, sum, x)) ], Use v)
            let terms = List.map snd targets
            let lets, term = List.fold add ([], terms.Head) terms.Tail
            let total, density = fresh (), fresh ()
            let body = l.Body |> List.filter (fun s -> not s.IsTarget)
            body @ lets, [ { Total = total; Term = term }, [ Let(density, times factor (Use total)); Target(Use density) ] ]
        | _ -> l.Body, []

    let all = sums @ densities
    Loop { l with Body = body; Sums = List.map fst all } :: List.collect snd all

/// The program with such loops; None when it has none.
let run (_: ArrayTable) (_: Activity) (body: Statement list) : Statement list option =
    let rewritten = Merging.replaceFlat (withoutFactors (Effects.fresh body) (Effects.timesRead body)) body
    if rewritten = body then None else Some rewritten
