/// Elements of local vectors that may be assigned twice. The reverse sweep reads elements as the forward sweep left them,
/// so a second assignment would give a wrong gradient: what cannot be shown to be assigned once is refused.
namespace Exmc.Core

open System.Collections.Generic
open Exmc.Core.Source

module internal Overwrites =

    /// A vector that a declaration made, each time it runs anew. Other locals may be names of the same one.
    type private Made = { Local: Local; Run: int; LoopsAround: int }

    /// An arm of a conditional, and the loops around it that stand inside the vector's declaration.
    type private Arm = { Conditional: int; IsThen: bool; Loops: Local list }

    type private Assignment =
        { Vector: Made
          Name: string
          /// One per axis.
          Places: Expr list
          /// None where a place is no sum of atoms that keep their values.
          Forms: Form option list
          /// Loops between the vector's declaration and the assignment, innermost first.
          Loops: Enclosing list
          Arms: Arm list
          At: SourceRef }

    let private placeOf e =
        match e with
        | Marked(at, _) -> at
        | _ -> SourceRef 0

    /// All assignments of a body in order, helpers included.
    let private assignments (body: Statement list) : Assignment list =
        let reassigned, indices = set (Assigned.everywhere body), set (Assigned.indices body)
        let isReassigned (l: Local) = reassigned.Contains l.Id
        let isVarying (l: Local) = indices.Contains l.Id || isReassigned l
        let form e = if Form.mentions isReassigned e then None else Form.ofExpr isVarying e
        let found = ResizeArray<Assignment>()
        let runs = Dictionary<int, int>()
        let mutable vectors: Map<int, Made> = Map.empty
        let mutable conditionals = 0

        let make (l: Local) loopsAround =
            runs[l.Id] <- 1 + (match runs.TryGetValue l.Id with | true, n -> n | _ -> 0)
            { Local = l; Run = runs[l.Id]; LoopsAround = loopsAround }

        // Blocks and expressions give the vector that they return or are, when it is one with a name.
        let rec block loops arms (statements: Statement list) : Made option =
            let outer = vectors
            let returned = statements |> List.map (statement loops arms) |> List.tryPick id
            vectors <- outer
            returned

        and statement (loops: Enclosing list) arms s : Made option =
            match s with
            | Declare(l, e) ->
                let vector = expr loops arms e |> Option.defaultWith (fun () -> make l loops.Length)
                vectors <- Map.add l.Id vector vectors
                None
            | AssignElement(l, places, value) ->
                expr loops arms value |> ignore
                let vector = vectors[l.Id]
                let inside = List.truncate (loops.Length - vector.LoopsAround) loops
                let within (arm: Arm) = { arm with Loops = arm.Loops |> List.filter (fun index -> inside |> List.exists (fun loop -> loop.Index = index)) }

                found.Add
                    { Vector = vector
                      Name = l.Name
                      Places = places
                      Forms = List.map form places
                      Loops = inside
                      Arms = List.map within arms
                      At = placeOf value }

                None
            | For(index, from, until, inner) -> block ({ Index = index; From = form from; Until = form until } :: loops) arms inner
            | If(_, first, second) ->
                conditionals <- conditionals + 1
                let arm isThen : Arm = { Conditional = conditionals; IsThen = isThen; Loops = loops |> List.map _.Index }
                let thenArm, elseArm = arm true, arm false
                let one = block loops (thenArm :: arms) first
                let other = block loops (elseArm :: arms) second
                Option.orElse other one
            | Assign(_, e) ->
                expr loops arms e |> ignore
                None
            | Return e -> expr loops arms e

        and expr loops arms e : Made option =
            match e with
            | Marked(_, inner) -> expr loops arms inner
            | LocalRef l -> Map.tryFind l.Id vectors
            | Inline inner -> block loops arms inner
            | SolveOde p ->
                for child in Dependencies.children e do expr loops arms child |> ignore
                block [] [] p.System.Body |> ignore
                None
            | other ->
                for child in Dependencies.children other do expr loops arms child |> ignore
                None

        block [] [] body |> ignore
        List.ofSeq found

    /// Whether the places tell the iterations of the loops apart: each loop moves an axis that no loop still unknown moves.
    let rec private determine (loops: Enclosing list) (forms: Form option list) =
        let moves form (loop: Enclosing) =
            match form with
            | Some f -> Form.coefficient loop.Index f <> 0
            | None -> true

        let alone loop = forms |> List.exists (fun f -> f.IsSome && moves f loop && loops |> List.forall (fun other -> other = loop || not (moves f other)))

        match loops |> List.tryFind alone with
        | Some known -> determine (loops |> List.filter ((<>) known)) forms
        | None -> loops.IsEmpty

    /// Whether one assignment may reach an element in two iterations.
    let private repeats (a: Assignment) =
        match a.Loops, a.Places with
        | [ inner; outer ], [ place ] -> not (Form.isRowMajor outer inner place)
        | loops, _ -> not (determine loops a.Forms)

    /// Two arms of one conditional never both run in the same iteration of the loops around it.
    let private exclude (a: Assignment) (b: Assignment) =
        let isSamePlace = List.forall Option.isSome a.Forms && a.Forms = b.Forms

        a.Arms
        |> List.exists (fun arm ->
            (arm.Loops.IsEmpty || isSamePlace)
            && b.Arms |> List.exists (fun other -> other.Conditional = arm.Conditional && other.IsThen <> arm.IsThen))

    /// Places of one loop that lie a constant apart which its steps never bridge.
    let private areInterleaved (a: Assignment) (b: Assignment) =
        match a.Loops, b.Loops, a.Forms, b.Forms with
        | [ x ], [ y ], [ Some first ], [ Some second ] when x.Index = y.Index && Form.coefficient x.Index first <> 0 ->
            let gap = Form.subtract first second
            gap.Terms.IsEmpty && gap.Constant % Form.coefficient x.Index first <> 0
        | _ -> false

    /// Whether two assignments are shown never to reach one element: along an axis, or on two sides of a diagonal.
    let private areApart (a: Assignment) (b: Assignment) =
        let intervals (x: Assignment) =
            let difference =
                match x.Forms with
                | [ Some row; Some column ] -> [ Some(Form.subtract row column) ]
                | _ -> []

            x.Forms @ difference |> List.map (Option.bind (Form.interval x.Loops))

        exclude a b
        || areInterleaved a b
        || Seq.exists2 (fun x y -> match x, y with Some p, Some q -> Form.areDisjoint p q | _ -> false) (intervals a) (intervals b)

    /// Assignments that cannot be shown to be the only one of their element.
    let find (body: Statement list) : Problem list =
        let all = assignments body

        let again =
            [ for k, later in List.indexed all do
                  for earlier in List.truncate k all do
                      if earlier.Vector = later.Vector && not (areApart earlier later) then
                          later ]

        (all |> List.filter repeats) @ again
        |> List.map (fun a -> ElementOverwritten(a.Name, a.At))
        |> List.distinct
