/// What statements read and write, all that is nested in them included.
namespace Exmc.Core

open Exmc.Core.Programs

/// The scalars that an index, an operation or a condition reads.
module Reads =

    let rec index =
        function
        | IConst _
        | ILength _ -> []
        | IVar v -> [ v ]
        | IBinary(_, a, b) -> index a @ index b
        | ILoad(_, indices) -> List.collect index indices

    let operand =
        function
        | Constant _ -> []
        | Use v -> [ v ]

    let operation =
        function
        | Apply1(_, a) -> operand a
        | Apply2(_, a, b) -> operand a @ operand b
        | Apply3(_, a, b, c) -> operand a @ operand b @ operand c
        | Load(_, indices) -> List.collect index indices
        | FromInteger i -> index i

    let rec condition =
        function
        | Always -> []
        | CompareReal(_, a, b) -> operand a @ operand b
        | CompareInteger(_, a, b) -> index a @ index b
        | IsNaN a -> operand a
        | AllOf all
        | AnyOf all -> List.collect condition all
        | Negation c -> condition c

module Effects =

    let private children statement =
        match statement with
        | Loop l -> l.Body
        | Branch br -> br.Then @ br.Else
        | _ -> []

    /// Every statement of a list, nested ones after the one they stand in.
    let rec nested (statements: Statement list) : Statement list =
        statements |> List.collect (fun s -> s :: nested (children s))

    /// Arrays that are written, once per writing statement.
    let written statements : ArrayId list =
        nested statements
        |> List.choose (function
            | Store(array, _, _)
            | Increment(array, _, _)
            | Zero array
            | Call(_, _, array) -> Some array
            | _ -> None)

    /// Arrays of reals that are read, once per reading statement.
    let loaded statements : ArrayId list =
        nested statements
        |> List.collect (function
            | Let(_, Load(array, _)) -> [ array ]
            | Call(_, inputs, _) -> inputs
            | _ -> [])

    /// All arrays that are read, of integers and by their lengths, too.
    let arrays statements : ArrayId list =
        let rec index i =
            match i with
            | ILength(array, _) -> [ array ]
            | IBinary(_, a, b) -> index a @ index b
            | ILoad(array, path) -> array :: List.collect index path
            | IConst _
            | IVar _ -> []

        let rec condition c =
            match c with
            | CompareInteger(_, a, b) -> index a @ index b
            | AllOf all
            | AnyOf all -> List.collect condition all
            | Negation c -> condition c
            | _ -> []

        nested statements
        |> List.collect (function
            | Let(_, Load(array, path)) -> array :: List.collect index path
            | Let(_, FromInteger i) -> index i
            | Store(_, path, _)
            | Increment(_, path, _) -> List.collect index path
            | Call(_, inputs, _) -> inputs
            | Loop l -> index l.From @ index l.Until
            | Branch br -> condition br.Condition
            | _ -> [])

    /// What is added to the log density.
    let targets statements : Operand list =
        nested statements
        |> List.choose (function
            | Target x -> Some x
            | _ -> None)

    /// Scalars that a statement defines for those after it.
    let results statement : Var list =
        match statement with
        | Let(v, _)
        | Sample(v, _, _) -> [ v ]
        | Loop l -> (l.Carried |> List.map _.Result) @ (l.Sums |> List.map _.Total)
        | Branch br -> br.Results |> List.map _.Result
        | _ -> []

    let private defined statement =
        match statement with
        | Loop l -> l.Index :: (l.Carried |> List.map _.Entry) @ results statement
        | other -> results other

    /// Scalars that a statement itself reads, once per reading.
    let read statement : Var list =
        match statement with
        | Let(_, op) -> Reads.operation op
        | Store(_, path, x)
        | Increment(_, path, x) -> Reads.operand x @ List.collect Reads.index path
        | Target x -> Reads.operand x
        | Sample(_, _, arguments) -> List.collect Reads.operand arguments
        | Zero _
        | Call _ -> []
        | Branch br ->
            Reads.condition br.Condition
            @ (br.Results |> List.collect (fun r -> Reads.operand r.WhenTrue @ Reads.operand r.WhenFalse))
        | Loop l ->
            Reads.index l.From
            @ Reads.index l.Until
            @ (l.Carried |> List.collect (fun c -> Reads.operand c.Initial @ Reads.operand c.Next))
            @ (l.Sums |> List.collect (fun s -> Reads.operand s.Term))

    /// All scalars that are defined somewhere in the statements.
    let allDefined statements : Var list = nested statements |> List.collect defined

    /// Makes scalars that the statements do not define.
    let fresh statements : unit -> Var =
        let next = ref (allDefined statements |> List.fold (fun highest (Var id) -> max highest (id + 1)) 0)

        fun () ->
            let v = Var next.Value
            next.Value <- next.Value + 1
            v

    /// How often the statements read a scalar.
    let timesRead (statements: Statement list) : Var -> int =
        let counts = nested statements |> List.collect read |> List.countBy id |> dict
        fun v -> (match counts.TryGetValue v with | true, n -> n | _ -> 0)

    /// Scalars that the statements and `outputs` read and the statements do not define, in order of their ids.
    let free (statements: Statement list) (outputs: Operand list) : Var list =
        let reads = (nested statements |> List.collect read) @ List.collect Reads.operand outputs |> set
        Set.difference reads (set (allDefined statements)) |> Set.toList
