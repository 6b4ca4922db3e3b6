/// A vector set to zero and then incremented is stored where its elements are first touched.
module internal Exmc.Core.FirstStores

open Exmc.Core.Programs

/// What becomes of a vector: increments that are stores, by their places, and elements that are set to zero where it was.
type private FirstTouches =
    { Stores: Statement list
      Zeros: Index list }

/// Elements of a vector, from one place on and up to another.
type private Stretch = { From: Index; Until: Index }

let private isBefore a b = LinearForm.difference b.From a.Until |> Option.exists (fun d -> d >= 0)
let private isApart a b = isBefore a b || isBefore b a

let private isWithin a b =
    LinearForm.difference a.From b.From |> Option.exists (fun d -> d >= 0)
    && LinearForm.difference b.Until a.Until |> Option.exists (fun d -> d >= 0)

/// What has been touched: stretch by stretch, and in the longest pieces.
type private Touched =
    { Stretches: Stretch list
      Pieces: Stretch list }

    member this.Contains stretch = List.append this.Stretches this.Pieces |> List.exists (isWithin stretch)
    member this.IsApartFrom stretch = this.Stretches |> List.forall (isApart stretch)

    /// With one more, joined to the pieces that it follows and precedes.
    member this.With(stretch: Stretch) =
        let before = this.Pieces |> List.tryFind (fun piece -> LinearForm.equal piece.Until stretch.From)
        let after = this.Pieces |> List.tryFind (fun piece -> LinearForm.equal stretch.Until piece.From)
        let rest = this.Pieces |> List.filter (fun piece -> Some piece <> before && Some piece <> after)

        { Stretches = stretch :: this.Stretches
          Pieces = { From = (defaultArg before stretch).From; Until = (defaultArg after stretch).Until } :: rest }

/// Statements of the outermost level, and of a loop in it, that add to a vector, each with the elements that it touches.
let private additions array statement : (Statement * Stretch) list option =
    let at place = { From = place; Until = Integers.add place (IConst 1) }

    match statement with
    | Increment(a, [ place ], _) when a = array -> Some [ statement, at place ]
    | Loop l when not l.Descending ->
        let own = Effects.written l.Body |> List.filter ((=) array) |> List.length

        let found =
            l.Body
            |> List.choose (function
                | Increment(a, [ place ], _) as s when a = array && (LoopPlaces.offset l.Index place).IsSome ->
                    let from, until = LoopPlaces.touched l place
                    Some(s, { From = from; Until = until })
                | _ -> None)

        if found.Length = own then Some found else None
    | other -> if List.contains array (Effects.written [ other ]) then None else Some []

/// The first touches of a vector that is zero before `statements`; None where they are not known.
let private firstTouches length array (statements: Statement list) : FirstTouches option =
    let all = statements |> List.map (additions array)
    let single = all |> List.choose (function Some [ Increment _, stretch ] -> Some stretch | _ -> None)

    let touch (touched: Touched, found: FirstTouches) (statement: Statement, stretch: Stretch) =
        if touched.Contains stretch then Some(touched, found)
        elif touched.IsApartFrom stretch then Some(touched.With stretch, { found with Stores = statement :: found.Stores })
        else None

    // Of two increments in a loop, one place apart, the one that is ahead touches an element first; the other one, the very first element.
    let both (touched: Touched, found: FirstTouches) ahead behind =
        let first: Stretch = { From = (snd behind).From; Until = (snd ahead).From }

        let start =
            if touched.Contains first then Some(touched, found)
            elif List.contains first single && touched.IsApartFrom first then Some(touched.With first, { found with Zeros = first.From :: found.Zeros })
            else None

        start |> Option.bind (fun state -> touch state ahead) |> Option.bind (fun state -> touch state behind)

    let step state (additions: (Statement * Stretch) list) =
        match state, additions with
        | Some state, [ one; other ] ->
            match LinearForm.difference (snd other).From (snd one).From with
            | Some 1 -> both state other one
            | Some -1 -> both state one other
            | _ -> None
        | Some state, [ one ] -> touch state one
        | Some state, [] -> Some state
        | _ -> None

    if all |> List.forall Option.isSome then
        match all |> List.choose id |> List.fold step (Some({ Stretches = []; Pieces = [] }, { Stores = []; Zeros = [] })) with
        | Some({ Pieces = [ whole ] }, found) when LinearForm.equal whole.From (IConst 0) && LinearForm.equal whole.Until length -> Some found
        | _ -> None
    else
        None

/// Whether a vector is read only after all that writes it.
let private isReadLater (body: Statement list) array =
    let touches f = body |> List.indexed |> List.filter (fun (_, s) -> List.contains array (f [ s ])) |> List.map fst
    let reads = touches Effects.loaded
    reads.IsEmpty || List.max (touches Effects.written) < List.min reads

/// The program with such vectors stored; None when it has none.
let run (arrays: ArrayTable) (_: Activity) (body: Statement list) : Statement list option =
    let mayStore array = match arrays[array].Role with Scratch | Gradient -> true | _ -> false

    let ofVector array =
        match arrays[array].Dimensions, body |> List.filter (fun s -> List.contains array (Effects.written [ s ])) with
        | [ length ], Zero _ :: rest when isReadLater body array -> firstTouches length array rest |> Option.map (fun touches -> array, touches)
        | _ -> None

    let found = body |> List.choose (function Zero array when mayStore array -> ofVector array | _ -> None) |> dict

    if found.Count = 0 then
        None
    else
        let rec statement s =
            match s with
            | Zero array when found.ContainsKey array -> found[array].Zeros |> List.map (fun place -> Store(array, [ place ], Constant 0.0))
            | Increment(array, path, x) when found.ContainsKey array && found[array].Stores |> List.exists (fun one -> obj.ReferenceEquals(one, s)) -> [ Store(array, path, x) ]
            | Loop l -> [ Loop { l with Body = List.collect statement l.Body } ]
            | other -> [ other ]

        Some(List.collect statement body)
