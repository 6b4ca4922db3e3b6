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
          Place: Expr
          /// None when the place is no sum of atoms that keep their values.
          Form: Form option
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
            | AssignElement(l, place, value) ->
                expr loops arms value |> ignore
                let vector = vectors[l.Id]
                let inside = List.truncate (loops.Length - vector.LoopsAround) loops
                let within (arm: Arm) = { arm with Loops = arm.Loops |> List.filter (fun index -> inside |> List.exists (fun loop -> loop.Index = index)) }

                found.Add
                    { Vector = vector
                      Name = l.Name
                      Place = place
                      Form = form place
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
            | other ->
                for child in Dependencies.children other do expr loops arms child |> ignore
                None

        block [] [] body |> ignore
        List.ofSeq found

    /// Whether one assignment may reach an element in two iterations.
    let private repeats (a: Assignment) =
        match a.Loops, a.Form with
        | [], _ -> false
        | [ loop ], Some form -> Form.coefficient loop.Index form = 0
        | [ inner; outer ], _ -> not (Form.isRowMajor outer inner a.Place)
        | _ -> true

    /// Two arms of one conditional never both run in the same iteration of the loops around it.
    let private exclude (a: Assignment) (b: Assignment) =
        let isSamePlace = a.Form.IsSome && a.Form = b.Form

        a.Arms
        |> List.exists (fun arm ->
            (arm.Loops.IsEmpty || isSamePlace)
            && b.Arms |> List.exists (fun other -> other.Conditional = arm.Conditional && other.IsThen <> arm.IsThen))

    /// Places of one loop that lie a constant apart which its steps never bridge.
    let private areInterleaved (a: Assignment) (b: Assignment) =
        match a.Loops, b.Loops, a.Form, b.Form with
        | [ x ], [ y ], Some first, Some second when x.Index = y.Index && Form.coefficient x.Index first <> 0 ->
            let gap = Form.subtract first second
            gap.Terms.IsEmpty && gap.Constant % Form.coefficient x.Index first <> 0
        | _ -> false

    /// Whether two assignments are shown never to reach one element.
    let private areApart (a: Assignment) (b: Assignment) =
        let interval (x: Assignment) = x.Form |> Option.bind (Form.interval x.Loops)

        exclude a b
        || areInterleaved a b
        || (match interval a, interval b with
            | Some x, Some y -> Form.areDisjoint x y
            | _ -> false)

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
