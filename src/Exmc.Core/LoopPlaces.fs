/// Places that move with the index of a loop.
module internal Exmc.Core.LoopPlaces

open Exmc.Core.Programs

/// How far an index that moves with a loop's is from it; None when it moves otherwise.
let rec offset (index: Var) place : Index option =
    let isFixed i = not (List.contains index (Reads.index i))

    match place with
    | IVar v when v = index -> Some(IConst 0)
    | IBinary(IntAdd, a, b) when isFixed b -> offset index a |> Option.map (fun d -> Integers.add d b)
    | IBinary(IntAdd, a, b) when isFixed a -> offset index b |> Option.map (fun d -> Integers.add d a)
    | IBinary(IntSubtract, a, b) when isFixed b -> offset index a |> Option.map (fun d -> Integers.subtract d b)
    | _ -> None

/// The first and the last place, plus one, that a loop touches.
let touched (l: Loop) place =
    let rec at value i =
        match i with
        | IVar v when v = l.Index -> value
        | IBinary(op, a, b) -> Integers.binary op (at value a) (at value b)
        | other -> other

    at l.From place, at l.Until place
