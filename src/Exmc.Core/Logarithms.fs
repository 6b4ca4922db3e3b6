/// Logarithms that a loop only adds up, each times what stays the same in the loop, become sums of their own. A code writer takes a sum of
/// logarithms as the logarithm of one product: each factor's rounding adds at most half a unit in the last place of 1 to the sum.
module internal Exmc.Core.Logarithms

open System.Collections.Generic
open Exmc.Core.Programs

/// A part of a sum: a factor that stays the same, and a logarithm by its scalar or anything else.
type private Part =
    { Number: float
      Factors: Operand list
      Leaf: Operand
      IsLogarithm: bool }

let private isLogarithm op =
    match op with
    | Apply1((Log | Log1p | Log1pExp), _) -> true
    | _ -> false

/// How a loop uses its scalars, those of its own level.
type private Uses(active: Activity, l: Loop) =
    let inside = HashSet(Effects.allDefined [ Loop l ])
    let definitions = l.Body |> List.choose (function Let(v, op) -> Some(v, op) | _ -> None) |> dict
    let isFixed operand = match operand with Constant _ -> true | Use v -> not (inside.Contains v)

    let total =
        (Effects.nested l.Body |> List.collect Effects.read) @ (l.Carried |> List.collect (fun c -> Reads.operand c.Next)) @ (l.Sums |> List.collect (fun s -> Reads.operand s.Term))
        |> List.countBy id
        |> dict

    /// What an operation is linear in.
    let summands op =
        match op with
        | Apply1(Negate, a) -> [ a ]
        | Apply2((Add | Subtract), a, b) -> [ a; b ]
        | Apply2(Multiply, a, b) when isFixed a -> [ b ]
        | Apply2(Multiply, a, b) when isFixed b -> [ a ]
        | _ -> []

    /// Scalars all of whose readers add them up.
    let added =
        let counts = Dictionary<Var, int>()
        let count operand = for v in Reads.operand operand do counts[v] <- 1 + (match counts.TryGetValue v with | true, n -> n | _ -> 0)
        let isAdded v = counts.ContainsKey v && counts[v] = total[v]
        for s in l.Sums do count s.Term

        for statement in List.rev l.Body do
            match statement with
            | Target x -> count x
            | Let(v, op) when isAdded v -> List.iter count (summands op)
            | _ -> ()

        isAdded

    let logarithms = l.Body |> List.choose (function Let(v, op) when isLogarithm op && active.Vars.Contains v && added v -> Some v | _ -> None) |> set

    /// Scalars with such a logarithm among their parts.
    let holders =
        let found = HashSet<Var>(logarithms)
        let holds operand = match operand with Use v -> found.Contains v | Constant _ -> false

        for statement in l.Body do
            match statement with
            | Let(v, op) when added v && List.exists holds (summands op) -> found.Add v |> ignore
            | _ -> ()

        found

    member _.Logarithms = logarithms
    member _.Holds operand = match operand with Use v -> holders.Contains v | Constant _ -> false

    member this.Parts(number, factors, operand) : Part list =
        match operand with
        | Use v when holders.Contains v && not (logarithms.Contains v) ->
            let times factor a =
                match factor with
                | Constant c -> this.Parts(number * c, factors, a)
                | _ -> this.Parts(number, factor :: factors, a)

            match definitions[v] with
            | Apply1(Negate, a) -> this.Parts(-number, factors, a)
            | Apply2(Add, a, b) -> this.Parts(number, factors, a) @ this.Parts(number, factors, b)
            | Apply2(Subtract, a, b) -> this.Parts(number, factors, a) @ this.Parts(-number, factors, b)
            | Apply2(_, a, b) -> if isFixed a then times a b else times b a
            | _ -> invalidOp "A part that is not linear."
        | _ -> [ { Number = number; Factors = factors; Leaf = operand; IsLogarithm = this.Holds operand } ]

