/// Local vectors that one loop fills and one other reads, element by element, are computed where they are read.
module internal Exmc.Core.Fusion

open System.Collections.Generic
open Exmc.Core.Programs

/// A loop that computes a vector and does nothing else.
type private Producer =
    { Loop: Loop
      Place: Index
      Offset: Index
      Element: Operand }

let private producer (s: Statement) : (ArrayId * Producer) option =
    match s with
    | Loop l when l.Carried.IsEmpty && l.Sums.IsEmpty && not l.Descending ->
        match l.Body |> List.filter (function Store _ -> true | _ -> false) with
        | [ Store(array, [ place ], element) ] when (Effects.written l.Body).Length = 1 && (Effects.targets l.Body).IsEmpty ->
            LoopPlaces.offset l.Index place |> Option.map (fun d -> array, { Loop = l; Place = place; Offset = d; Element = element })
        | _ -> None
    | _ -> None

/// Vectors with their producers that one statement of one later loop reads, over just the places that were filled.
let private fusible (arrays: ArrayTable) (body: Statement list) : Map<ArrayId, Producer> =
    let producers = body |> List.choose producer
    let loads = Effects.loaded body |> List.countBy id |> Map.ofList
    let stores = Effects.nested body |> List.choose (function Store(a, _, _) | Increment(a, _, _) | Call(_, _, a) -> Some a | _ -> None) |> List.countBy id |> Map.ofList

    let isReadAlike (array, p) =
        body
        |> List.exists (function
            | Loop l ->
                l.Body
                |> List.exists (function
                    | Let(_, Load(loaded, [ place ])) when loaded = array ->
                        (LoopPlaces.offset l.Index place).IsSome && LoopPlaces.touched l place = LoopPlaces.touched p.Loop p.Place
                    | _ -> false)
            | _ -> false)

    // What the producer reads must be the same when it is read later.
    let staysSame p =
        let rest = body |> List.skipWhile ((<>) (Loop p.Loop)) |> List.tail
        not (HashSet(Effects.written rest).Overlaps(Effects.loaded [ Loop p.Loop ]))

    producers
    |> List.filter (fun (array, p) ->
        arrays[array].Role = Scratch && Map.tryFind array loads = Some 1 && Map.tryFind array stores = Some 1 && isReadAlike (array, p) && staysSame p)
    |> Map.ofList

/// The program with such vectors gone; None when it has none.
let run (arrays: ArrayTable) (_: Activity) (body: Statement list) : Statement list option =
    match fusible arrays body with
    | found when found.IsEmpty -> None
    | found ->
        let b = Builder arrays
        let names = Renaming()

        let rec compute statement =
            match statement with
            | Let(v, Load(array, [ place ])) when found.ContainsKey array ->
                let p = found[array]
                names.BindIndex(p.Loop.Index, Integers.subtract (names.Index place) (names.Index p.Offset))
                copy (p.Loop.Body |> List.filter (function Store _ -> false | _ -> true))
                names.Bind(v, names.Operand p.Element)
                true
            | _ -> producer statement |> Option.exists (fun (array, _) -> found.ContainsKey array)

        and copy statements = Copying.replacing compute b names Keep.all statements

        copy body
        Some b.Body
