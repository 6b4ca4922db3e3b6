/// The reciprocal of an exponential that nothing else reads is the exponential of the opposite: no division, here or in the derivative.
module internal Exmc.Core.Exponentials

open Exmc.Core.Programs

/// The program with such exponentials; None when it has none.
let run (_: ArrayTable) (_: Activity) (body: Statement list) : Statement list option =
    let all = Effects.nested body
    let uses = all |> List.collect Effects.read |> List.countBy id |> dict
    let exponentials = all |> List.choose (function Let(v, Apply1(Exp, x)) when uses.ContainsKey v && uses[v] = 1 -> Some(v, x) | _ -> None) |> dict
    let fresh = Effects.fresh body

    let rec statement s =
        match s with
        | Let(v, Apply1(Reciprocal, Use e)) when exponentials.ContainsKey e ->
            let minus = fresh ()
            [ Let(minus, Apply1(Negate, exponentials[e])); Let(v, Apply1(Exp, Use minus)) ]
        | Loop l -> [ Loop { l with Body = List.collect statement l.Body } ]
        | Branch br -> [ Branch { br with Then = List.collect statement br.Then; Else = List.collect statement br.Else } ]
        | other -> [ other ]

    let rewritten = List.collect statement body
    if rewritten = body then None else Some rewritten