/// Statements that compute a part, and what they compute.
let private emit fresh (part: Part) leaf : Statement list * Operand =
    let times (statements, product) factor =
        let v = fresh ()
        statements @ [ Let(v, Apply2(Multiply, factor, product)) ], Use v

    let scaled = List.fold times ([], leaf) part.Factors
    if part.Number = 1.0 then scaled else times scaled (Constant part.Number)

let private sum fresh (terms: (Statement list * Operand) list) : Statement list * Operand =
    let add (statements, total) (more, term) =
        let v = fresh ()
        statements @ more @ [ Let(v, Apply2(Add, total, term)) ], Use v

    match terms with
    | [] -> [], Constant 0.0
    | first :: rest -> List.fold add first rest

/// The sum of one logarithm: statements in the loop and its sums, statements after the loop, and the total.
let private total fresh op v =
    let summed statements term = (let s = fresh () in statements, { Total = s; Term = term }, Use s)

    let ofFactor operation =
        let factor, log = fresh (), fresh ()
        summed [ Let(factor, operation); Let(log, Apply1(Log, Use factor)) ] (Use log)

    match op with
    | Apply1(Log1p, x) -> (let inner, s, t = ofFactor (Apply2(Add, Constant 1.0, x)) in inner, [ s ], [], t)
    | Apply1(Log1pExp, x) ->
        let inner, s, t = ofFactor (Apply1(LogisticFactor, x))
        let larger, all = fresh (), fresh ()
        let moreInner, more, u = summed [ Let(larger, Apply2(Maximum, Constant 0.0, x)) ] (Use larger)
        inner @ moreInner, [ s; more ], [ Let(all, Apply2(Add, t, u)) ], Use all
    | _ -> (let inner, s, t = summed [] (Use v) in inner, [ s ], [], t)

/// Conditionals whose result is a sum with logarithms in one arm and 0 in the other choose what is left of the sum, and factors or 1.
let private unconditional fresh active (l: Loop) : Loop =
    let counts =
        (Effects.nested l.Body |> List.collect Effects.read) @ (l.Carried |> List.collect (fun c -> Reads.operand c.Next)) @ (l.Sums |> List.collect (fun s -> Reads.operand s.Term))
        |> List.countBy id
        |> dict

    let terms = (l.Sums |> List.map _.Term) @ (l.Body |> List.choose (function Target x -> Some x | _ -> None))
    let summed = terms |> List.choose (function Use v when counts[v] = 1 -> Some v | _ -> None) |> set

    let chosen (br: Branch) =
        let step (br: Branch, after) (r: BranchResult) =
            let isThen = r.WhenFalse = Constant 0.0
            let arm, next = if isThen then br.Then, r.WhenTrue else br.Else, r.WhenFalse
            // The arm as a loop whose one sum is the result.
            let asLoop = { l with Carried = []; Body = arm; Sums = [ { Total = r.Result; Term = next } ] }
            let others = br.Results |> List.exists (fun other -> other.Result <> r.Result && (other.WhenTrue = next || other.WhenFalse = next))
            let uses = Uses(active, asLoop)

            let argument v = arm |> List.tryPick (function Let(w, Apply1(Log, x)) when w = v -> Some x | _ -> None)

            if (isThen || r.WhenTrue = Constant 0.0) && summed.Contains r.Result && not others && uses.Holds next then
                let logarithms, rest = uses.Parts(1.0, [], next) |> List.partition _.IsLogarithm
                let factors = logarithms |> List.choose (fun p -> match p.Leaf with Use v -> argument v | _ -> None)

                if factors.Length < logarithms.Length || logarithms |> List.exists (fun p -> not p.Factors.IsEmpty) then
                    br, after
                else
                    let lets, remaining = rest |> List.map (fun p -> emit fresh p p.Leaf) |> sum fresh
                    let choose x neutral = (let v = fresh () in { Result = v; WhenTrue = (if isThen then x else neutral); WhenFalse = (if isThen then neutral else x) })
                    let rest = choose remaining (Constant 0.0)
                    let products = factors |> List.map (fun x -> choose x (Constant 1.0))

                    let terms =
                        List.zip logarithms products
                        |> List.map (fun (p, factor) ->
                            let log = fresh ()
                            let statements, term = emit fresh { p with Factors = [] } (Use log)
                            Let(log, Apply1(Log, Use factor.Result)) :: statements, term)

                    let outside, total = sum fresh (([], Use rest.Result) :: terms)
                    let body = arm @ lets
                    let results = br.Results |> List.collect (fun other -> if other.Result = r.Result then rest :: products else [ other ])
                    let changed = if isThen then { br with Then = body; Results = results } else { br with Else = body; Results = results }
                    changed, after @ outside @ [ Let(r.Result, Apply2(Add, total, Constant 0.0)) ]
            else
                br, after

        let changed, after = List.fold step (br, []) br.Results
        Branch changed :: after

    { l with Body = l.Body |> List.collect (function Branch br -> chosen br | other -> [ other ]) }

