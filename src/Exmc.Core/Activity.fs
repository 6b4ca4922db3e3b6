/// Which scalars and arrays depend on the position.
namespace Exmc.Core

open System.Collections.Generic
open Exmc.Core.Programs

type Activity =
    { Vars: HashSet<Var>
      Arrays: HashSet<ArrayId> }

    member this.Of operand =
        match operand with
        | Constant _ -> false
        | Use v -> this.Vars.Contains v

module Activity =

    let private analyse followsConditions (seeds: ArrayId list) (body: Statement list) : Activity =
        let active = { Vars = HashSet(); Arrays = HashSet(seeds) }
        let mutable changed = true

        let mark (condition: bool) v =
            if condition && active.Vars.Add v then
                changed <- true

        let markArray condition array =
            if condition && active.Arrays.Add array then
                changed <- true

        let operation op =
            match op with
            | Load(array, _) -> active.Arrays.Contains array
            | _ -> Reads.operation op |> List.exists active.Vars.Contains

        let rec visit isChosen statement =
            match statement with
            | Let(v, op) -> mark (operation op) v
            | Store(array, _, x)
            | Increment(array, _, x) -> markArray (isChosen || active.Of x) array
            // Drawn anew each time.
            | Sample(v, _, _) -> mark followsConditions v
            | Zero _
            | Target _ -> ()
            | Call(_, inputs, output) -> markArray (isChosen || inputs |> List.exists active.Arrays.Contains) output
            | Branch branch ->
                let isChosen =
                    isChosen || (followsConditions && Reads.condition branch.Condition |> List.exists active.Vars.Contains)

                List.iter (visit isChosen) (branch.Then @ branch.Else)

                for r in branch.Results do
                    mark (isChosen || active.Of r.WhenTrue || active.Of r.WhenFalse) r.Result
            | Loop loop ->
                for c in loop.Carried do
                    mark (active.Of c.Initial || active.Of c.Next) c.Entry

                List.iter (visit isChosen) loop.Body

                for c in loop.Carried do
                    mark (active.Of c.Initial || active.Of c.Next) c.Entry
                    mark (active.Vars.Contains c.Entry) c.Result

                for s in loop.Sums do
                    mark (active.Of s.Term) s.Total

        while changed do
            changed <- false
            List.iter (visit false) body

        active

    /// Everything that the arrays in `seeds` have a derivative on, through any number of iterations.
    let from seeds body = analyse false seeds body

    /// Everything that depends on the arrays in `seeds`, also by way of a condition.
    let dependsOn seeds body = analyse true seeds body
