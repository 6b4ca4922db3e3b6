/// Loads of one and the same element leave a loop that does not write their array; what is computed from them follows.
module internal Exmc.Core.InvariantLoads

open System.Collections.Generic
open Exmc.Core.Programs

/// An element that exists whatever the data are: outside a loop that never runs nothing else may be read.
let private exists (arrays: ArrayTable) array (path: Index list) =
    List.forall2 (fun place length -> match place, length with IConst i, IConst n -> i >= 0 && i < n | _ -> false) path arrays[array].Dimensions

let rec private block arrays (body: Statement list) : Statement list =
    body
    |> List.collect (fun s ->
        match s with
        | Loop l ->
            let inner = block arrays l.Body
            let written = HashSet(Effects.written inner)

            let leaves =
                function
                | Let(_, Load(array, path)) -> not path.IsEmpty && not (written.Contains array) && exists arrays array path
                | _ -> false

            let outside, inside = List.partition leaves inner
            outside @ [ Loop { l with Body = inside } ]
        | Branch br -> [ Branch { br with Then = block arrays br.Then; Else = block arrays br.Else } ]
        | other -> [ other ])

/// The program with such loads moved; None when it has none.
let run (arrays: ArrayTable) (_: Activity) (body: Statement list) : Statement list option =
    let moved = block arrays body
    if moved = body then None else Some moved
