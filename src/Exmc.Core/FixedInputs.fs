/// Operations whose inputs must not depend on parameters, because they have no derivative there.
module internal Exmc.Core.FixedInputs

open Exmc.Core.Programs

let private refuse what remedy at = raise (LoweringFailure(Unsupported(what, remedy, at)))

let require (arrays: ArrayTable) position (body: Statement list) =
    let active = Activity.from [ position ] body
    let isActive inputs = inputs |> List.exists active.Arrays.Contains

    for statement in Effects.nested body do
        match statement with
        | Call(Primitive.SolveOde k, _ :: fixedInputs, _) when isActive fixedInputs ->
            refuse "a differential equation whose times or tolerances depend on parameters" "Compute them from data; shift the time inside the system instead." arrays.Systems[k].At
        | Call(Primitive.Qr(_, at), inputs, _) when isActive inputs ->
            refuse "a QR factorisation of a matrix that depends on parameters" "Factorise a matrix of data; of parameters take the Cholesky factor of a covariance." at
        | _ -> ()
