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

    /// The highest id of a scalar.
    let rec private highest (statements: Statement list) =
        statements
        |> List.map (fun statement ->
            let vars, inner =
                match statement with
                | Let(v, _) -> [ v ], []
                | Loop l -> l.Index :: (l.Carried |> List.collect (fun c -> [ c.Entry; c.Result ])) @ (l.Sums |> List.map _.Total), l.Body
                | Branch br -> br.Results |> List.map _.Result, br.Then @ br.Else
                | _ -> [], []

            List.fold max (highest inner) (vars |> List.map (fun (Var id) -> id)))
        |> List.fold max 0

    /// Splits the top level of `body`: gives what is left to evaluate. Bind-time statements are emitted into `bind`,
    /// under `names`.
    let split (arrays: ArrayTable) (inputs: ArrayId list) (bind: Builder) (body: Statement list) : Statement list =
        let active = Activity.dependsOn inputs body
        let names = Renaming()
        let known = HashSet<Var>()

        let rec stores statement =
            match statement with
            | Store(array, _, _)
            | Increment(array, _, _)
            | Zero array
            | Call(_, _, array) -> [ array ]
            | Loop l -> List.collect stores l.Body
            | Branch br -> List.collect stores (br.Then @ br.Else)
            | Let _
            | Target _ -> []

        let rec hasTarget statement =
            match statement with
            | Target _ -> true
            | Loop l -> List.exists hasTarget l.Body
            | Branch br -> List.exists hasTarget (br.Then @ br.Else)
            | _ -> false

        // An array is of bind time when every statement that writes it is inactive and stands alone.
        let isScratch array = arrays[array].Role = Scratch

        let mixed =
            body
            |> List.collect (fun s ->
                let written = stores s
                let stays = hasTarget s || written |> List.exists (fun a -> not (isScratch a) || active.Arrays.Contains a)
                if stays then written else [])
            |> HashSet

        let isData array =
            match arrays[array].Role with
            | DataArray _
            | Bound -> true
            | Scratch -> not (active.Arrays.Contains array) && not (mixed.Contains array)
            | _ -> false

        let rec arraysRead statement =
            match statement with
            | Let(_, Load(array, _)) -> [ array ]
            | Loop l -> List.collect arraysRead l.Body
            | Branch br -> List.collect arraysRead (br.Then @ br.Else)
            | Call(_, inputs, _) -> inputs
            | _ -> []

        let rec results statement =
            match statement with
            | Let(v, _) -> [ v ]
            | Loop l -> (l.Carried |> List.map _.Result) @ (l.Sums |> List.map _.Total)
            | Branch br -> br.Results |> List.map _.Result
            | _ -> []

        let rec free statement : Var list =
            let within defined statements = statements |> List.collect free |> List.filter (fun v -> not (List.contains v defined))

            match statement with
            | Let(_, op) -> Reads.operation op
            | Store(_, path, x)
            | Increment(_, path, x) -> Reads.operand x @ List.collect Reads.index path
            | Target x -> Reads.operand x
            | Zero _
            | Call _ -> []
            | Branch br ->
                let defined = List.collect results (br.Then @ br.Else)
                let outputs = br.Results |> List.collect (fun r -> Reads.operand r.WhenTrue @ Reads.operand r.WhenFalse)
                Reads.condition br.Condition @ within defined (br.Then @ br.Else) @ (outputs |> List.filter (fun v -> not (List.contains v defined)))
            | Loop l ->
                let defined = l.Index :: (l.Carried |> List.map _.Entry) @ List.collect results l.Body
                let outputs = (l.Carried |> List.collect (fun c -> Reads.operand c.Next)) @ (l.Sums |> List.collect (fun s -> Reads.operand s.Term))

                Reads.index l.From
                @ Reads.index l.Until
                @ List.collect (fun c -> Reads.operand c.Initial) l.Carried
                @ within defined l.Body
                @ (outputs |> List.filter (fun v -> not (List.contains v defined)))

        let moves statement =
            not (hasTarget statement)
            && stores statement |> List.forall isData
            && arraysRead statement |> List.forall isData
            && free statement |> List.forall known.Contains

        // What stays must write none of the arrays that move, and read none before the last statement that writes it:
        // at bind time all of them have run.
        let lastWriter = body |> List.mapi (fun i s -> stores s |> List.map (fun a -> a, i)) |> List.concat |> Map.ofList

        let conflicts () =
            known.Clear()

            let arrays =
                body
                |> List.mapi (fun i s ->
                    if moves s then
                        for v in results s do known.Add v |> ignore
                        []
                    else
                        let readEarly = arraysRead s |> List.filter (fun a -> isScratch a && isData a && lastWriter[a] > i)
                        readEarly @ (stores s |> List.filter (fun a -> isScratch a && isData a)))
                |> List.concat

            known.Clear()
            arrays

        let mutable found = conflicts ()

        while not found.IsEmpty do
            for array in found do mixed.Add array |> ignore
            found <- conflicts ()

        let evaluated = ResizeArray<Statement>()
        let mutable next = 1 + highest body

        let fresh () =
            let v = Var next
            next <- next + 1
            v

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
                let ends = (l.Carried |> List.collect (fun c -> Reads.operand c.Next)) @ (l.Sums |> List.collect (fun s -> Reads.operand s.Term))
                HashSet(List.collect free rest @ ends)

            let kept = candidates |> List.filter (fun (v, op) -> readLater.Contains v && not (isCheap op)) |> List.map fst

            if kept.IsEmpty && not (l.Body |> List.exists (isDataTarget chosen)) then
                Loop l
            else
                let length = Integers.subtract l.Until l.From
                let terms = l.Body |> List.choose (function Target x as s when isDataTarget chosen s -> Some x | _ -> None)
                let tables = kept |> List.map (fun v -> v, arrays.Add("table", RealElement, [ names.Index length ], Bound))

                let _, totals =
                    bind.Loop(names.Index l.From, names.Index l.Until, false, [], fun index _ ->
                        names.BindIndex(l.Index, IVar index)
                        Copying.statements bind names Keep.all (candidates |> List.map Let)

                        for v, table in tables do
                            bind.Statement(Store(table, [ Integers.subtract (IVar index) (names.Index l.From) ], names.Operand(Use v)))

                        [], List.map names.Operand terms)

                // Terms of the density that depend on data alone are summed once.
                for total in totals do
                    let array = arrays.Add("constant", RealElement, [], Bound)
                    bind.Statement(Store(array, [], total))
                    let v = fresh ()
                    evaluated.Add(Let(v, Load(array, [])))
                    evaluated.Add(Target(Use v))

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
                for array in stores statement do moved.Add array |> ignore
                Copying.statements bind names Keep.all [ statement ]

                for v in results statement do
                    known.Add v |> ignore
                    keepScalar v
            else
                match statement with
                | Loop l when Reads.index l.From @ Reads.index l.Until |> List.forall known.Contains ->
                    evaluated.Add(moveInner l)
                | other -> evaluated.Add other

        // Only now: while statements that write an array are still being moved, its elements are not fixed.
        for array in moved do arrays.MoveToBindTime array
        List.ofSeq evaluated
