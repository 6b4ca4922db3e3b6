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
    /// Integers from the first to the second argument.
    | IntegersBetweenArguments
    /// Vectors of positive elements that sum to one.
    | OnSimplex
    /// Counts of several kinds.
    | CountVectors
    | OnCorrelations
    | OnCholeskyCorrelations
    | OnCovariances
    | OnCholeskyCovariances
    /// Above the first argument.
    | AboveFirst
    /// Between numbers, or infinity.
    | Within of lower: float * upper: float

/// What one draw of a family is.
type DrawForm =
    | ScalarDraw
    /// As many elements as argument k has.
    | VectorAs of int
    /// As many elements as argument k, an integer, says.
    | LengthOf of int
    /// As many rows as argument `rows`, an integer, says, and as many columns as argument `columns`, a vector, has elements.
    | TableOf of rows: int * columns: int
    /// As many rows and columns as argument k, a square matrix.
    | SquareAs of int
    /// As many rows and columns as argument k, an integer, says.
    | SquareOf of int

/// log density of `value` with the family's arguments bound to the names of `Parameters`.
type DistributionRow =
    { Family: Family
      Parameters: string list
      Support: Support
      IsDiscrete: bool
      /// What one draw is: a number, or a vector or matrix with one joint density.
      Draws: DrawForm
      /// Axes of each argument of one draw; arguments with more give independent draws.
      ArgumentRanks: int list
      /// A random draw; None where there is none.
      Sample: (Expr list -> Expr) option
      /// Log density or mass, in nats, as additive parts.
      LogDensity: Expr -> Expr list -> Expr list
      /// Distribution function, which truncation and censoring need; at integers where the family is discrete.
      Cdf: (Expr -> Expr list -> Expr) option
      /// 1 - cdf without cancellation, where a closed form exists.
      Survival: (Expr -> Expr list -> Expr) option
      /// May be sampled as |u|: symmetric about zero, smooth there, restricted to positive values.
      IsFoldable: bool
      /// Elements of a draw that are NaN are left out of its density.
      AllowsMissing: bool
      /// The runtime knows its quantiles, so that a forecast may have it.
      CanForecast: bool
      /// (value, arguments, log density), computed with mpmath 1.3 at 40 digits.
      Golden: (float * float list * float) list
      Source: string }

    /// One draw is a vector or a matrix.
    member this.IsMultivariate = this.Draws <> ScalarDraw

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
        [ Expr.Unary(LogGammaHalfStep, nu *. half)
          Real -0.5 *. log nu
          neg (log sigma)
          neg ((nu +. one) *. half *. log1p (square (standardise x mu sigma) /. nu))
          Real(extra - 0.5 * Math.Log Math.PI) ]

    let cauchy extra x mu sigma =
        [ neg (log sigma); neg (log1p (square (standardise x mu sigma))); Real(extra - Math.Log Math.PI) ]

    let normalCdf x mu sigma = Expr.Unary(NormalCdf, standardise x mu sigma)

    let betaI a b x = Expr.Ternary(BetaI, a, b, x)

    let studentTCdf x nu mu sigma = Expr.Binary(StudentTCdf, nu, standardise x mu sigma)

    /// Without cancellation in the lower tail.
    let cauchyCdf x mu sigma =
        let z = standardise x mu sigma
        let share angle = Expr.Unary(Atan, angle) *. Real(1.0 / Math.PI)
        Conditional(Compare(Less, z, Real -1.0), neg (share (one /. z)), half +. share z)
    let folded cdf = Real 2.0 *. cdf -. one

    let logBinomial n y = [ lgamma (n +. one); neg (lgamma (y +. one)); neg (lgamma (n -. y +. one)) ]

    let row family parameters support source logDensity golden =
        { Family = family
          Parameters = parameters
          Support = support
          IsDiscrete = List.contains support [ Counts; Support.Binary; UpToFirst; IntegersBetweenArguments; CountVectors ]
          Draws = ScalarDraw
          ArgumentRanks = parameters |> List.map (fun _ -> 0)
          Sample = None
          LogDensity = logDensity
          Cdf = None
          Survival = None
          IsFoldable = false
          AllowsMissing = false
          CanForecast = false
          Golden = golden
          Source = source }

    let withCdf cdf r = { r with Cdf = Some cdf }
    let withSurvival survival r = { r with Survival = Some survival }
    let drawing form ranks r = { r with Draws = form; ArgumentRanks = ranks }
    let withSample sample r = { r with Sample = Some sample }
    let forecastable r = { r with CanForecast = true }
    let foldable r = { r with IsFoldable = true }
    let allowingMissing r = { r with AllowsMissing = true }
    let arity name = invalidArg name "a distribution was built with a wrong number of arguments"

    let total e = Reduce(Total, e)

    let uniformVariate = Sampled(StandardUniform, [])
    let normalVariate = Sampled(StandardNormal, [])
    let exponentialVariate = Sampled(StandardExponential, [])
    let logGammaVariate shape = Sampled(StandardLogGamma, [ shape ])
    let gammaVariate shape = exp (logGammaVariate shape)

    /// Expressions that read one value several times, a random number above all.
    let withLocal id name value body =
        let l: Local = { Id = id; Name = name }
        Inline [ Declare(l, value); Return(body (LocalRef l)) ]

    let logisticVariate = withLocal -210 "u" uniformVariate (fun u -> log u -. log1p (neg u))
    let studentVariate nu = normalVariate *. exp (half *. (log (half *. nu) -. logGammaVariate (half *. nu)))
    let betaVariate a b = Expr.Unary(InverseLogit, logGammaVariate a -. logGammaVariate b)
    let bernoulliVariate p = Conditional(Compare(Less, uniformVariate, p), one, Real 0.0)
    let poissonVariate mean = Sampled(PoissonCount, [ mean ])
    let binomialVariate n p = Sampled(BinomialCount, [ n; p ])

    /// Independent draws of another family, as many as `lengths` says.
    let simulatedEach lengths family arguments =
        Simulated { Family = family; Arguments = arguments; Repeat = lengths; Lower = None; Upper = None; At = SourceRef 0 }

    let simulated family arguments = simulatedEach [] family arguments
