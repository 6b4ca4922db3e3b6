/// Terms of the density that are linear in the parameters, or squares of what is, summed over data when these are bound:
/// a Gaussian likelihood of n readings and d coefficients costs d^2, whatever n, and one of exponential families with
/// sufficient statistics those alone.
module internal Exmc.Core.Collapse

open Exmc.Core.Programs

/// A part of a target: what collapses, or a scalar that is left in the loop, with its sign.
type private Part =
    | Collapsed of ColumnForm
    | Left of isNegative: bool * Operand

let rec private parts (forms: LoopForms) isNegative operand : Part list =
    match forms.FormOf operand, forms.Definition operand with
    | Some form, _ -> [ Collapsed(if isNegative then LinearForms.negate form else form) ]
    | None, Some(Apply2(Add, a, b)) -> parts forms isNegative a @ parts forms isNegative b
    | None, Some(Apply2(Subtract, a, b)) -> parts forms isNegative a @ parts forms (not isNegative) b
    | None, Some(Apply1(Negate, a)) -> parts forms (not isNegative) a
    | None, _ -> [ Left(isNegative, operand) ]

/// The loop without what collapses, and what does; None when nothing does.
let private split fresh (active: Activity) (loop: Loop) =
    let forms = LinearForms.ofLoop active loop

    let taken =
        loop.Body
        |> List.map (fun s ->
            match s with
            | Target x when active.Of x -> s, parts forms false x
            | _ -> s, [])

    let collapsed = taken |> List.collect snd |> List.choose (function Collapsed form -> Some form | Left _ -> None)

    let rest (s, split) =
        if split |> List.exists (function Collapsed _ -> true | Left _ -> false) then
            split
            |> List.collect (function
                | Left(false, x) -> [ Target x ]
                | Left(true, x) -> (let v = fresh () in [ Let(v, Apply1(Negate, x)); Target(Use v) ])
                | Collapsed _ -> [])
        else
            [ s ]

    if collapsed.IsEmpty then None else Some(forms, collapsed, { loop with Body = List.collect rest taken })

let private emit (b: Builder) names loop (forms, collapsed, rest) =
    Copying.statements b names Keep.all forms.FixedBody

    for form in collapsed do
        DesignArrays.sums b names loop forms (LinearForms.columns form) |> List.iter b.Target

        for multiple, columns in form.Squares do
            let squares = DesignArrays.sumOfSquares b names loop forms columns
            b.Target(b.Binary(Multiply, multiple b names, squares))

    Copying.statements b names Keep.all [ Loop rest ]

/// The program with such terms of its outermost loops collapsed; None when it has none.
let run (arrays: ArrayTable) (active: Activity) (body: Statement list) : Statement list option =
    let fresh = Effects.fresh body
    OutermostLoops.rewrite arrays (fun l -> if l.Carried.IsEmpty then split fresh active l else None) emit body
