/// Scalars of a loop's iterations as sums of data times what stays the same in the loop: what is linear in the parameters.
namespace Exmc.Core

open System.Collections.Generic
open Exmc.Core.Programs

/// Emits a scalar, once the statements it needs have been emitted.
type internal Emit = Builder -> Renaming -> Operand

/// A product of data, which change from one iteration to the next, and a coefficient, which does not.
type internal Column =
    | Single of data: Emit * coefficient: Emit
    /// The sum of such products over an inner loop.
    | Span of Inner * data: Emit * coefficient: Emit

/// An inner loop, with the statements of its body that depend on data alone and those that no outer iteration changes.
and internal Inner =
    { Index: Var
      From: Index
      Until: Index
      DataBody: Statement list
      FixedBody: Statement list }

/// A multiple of a sum of columns, and a sum of multiples of squares of such sums; the multiples stay the same in the loop.
type internal ColumnForm =
    { Columns: Column list
      Multiple: Emit option
      Squares: (Emit * Column list) list }

/// A loop's body taken apart.
type internal LoopForms =
    { /// Statements that depend on data alone.
      DataBody: Statement list
      /// Statements that are the same in each iteration.
      FixedBody: Statement list
      /// What each scalar is, where it is one of these forms.
      FormOf: Operand -> ColumnForm option
      /// Scalars by their definitions.
      Definition: Operand -> Operation option }

