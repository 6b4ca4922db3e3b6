/// Rows of distributions over categories 0, 1, ..., whose arguments are vectors.
module internal Exmc.Core.CategoricalDistributions

open Exmc.Core
open Exmc.Core.Source
open Exmc.Core.DistributionTerms

/// How many of the partial sums of the probabilities a uniform number passes.
let categoryVariate p =
    let u: Local = { Id = -260; Name = "u" }
    let sum: Local = { Id = -261; Name = "sum" }
    let category: Local = { Id = -262; Name = "category" }
    let k: Local = { Id = -263; Name = "k" }
    let probabilities: Local = { Id = -264; Name = "probabilities" }
    let passed = Conditional(Compare(Less, LocalRef sum, LocalRef u), one, Real 0.0)

    Inline
        [ Declare(probabilities, p)
          Declare(u, uniformVariate)
          Declare(sum, Real 0.0)
          Declare(category, Real 0.0)
          For(k, Int 0, Expr.Binary(Subtract, Length(LocalRef probabilities, 0), Int 1),
              [ Assign(sum, LocalRef sum +. Element(LocalRef probabilities, [ LocalRef k ]))
                Assign(category, LocalRef category +. passed) ])
          Return(LocalRef category) ]

/// Categorical(p): probabilities that sum to one.
let categoricalRow =
    row Categorical [ "probabilities" ] Counts "Johnson, Kotz and Balakrishnan (1997), Discrete Multivariate Distributions, ch. 35"
        (fun y -> function [ p ] -> [ log (Element(p, [ y ])) ] | _ -> arity "Categorical")
        []
    |> drawing ScalarDraw [ 1 ]
    |> withSample (function [ p ] -> categoryVariate p | _ -> arity "Categorical")

/// CategoricalLogit(eta): probabilities exp(eta[k]) / sum of exp(eta).
let categoricalLogitRow =
    row CategoricalLogit [ "logits" ] Counts "Agresti (2013), Categorical Data Analysis, 8.1"
        (fun y -> function [ eta ] -> [ Element(eta, [ y ]); neg (Reduce(LogSumExpOf, eta)) ] | _ -> arity "CategoricalLogit")
        []
    |> drawing ScalarDraw [ 1 ]
    |> withSample (function [ eta ] -> categoryVariate (exp (eta -. Reduce(LogSumExpOf, eta))) | _ -> arity "CategoricalLogit")

/// Log probability of a category between cutpoints. `below z` is the log probability under z, `between a b` that between.
let private ordered y eta cutpoints (logBelow: Expr -> Expr) (logAbove: Expr -> Expr) (logBetween: Expr -> Expr -> Expr) =
    let padded: Local = { Id = -265; Name = "padded" }
    let k: Local = { Id = -266; Name = "k" }
    let count = Length(cutpoints, 0)
    let next i = Expr.Binary(Add, i, Int 1)
    // Place k of the padded vector holds the cutpoint under category k: reading places y and y + 1 checks that y is a category.
    let lower, upper = Element(LocalRef padded, [ y ]) -. eta, Element(LocalRef padded, [ next y ]) -. eta

    Inline
        [ Declare(padded, Zeros(Expr.Binary(Add, count, Int 2)))
          For(k, Int 0, count, [ AssignElement(padded, [ next (LocalRef k) ], Element(cutpoints, [ LocalRef k ])) ])
          Return(
              Conditional(
                  Compare(Equal, y, Int 0),
                  logBelow upper,
                  Conditional(Compare(Equal, y, count), logAbove lower, logBetween lower upper)
              )
          ) ]

/// Number of cutpoints below a latent value.
let private categoryOf latent cutpoints =
    let z: Local = { Id = -267; Name = "latent" }
    let category: Local = { Id = -268; Name = "category" }
    let k: Local = { Id = -269; Name = "k" }

    Inline
        [ Declare(z, latent)
          Declare(category, Real 0.0)
          For(k, Int 0, Length(cutpoints, 0), [ Assign(category, LocalRef category +. Conditional(Compare(Less, Element(cutpoints, [ LocalRef k ]), LocalRef z), one, Real 0.0)) ])
          Return(LocalRef category) ]

