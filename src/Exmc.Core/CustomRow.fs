/// The row of a distribution that the user wrote.
module internal Exmc.Core.CustomRow

open Exmc.Core.Source
open Exmc.Core.DistributionTerms

let private call (names: Local list) (arguments: Expr list) body = Inline(List.map2 (fun l e -> Declare(l, e)) names arguments @ body)

let ofDeclared (custom: CustomDistribution) : DistributionRow =
    let support = if custom.IsDiscrete then Counts else Within(custom.Lower, custom.Upper)
    let density x arguments = [ call (custom.Value :: custom.Parameters) (x :: arguments) custom.LogDensity ]
    let declared = row (Custom custom) (custom.Parameters |> List.map _.Name) support "the model" density []

    match custom.Sampler with
    | Some(names, body) -> declared |> withSample (fun arguments -> call names arguments body)
    | None -> declared
