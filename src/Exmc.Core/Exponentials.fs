/// The reciprocal of an exponential that nothing else reads is the exponential of the opposite: no division, here or in the derivative. And the
/// square of one, or of its product, is the exponential of the double: fewer products that wait for it. The exponential
/// of the double overflows at half the argument, 354.
module internal Exmc.Core.Exponentials

open Exmc.Core.Programs

let rec private rewritten (body: Statement list) : Statement list =
    let all = Effects.nested body
    let uses = all |> List.collect Effects.read |> List.countBy id |> dict
    let isOnce v = uses.ContainsKey v && uses[v] = 1
    let exponentials = all |> List.choose (function Let(v, Apply1(Exp, x)) when isOnce v -> Some(v, x) | _ -> None) |> dict
    let fresh = Effects.fresh body

    let times =
        all
        |> List.choose (function
            | Let(v, Apply2(Multiply, Use e, x))
            | Let(v, Apply2(Multiply, x, Use e)) when isOnce v && exponentials.ContainsKey e && x <> Use e -> Some(v, (exponentials[e], x))
            | _ -> None)
        |> dict

    let rec statement s =
        match s with
        | Let(v, Apply1(Reciprocal, Use e)) when exponentials.ContainsKey e ->
            let minus = fresh ()
            [ Let(minus, Apply1(Negate, exponentials[e])); Let(v, Apply1(Exp, Use minus)) ]
        | Let(v, Apply1(Square, Use e)) when exponentials.ContainsKey e ->
            let double = fresh ()
            [ Let(double, Apply2(Multiply, Constant 2.0, exponentials[e])); Let(v, Apply1(Exp, Use double)) ]
        | Let(v, Apply1(Square, Use p)) when times.ContainsKey p ->
            let argument, x = times[p]
            let double, square, exponential = fresh (), fresh (), fresh ()

            [ Let(double, Apply2(Multiply, Constant 2.0, argument))
              Let(exponential, Apply1(Exp, Use double))
              Let(square, Apply1(Square, x))
              Let(v, Apply2(Multiply, Use square, Use exponential)) ]
        | Loop l -> [ Loop { l with Body = List.collect statement l.Body } ]
        | Branch br -> [ Branch { br with Then = List.collect statement br.Then; Else = List.collect statement br.Else } ]
        | other -> [ other ]

    // The exponential of an opposite may be squared.
    let result = List.collect statement body
    if result = body then body else rewritten result

/// The program with such exponentials; None when it has none.
let run (_: ArrayTable) (_: Activity) (body: Statement list) : Statement list option =
    let result = rewritten body
    if result = body then None else Some result