/// The probability on one side of category y: `side z` of the cutpoint above it, or what holds before the first and from the last category on.
let private cumulated y eta cutpoints (side: Expr -> Expr) before last =
    let k: Local = { Id = -395; Name = "k" }
    let share: Local = { Id = -396; Name = "share" }
    let isCutpoint = Compare(Equal, ToReal(LocalRef k), y)

    Inline
        [ Declare(share, Conditional(Compare(Less, y, Real 0.0), Real before, Real last))
          For(k, Int 0, Length(cutpoints, 0),
              [ Assign(share, Conditional(isCutpoint, side (Element(cutpoints, [ LocalRef k ]) -. eta), LocalRef share)) ])
          Return(LocalRef share) ]

/// Distribution and survival function of ordered categories.
let private withOrder below above r =
    r
    |> withCdf (fun y -> function [ eta; c ] -> cumulated y eta c below 0.0 1.0 | _ -> arity "an ordered family")
    |> withSurvival (fun y -> function [ eta; c ] -> cumulated y eta c above 1.0 0.0 | _ -> arity "an ordered family")

/// OrderedLogistic(eta, cutpoints): a Logistic(eta, 1) value falls between increasing cutpoints, one fewer than categories.
let orderedLogisticRow =
    let between lower upper = neg lower +. log (neg (expm1 (lower -. upper))) -. log1pExp (neg lower) -. log1pExp (neg upper)

    row OrderedLogistic [ "eta"; "cutpoints" ] Counts "McCullagh (1980), Journal of the Royal Statistical Society B 42"
        (fun y ->
            function
            | [ eta; c ] -> [ ordered y eta c (fun z -> neg (log1pExp (neg z))) (fun z -> neg (log1pExp z)) between ]
            | _ -> arity "OrderedLogistic")
        []
    |> drawing ScalarDraw [ 0; 1 ]
    |> withOrder (fun z -> Expr.Unary(InverseLogit, z)) (fun z -> Expr.Unary(InverseLogit, neg z))
    |> withSample (function [ eta; c ] -> categoryOf (eta +. logisticVariate) c | _ -> arity "OrderedLogistic")

/// OrderedProbit(eta, cutpoints): a Normal(eta, 1) value falls between increasing cutpoints, one fewer than categories.
let orderedProbitRow =
    let logCdf z = Expr.Unary(LogNormalCdf, z)
    // On the side of zero where the probabilities are small.
    let difference far near = logCdf near +. log (neg (expm1 (logCdf far -. logCdf near)))
    let between lower upper = Conditional(Compare(Less, lower +. upper, Real 0.0), difference lower upper, difference (neg upper) (neg lower))

    row OrderedProbit [ "eta"; "cutpoints" ] Counts "McKelvey and Zavoina (1975), Journal of Mathematical Sociology 4"
        (fun y ->
            function
            | [ eta; c ] -> [ ordered y eta c logCdf (fun z -> logCdf (neg z)) between ]
            | _ -> arity "OrderedProbit")
        []
    |> drawing ScalarDraw [ 0; 1 ]
    |> withOrder (fun z -> Expr.Unary(NormalCdf, z)) (fun z -> Expr.Unary(NormalCdf, neg z))
    |> withSample (function [ eta; c ] -> categoryOf (eta +. normalVariate) c | _ -> arity "OrderedProbit")

/// DirichletMultinomial(n, alpha): Multinomial with Dirichlet(alpha) probabilities.
let dirichletMultinomialRow =
    row DirichletMultinomial [ "n"; "alpha" ] CountVectors "Johnson, Kotz and Balakrishnan (1997), Discrete Multivariate Distributions, ch. 35"
        (fun y ->
            function
            | [ n; alpha ] ->
                let a = total alpha
                [ lgamma (n +. one); lgamma a; neg (lgamma (n +. a)); total (lgamma (y +. alpha) -. lgamma alpha -. lgamma (y +. one)) ]
            | _ -> arity "DirichletMultinomial")
        []
    |> drawing (VectorAs 1) [ 0; 1 ]
    |> withSample (function
        | [ n; alpha ] ->
            withLocal -270 "probabilities" (simulated Dirichlet [ alpha ]) (fun p -> simulated Multinomial [ n; p ])
        | _ -> arity "DirichletMultinomial")
