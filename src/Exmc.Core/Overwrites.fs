/// Elements of local vectors that are assigned twice. The reverse sweep reads elements as the forward sweep left them,
/// so a second assignment would give a wrong gradient.
namespace Exmc.Core

open Exmc.Core.Source

module internal Overwrites =

    /// A loop around an assignment: its index, and where it starts when that is a constant.
    type private Enclosing = { Index: Local; From: int option }

    type private Assignment =
        { Vector: Local
          /// Which declaration of the vector: a helper that is inlined twice declares its locals twice.
          Instance: int
          Place: Expr
          /// Loops between the vector's declaration and the assignment.
          Loops: Enclosing list
          /// Arms of conditionals the assignment stands in: two in different arms of one never both run.
          Arms: (int * bool) list
          At: SourceRef }

    let rec private strip e =
        match e with
        | Marked(_, inner) -> strip inner
        | other -> other

    /// The smallest place, when it is a constant or a loop index with a constant added.
    let private smallest (a: Assignment) =
        let start (l: Local) = a.Loops |> List.tryPick (fun loop -> if loop.Index = l then loop.From else None)

        match strip a.Place with
        | Int c -> Some c
        | LocalRef l -> start l
        | Expr.Binary(Add, x, y) ->
            match strip x, strip y with
            | LocalRef l, Int c
            | Int c, LocalRef l -> start l |> Option.map ((+) c)
            | _ -> None
        | Expr.Binary(Subtract, x, y) ->
            match strip x, strip y with
            | LocalRef l, Int c -> start l |> Option.map (fun from -> from - c)
            | _ -> None
        | _ -> None

    let rec private mentions (l: Local) e =
        match strip e with
        | LocalRef other -> other = l
        | Expr.Binary(_, x, y)
        | IntegerBinary(_, x, y) -> mentions l x || mentions l y
        | Expr.Unary(_, x) -> mentions l x
        | Element(_, indices) -> indices |> List.exists (mentions l)
        | _ -> false

    let private place e =
        match e with
        | Marked(at, _) -> at
        | _ -> SourceRef 0

    /// All assignments of a body in order, helpers included.
    let private assignments (body: Statement list) : Assignment list =
        let found = ResizeArray<Assignment>()
        let mutable conditionals = 0
        let instances = System.Collections.Generic.Dictionary<int, int>()
        let instance id = match instances.TryGetValue id with | true, n -> n | _ -> 0

        let rec block declared (loops: Enclosing list) arms (statements: Statement list) =
            statements |> List.fold (fun known s -> statement known loops arms s) declared |> ignore

        and statement (declared: Map<int, int>) loops arms s =
            match s with
            | Declare(l, e) ->
                expr declared loops arms e
                instances[l.Id] <- instance l.Id + 1
                Map.add l.Id loops.Length declared
            | AssignElement(l, i, value) ->
                expr declared loops arms value
                let depth = Map.tryFind l.Id declared |> Option.defaultValue 0
                // Loops are innermost first: those inside the declaration come first.
                found.Add { Vector = l; Instance = instance l.Id; Place = i; Loops = List.truncate (loops.Length - depth) loops; Arms = arms; At = place value }
                declared
            | For(index, from, _, inner) ->
                let start = match strip from with Int c -> Some c | _ -> None
                block declared ({ Index = index; From = start } :: loops) arms inner
                declared
            | If(_, first, second) ->
                conditionals <- conditionals + 1
                let id = conditionals
                block declared loops ((id, true) :: arms) first
                block declared loops ((id, false) :: arms) second
                declared
            | Assign(_, e)
            | Return e ->
                expr declared loops arms e
                declared

        and expr declared loops arms e =
            match e with
            | Inline inner -> block declared loops arms inner
            | Marked(_, a)
            | ToReal a
            | Expr.Unary(_, a)
            | Reduce(_, a)
            | Item(a, _) -> expr declared loops arms a
            | Expr.Binary(_, a, b)
            | Dot(a, b)
            | MatrixVector(a, b) -> List.iter (expr declared loops arms) [ a; b ]
            | Element(a, _)
            | Gather(a, _)
            | Slice(a, _, _) -> expr declared loops arms a
            | Tuple items -> List.iter (expr declared loops arms) items
            | Draw d -> List.iter (expr declared loops arms) d.Arguments
            | LogDensity(a, d) -> List.iter (expr declared loops arms) (a :: d.Arguments)
            | _ -> ()

        block Map.empty [] [] body
        List.ofSeq found

    let private exclude (a: Assignment) (b: Assignment) =
        a.Arms |> List.exists (fun (id, arm) -> List.contains (id, not arm) b.Arms)

    /// Whether two assignments in order surely meet in an element.
    let private meet (a: Assignment) (b: Assignment) =
        match smallest a, smallest b with
        | Some first, Some second ->
            match a.Loops, b.Loops with
            | [], [] -> first = second
            | [], _ -> first >= second
            | _, [] -> second >= first
            | _ -> false
        | _ -> false

    /// Assignments that surely overwrite an element.
    let find (body: Statement list) : Problem list =
        let all = assignments body
        let problem (a: Assignment) = ElementOverwritten(a.Vector.Name, a.At)
        let repeated = all |> List.filter (fun a -> a.Loops |> List.exists (fun loop -> not (mentions loop.Index a.Place)))

        let again =
            [ for k, later in List.indexed all do
                  for earlier in List.truncate k all do
                      if (earlier.Vector, earlier.Instance) = (later.Vector, later.Instance) && not (exclude earlier later) && meet earlier later then
                          later ]

        repeated @ again |> List.map problem |> List.distinct
