/// Rows of distributions of integers.
module internal Exmc.Core.DiscreteDistributions

open Exmc.Core
open Exmc.Core.Source
open Exmc.Core.DistributionTerms

/// The distribution function of counts up to n, by that of a real argument between the ends.
let private upTo n y inside = Conditional(Compare(Less, y, Real 0.0), Real 0.0, Conditional(Compare(GreaterOrEqual, y, n), one, inside))
/// Its complement.
let private above n y inside = Conditional(Compare(Less, y, Real 0.0), one, Conditional(Compare(GreaterOrEqual, y, n), Real 0.0, inside))
/// The same without an upper end.
let private fromZero y inside = Conditional(Compare(Less, y, Real 0.0), Real 0.0, inside)
let private aboveFromZero y inside = Conditional(Compare(Less, y, Real 0.0), one, inside)

/// Sum of the masses of 0, 1, ..., n that `isCounted` says.
let private summed n (mass: Expr -> Expr list) isCounted =
    let k: Local = { Id = -290; Name = "k" }
    let sum: Local = { Id = -291; Name = "sum" }
    let term = Conditional(isCounted (LocalRef k), exp (mass (LocalRef k) |> List.reduce (+.)), Real 0.0)

    Inline
        [ Declare(sum, Real 0.0)
          For(k, Int 0, Expr.Binary(Add, n, Int 1), [ Assign(sum, LocalRef sum +. term) ])
          Return(LocalRef sum) ]

let private binomialCdf y n p = upTo n y (betaI (n -. y) (y +. one) (one -. p))
let private binomialSurvival y n p = above n y (betaI (y +. one) (n -. y) p)
let private poissonCdf y rate = fromZero y (Expr.Binary(GammaQ, y +. one, rate))
let private poissonSurvival y rate = aboveFromZero y (Expr.Binary(GammaP, y +. one, rate))
/// Of a negative binomial with this shape and probability of success.
let private negativeBinomialCdf y shape p = fromZero y (betaI shape (y +. one) p)
let private negativeBinomialSurvival y shape failure = aboveFromZero y (betaI (y +. one) shape failure)

/// Bernoulli(p): y is 0 or 1.
let bernoulliRow =
    row Bernoulli [ "p" ] Support.Binary "Johnson, Kemp and Kotz (2005), ch. 3"
        (fun y -> function [ p ] -> [ Conditional(Compare(Greater, y, half), log p, log1p (neg p)) ] | _ -> arity "Bernoulli")
        [ 1.0, [ 0.3 ], -1.203972804325936; 0.0, [ 0.3 ], -0.3566749439387324; 1.0, [ 1e-12 ], -27.6310211159285482 ]
    |> withCdf (fun y -> function [ p ] -> upTo one y (one -. p) | _ -> arity "Bernoulli")
    |> withSurvival (fun y -> function [ p ] -> above one y p | _ -> arity "Bernoulli")
    |> withSample (function [ p ] -> bernoulliVariate p | _ -> arity "Bernoulli")

/// BernoulliLogit(eta): probability 1 / (1 + exp(-eta)).
let bernoulliLogitRow =
    row BernoulliLogit [ "eta" ] Support.Binary "McCullagh and Nelder (1989), 4.3"
        (fun y -> function [ eta ] -> [ neg (log1pExp ((one -. Real 2.0 *. y) *. eta)) ] | _ -> arity "BernoulliLogit")
        [ 1.0, [ 0.5 ], -0.4740769841801067; 0.0, [ 40.0 ], -40.0; 1.0, [ -700.0 ], -700.0 ]
    |> withCdf (fun y -> function [ eta ] -> upTo one y (Expr.Unary(InverseLogit, neg eta)) | _ -> arity "BernoulliLogit")
    |> withSurvival (fun y -> function [ eta ] -> above one y (Expr.Unary(InverseLogit, eta)) | _ -> arity "BernoulliLogit")
    |> withSample (function [ eta ] -> bernoulliVariate (Expr.Unary(InverseLogit, eta)) | _ -> arity "BernoulliLogit")

