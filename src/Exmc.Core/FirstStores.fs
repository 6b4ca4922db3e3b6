/// A vector set to zero and then incremented once in each place is stored instead.
module internal Exmc.Core.FirstStores

open Exmc.Core.Programs

/// Whether a loop touches every place of a vector, one after the other.
let private coversAll (arrays: ArrayTable) (l: Loop) array place =
    match arrays[array].Dimensions, LoopPlaces.offset l.Index place with
    | [ length ], Some _ -> LoopPlaces.touched l place = (IConst 0, length)
    | _ -> false

/// The program with such vectors stored; None when it has none.
let run (arrays: ArrayTable) (_: Activity) (body: Statement list) : Statement list option =
    let writers = Effects.nested body |> List.choose (function Store(a, _, _) | Increment(a, _, _) | Call(_, _, a) -> Some a | _ -> None) |> List.countBy id |> Map.ofList
    let zeroed = body |> List.choose (function Zero array -> Some array | _ -> None) |> set

    let isReadBy k array = body |> List.truncate (k + 1) |> Effects.loaded |> List.contains array

    let stored =
        body
        |> List.indexed
        |> List.collect (fun (k, s) ->
            match s with
            | Loop l ->
                l.Body
                |> List.choose (function
                    | Increment(array, [ place ], _) when
                        arrays[array].Role = Scratch && zeroed.Contains array && writers[array] = 1 && coversAll arrays l array place && not (isReadBy k array)
                        ->
                        Some array
                    | _ -> None)
            | _ -> [])
        |> set

    if stored.IsEmpty then
        None
    else
        body
        |> List.choose (function
            | Zero array when stored.Contains array -> None
            | Loop l ->
                let statement =
                    function
                    | Increment(array, path, x) when stored.Contains array -> Store(array, path, x)
                    | other -> other

                Some(Loop { l with Body = List.map statement l.Body })
            | other -> Some other)
        |> Some