module internal LinearForms =

    let private constant x : Emit = fun _ _ -> Constant x
    let private named operand : Emit = fun _ names -> names.Operand operand
    let private times (a: Emit) (b: Emit) : Emit = fun builder names -> builder.Binary(Multiply, a builder names, b builder names)
    let private negated (a: Emit) : Emit = fun builder names -> builder.Unary(Negate, a builder names)
    let private reciprocal (a: Emit) : Emit = fun builder names -> builder.Unary(Reciprocal, a builder names)

    let private mapColumn onData onCoefficient column =
        match column with
        | Single(data, coefficient) -> Single(onData data, onCoefficient coefficient)
        | Span(inner, data, coefficient) -> Span(inner, onData data, onCoefficient coefficient)

    let private onColumns onData onCoefficient = List.map (mapColumn onData onCoefficient)

    let private ofColumns columns = { Columns = columns; Multiple = None; Squares = [] }

    /// The columns of a form, its multiple among their coefficients.
    let columns form =
        match form.Multiple with
        | Some multiple -> onColumns id (times multiple) form.Columns
        | None -> form.Columns

    let private add a b = { ofColumns (columns a @ columns b) with Squares = a.Squares @ b.Squares }

    let negate form =
        { form with
            Columns = onColumns negated id form.Columns
            Squares = form.Squares |> List.map (fun (multiple, columns) -> negated multiple, columns) }

    /// Number of coefficients.
    let size columns =
        columns
        |> List.map (function Single _ -> IConst 1 | Span(inner, _, _) -> Integers.subtract inner.Until inner.From)
        |> List.fold Integers.add (IConst 0)

    /// Scalars that change with an index: those computed from it, handed on from one iteration to the next, or loaded from what the loop writes.
    let private varying (index: Var) (entries: Var list) (body: Statement list) =
        let written = HashSet(Effects.written body)
        let result = HashSet(index :: entries)

        let rec visit isChosen statement =
            let reads = Effects.read statement |> List.exists result.Contains
            let loads = Effects.loaded [ statement ] |> List.exists written.Contains

            match statement with
            | Loop l ->
                let isRagged = isChosen || Reads.index l.From @ Reads.index l.Until |> List.exists result.Contains
                for v in (if isRagged then [ l.Index ] else []) @ (l.Carried |> List.map _.Entry) do result.Add v |> ignore
                List.iter (visit isRagged) l.Body
            | Branch br -> List.iter (visit (isChosen || reads)) (br.Then @ br.Else)
            | Sample(v, _, _) -> result.Add v |> ignore
            | other ->
                if isChosen || reads || loads then
                    for v in Effects.results other do result.Add v |> ignore

        List.iter (visit false) body

        // What is not a plain definition counts as changing: only plain ones are emitted again outside.
        for statement in Effects.nested body do
            match statement with
            | Let _ -> ()
            | other -> for v in Effects.results other do result.Add v |> ignore

        // And so does what reads it.
        List.iter (visit false) body
        result

    /// The forms of the scalars that `statements` define. `isData` and `isFixed` tell of operands whether they depend on data
    /// alone, and whether they are the same in each iteration.
    let private classify (isData: Operand -> bool) (isFixed: Operand -> bool) (innerForms: Loop -> (Sum * Column list) list) statements =
        let forms = Dictionary<Var, ColumnForm>()

        let formOf operand =
            if isFixed operand && not (isData operand) then
                Some(ofColumns [ Single(constant 1.0, named operand) ])
            elif isData operand then
                Some(ofColumns [ Single(named operand, constant 1.0) ])
            else
                match operand with
                | Use v when forms.ContainsKey v -> Some forms[v]
                | _ -> None

        /// A form times an operand that is data or fixed.
        let scaled (change: Emit -> Emit) operand form =
            let factor = change (named operand)

            if isFixed operand then
                Some
                    { form with
                        Multiple = if form.Columns.IsEmpty then None else Some(match form.Multiple with Some m -> times factor m | None -> factor)
                        Squares = form.Squares |> List.map (fun (multiple, columns) -> times factor multiple, columns) }
            elif form.Squares.IsEmpty then
                Some { form with Columns = onColumns (times factor) id form.Columns }
            else
                None

        let isFactor operand = isData operand || isFixed operand

        let squared operand =
            formOf operand
            |> Option.bind (fun form ->
                if form.Squares.IsEmpty then
                    let multiple = form.Multiple |> Option.map (fun m -> times m m) |> Option.defaultValue (constant 1.0)
                    Some { ofColumns [] with Squares = [ multiple, form.Columns ] }
                else
                    None)

        let operation op =
            match op with
            | Apply1(Negate, a) -> formOf a |> Option.map negate
            | Apply1(Square, a) -> squared a
            | Apply2(Add, a, b) -> Option.map2 add (formOf a) (formOf b)
            | Apply2(Subtract, a, b) -> Option.map2 add (formOf a) (formOf b |> Option.map negate)
            | Apply2(Multiply, a, b) when a = b -> squared a
            | Apply2(Multiply, a, b) when isFactor a -> formOf b |> Option.bind (scaled id a)
            | Apply2(Multiply, a, b) when isFactor b -> formOf a |> Option.bind (scaled id b)
            | Apply2(Divide, a, b) when isFactor b -> formOf a |> Option.bind (scaled reciprocal b)
            | _ -> None

        for statement in statements do
            match statement with
            | Let(v, op) when not (isData (Use v)) -> operation op |> Option.iter (fun form -> forms[v] <- form)
            | Loop l -> for sum, columns in innerForms l do forms[sum.Total] <- ofColumns columns
            | _ -> ()

        formOf

    let private isLet = function Let _ -> true | _ -> false

    /// What stands in the body of a loop, when nothing in it is drawn.
    let ofLoop (active: Activity) (loop: Loop) : LoopForms =
        let changing = varying loop.Index (loop.Carried |> List.map _.Entry) loop.Body
        let readsOwn = HashSet(Effects.written loop.Body).Overlaps(Effects.loaded loop.Body)
        let isData operand = not (active.Of operand)
        let isFixed operand = match operand with Constant _ -> true | Use v -> not (changing.Contains v)
        let isDataStatement s = (Effects.targets [ s ]).IsEmpty && Effects.results s |> List.forall (fun v -> not (active.Vars.Contains v)) && (Effects.written [ s ]).IsEmpty
        let isFixedStatement = function Let(v, _) -> isFixed (Use v) | _ -> false

        let innerForms (l: Loop) =
            let dataBody = l.Body |> List.filter isDataStatement

            let isRagged = Reads.index l.From @ Reads.index l.Until |> List.exists changing.Contains

            if isRagged || not l.Carried.IsEmpty || not (l.Body |> List.forall (fun s -> isLet s || isDataStatement s)) then
                []
            else
                let formOf = classify isData isFixed (fun _ -> []) l.Body

                let inner =
                    { Index = l.Index
                      From = l.From
                      Until = l.Until
                      DataBody = dataBody
                      FixedBody = l.Body |> List.filter isFixedStatement }

                let span = function Single(data, coefficient) -> Span(inner, data, coefficient) | Span _ -> invalidOp "An inner loop has none of its own."

                l.Sums
                |> List.filter (fun s -> active.Vars.Contains s.Total)
                |> List.choose (fun s ->
                    match formOf s.Term with
                    | Some form when form.Squares.IsEmpty -> Some(s, List.map span (columns form))
                    | _ -> None)

        let definitions = loop.Body |> List.choose (function Let(v, op) -> Some(v, op) | _ -> None) |> dict

        { DataBody = loop.Body |> List.filter isDataStatement
          FixedBody = loop.Body |> List.filter isFixedStatement
          FormOf = if readsOwn then (fun _ -> None) else classify isData isFixed innerForms loop.Body
          Definition = function Use v when definitions.ContainsKey v -> Some definitions[v] | _ -> None }
