/// Independent loops over the same iterations become one, and increments of one element in an iteration one increment.
module internal Exmc.Core.Merging

open System.Collections.Generic
open Exmc.Core.Programs

/// The most operations of a merged body: more would not stay in the registers of eight lanes.
let private mostOperations = 48

/// Whether two loops are not too much for one.
let isSmall (a: Loop) (b: Loop) = a.Body.Length + b.Body.Length <= mostOperations

let private isPlain statement =
    match statement with
    | Let(_, Apply3(op, _, _, _)) -> op = MultiplyAdd
    | Let _
    | Store _
    | Increment _
    | Target _ -> true
    | _ -> false

/// A loop that eight lanes can run.
let isFlat (l: Loop) = l.Carried.IsEmpty && not l.Descending && List.forall isPlain l.Body

/// The statements with each loop that eight lanes can run replaced, however deep it stands.
let rec replaceFlat (replacement: Loop -> Statement list) (body: Statement list) : Statement list =
    body
    |> List.collect (function
        | Loop l when isFlat l -> replacement l
        | Loop l -> [ Loop { l with Body = replaceFlat replacement l.Body } ]
        | Branch br -> [ Branch { br with Then = replaceFlat replacement br.Then; Else = replaceFlat replacement br.Else } ]
        | other -> [ other ])

/// Arrays that statements change otherwise than by adding to elements.
let private overwritten statements =
    Effects.nested statements |> List.choose (function Store(array, _, _) | Zero array | Call(_, _, array) -> Some array | _ -> None)

let private disjoint (a: 'a seq) (b: 'a seq) = not (HashSet(a).Overlaps b)

/// Whether neither of two groups of statements reads what the other one gives.
let areIndependent (first: Statement list) (second: Statement list) =
    let reads s = Effects.nested s |> List.collect Effects.read
    let integers s = Effects.nested s |> List.collect Effects.results

    disjoint (integers first) (reads second)
    && disjoint (integers second) (reads first)
    && disjoint (Effects.written first) (Effects.loaded second)
    && disjoint (Effects.written second) (Effects.loaded first)

/// Whether two groups of statements give the same in either order.
let commute (first: Statement list) (second: Statement list) =
    areIndependent first second
    && disjoint (overwritten first) (Effects.written second)
    && disjoint (overwritten second) (Effects.written first)

/// Whether a loop waits for the position: what depends on data alone stays as it is and moves to bind time.
let private isActive (active: Activity) (l: Loop) =
    Effects.loaded l.Body @ Effects.written l.Body |> List.exists active.Arrays.Contains
    || (l.Body |> List.collect Effects.read |> List.exists active.Vars.Contains)

/// Two loops of a block that can be one, and whether the first moves down to the second.
let private pair active (body: Statement list) : (Loop * Loop * bool) option =
    let loops = body |> List.indexed |> List.choose (function k, Loop l when isFlat l -> Some(k, l) | _ -> None)

    // Loops that change the same vector first: what they add becomes one change.
    let changeApart (a, b) = not (HashSet(Effects.written [ Loop(snd a) ]).Overlaps(Effects.written [ Loop(snd b) ]))

    List.allPairs loops loops
    |> List.sortBy changeApart
    |> List.tryPick (fun ((i, a), (j, b)) ->
        if i < j && isActive active a && isActive active b && a.From = b.From && a.Until = b.Until && isSmall a b && commute [ Loop a ] [ Loop b ] then
            let between = body |> List.skip (i + 1) |> List.truncate (j - i - 1)

            if commute [ Loop b ] between then Some(a, b, false)
            elif commute [ Loop a ] between then Some(a, b, true)
            else None
        else
            None)

let private merge arrays (body: Statement list) (a: Loop, b: Loop, movesDown) : Statement list =
    let builder = Builder arrays
    let names = Renaming()
    let place, gone = if movesDown then Loop b, Loop a else Loop a, Loop b

    let both () =
        let sums = a.Sums @ b.Sums

        let _, totals =
            builder.Loop(names.Index a.From, names.Index a.Until, false, [], fun index _ ->
                for l in [ a; b ] do
                    names.BindIndex(l.Index, IVar index)
                    Copying.statements builder names Keep.all l.Body

                [], sums |> List.map (fun s -> names.Operand s.Term))

        List.iter2 (fun (s: Sum) total -> names.Bind(s.Total, total)) sums totals

    let replaced statement =
        if statement = place then both ()
        statement = place || statement = gone

    Copying.replacing replaced builder names Keep.all body
    builder.Body

/// Increments of the same element in a loop's body as one, at the last of them.
let private joined fresh (l: Loop) : Loop =
    let places = l.Body |> List.choose (function Increment(array, path, x) -> Some((array, path), x) | _ -> None) |> List.groupBy fst
    let several = places |> List.filter (fun (_, all) -> all.Length > 1) |> List.map (fun (place, all) -> place, List.map snd all) |> Map.ofList

    if several.IsEmpty || not (isFlat l) then
        l
    else
        let remaining = Dictionary()
        for KeyValue(place, all) in several do remaining[place] <- List.length all

        let statement =
            function
            | Increment(array, path, _) when several.ContainsKey(array, path) ->
                remaining[(array, path)] <- remaining[(array, path)] - 1

                if remaining[(array, path)] > 0 then
                    []
                else
                    let add (lets, total) x = (let v = fresh () in lets @ [ Let(v, Apply2(Add, total, x)) ], Use v)
                    let all = several[(array, path)]
                    let lets, total = List.fold add ([], all.Head) all.Tail
                    lets @ [ Increment(array, path, total) ]
            | other -> [ other ]

        { l with Body = List.collect statement l.Body }

/// The program with such loops merged; None when it has none.
let run (arrays: ArrayTable) (_: Activity) (body: Statement list) : Statement list option =
    let positions = arrays.All |> List.filter (fun a -> a.Role = Position) |> List.map _.Id

    let rec merged body =
        match pair (Activity.dependsOn positions body) body with
        | Some found -> merged (merge arrays body found)
        | None -> body

    let rewritten = merged body
    let fresh = Effects.fresh rewritten
    let rewritten = rewritten |> List.map (function Loop l -> Loop(joined fresh l) | other -> other)
    if rewritten = body then None else Some rewritten
