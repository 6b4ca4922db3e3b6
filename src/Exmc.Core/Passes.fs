/// The optimising passes, by name. Each can be switched off; the density and its gradient are the same without it, to rounding.
namespace Exmc.Core

open Exmc.Core.Programs

/// A rewriting of a density before it is differentiated: None when it finds nothing to do. Activity tells what depends on the position.
type internal Pass =
    { Name: string
      Run: ArrayTable -> Activity -> Statement list -> Statement list option }

module Passes =

    let private all: Pass list =
        [ { Name = "collapse"; Run = Collapse.run }
          { Name = "products"; Run = MatrixProducts.run } ]

    /// Names of all passes, in the order in which they run.
    let names = all |> List.map _.Name

    /// Runs the passes of those names; gives the programs after each that did something, by name.
    let internal run (chosen: Set<string>) (arrays: ArrayTable) (position: ArrayId) (body: Statement list) : Statement list * (string * Statement list) list =
        let step (body, stages) pass =
            match pass.Run arrays (Activity.dependsOn [ position ] body) body with
            | Some rewritten ->
                let clean = Cleaning.simplify arrays rewritten
                clean, stages @ [ pass.Name, clean ]
            | None -> body, stages

        all |> List.filter (fun pass -> chosen.Contains pass.Name) |> List.fold step (body, [])
