/// Which locals a block assigns.
namespace Exmc.Core

open Exmc.Core.Source

module internal Assigned =

    /// Ids of the locals assigned anywhere in a block, in order of first assignment.
    let rec outer (statements: Statement list) : int list =
        statements
        |> List.collect (function
            | Assign(local, _) -> [ local.Id ]
            | For(_, _, _, body) -> outer body
            | If(_, thenBody, elseBody) -> outer thenBody @ outer elseBody
            | Declare _
            | AssignElement _
            | Return _ -> [])
        |> List.distinct

    /// Every statement of a body, helpers included.
    let rec private all (statements: Statement list) : Statement list =
        let rec inlined e =
            match e with
            | Inline body -> all body
            | other -> Dependencies.children other |> List.collect inlined

        statements
        |> List.collect (fun s ->
            s
            :: match s with
               | Declare(_, e)
               | Assign(_, e)
               | Return e
               | AssignElement(_, _, e) -> inlined e
               | For(_, _, _, body) -> all body
               | If(_, first, second) -> all (first @ second))

    /// Ids of the locals that are assigned after their declaration, in helpers too.
    let everywhere body = all body |> List.choose (function Assign(local, _) -> Some local.Id | _ -> None)

    /// Ids of the loop indices, in helpers too.
    let indices body = all body |> List.choose (function For(index, _, _, _) -> Some index.Id | _ -> None)
