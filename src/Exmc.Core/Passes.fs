/// The optimising passes, by name. Each can be switched off; the density and its gradient are the same without it, to rounding.
namespace Exmc.Core

open Exmc.Core.Programs

/// What a pass rewrites.
type internal PassStage =
    /// A density before it is differentiated.
    | OfDensity
    /// Its gradient program.
    | OfGradient
    /// What is left of that when work on data alone has moved to bind time.
    | OfKernel

/// A rewriting of a program: None when it finds nothing to do. Activity tells what depends on the position.
type internal Pass =
    { Name: string
      Stage: PassStage
      Run: ArrayTable -> Activity -> Statement list -> Statement list option }

module Passes =

    let private all: Pass list =
        let ofDensity name run = { Name = name; Stage = OfDensity; Run = run }
        let ofGradient name run = { Name = name; Stage = OfGradient; Run = run }
        let ofKernel name run = { Name = name; Stage = OfKernel; Run = run }

        [ ofDensity "reductions" Reductions.run
          ofDensity "fusion" Fusion.run
          ofDensity "invariants" InvariantLoads.run
          ofDensity "exponentials" Exponentials.run
          ofDensity "targets" TargetParts.run
          ofDensity "collapse" Collapse.run
          ofDensity DistinctRows.name DistinctRows.run
          ofDensity "products" MatrixProducts.run
          ofGradient "logs" Logarithms.run
          ofGradient "merging" Merging.run
          ofGradient "tapes" Tapes.run
          ofGradient "stores" FirstStores.run
          ofKernel "sharing" SharedProducts.run
          ofKernel "factors" InvariantFactors.run
          ofKernel "fma" FusedOperations.run
          ofKernel "joining" Joining.run
          // The last, so that nothing comes to stand between the three statements of a panel.
          ofKernel "panels" Panels.run ]

    /// Names of all passes, in the order in which they run.
    let names = all |> List.map _.Name

    /// Runs the passes of those names and of a stage; gives the programs after each that did something, by name.
    let internal run (chosen: Set<string>) (stage: PassStage) (arrays: ArrayTable) (position: ArrayId) (body: Statement list) : Statement list * (string * Statement list) list =
        let step (body, stages) pass =
            match pass.Run arrays (Activity.dependsOn [ position ] body) body with
            | Some rewritten ->
                let clean = Cleaning.simplify arrays rewritten
                clean, stages @ [ pass.Name, clean ]
            | None -> body, stages

        all |> List.filter (fun pass -> pass.Stage = stage && chosen.Contains pass.Name) |> List.fold step (body, [])

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
