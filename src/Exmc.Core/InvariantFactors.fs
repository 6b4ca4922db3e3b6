/// Factors that stay the same in a loop go where they cost nothing: out of sums, which are multiplied once after the loop, and to each other,
/// which are multiplied once before it. Sums of squares are then of the numbers themselves: they reach the largest number, and the least, at their
/// square roots, whatever the factor is.
module internal Exmc.Core.InvariantFactors

open System.Collections.Generic
open Exmc.Core.Programs

/// A scalar as a constant, times scalars that stay the same, times one that changes (none: 1).
type private Scaled =
    { Constant: float
      Factors: Operand list
      Base: Operand option }

    /// Whether it is one that changes and nothing else.
    member this.IsBare = this.Constant = 1.0 && this.Factors.IsEmpty && this.Base.IsSome

    static member Bare x = { Constant = 1.0; Factors = []; Base = Some x }

/// Which factors go out of products, and whether the terms of a sum are summed apart.
type private Choice = { Pulls: Operand -> bool; Splits: bool }

/// A loop between what stands before it and after it.
type private Rewritten =
    { Before: Statement list
      Loop: Loop
      After: Statement list }

/// Operations of an iteration.
let private cost (l: Loop) =
    l.Sums.Length
    + (l.Body |> List.filter (function Let(_, (Load _ | FromInteger _)) -> false | Let _ | Target _ -> true | _ -> false) |> List.length)

