/// Log densities of truncated distributions, as source expressions.
namespace Exmc.Core

open Exmc.Core.Source

module internal Truncation =

    /// Minus the log of the mass between the bounds; None when the family has no distribution function.
    /// The mass above a bound is the survival function's, where there is one: a difference from 1 would lose it.
    let private normaliser (row: DistributionRow) arguments lower upper : Expr list option =
        let minusLog mass = [ Expr.Unary(Negate, Expr.Unary(Log, mass)) ]
        let difference a b = Expr.Binary(Subtract, a, b)
        // A lower bound belongs to what is left.
        let lower = if row.IsDiscrete then lower |> Option.map (fun l -> difference l (Int 1)) else lower

        match lower, upper, row.Cdf, row.Survival with
        | None, None, _, _ -> Some []
        | _ when row.Family = Flat -> Some []
        | Some l, None, _, Some survival -> Some(minusLog (survival l arguments))
        | Some l, None, Some cdf, None -> Some(minusLog (difference (Real 1.0) (cdf l arguments)))
        | None, Some u, Some cdf, _ -> Some(minusLog (cdf u arguments))
        | Some l, Some u, Some cdf, _ -> Some(minusLog (difference (cdf u arguments) (cdf l arguments)))
        | _ -> None

    /// Log probability of a side of a distribution at a value; None when the family has no distribution function.
    let logTail (row: DistributionRow) tail value arguments : Expr option =
        match tail, row.Cdf, row.Survival with
        | Below, Some cdf, _ -> Some(Expr.Unary(Log, cdf value arguments))
        | Above, _, Some survival -> Some(Expr.Unary(Log, survival value arguments))
        | Above, Some cdf, None -> Some(Expr.Unary(Log1p, Expr.Unary(Negate, cdf value arguments)))
        | _ -> None

    /// The additive parts of the log density of `value`; None when the family cannot be truncated.
    let logDensity (row: DistributionRow) value arguments lower upper : Expr list option =
        normaliser row arguments lower upper |> Option.map (fun parts -> row.LogDensity value arguments @ parts)