/// Poisson(rate).
let poissonRow =
    row Poisson [ "rate" ] Counts "Johnson, Kemp and Kotz (2005), ch. 4"
        (fun y -> function [ rate ] -> [ y *. log rate; neg rate; neg (lgamma (y +. one)) ] | _ -> arity "Poisson")
        [ 3.0, [ 2.5 ], -1.5428872736055899; 0.0, [ 1e-08 ], -1.0e-8; 500.0, [ 20.0 ], -1133.46432168316059 ]
    |> withCdf (fun y -> function [ rate ] -> poissonCdf y rate | _ -> arity "Poisson")
    |> withSurvival (fun y -> function [ rate ] -> poissonSurvival y rate | _ -> arity "Poisson")
    |> withSample (function [ rate ] -> poissonVariate rate | _ -> arity "Poisson")
    |> forecastable

/// PoissonLog(eta): rate exp(eta).
let poissonLogRow =
    row PoissonLog [ "eta" ] Counts "McCullagh and Nelder (1989), ch. 6"
        (fun y -> function [ eta ] -> [ y *. eta; neg (exp eta); neg (lgamma (y +. one)) ] | _ -> arity "PoissonLog")
        [ 3.0, [ 0.5 ], -1.9404807399281832; 0.0, [ -30.0 ], -9.3576229688401746e-14; 500.0, [ 3.0 ], -1131.41599538334375 ]
    |> withCdf (fun y -> function [ eta ] -> poissonCdf y (exp eta) | _ -> arity "PoissonLog")
    |> withSurvival (fun y -> function [ eta ] -> poissonSurvival y (exp eta) | _ -> arity "PoissonLog")
    |> withSample (function [ eta ] -> poissonVariate (exp eta) | _ -> arity "PoissonLog")

/// Binomial(n, p).
let binomialRow =
    row Binomial [ "n"; "p" ] UpToFirst "Johnson, Kemp and Kotz (2005), ch. 3"
        (fun y ->
            function
            | [ n; p ] -> logBinomial n y @ [ y *. log p; (n -. y) *. log1p (neg p) ]
            | _ -> arity "Binomial")
        [ 3.0, [ 10.0; 0.4 ], -1.537159819202354; 0.0, [ 1000.0; 0.9 ], -2302.58509299404568; 1000.0, [ 1000.0; 0.001 ], -6907.75527898213705 ]
    |> withCdf (fun y -> function [ n; p ] -> binomialCdf y n p | _ -> arity "Binomial")
    |> withSurvival (fun y -> function [ n; p ] -> binomialSurvival y n p | _ -> arity "Binomial")
    |> withSample (function [ n; p ] -> binomialVariate n p | _ -> arity "Binomial")

/// BinomialLogit(n, eta): probability 1 / (1 + exp(-eta)).
let binomialLogitRow =
    row BinomialLogit [ "n"; "eta" ] UpToFirst "McCullagh and Nelder (1989), 4.3"
        (fun y ->
            function
            | [ n; eta ] -> logBinomial n y @ [ neg (y *. log1pExp (neg eta)); neg ((n -. y) *. log1pExp eta) ]
            | _ -> arity "BinomialLogit")
        [ 3.0, [ 10.0; -0.5 ], -1.4532780990190208; 0.0, [ 1000.0; 40.0 ], -40000.0; 1000.0, [ 1000.0; -40.0 ], -40000.0 ]
    |> withCdf (fun y -> function [ n; eta ] -> binomialCdf y n (Expr.Unary(InverseLogit, eta)) | _ -> arity "BinomialLogit")
    |> withSurvival (fun y -> function [ n; eta ] -> binomialSurvival y n (Expr.Unary(InverseLogit, eta)) | _ -> arity "BinomialLogit")
    |> withSample (function [ n; eta ] -> binomialVariate n (Expr.Unary(InverseLogit, eta)) | _ -> arity "BinomialLogit")

/// log of the number of ways, for a shape that need not be whole.
let private choices y a = [ lgamma (y +. a); neg (lgamma (y +. one)); neg (lgamma a) ]

