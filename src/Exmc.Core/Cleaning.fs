/// Removes what no result needs: scalars, sums, carried values, stores to arrays that nothing loads.
namespace Exmc.Core

open System.Collections.Generic
open Exmc.Core.Programs

module Cleaning =

    /// One backward pass; gives the live statements.
    let private pass (arrays: ArrayTable) (body: Statement list) =
        let reads = HashSet(Effects.loaded body)
        let live = HashSet<Var>()
        let need vars = for v in vars do live.Add v |> ignore
        let needOperand operand = need (Reads.operand operand)

        let isNeeded array =
            match arrays[array].Role with
            | Scratch -> reads.Contains array
            | _ -> true

        let rec block (statements: Statement list) =
            List.rev statements |> List.choose visit |> List.rev

        and visit statement =
            match statement with
            | Let(v, op) ->
                if live.Contains v then
                    need (Reads.operation op)
                    Some statement
                else
                    None
            | Store(array, path, x)
            | Increment(array, path, x) ->
                if isNeeded array then
                    need (List.collect Reads.index path)
                    needOperand x
                    Some statement
                else
                    None
            | Zero array -> if isNeeded array then Some statement else None
            | Call(_, _, output) -> if isNeeded output then Some statement else None
            | Target x ->
                needOperand x
                Some statement
            // Kept even when nothing reads it: what is drawn after it must not depend on what is read.
            | Sample(_, _, arguments) ->
                List.iter needOperand arguments
                Some statement
            | Branch br ->
                let results = br.Results |> List.filter (fun r -> live.Contains r.Result)

                for r in results do
                    needOperand r.WhenTrue
                    needOperand r.WhenFalse

                let thenBody, elseBody = block br.Then, block br.Else

                if thenBody.IsEmpty && elseBody.IsEmpty && results.IsEmpty then
                    None
                else
                    need (Reads.condition br.Condition)
                    Some(Branch { br with Then = thenBody; Else = elseBody; Results = results })
            | Loop l -> loop l

        and loop l =
            let sums = l.Sums |> List.filter (fun s -> live.Contains s.Total)
            for s in sums do needOperand s.Term

            // A carried value lives when its result does, or when the body reads its entry; the body is visited until that settles.
            let rec settle (kept: Carried list) =
                for c in kept do needOperand c.Next
                let body = block l.Body
                let more = l.Carried |> List.filter (fun c -> live.Contains c.Result || live.Contains c.Entry)
                if more.Length > kept.Length then settle more else body, kept

            let body, carried = settle (l.Carried |> List.filter (fun c -> live.Contains c.Result))

            if body.IsEmpty && sums.IsEmpty && carried.IsEmpty then
                None
            else
                for c in carried do needOperand c.Initial
                need (Reads.index l.From @ Reads.index l.Until)
                Some(Loop { l with Body = body; Sums = sums; Carried = carried })

        block body

    let private round arrays body =
        let b = Builder arrays
        Copying.statements b (Renaming()) Keep.all body
        pass arrays b.Body

    /// Copies through a fresh builder (folding, sharing, moving) and drops dead work. Later rounds see what earlier ones
    /// exposed; a few reach the end on every model, and stopping early is only slower code.
    let simplify (arrays: ArrayTable) (body: Statement list) : Statement list =
        Seq.init 4 ignore |> Seq.fold (fun statements () -> round arrays statements) body
