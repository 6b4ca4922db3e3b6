/// The row of a distribution, and the terms that rows are written in.
namespace Exmc.Core

open System
open Exmc.Core.Source

/// Where a family puts its mass.
type Support =
    | RealLine
    | Positive
    | UnitInterval
    /// Between the first and the second argument.
    | BetweenArguments
    /// 0, 1, 2, ...
    | Counts
    /// 0 or 1.
    | Binary
    /// 0, 1, ..., first argument.
    | UpToFirst
    /// Vectors of positive elements that sum to one.
    | OnSimplex
    /// Above the first argument.
    | AboveFirst

/// log density of `value` with the family's arguments bound to the names of `Parameters`.
type DistributionRow =
    { Family: Family
      Parameters: string list
      Support: Support
      IsDiscrete: bool
      /// The value is a vector with one joint density.
      IsMultivariate: bool
      /// Log density or mass, in nats, as additive parts.
      LogDensity: Expr -> Expr list -> Expr list
      /// Distribution function, where truncation needs it.
      Cdf: (Expr -> Expr list -> Expr) option
      /// 1 - cdf without cancellation, where a closed form exists.
      Survival: (Expr -> Expr list -> Expr) option
      /// May be sampled as |u|: symmetric about zero, smooth there, restricted to positive values.
      IsFoldable: bool
      /// The runtime knows its quantiles, so that a forecast may have it.
      CanForecast: bool
      /// (value, arguments, log density), computed with mpmath 1.3 at 40 digits.
      Golden: (float * float list * float) list
      Source: string }

/// Words of the log densities.
module internal DistributionTerms =

    let (+.) a b = Expr.Binary(Add, a, b)
    let (-.) a b = Expr.Binary(Subtract, a, b)
    let ( *. ) a b = Expr.Binary(Multiply, a, b)
    let (/.) a b = Expr.Binary(Divide, a, b)
    let neg a = Expr.Unary(Negate, a)
    let log a = Expr.Unary(Log, a)
    let exp a = Expr.Unary(Exp, a)
    let square a = Expr.Unary(Square, a)
    let expm1 a = Expr.Unary(Expm1, a)
    let log1p a = Expr.Unary(Log1p, a)
    let lgamma a = Expr.Unary(LogGamma, a)
    let log1pExp a = Expr.Unary(Log1pExp, a)
    let one = Real 1.0
    let half = Real 0.5
    let logTwo = Math.Log 2.0
    let logSqrtTwoPi = 0.5 * Math.Log(2.0 * Math.PI)
    let standardise x mu sigma = (x -. mu) /. sigma

    let normal extra x mu sigma =
        [ Real -0.5 *. square (standardise x mu sigma); neg (log sigma); Real(extra - logSqrtTwoPi) ]

    let studentT extra x nu mu sigma =
        [ lgamma ((nu +. one) *. half)
          neg (lgamma (nu *. half))
          Real -0.5 *. log nu
          neg (log sigma)
          neg ((nu +. one) *. half *. log1p (square (standardise x mu sigma) /. nu))
          Real(extra - 0.5 * Math.Log Math.PI) ]

    let cauchy extra x mu sigma =
        [ neg (log sigma); neg (log1p (square (standardise x mu sigma))); Real(extra - Math.Log Math.PI) ]

    let normalCdf x mu sigma = Expr.Unary(NormalCdf, standardise x mu sigma)

    let betaI a b x = Expr.Ternary(BetaI, a, b, x)

    let studentTCdf x nu mu sigma = Expr.Binary(StudentTCdf, nu, standardise x mu sigma)

    let cauchyCdf x mu sigma = half +. Expr.Unary(Atan, standardise x mu sigma) *. Real(1.0 / Math.PI)
    let folded cdf = Real 2.0 *. cdf -. one

    let logBinomial n y = [ lgamma (n +. one); neg (lgamma (y +. one)); neg (lgamma (n -. y +. one)) ]

    let row family parameters support source logDensity golden =
        { Family = family
          Parameters = parameters
          Support = support
          IsDiscrete = (support = Counts || support = Support.Binary || support = UpToFirst)
          IsMultivariate = false
          LogDensity = logDensity
          Cdf = None
          Survival = None
          IsFoldable = false
          CanForecast = false
          Golden = golden
          Source = source }

    let withCdf cdf r = { r with Cdf = Some cdf }
    let withSurvival survival r = { r with Survival = Some survival }
    let multivariate r = { r with IsMultivariate = true }
    let forecastable r = { r with CanForecast = true }
    let foldable r = { r with IsFoldable = true }
    let arity name = invalidArg name "a distribution was built with a wrong number of arguments"

    let total e = Reduce(Total, e)
