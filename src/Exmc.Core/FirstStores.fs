/// A vector set to zero and then incremented once in each place is stored instead.
module internal Exmc.Core.FirstStores

open System.Collections.Generic
open Exmc.Core.Programs

/// Statements of the outermost level, and of loops in it, that write a vector: the places they touch, from one on and up to another.
let private writers (body: Statement list) (array: ArrayId) : (Index * Index) option list =
    let written = Effects.written body |> List.filter ((=) array) |> List.length

    let found =
        body
        |> List.collect (function
            | Increment(a, [ place ], _) when a = array -> [ Some(place, Integers.add place (IConst 1)) ]
            | Loop l when not l.Descending ->
                l.Body
                |> List.choose (function
                    | Increment(a, [ place ], _) when a = array -> Some(LoopPlaces.offset l.Index place |> Option.map (fun _ -> LoopPlaces.touched l place))
                    | _ -> None)
            | _ -> [])

    // One more writes it: the zero at the start.
    if found.Length + 1 = written then found else [ None ]

/// Whether stretches follow each other from 0 up to a length, each once.
let rec private chain from length (stretches: (Index * Index) list) =
    match stretches |> List.partition (fun (start, _) -> LinearForm.equal start from) with
    | [ _, next ], rest -> if rest.IsEmpty then LinearForm.equal next length else chain next length rest
    | _ -> false

let private isCovered (arrays: ArrayTable) body array =
    match arrays[array].Dimensions, writers body array with
    | [ length ], stretches when not stretches.IsEmpty && List.forall Option.isSome stretches -> chain (IConst 0) length (List.choose id stretches)
    | _ -> false

/// Whether a vector is read only after all that writes it.
let private isReadLater (body: Statement list) array =
    let touches f = body |> List.indexed |> List.filter (fun (_, s) -> List.contains array (f [ s ])) |> List.map fst
    let reads = touches Effects.loaded
    reads.IsEmpty || List.max (touches Effects.written) < List.min reads

/// The program with such vectors stored; None when it has none.
let run (arrays: ArrayTable) (_: Activity) (body: Statement list) : Statement list option =
    let mayStore array = match arrays[array].Role with Scratch | Gradient -> true | _ -> false
    let zeroed = body |> List.choose (function Zero array when mayStore array -> Some array | _ -> None)
    let stored = zeroed |> List.filter (fun array -> isCovered arrays body array && isReadLater body array) |> HashSet

    if stored.Count = 0 then
        None
    else
        let rec statement s =
            match s with
            | Zero array when stored.Contains array -> None
            | Increment(array, path, x) when stored.Contains array -> Some(Store(array, path, x))
            | Loop l -> Some(Loop { l with Body = List.choose statement l.Body })
            | other -> Some other

        Some(List.choose statement body)