/// NegativeBinomial(shape, rate): Poisson with a Gamma(shape, rate) rate; mean shape / rate.
let negativeBinomialRow =
    row NegativeBinomial [ "shape"; "rate" ] Counts "Johnson, Kemp and Kotz (2005), ch. 5"
        (fun y ->
            function
            | [ a; b ] -> choices y a @ [ a *. (log b -. log1p b); neg (y *. log1p b) ]
            | _ -> arity "NegativeBinomial")
        [ 3.0, [ 2.5; 0.8 ], -1.9093139073294368; 0.0, [ 0.1; 3.0 ], -0.0287682072451780943; 500.0, [ 4.0; 0.01 ], -6.57161057230080105 ]
    |> withCdf (fun y -> function [ a; b ] -> negativeBinomialCdf y a (b /. (one +. b)) | _ -> arity "NegativeBinomial")
    |> withSurvival (fun y -> function [ a; b ] -> negativeBinomialSurvival y a (one /. (one +. b)) | _ -> arity "NegativeBinomial")
    |> withSample (function [ a; b ] -> poissonVariate (gammaVariate a /. b) | _ -> arity "NegativeBinomial")

/// NegativeBinomial2(mean, precision): variance mean + mean^2 / precision.
let negativeBinomial2Row =
    row NegativeBinomial2 [ "rate"; "scale" ] Counts "Johnson, Kemp and Kotz (2005), ch. 5"
        (fun y ->
            function
            | [ m; p ] -> choices y p @ [ neg (p *. log1p (m /. p)); neg (y *. log1p (p /. m)) ]
            | _ -> arity "NegativeBinomial2")
        [ 3.0, [ 2.5; 0.8 ], -2.36404496408314139; 0.0, [ 100.0; 0.1 ], -0.690875477931522091; 500.0, [ 40.0; 3.0 ], -32.4060352306727698 ]
    |> withCdf (fun y -> function [ m; p ] -> negativeBinomialCdf y p (p /. (m +. p)) | _ -> arity "NegativeBinomial2")
    |> withSurvival (fun y -> function [ m; p ] -> negativeBinomialSurvival y p (m /. (m +. p)) | _ -> arity "NegativeBinomial2")
    |> withSample (function [ m; p ] -> poissonVariate (gammaVariate p *. m /. p) | _ -> arity "NegativeBinomial2")
    |> forecastable

/// NegativeBinomial2Log(eta, precision): NegativeBinomial2 with mean exp(eta).
let negativeBinomial2LogRow =
    row NegativeBinomial2Log [ "eta"; "scale" ] Counts "Johnson, Kemp and Kotz (2005), ch. 5"
        (fun y ->
            function
            | [ eta; p ] -> (let z = eta -. log p in choices y p @ [ neg (p *. log1pExp z); neg (y *. log1pExp (neg z)) ])
            | _ -> arity "NegativeBinomial2Log")
        [ 3.0, [ 0.9; 0.8 ], -2.3661124626185396; 0.0, [ 5.0; 0.1 ], -0.730325866079622171; 500.0, [ 3.5; 3.0 ], -39.082669439331455 ]
    |> withCdf (fun y -> function [ eta; p ] -> negativeBinomialCdf y p (Expr.Unary(InverseLogit, log p -. eta)) | _ -> arity "NegativeBinomial2Log")
    |> withSurvival (fun y -> function [ eta; p ] -> negativeBinomialSurvival y p (Expr.Unary(InverseLogit, eta -. log p)) | _ -> arity "NegativeBinomial2Log")
    |> withSample (function [ eta; p ] -> poissonVariate (exp (logGammaVariate p +. eta -. log p)) | _ -> arity "NegativeBinomial2Log")

