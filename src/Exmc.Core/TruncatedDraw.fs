/// Random draws between bounds, by bisection of the distribution function: every family that can be truncated can be drawn.
namespace Exmc.Core

open Exmc.Core.Programs

module internal TruncatedDraw =

    /// Bounds of a draw, and the ends of the family's support.
    type Ends =
        { Lower: Operand option
          Upper: Operand option
          SupportLower: Operand option
          SupportUpper: Operand option }

    /// More halvings than a double between the ends has bits.
    let private halvings = 80

    /// The point of (low, high) where a monotone function passes a target; `isBelow` says that a point lies before it.
    let private bisect (b: Builder) low high (isBelow: Operand -> Condition) =
        let middle lo hi = b.Binary(Multiply, Constant 0.5, b.Binary(Add, lo, hi))

        let results, _ =
            b.Loop(IConst 0, IConst halvings, false, [ low; high ], fun _ entries ->
                let lo, hi = entries[0], entries[1]
                let mid = middle lo hi
                b.Branch(isBelow mid, (fun () -> [ mid; hi ]), (fun () -> [ lo; mid ])), [])

        middle results[0] results[1]

    /// Solves for x where `isBelow x` turns false. An open end is reached on a logarithmic scale.
    let private solve (b: Builder) lower upper (isBelow: Operand -> Condition) =
        let smallest, largest = Constant -700.0, Constant 700.0

        match lower, upper with
        | Some low, Some high -> bisect b low high isBelow
        | Some low, None ->
            let point s = b.Binary(Add, low, b.Unary(Exp, s))
            point (bisect b smallest largest (fun s -> isBelow (point s)))
        | None, Some high ->
            let point s = b.Binary(Subtract, high, b.Unary(Exp, s))
            point (bisect b smallest largest (fun s -> Negation(isBelow (point s))))
        | None, None -> invalidOp "A draw without bounds is not truncated."

    let private between (b: Builder) first second =
        let share = b.Sample(StandardUniform, [])
        b.Binary(Add, first, b.Binary(Multiply, share, b.Binary(Subtract, second, first)))

    let uniform (b: Builder) (ends: Ends) =
        match ends.Lower, ends.Upper with
        | Some low, Some high -> between b low high
        | _ -> Constant nan

    let byInversion (b: Builder) (cdf: Operand -> Operand) (survival: (Operand -> Operand) option) (ends: Ends) : Operand =
        let lower, upper = ends.Lower |> Option.orElse ends.SupportLower, ends.Upper |> Option.orElse ends.SupportUpper

        let byCdf () =
            let below = ends.Lower |> Option.map cdf |> Option.defaultValue (Constant 0.0)
            let until = ends.Upper |> Option.map cdf |> Option.defaultValue (Constant 1.0)
            let target = between b below until
            [ solve b lower upper (fun x -> CompareReal(Less, cdf x, target)) ]

        let bySurvival (survival: Operand -> Operand) () =
            let above = ends.Lower |> Option.map survival |> Option.defaultValue (Constant 1.0)
            let from = ends.Upper |> Option.map survival |> Option.defaultValue (Constant 0.0)
            let target = between b from above
            [ solve b lower upper (fun x -> CompareReal(Greater, survival x, target)) ]

        match survival, ends.Lower with
        | Some s, Some low -> (b.Branch(CompareReal(Less, cdf low, Constant 0.5), byCdf, bySurvival s)).Head
        | _ -> (byCdf ()).Head

    /// The same for integers: the distribution function is a staircase, which is passed at an integer.
    let ofIntegers (b: Builder) (cdf: Operand -> Operand) (survival: (Operand -> Operand) option) (ends: Ends) : Operand =
        let atFloor f x = f (b.Unary(Floor, x))
        let before = Option.map (fun x -> b.Binary(Subtract, x, Constant 0.5))
        let after = Option.map (fun x -> b.Binary(Add, x, Constant 0.5))

        let widened =
            { Lower = before ends.Lower
              Upper = after ends.Upper
              SupportLower = before ends.SupportLower
              SupportUpper = after ends.SupportUpper }

        b.Unary(Floor, b.Binary(Add, byInversion b (atFloor cdf) (survival |> Option.map atFloor) widened, Constant 0.5))
