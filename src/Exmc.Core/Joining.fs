/// Loops that change the same vector, one of which has an iteration more than the other, come to stand together: they are written as one.
module Exmc.Core.Joining

open System.Collections.Generic
open Exmc.Core.Programs

/// What a flat loop writes: the array and how far the place is from the loop's index; None where it does not move with it.
let private writes (l: Loop) : (ArrayId * Index option * Statement) list =
    let offset path =
        match path with
        | [ place ] -> LoopPlaces.offset l.Index place
        | _ -> None

    l.Body
    |> List.choose (function
        | Store(array, path, _)
        | Increment(array, path, _) as s -> Some(array, offset path, s)
        | _ -> None)

/// Whether the second loop only adds to elements to which the same iteration of the first has added: then the iterations of both may run in turn.
let private changeAlike (first: Loop) (second: Loop) =
    let ofFirst = writes first
    let changed = ofFirst |> List.map (fun (array, _, _) -> array) |> HashSet

    let common = writes second |> List.filter (fun (array, _, _) -> changed.Contains array)

    let isAlike (array, offset, statement) =
        let isOwn (other, place, s) =
            other = array && (match s with Increment _ -> true | _ -> false) && Option.map2 LinearForm.equal place offset = Some true

        let isAhead (other, place, _) =
            other = array && (Option.map2 LinearForm.difference place offset |> Option.flatten) = Some 1

        (match statement with Increment _ -> true | _ -> false)
        && List.exists isOwn ofFirst
        && ofFirst |> List.forall (fun one -> (let other, _, _ = one in other <> array) || isOwn one || isAhead one)

    not common.IsEmpty && List.forall isAlike common

/// Whether two loops, one after the other, can be written as one.
let canJoin (first: Loop) (second: Loop) : bool =
    // Sums that go to one element, or wait for the element after, are numbered by the first loop alone.
    let isPlain = writes second |> List.forall (fun (_, offset, _) -> offset.IsSome) && (writes second |> List.countBy (fun (array, _, _) -> array) |> List.forall (fun (_, n) -> n = 1))

    Merging.isFlat first
    && Merging.isFlat second
    && LinearForm.equal first.From second.From
    && (LinearForm.difference first.Until second.Until |> Option.exists (fun d -> abs d = 1))
    && Merging.isSmall first second
    && isPlain
    && Merging.areIndependent [ Loop first ] [ Loop second ]
    && changeAlike first second

/// The iterations that two such loops have in common.
let joined (first: Loop) (second: Loop) : Loop =
    let rec index i =
        match i with
        | IVar v when v = second.Index -> IVar first.Index
        | IBinary(op, a, b) -> IBinary(op, index a, index b)
        | ILoad(array, path) -> ILoad(array, List.map index path)
        | other -> other

    let statement s =
        match s with
        | Let(v, Load(array, path)) -> Let(v, Load(array, List.map index path))
        | Let(v, FromInteger i) -> Let(v, FromInteger(index i))
        | Store(array, path, x) -> Store(array, List.map index path, x)
        | Increment(array, path, x) -> Increment(array, List.map index path, x)
        | other -> other

    { first with
        Until = if LinearForm.difference second.Until first.Until = Some 1 then first.Until else second.Until
        Sums = first.Sums @ second.Sums
        Body = first.Body @ List.map statement second.Body }

/// What stands between two loops: what the second one needs, and the rest.
let private split (between: Statement list) (second: Loop) =
    let vars = HashSet(Effects.nested [ Loop second ] |> List.collect Effects.read)
    let arrays = HashSet(Effects.loaded [ Loop second ])

    List.foldBack
        (fun s (needed, rest) ->
            if Effects.results s |> List.exists vars.Contains || Effects.written [ s ] |> List.exists arrays.Contains then
                vars.UnionWith(Effects.nested [ s ] |> List.collect Effects.read)
                arrays.UnionWith(Effects.loaded [ s ])
                s :: needed, rest
            else
                needed, s :: rest)
        between
        ([], [])

/// The program with the first two such loops together; None when there are none apart.
let private first (body: Statement list) : Statement list option =
    let loops = body |> List.indexed |> List.choose (function k, Loop l -> Some(k, l) | _ -> None)
    let at k = List.tryItem k body |> Option.bind (function Loop l -> Some l | _ -> None)

    // A loop that stands beside one that it can be joined to stays there: it is written with one other at most.
    let isPlaced k l = (at (k + 1) |> Option.exists (canJoin l)) || (at (k - 1) |> Option.exists (fun other -> canJoin other l))
    let free = loops |> List.filter (fun (k, l) -> not (isPlaced k l))

    List.allPairs free free
    |> List.tryPick (fun ((i, a), (j, b)) ->
        if j > i + 1 && canJoin a b then
            let needed, rest = split (body |> List.skip (i + 1) |> List.truncate (j - i - 1)) b

            if Merging.commute [ Loop a ] needed && Merging.commute rest [ Loop b ] && Merging.commute rest needed then
                Some(List.truncate i body @ needed @ [ Loop a; Loop b ] @ rest @ List.skip (j + 1) body)
            else
                None
        else
            None)

/// The program with such loops together; None when none came to be.
let run (_: ArrayTable) (_: Activity) (body: Statement list) : Statement list option =
    let rec all body =
        match first body with
        | Some rewritten -> all rewritten
        | None -> body

    let rewritten = all body
    if rewritten = body then None else Some rewritten
