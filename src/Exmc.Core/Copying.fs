/// Emits existing statements again through a builder, under a renaming of scalars.
namespace Exmc.Core

open System.Collections.Generic
open Exmc.Core.Programs

/// A renaming from the scalars of one program to operands of another.
type Renaming() =
    let operands = Dictionary<Var, Operand>()
    let indices = Dictionary<Var, Index>()
    let rows = Dictionary<struct (Var * ArrayId), ArrayId>()

    /// The array whose row an element stands in.
    let holder array path =
        match path with
        | IVar v :: _ ->
            match rows.TryGetValue(struct (v, array)) with
            | true, other -> other
            | _ -> array
        | _ -> array

    member _.Bind(v, operand) = operands[v] <- operand
    member _.BindIndex(v, index) = indices[v] <- index
    /// What is loaded from a row of an array by that index is loaded from another array.
    member _.BindRows(v, array, other) = rows[struct (v, array)] <- other

    member _.Operand operand =
        match operand with
        | Constant _ -> operand
        | Use v -> operands[v]

    member this.Index index =
        match index with
        | IConst _
        | ILength _ -> index
        | IVar v -> indices[v]
        | IBinary(op, a, b) -> Integers.binary op (this.Index a) (this.Index b)
        | ILoad(array, path) -> ILoad(holder array path, List.map this.Index path)

    member this.Operation operation =
        match operation with
        | Apply1(op, a) -> Apply1(op, this.Operand a)
        | Apply2(op, a, b) -> Apply2(op, this.Operand a, this.Operand b)
        | Apply3(op, a, b, c) -> Apply3(op, this.Operand a, this.Operand b, this.Operand c)
        | Load(array, path) -> Load(holder array path, List.map this.Index path)
        | FromInteger i -> FromInteger(this.Index i)

    member this.Condition condition =
        match condition with
        | Always -> Always
        | CompareReal(op, a, b) -> CompareReal(op, this.Operand a, this.Operand b)
        | CompareInteger(op, a, b) -> CompareInteger(op, this.Index a, this.Index b)
        | IsNaN a -> IsNaN(this.Operand a)
        | AllOf all -> AllOf(List.map this.Condition all)
        | AnyOf all -> AnyOf(List.map this.Condition all)
        | Negation c -> Negation(this.Condition c)

/// What a copy keeps beside the scalars.
type Keep =
    { Stores: ArrayId -> bool
      Targets: bool }

module Keep =
    let all = { Stores = (fun _ -> true); Targets = true }

module Copying =

    /// Emits statements again, but for those that `replaced` emits otherwise, which it tells by true.
    let rec replacing (replaced: Statement -> bool) (b: Builder) (names: Renaming) (keep: Keep) (body: Statement list) =
        for statement in body do
            match statement with
            | _ when replaced statement -> ()
            | Let(v, operation) -> names.Bind(v, b.Operation(names.Operation operation))
            | Store(array, path, x) ->
                if keep.Stores array then
                    b.Statement(Store(array, List.map names.Index path, names.Operand x))
            | Increment(array, path, x) -> b.Statement(Increment(array, List.map names.Index path, names.Operand x))
            | Zero array
            | Call(_, _, array) ->
                if keep.Stores array then
                    b.Statement statement
            | Sample(v, variate, arguments) -> names.Bind(v, b.Sample(variate, List.map names.Operand arguments))
            | Target x ->
                if keep.Targets then
                    b.Target(names.Operand x)
            | Branch branch ->
                let arm body pick () =
                    replacing replaced b names keep body
                    branch.Results |> List.map (pick >> names.Operand)

                let results =
                    b.Branch(names.Condition branch.Condition, arm branch.Then _.WhenTrue, arm branch.Else _.WhenFalse)

                List.iter2 (fun (r: BranchResult) operand -> names.Bind(r.Result, operand)) branch.Results results
            | Loop loop -> copyLoop replaced b names keep loop

    and private copyLoop replaced b names keep (loop: Loop) =
        // What an iteration hands on unchanged, or a constant handed on as itself, is no longer carried.
        let isFixed (c: Carried) =
            c.Next = Use c.Entry
            || (match c.Next with
                | Constant _ -> names.Operand c.Initial = c.Next
                | Use _ -> false)

        let isFixed, carried = loop.Carried |> List.partition isFixed

        for c in isFixed do
            names.Bind(c.Entry, names.Operand c.Initial)
            names.Bind(c.Result, names.Operand c.Initial)

        let results, totals =
            b.Loop(names.Index loop.From, names.Index loop.Until, loop.Descending, carried |> List.map (fun c -> names.Operand c.Initial), fun index entries ->
                names.BindIndex(loop.Index, IVar index)
                List.iter2 (fun (c: Carried) entry -> names.Bind(c.Entry, entry)) carried entries
                replacing replaced b names keep loop.Body
                carried |> List.map (fun c -> names.Operand c.Next), loop.Sums |> List.map (fun s -> names.Operand s.Term))

        List.iter2 (fun (c: Carried) result -> names.Bind(c.Result, result)) carried results
        List.iter2 (fun (s: Sum) total -> names.Bind(s.Total, total)) loop.Sums totals

    /// Emits statements again.
    let statements b names keep body = replacing (fun _ -> false) b names keep body
