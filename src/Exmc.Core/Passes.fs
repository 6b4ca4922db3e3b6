/// The optimising passes, by name. Each can be switched off; the density and its gradient are the same without it, to rounding.
namespace Exmc.Core

open Exmc.Core.Programs

/// A rewriting of a density before it is differentiated, or of its gradient program: None when it finds nothing to do. Activity tells what
/// depends on the position.
type internal Pass =
    { Name: string
      OfGradient: bool
      Run: ArrayTable -> Activity -> Statement list -> Statement list option }

module Passes =

    let private all: Pass list =
        let ofDensity name run = { Name = name; OfGradient = false; Run = run }

        [ ofDensity "reductions" Reductions.run
          ofDensity "fusion" Fusion.run
          ofDensity "invariants" InvariantLoads.run
          ofDensity "targets" TargetParts.run
          ofDensity "collapse" Collapse.run
          ofDensity "rows" DistinctRows.run
          ofDensity "products" MatrixProducts.run
          { Name = "stores"; OfGradient = true; Run = FirstStores.run } ]

    /// Names of all passes, in the order in which they run.
    let names = all |> List.map _.Name

    /// Runs the passes of those names on a density, or on a gradient program; gives the programs after each that did something, by name.
    let internal run (chosen: Set<string>) (ofGradient: bool) (arrays: ArrayTable) (position: ArrayId) (body: Statement list) : Statement list * (string * Statement list) list =
        let step (body, stages) pass =
            match pass.Run arrays (Activity.dependsOn [ position ] body) body with
            | Some rewritten ->
                let clean = Cleaning.simplify arrays rewritten
                clean, stages @ [ pass.Name, clean ]
            | None -> body, stages

        all |> List.filter (fun pass -> pass.OfGradient = ofGradient && chosen.Contains pass.Name) |> List.fold step (body, [])

    let private nameOf (word: string) = word.TrimStart '-'

    /// The passes that a text names: all but those with a minus sign before them, or only those named; "none" of them. Otherwise the word
    /// that names none.
    let parse (text: string) : Result<Set<string>, string> =
        let words = text.Split([| ' '; ','; ';' |], System.StringSplitOptions.RemoveEmptyEntries) |> List.ofArray
        let known = set names

        match words |> List.tryFind (fun word -> word <> "all" && word <> "none" && not (known.Contains(nameOf word))) with
        | Some word -> Error(nameOf word)
        | None ->
            let without, only = words |> List.partition (fun word -> word.StartsWith("-", System.StringComparison.Ordinal))
            let start = if only.IsEmpty || List.contains "all" only then known else Set.intersect known (set only)
            Ok(Set.difference start (without |> List.map nameOf |> set))
