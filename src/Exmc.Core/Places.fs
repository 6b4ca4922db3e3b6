/// Integer expressions of a body as sums: enough to compare the places that assignments reach.
namespace Exmc.Core

open Exmc.Core.Source

/// Atoms with coefficients, plus a constant.
type internal Form = { Constant: int; Terms: Map<Expr, int> }

/// A loop around an assignment; its ends are None when they are no sums of atoms.
type internal Enclosing = { Index: Local; From: Form option; Until: Form option }

/// Smallest and largest place.
type internal Interval = { Low: Form; High: Form }

module internal Form =

    let private constant c = { Constant = c; Terms = Map.empty }

    let private add scale a b =
        let addTerm terms atom coefficient =
            match (Map.tryFind atom terms |> Option.defaultValue 0) + scale * coefficient with
            | 0 -> Map.remove atom terms
            | sum -> Map.add atom sum terms

        { Constant = a.Constant + scale * b.Constant
          Terms = Map.fold addTerm a.Terms b.Terms }

    let subtract a b = add -1 a b

    let rec mentions (isMeant: Local -> bool) e =
        match e with
        | LocalRef l -> isMeant l
        | Marked(_, x)
        | ToReal x
        | Expr.Unary(_, x)
        | Length(x, _) -> mentions isMeant x
        | Expr.Binary(_, x, y)
        | IntegerBinary(_, x, y) -> mentions isMeant x || mentions isMeant y
        | Element(x, indices) -> List.exists (mentions isMeant) (x :: indices)
        | Real _
        | Int _
        | Bool _
        | Member _ -> false
        | _ -> true

    /// The same expression without places in the source.
    let rec private plain e =
        match e with
        | Marked(_, x) -> plain x
        | Length(x, axis) -> Length(plain x, axis)
        | Element(x, indices) -> Element(plain x, List.map plain indices)
        | Expr.Binary(op, x, y) -> Expr.Binary(op, plain x, plain y)
        | IntegerBinary(op, x, y) -> IntegerBinary(op, plain x, plain y)
        | Expr.Unary(op, x) -> Expr.Unary(op, plain x)
        | other -> other

    /// The sum that an expression is. Atoms may not mention `isVarying` locals but by themselves.
    let rec ofExpr (isVarying: Local -> bool) e : Form option =
        let both f x y = Option.map2 f (ofExpr isVarying x) (ofExpr isVarying y)
        let scaled c x = ofExpr isVarying x |> Option.map (add c (constant 0))

        match plain e with
        | Int c -> Some(constant c)
        | LocalRef _ as atom -> Some { Constant = 0; Terms = Map [ atom, 1 ] }
        | Expr.Unary(Negate, x) -> scaled -1 x
        | Expr.Binary(Add, x, y) -> both (add 1) x y
        | Expr.Binary(Subtract, x, y) -> both subtract x y
        | Expr.Binary(Multiply, Int c, x)
        | Expr.Binary(Multiply, x, Int c) -> scaled c x
        | atom when mentions isVarying atom -> None
        | atom -> Some { Constant = 0; Terms = Map [ atom, 1 ] }

    let coefficient (l: Local) form = Map.tryFind (LocalRef l) form.Terms |> Option.defaultValue 0

    let private substitute (l: Local) (value: Form) form =
        match coefficient l form with
        | 0 -> form
        | c -> add c { form with Terms = Map.remove (LocalRef l) form.Terms } value

    /// The places that a form takes while its loops run, innermost first.
    let interval (loops: Enclosing list) (form: Form) : Interval option =
        let step known (loop: Enclosing) =
            match known, loop.From, loop.Until with
            | Some range, Some from, Some until ->
                let last = subtract until (constant 1)
                let first, final = substitute loop.Index from, substitute loop.Index last

                Some
                    { Low = range.Low |> (if coefficient loop.Index range.Low >= 0 then first else final)
                      High = range.High |> (if coefficient loop.Index range.High >= 0 then final else first) }
            | Some range, _, _ when coefficient loop.Index range.Low = 0 && coefficient loop.Index range.High = 0 -> known
            | _ -> None

        List.fold step (Some { Low = form; High = form }) loops

    /// outer * n + inner, where the inner loop runs from 0 to n: each element once.
    let isRowMajor (outer: Enclosing) (inner: Enclosing) place =
        let rows count =
            inner.From = Some(constant 0) && inner.Until.IsSome && inner.Until = ofExpr (fun _ -> true) count

        match plain place with
        | Expr.Binary(Add, Expr.Binary(Multiply, LocalRef i, n), LocalRef j)
        | Expr.Binary(Add, Expr.Binary(Multiply, n, LocalRef i), LocalRef j)
        | Expr.Binary(Add, LocalRef j, Expr.Binary(Multiply, LocalRef i, n))
        | Expr.Binary(Add, LocalRef j, Expr.Binary(Multiply, n, LocalRef i)) -> i = outer.Index && j = inner.Index && rows n
        | _ -> false

    let private isBelow a b =
        let gap = subtract b a
        gap.Terms.IsEmpty && gap.Constant > 0

    let areDisjoint a b = isBelow a.High b.Low || isBelow b.High a.Low