/// BetaBinomial(n, a, b): binomial with a Beta(a, b) probability.
let betaBinomialRow =
    let mass y n a b =
        logBinomial n y
        @ [ lgamma (y +. a); lgamma (n -. y +. b); neg (lgamma (n +. a +. b)); lgamma (a +. b); neg (lgamma a); neg (lgamma b) ]

    row BetaBinomial [ "n"; "shape"; "shape" ] UpToFirst "Johnson, Kemp and Kotz (2005), ch. 6"
        (fun y -> function [ n; a; b ] -> mass y n a b | _ -> arity "BetaBinomial")
        [ 3.0, [ 10.0; 2.0; 3.5 ], -1.87390333331021631; 0.0, [ 20.0; 0.5; 0.2 ], -2.75985039072172213; 100.0, [ 100.0; 5.0; 60.0 ], -91.598739614383592 ]
    |> withCdf (fun y -> function [ n; a; b ] -> summed n (fun k -> mass k n a b) (fun k -> Compare(LessOrEqual, k, y)) | _ -> arity "BetaBinomial")
    |> withSurvival (fun y -> function [ n; a; b ] -> summed n (fun k -> mass k n a b) (fun k -> Compare(Greater, k, y)) | _ -> arity "BetaBinomial")
    |> withSample (function [ n; a; b ] -> binomialVariate n (betaVariate a b) | _ -> arity "BetaBinomial")

/// Hypergeometric(n, a, b): marked among n drawn without return from a marked and b others, n at most a + b.
let hypergeometricRow =
    let isPossible y n a b = And(Compare(LessOrEqual, y, a), Compare(LessOrEqual, n -. y, b))
    let ways n y = logBinomial n y |> List.reduce (+.)
    let mass y n a b = [ Conditional(isPossible y n a b, ways a y +. ways b (n -. y) -. ways (a +. b) n, Real -infinity) ]

    row Hypergeometric [ "n"; "n"; "n" ] UpToFirst "Johnson, Kemp and Kotz (2005), ch. 6"
        (fun y -> function [ n; a; b ] -> mass y n a b | _ -> arity "Hypergeometric")
        [ 3.0, [ 8.0; 5.0; 20.0 ], -1.94249044297378767; 10.0, [ 10.0; 100.0; 1.0 ], -0.104261010324409410; 60.0, [ 100.0; 90.0; 1000.0 ], -110.902456477208043 ]
    |> withCdf (fun y -> function [ n; a; b ] -> summed n (fun k -> mass k n a b) (fun k -> Compare(LessOrEqual, k, y)) | _ -> arity "Hypergeometric")
    |> withSurvival (fun y -> function [ n; a; b ] -> summed n (fun k -> mass k n a b) (fun k -> Compare(Greater, k, y)) | _ -> arity "Hypergeometric")
    |> withSample (function
        | [ n; a; b ] ->
            let drawn: Local = { Id = -292; Name = "drawn" }
            let count: Local = { Id = -293; Name = "count" }
            let share = (a -. LocalRef count) /. (a +. b -. LocalRef drawn)

            Inline
                [ Declare(count, Real 0.0)
                  For(drawn, Int 0, n, [ Assign(count, LocalRef count +. bernoulliVariate share) ])
                  Return(LocalRef count) ]
        | _ -> arity "Hypergeometric")

/// DiscreteRange(lower, upper): the integers between them, ends included, with equal probabilities.
let discreteRangeRow =
    let size lower upper = upper -. lower +. one
    let isInside y lower upper = And(Compare(GreaterOrEqual, y, lower), Compare(LessOrEqual, y, upper))
    let within lower upper x = Expr.Binary(Minimum, one, Expr.Binary(Maximum, Real 0.0, x /. size lower upper))

    row DiscreteRange [ "lower"; "upper" ] IntegersBetweenArguments "Johnson, Kemp and Kotz (2005), ch. 6"
        (fun y -> function [ a; b ] -> [ Conditional(isInside y a b, neg (log (size a b)), Real -infinity) ] | _ -> arity "DiscreteRange")
        [ 3.0, [ 2.0; 7.0 ], -1.79175946922805500; -3.0, [ -4.0; 5.0 ], -2.30258509299404568; 5.0, [ 5.0; 5.0 ], 0.0; 8.0, [ -2.0; 7.0 ], -infinity ]
    |> withCdf (fun y -> function [ a; b ] -> within a b (ToReal(size a y)) | _ -> arity "DiscreteRange")
    |> withSurvival (fun y -> function [ a; b ] -> within a b (ToReal(b -. y)) | _ -> arity "DiscreteRange")
    |> withSample (function [ a; b ] -> a +. Expr.Unary(Floor, uniformVariate *. ToReal(size a b)) | _ -> arity "DiscreteRange")