type private Rewriting(fresh: unit -> Var, uses: Var -> int, choice: Choice, l: Loop) =
    let inside = HashSet(l.Body |> List.collect Effects.results)
    let definitions = l.Body |> List.choose (function Let(v, op) -> Some(v, op) | _ -> None) |> dict
    let stays = function Constant _ -> true | Use v -> not (inside.Contains v)
    let before, body, after = ResizeArray<Statement>(), ResizeArray<Statement>(), ResizeArray<Statement>()
    let known = Dictionary<Var, Scaled>()
    let products = Dictionary<Operand * Operand, Operand>()
    let factors = Dictionary<float * Operand list, Operand>()
    let written = Dictionary<Scaled, Operand>()

    let named (target: ResizeArray<Statement>) op = (let v = fresh () in target.Add(Let(v, op)); Use v)

    let scaled operand =
        match operand with
        | Constant c when choice.Pulls operand -> { Constant = c; Factors = []; Base = None }
        | Use v when known.ContainsKey v -> known[v]
        | other when stays other && choice.Pulls other -> { Constant = 1.0; Factors = [ other ]; Base = None }
        | other -> Scaled.Bare other

    /// The product of all that stays the same.
    let factor (s: Scaled) =
        match factors.TryGetValue((s.Constant, s.Factors)) with
        | true, found -> found
        | _ ->
            let product =
                match s.Factors with
                | [] -> Constant s.Constant
                | first :: rest ->
                    let all = rest |> List.fold (fun product x -> named before (Apply2(Multiply, product, x))) first
                    if s.Constant = 1.0 then all else named before (Apply2(Multiply, Constant s.Constant, all))

            factors[(s.Constant, s.Factors)] <- product
            product

    let times (s: Scaled) x =
        if s.Constant = -1.0 && s.Factors.IsEmpty then Apply1(Negate, x) else Apply2(Multiply, factor s, x)

    /// A scalar as other operations than products read it.
    let value operand =
        let s = scaled operand

        match s.Base with
        | Some x when s.IsBare -> x
        | None -> factor s
        | Some x ->
            match written.TryGetValue s, written.TryGetValue { s with Constant = -s.Constant } with
            | (true, found), _ -> found
            | _, (true, opposite) when not s.Factors.IsEmpty || abs s.Constant <> 1.0 ->
                written[s] <- named body (Apply1(Negate, opposite))
                written[s]
            | _ ->
                written[s] <- named body (times s x)
                written[s]

    /// A product of two that change, once.
    let product a b =
        let key = min a b, max a b

        match products.TryGetValue key with
        | true, found -> found
        | _ ->
            products[key] <- named body (if a = b then Apply1(Square, a) else Apply2(Multiply, a, b))
            products[key]

    let multiplied a b =
        { Constant = a.Constant * b.Constant
          Factors = List.sort (a.Factors @ b.Factors)
          Base =
            match a.Base, b.Base with
            | Some x, Some y -> Some(product x y)
            | Some x, None
            | None, Some x -> Some x
            | None, None -> None }

    /// What a sum adds up, each with its sign.
    let rec terms sign operand =
        match operand with
        | Use v when choice.Splits && uses v = 1 && definitions.ContainsKey v ->
            match definitions[v] with
            | Apply2(Add, a, b) -> terms sign a @ terms sign b
            | Apply2(Subtract, a, b) -> terms sign a @ terms -sign b
            | _ -> [ sign, operand ]
        | _ -> [ sign, operand ]

    let targets = l.Body |> List.choose (function Target x -> Some x | _ -> None)
    let apart = l.Sums |> List.map (fun s -> s, terms 1.0 s.Term)

    let gone =
        let rec within operand =
            match operand with
            | Use v when definitions.ContainsKey v && uses v = 1 ->
                match definitions[v] with
                | Apply2((Add | Subtract), a, b) -> v :: within a @ within b
                | _ -> []
            | _ -> []

        if choice.Splits then (l.Sums |> List.map _.Term) @ targets |> List.collect within |> HashSet else HashSet()

    let statement s =
        match s with
        | Let(v, _) when gone.Contains v -> ()
        | Let(v, Apply2(Multiply, a, b)) -> known[v] <- multiplied (scaled a) (scaled b)
        | Let(v, Apply1(Square, a)) -> known[v] <- (let s = scaled a in multiplied s s)
        | Let(v, Apply1(Negate, a)) -> known[v] <- (let s = scaled a in { s with Constant = -s.Constant })
        | Let(v, Apply1(op, a)) -> body.Add(Let(v, Apply1(op, value a)))
        | Let(v, Apply2(op, a, b)) -> (let a, b = value a, value b in body.Add(Let(v, Apply2(op, a, b))))
        | Let(v, Apply3(op, a, b, c)) -> (let a, b, c = value a, value b, value c in body.Add(Let(v, Apply3(op, a, b, c))))
        | Store(array, path, x) -> (let x = value x in body.Add(Store(array, path, x)))
        | Increment(array, path, x) -> (let x = value x in body.Add(Increment(array, path, x)))
        | other -> body.Add other

    /// Sums by what they add up in the end.
    let sums = Dictionary<Operand, Var>()
    let order = ResizeArray<Sum>()

    let total x =
        match sums.TryGetValue x with
        | true, found -> Use found
        | _ ->
            sums[x] <- fresh ()
            order.Add { Total = sums[x]; Term = x }
            Use sums[x]

    let added (parts: (float * Operand) list) : Operation =
        let term (sign, operand) =
            let s = scaled operand
            let s = { s with Constant = sign * s.Constant }

            match s.Base with
            | Some x when s.IsBare -> total x
            | Some x -> named after (times s (total x))
            | None -> total (factor s)

        match List.map term parts with
        | [ Use only ] ->
            // The last one written takes the name of the whole.
            match after |> Seq.tryLast with
            | Some(Let(v, op)) when v = only -> (after.RemoveAt(after.Count - 1); op)
            | _ -> Apply2(Add, Use only, Constant 0.0)
        | all ->
            let firsts, last = List.take (all.Length - 1) all, List.last all
            Apply2(Add, firsts.Tail |> List.fold (fun sum x -> named after (Apply2(Add, sum, x))) firsts.Head, last)

    member _.Result: Rewritten =
        List.iter statement (l.Body |> List.filter (fun s -> not s.IsTarget))

        for s, parts in apart do
            match parts with
            | [ 1.0, operand ] when ((scaled operand).IsBare || (scaled operand).Base.IsNone) && not (sums.ContainsKey(value operand)) ->
                sums[value operand] <- s.Total
                order.Add { Total = s.Total; Term = value operand }
            | _ -> after.Add(Let(s.Total, added parts))

        let common = targets |> List.map (fun x -> (let s = scaled x in s.Constant, s.Factors, s.Base.IsSome)) |> List.distinct

        match common with
        | _ when choice.Splits && not targets.IsEmpty -> after.Add(Target(named after (added (targets |> List.collect (terms 1.0)))))
        // Otherwise targets are one sum: only where all have the same factor.
        | [ constant, factors, true ] when constant <> 1.0 || not factors.IsEmpty ->
            let bases = targets |> List.map (fun x -> (scaled x).Base.Value)
            let term = bases.Tail |> List.fold (fun sum x -> named body (Apply2(Add, sum, x))) bases.Head
            let density = named after (times { Constant = constant; Factors = factors; Base = None } (total term))
            after.Add(Target density)
        | _ -> for x in targets do body.Add(Target(value x))

        { Before = List.ofSeq before
          Loop = { l with Body = List.ofSeq body; Sums = List.ofSeq order }
          After = List.ofSeq after }

/// The loop with what precedes and follows it, in the form that costs least.
let private withoutFactors fresh (uses: Var -> int) (l: Loop) : Statement list =
    let constantsAlone = function Constant _ -> true | Use _ -> false

    let choices =
        [ { Pulls = constantsAlone; Splits = false }
          { Pulls = (fun _ -> true); Splits = false }
          { Pulls = (fun _ -> true); Splits = true } ]

    let best = choices |> List.map (fun choice -> Rewriting(fresh, uses, choice, l).Result) |> List.minBy (fun r -> cost r.Loop)
    if cost best.Loop < cost l then best.Before @ [ Loop best.Loop ] @ best.After else [ Loop l ]

/// The program with such loops; None when it has none.
let run (_: ArrayTable) (_: Activity) (body: Statement list) : Statement list option =
    let rewritten = Merging.replaceFlat (withoutFactors (Effects.fresh body) (Effects.timesRead body)) body
    if rewritten = body then None else Some rewritten
