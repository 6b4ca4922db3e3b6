/// Moves what depends on data alone out of an evaluation, into a program that runs once per binding of data.
namespace Exmc.Core

open System.Collections.Generic
open Exmc.Core.Programs

module BindTime =

    let private isCheap operation =
        match operation with
        | Load _
        | FromInteger _ -> true
        | _ -> false

    /// Scalars of a loop's own body that depend on its index and on data alone, and cost something.
    let private hoistable (active: Activity) (isDataArray: ArrayId -> bool) (known: HashSet<Var>) (loop: Loop) =
        let data = HashSet<Var>(known)
        data.Add loop.Index |> ignore

        loop.Body
        |> List.choose (function
            | Let(v, op) when
                not (active.Vars.Contains v)
                && Reads.operation op |> List.forall data.Contains
                && (match op with
                    | Load(array, _) -> isDataArray array
                    | _ -> true)
                ->
                data.Add v |> ignore
                Some(v, op)
            | _ -> None)

    /// Splits the top level of `body`: gives what is left to evaluate. Bind-time statements are emitted into `bind`,
    /// under `names`.
    let split (arrays: ArrayTable) (inputs: ArrayId list) (bind: Builder) (body: Statement list) : Statement list =
        let active = Activity.dependsOn inputs body
        let names = Renaming()
        let known = HashSet<Var>()

        // An array is of bind time when every statement that writes it is inactive and stands alone.
        let isScratch array = arrays[array].Role = Scratch

        let mixed =
            body
            |> List.collect (fun s ->
                let written = Effects.written [ s ]
                let stays = not (Effects.targets [ s ]).IsEmpty || written |> List.exists (fun a -> not (isScratch a) || active.Arrays.Contains a)
                if stays then written else [])
            |> HashSet

        let isData array =
            match arrays[array].Role with
            | Bound -> true
            | _ when arrays[array].IsData -> true
            | Scratch -> not (active.Arrays.Contains array) && not (mixed.Contains array)
            | _ -> false

        let draws statement = Effects.nested [ statement ] |> List.exists (function Sample _ -> true | _ -> false)

        let moves statement =
            (Effects.targets [ statement ]).IsEmpty
            && not (draws statement)
            && Effects.written [ statement ] |> List.forall isData
            && Effects.loaded [ statement ] |> List.forall isData
            && Effects.free [ statement ] [] |> List.forall known.Contains

        // What stays must write none of the arrays that move, and read none before the last statement that writes it:
        // at bind time all of them have run.
        let lastWriter = body |> List.mapi (fun i s -> Effects.written [ s ] |> List.map (fun a -> a, i)) |> List.concat |> Map.ofList

        let conflicts () =
            known.Clear()

            let arrays =
                body
                |> List.mapi (fun i s ->
                    if moves s then
                        for v in Effects.results s do known.Add v |> ignore
                        []
                    else
                        let readEarly = Effects.loaded [ s ] |> List.filter (fun a -> isScratch a && isData a && lastWriter[a] > i)
                        readEarly @ (Effects.written [ s ] |> List.filter (fun a -> isScratch a && isData a)))
                |> List.concat

            known.Clear()
            arrays

        let mutable found = conflicts ()

        while not found.IsEmpty do
            for array in found do mixed.Add array |> ignore
            found <- conflicts ()

        let evaluated = ResizeArray<Statement>()
        // Terms of the density that depend on data alone: they are summed once.
        let terms = ResizeArray<Operand>()
        let fresh = Effects.fresh body
        let moved = HashSet<ArrayId>()

        let keepScalar v =
            let array = arrays.Add("constant", RealElement, [], Bound)
            bind.Statement(Store(array, [], names.Operand(Use v)))
            evaluated.Add(Let(v, Load(array, [])))

        let isDataTarget (chosen: HashSet<Var>) statement =
            match statement with
            | Target(Use v) -> chosen.Contains v
            | _ -> false

        let moveInner (l: Loop) =
            let candidates = hoistable active isData known l
            let chosen = candidates |> List.map fst |> HashSet

            let readLater =
                let rest = l.Body |> List.filter (function Let(v, _) -> not (chosen.Contains v) | _ -> true)
                let ends = (l.Carried |> List.map _.Next) @ (l.Sums |> List.map _.Term)
                HashSet(Effects.free rest ends)

            let kept = candidates |> List.filter (fun (v, op) -> readLater.Contains v && not (isCheap op)) |> List.map fst

            if kept.IsEmpty && not (l.Body |> List.exists (isDataTarget chosen)) then
                Loop l
            else
                let length = Integers.subtract l.Until l.From
                let dataTerms = l.Body |> List.choose (function Target x as s when isDataTarget chosen s -> Some x | _ -> None)
                let tables = kept |> List.map (fun v -> v, arrays.Add("table", RealElement, [ names.Index length ], Bound))

                let _, totals =
                    bind.Loop(names.Index l.From, names.Index l.Until, false, [], fun index _ ->
                        names.BindIndex(l.Index, IVar index)
                        Copying.statements bind names Keep.all (candidates |> List.map Let)

                        for v, table in tables do
                            bind.Statement(Store(table, [ Integers.subtract (IVar index) (names.Index l.From) ], names.Operand(Use v)))

                        [], List.map names.Operand dataTerms)

                terms.AddRange totals

                let tableOf = dict tables

                let body =
                    l.Body
                    |> List.filter (isDataTarget chosen >> not)
                    |> List.map (function
                        | Let(v, _) when tableOf.ContainsKey v -> Let(v, Load(tableOf[v], [ Integers.subtract (IVar l.Index) l.From ]))
                        | other -> other)

                Loop { l with Body = body }

        for statement in body do
            if moves statement then
                for array in Effects.written [ statement ] do moved.Add array |> ignore
                Copying.statements bind names Keep.all [ statement ]

                for v in Effects.results statement do
                    known.Add v |> ignore
                    keepScalar v
            else
                match statement with
                | Target(Constant x) -> terms.Add(Constant x)
                | Target(Use v) when known.Contains v -> terms.Add(names.Operand(Use v))
                | Loop l when Reads.index l.From @ Reads.index l.Until |> List.forall known.Contains ->
                    evaluated.Add(moveInner l)
                | other -> evaluated.Add other

        match terms |> Seq.fold (fun sum term -> bind.Binary(Add, sum, term)) (Constant 0.0) with
        | Constant x -> if x <> 0.0 then evaluated.Add(Target(Constant x))
        | total ->
            let array = arrays.Add("constant", RealElement, [], Bound)
            bind.Statement(Store(array, [], total))
            let v = fresh ()
            evaluated.Add(Let(v, Load(array, [])))
            evaluated.Add(Target(Use v))

        // Only now: while statements that write an array are still being moved, its elements are not fixed.
        for array in moved do arrays.MoveToBindTime array
        List.ofSeq evaluated