let private rewrite fresh active (l: Loop) : Statement list =
    let logarithmsOf (l: Loop) = l.Body |> List.choose (function Let(v, Apply1(Log, _)) -> Some v | _ -> None)
    let before = set (logarithmsOf l)
    let l = unconditional fresh active l
    let taken = logarithmsOf l |> List.filter (before.Contains >> not)
    let active = { active with Vars = HashSet(Seq.append active.Vars taken) }
    let uses = Uses(active, l)

    if uses.Logarithms.IsEmpty then
        [ Loop l ]
    else
        let sums = l.Body |> List.choose (function Let(v, op) when uses.Logarithms.Contains v -> Some(v, total fresh op v) | _ -> None)
        let totals = sums |> List.map (fun (v, (_, _, _, t)) -> Use v, t) |> Map.ofList

        // What stays in the loop, and what is known after it.
        let split operand =
            let logarithms, others = uses.Parts(1.0, [], operand) |> List.partition _.IsLogarithm
            others |> List.map (fun p -> emit fresh p p.Leaf) |> sum fresh, logarithms |> List.map (fun p -> emit fresh p totals[p.Leaf]) |> sum fresh

        let targets (statements, x) = if x = Constant 0.0 then statements else statements @ [ Target x ]

        let body, after =
            l.Body
            |> List.map (function
                | Target x when uses.Holds x -> (let inside, outside = split x in targets inside, targets outside)
                | other -> [ other ], [])
            |> List.unzip

        let oneSum (s: Sum) =
            if uses.Holds s.Term then
                let (inside, term), outside = split s.Term
                let rest = fresh ()
                let kept, known = if term = Constant 0.0 then [], [ outside ] else [ { Total = rest; Term = term } ], [ outside; [], Use rest ]
                let statements, all = sum fresh known
                inside, kept, statements @ [ Let(s.Total, Apply2(Add, all, Constant 0.0)) ]
            else
                [], [ s ], []

        let lets, kept, results = l.Sums |> List.map oneSum |> List.unzip3
        let inner, products, combined = sums |> List.map (fun (_, (inner, s, after, _)) -> inner, s, after) |> List.unzip3
        let loop = { l with Body = List.concat (body @ lets @ inner); Sums = List.concat (kept @ products) }
        Loop loop :: List.concat (combined @ after @ results)

let rec private block fresh active body : Statement list =
    body
    |> List.collect (function
        | Loop l -> rewrite fresh active { l with Body = block fresh active l.Body }
        | Branch br -> [ Branch { br with Then = block fresh active br.Then; Else = block fresh active br.Else } ]
        | other -> [ other ])

/// The program with such sums; None when it has nothing to take apart.
let run (_: ArrayTable) (active: Activity) (body: Statement list) : Statement list option =
    let rewritten = block (Effects.fresh body) active body
    if rewritten = body then None else Some rewritten
