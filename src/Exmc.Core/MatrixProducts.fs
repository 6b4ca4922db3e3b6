/// Sums over an inner loop of data times parameters, taken out of the loop over the readings: a product of a packed matrix and a vector.
module internal Exmc.Core.MatrixProducts

open System.Collections.Generic
open Exmc.Core.Programs

/// Inner loops of a loop's body that are sums of columns and nothing else, with those of each sum.
let private products (active: Activity) (loop: Loop) =
    let forms = LinearForms.ofLoop active loop

    let found =
        loop.Body
        |> List.choose (function
            | Loop inner when not inner.Sums.IsEmpty && inner.Sums |> List.forall (fun s -> active.Vars.Contains s.Total) ->
                let columns = inner.Sums |> List.map (fun s -> forms.FormOf(Use s.Total) |> Option.map LinearForms.columns)
                if List.forall Option.isSome columns then Some(inner, List.zip inner.Sums (List.choose id columns)) else None
            | _ -> None)

    if found.IsEmpty then None else Some(forms, found)

let private emit (b: Builder) names (loop: Loop) (forms: LoopForms, found) =
    Copying.statements b names Keep.all forms.FixedBody
    let values = Dictionary<Loop, (Sum * ArrayId) list>(HashIdentity.Reference)

    for inner, sums in found do
        values[inner] <- sums |> List.map (fun (sum, columns) -> sum, DesignArrays.productOf b names loop forms columns)

    let place = [ Integers.subtract (IVar loop.Index) loop.From ]

    let loaded s =
        match s with
        | Loop inner when values.ContainsKey inner -> values[inner] |> List.map (fun (sum: Sum, array) -> Let(sum.Total, Load(array, place)))
        | other -> [ other ]

    Copying.statements b names Keep.all [ Loop { loop with Body = List.collect loaded loop.Body } ]

/// The program with such products of its outermost loops taken out; None when it has none.
let run (arrays: ArrayTable) (active: Activity) (body: Statement list) : Statement list option =
    OutermostLoops.rewrite arrays (products active) emit body
