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
