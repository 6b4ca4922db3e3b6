/// Rows of distributions of integers.
module internal Exmc.Core.DiscreteDistributions

open Exmc.Core
open Exmc.Core.Source
open Exmc.Core.DistributionTerms

/// Bernoulli(p): y is 0 or 1.
let bernoulliRow =
    row Bernoulli [ "p" ] Support.Binary "Johnson, Kemp and Kotz (2005), ch. 3"
        (fun y -> function [ p ] -> [ Conditional(Compare(Greater, y, half), log p, log1p (neg p)) ] | _ -> arity "Bernoulli")
        [ 1.0, [ 0.3 ], -1.203972804325936; 0.0, [ 0.3 ], -0.3566749439387324 ]
    |> withSample (function [ p ] -> bernoulliVariate p | _ -> arity "Bernoulli")

/// BernoulliLogit(eta): probability 1 / (1 + exp(-eta)).
let bernoulliLogitRow =
    row BernoulliLogit [ "eta" ] Support.Binary "McCullagh and Nelder (1989), 4.3"
        (fun y -> function [ eta ] -> [ neg (log1pExp ((one -. Real 2.0 *. y) *. eta)) ] | _ -> arity "BernoulliLogit")
        [ 1.0, [ 0.5 ], -0.4740769841801067; 0.0, [ 40.0 ], -40.0 ]
    |> withSample (function [ eta ] -> bernoulliVariate (Expr.Unary(InverseLogit, eta)) | _ -> arity "BernoulliLogit")

/// Poisson(rate).
let poissonRow =
    row Poisson [ "rate" ] Counts "Johnson, Kemp and Kotz (2005), ch. 4"
        (fun y -> function [ rate ] -> [ y *. log rate; neg rate; neg (lgamma (y +. one)) ] | _ -> arity "Poisson")
        [ 3.0, [ 2.5 ], -1.5428872736055899 ]
    |> withSample (function [ rate ] -> poissonVariate rate | _ -> arity "Poisson")

/// PoissonLog(eta): rate exp(eta).
let poissonLogRow =
    row PoissonLog [ "eta" ] Counts "McCullagh and Nelder (1989), ch. 6"
        (fun y -> function [ eta ] -> [ y *. eta; neg (exp eta); neg (lgamma (y +. one)) ] | _ -> arity "PoissonLog")
        [ 3.0, [ 0.5 ], -1.9404807399281832 ]
    |> withSample (function [ eta ] -> poissonVariate (exp eta) | _ -> arity "PoissonLog")

/// Binomial(n, p).
let binomialRow =
    row Binomial [ "n"; "p" ] UpToFirst "Johnson, Kemp and Kotz (2005), ch. 3"
        (fun y ->
            function
            | [ n; p ] -> logBinomial n y @ [ y *. log p; (n -. y) *. log1p (neg p) ]
            | _ -> arity "Binomial")
        [ 3.0, [ 10.0; 0.4 ], -1.537159819202354 ]
    |> withSample (function [ n; p ] -> binomialVariate n p | _ -> arity "Binomial")

/// BinomialLogit(n, eta): probability 1 / (1 + exp(-eta)).
let binomialLogitRow =
    row BinomialLogit [ "n"; "eta" ] UpToFirst "McCullagh and Nelder (1989), 4.3"
        (fun y ->
            function
            | [ n; eta ] -> logBinomial n y @ [ neg (y *. log1pExp (neg eta)); neg ((n -. y) *. log1pExp eta) ]
            | _ -> arity "BinomialLogit")
        [ 3.0, [ 10.0; -0.5 ], -1.4532780990190208 ]
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
    |> withSample (function [ a; b ] -> poissonVariate (gammaVariate a /. b) | _ -> arity "NegativeBinomial")

/// NegativeBinomial2(mean, precision): variance mean + mean^2 / precision.
let negativeBinomial2Row =
    row NegativeBinomial2 [ "rate"; "scale" ] Counts "Johnson, Kemp and Kotz (2005), ch. 5"
        (fun y ->
            function
            | [ m; p ] -> choices y p @ [ neg (p *. log1p (m /. p)); neg (y *. log1p (p /. m)) ]
            | _ -> arity "NegativeBinomial2")
        [ 3.0, [ 2.5; 0.8 ], -2.36404496408314139; 0.0, [ 100.0; 0.1 ], -0.690875477931522091; 500.0, [ 40.0; 3.0 ], -32.4060352306727698 ]
    |> withSample (function [ m; p ] -> poissonVariate (gammaVariate p *. m /. p) | _ -> arity "NegativeBinomial2")

/// NegativeBinomial2Log(eta, precision): NegativeBinomial2 with mean exp(eta).
let negativeBinomial2LogRow =
    row NegativeBinomial2Log [ "eta"; "scale" ] Counts "Johnson, Kemp and Kotz (2005), ch. 5"
        (fun y ->
            function
            | [ eta; p ] -> (let z = eta -. log p in choices y p @ [ neg (p *. log1pExp z); neg (y *. log1pExp (neg z)) ])
            | _ -> arity "NegativeBinomial2Log")
        [ 3.0, [ 0.9; 0.8 ], -2.3661124626185396; 0.0, [ 5.0; 0.1 ], -0.730325866079622171; 500.0, [ 3.5; 3.0 ], -39.082669439331455 ]
    |> withSample (function [ eta; p ] -> poissonVariate (exp (logGammaVariate p +. eta -. log p)) | _ -> arity "NegativeBinomial2Log")

/// BetaBinomial(n, a, b): binomial with a Beta(a, b) probability.
let betaBinomialRow =
    row BetaBinomial [ "n"; "shape"; "shape" ] UpToFirst "Johnson, Kemp and Kotz (2005), ch. 6"
        (fun y ->
            function
            | [ n; a; b ] ->
                logBinomial n y
                @ [ lgamma (y +. a); lgamma (n -. y +. b); neg (lgamma (n +. a +. b)); lgamma (a +. b); neg (lgamma a); neg (lgamma b) ]
            | _ -> arity "BetaBinomial")
        [ 3.0, [ 10.0; 2.0; 3.5 ], -1.87390333331021631; 0.0, [ 20.0; 0.5; 0.2 ], -2.75985039072172213; 100.0, [ 100.0; 5.0; 60.0 ], -91.598739614383592 ]
    |> withSample (function [ n; a; b ] -> binomialVariate n (betaVariate a b) | _ -> arity "BetaBinomial")
