/// Targets by their parts: each part of a sum is a target of its own, and the sum over a loop that only the density reads is one inside it.
/// What is the same in each iteration leaves the loop, and value and adjoints of an iteration are computed together.
module internal Exmc.Core.TargetParts

open System.Collections.Generic
open Exmc.Core.Programs

/// A part with its factor.
let rec private parts (definition: Var -> Operation option) factor operand : (float * Operand) list =
    let below = parts definition

    match operand with
    | Constant x -> [ 1.0, Constant(factor * x) ]
    | Use v ->
        match definition v with
        | Some(Apply2(Add, a, b)) -> below factor a @ below factor b
        | Some(Apply2(Subtract, a, b)) -> below factor a @ below -factor b
        | Some(Apply1(Negate, a)) -> below -factor a
        | Some(Apply2(Multiply, Constant c, a)) -> below (factor * c) a
        | _ -> [ factor, operand ]

let private target fresh (factor, operand) : Statement list =
    match operand with
    | _ when factor = 1.0 -> [ Target operand ]
    | Constant x -> [ Target(Constant(factor * x)) ]
    | _ ->
        let v = fresh ()
        [ Let(v, (if factor = -1.0 then Apply1(Negate, operand) else Apply2(Multiply, Constant factor, operand))); Target(Use v) ]

let rec private block fresh (uses: Var -> int) (body: Statement list) : Statement list =
    let definitions = body |> List.choose (function Let(v, op) -> Some(v, op) | _ -> None) |> dict
    let definition v = match definitions.TryGetValue v with | true, op -> Some op | _ -> None
    let totals = body |> List.collect (function Loop l -> l.Sums |> List.map _.Total | _ -> []) |> set

    // A definition that other statements read, too, is taken as it is when it holds a total: that stays where it is.
    let once v = if uses v = 1 then definition v else None
    let split = body |> List.map (function Target x -> parts once 1.0 x | _ -> [])

    let pushed =
        split
        |> List.concat
        |> List.choose (function factor, Use v when totals.Contains v && uses v = 1 -> Some(v, factor) | _ -> None)
        |> Map.ofList

    // The steps from a total that is gone to the target, each of which only the one after it reads.
    let gone = HashSet(pushed.Keys)
    let isStep = function Let(v, op) -> Reads.operation op |> List.exists gone.Contains && gone.Add v | _ -> false

    let statement (s, parts) =
        match s with
        | _ when isStep s -> []
        | Target _ -> parts |> List.filter (function _, Use v -> not (pushed.ContainsKey v) | _ -> true) |> List.collect (target fresh)
        | Loop l ->
            let inside, sums = l.Sums |> List.partition (fun s -> pushed.ContainsKey s.Total)
            let targets = inside |> List.collect (fun s -> target fresh (pushed[s.Total], s.Term))
            [ Loop { l with Sums = sums; Body = block fresh uses (l.Body @ targets) } ]
        | Branch br -> [ Branch { br with Then = block fresh uses br.Then; Else = block fresh uses br.Else } ]
        | other -> [ other ]

    List.zip body split |> List.collect statement

/// The program with its targets split; None when it has nothing to split.
let run (_: ArrayTable) (_: Activity) (body: Statement list) : Statement list option =
    let timesRead = Effects.timesRead body

    // What the pass itself has made is read once.
    let rewritten = block (Effects.fresh body) (timesRead >> max 1) body
    if rewritten = body then None else Some rewritten
