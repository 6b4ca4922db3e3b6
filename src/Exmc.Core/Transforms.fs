/// Supports and the transforms between them and the real line, with log Jacobians. Stan Reference Manual, "Constraint Transforms".
namespace Exmc.Core

open Exmc.Core.Programs

type Transform =
    | Identity
    /// lower + exp u
    | LowerBound of Operand
    /// upper - exp u
    | UpperBound of Operand
    /// lower + (upper - lower) / (1 + exp(-u))
    | Interval of Operand * Operand
    /// location + scale u
    | Affine of location: Operand * scale: Operand
    /// |u|, no Jacobian: two points of the line stand for one scale.
    | Folded

module Transforms =

    let name =
        function
        | Identity -> "identity"
        | LowerBound _ -> "lower"
        | UpperBound _ -> "upper"
        | Interval _ -> "interval"
        | Affine _ -> "noncentered"
        | Folded -> "folded"

    let ofBounds lower upper =
        match lower, upper with
        | None, None -> Identity
        | Some l, None -> LowerBound l
        | None, Some u -> UpperBound u
        | Some l, Some u -> Interval(l, u)

    /// From the line to the support.
    let forward (b: Builder) transform u =
        match transform with
        | Identity -> u
        | LowerBound lower -> b.Binary(Add, lower, b.Unary(Exp, u))
        | UpperBound upper -> b.Binary(Subtract, upper, b.Unary(Exp, u))
        | Interval(lower, upper) ->
            b.Binary(Add, lower, b.Binary(Multiply, b.Binary(Subtract, upper, lower), b.Unary(InverseLogit, u)))
        | Affine(location, scale) -> b.Binary(Add, location, b.Binary(Multiply, scale, u))
        | Folded -> b.Unary(Abs, u)

    /// Log density of u per unit of density of the value, as additive parts: log |d value / d u|,
    /// and log 1/2 where two points of the line share one value.
    let logJacobian (b: Builder) transform u =
        match transform with
        | Identity -> []
        | Affine(_, scale) -> [ b.Unary(Log, scale) ]
        | Folded -> [ Constant -0.69314718055994531 ]
        | LowerBound _
        | UpperBound _ -> [ u ]
        | Interval(lower, upper) ->
            // log p + log(1 - p) with p the inverse logit: -u - 2 log1p(exp(-u)).
            [ b.Unary(Log, b.Binary(Subtract, upper, lower))
              b.Unary(Negate, u)
              b.Binary(Multiply, Constant -2.0, b.Unary(Log1pExp, b.Unary(Negate, u))) ]

    /// From the support to the line.
    let inverse (b: Builder) transform x =
        match transform with
        | Identity
        | Folded -> x
        | Affine(location, scale) -> b.Binary(Divide, b.Binary(Subtract, x, location), scale)
        | LowerBound lower -> b.Unary(Log, b.Binary(Subtract, x, lower))
        | UpperBound upper -> b.Unary(Log, b.Binary(Subtract, upper, x))
        | Interval(lower, upper) ->
            b.Binary(Subtract, b.Unary(Log, b.Binary(Subtract, x, lower)), b.Unary(Log, b.Binary(Subtract, upper, x)))
