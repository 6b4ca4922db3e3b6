/// Rows of distributions of vectors.
module internal Exmc.Core.MultivariateDistributions

open Exmc.Core
open Exmc.Core.Source
open Exmc.Core.DistributionTerms

let private normalByFactor x mu lower =
    [ Real -0.5 *. total (square (SolveLower(lower, x -. mu)))
      neg (total (log (DiagonalOf lower)))
      Real -logSqrtTwoPi *. ToReal(Length(x, 0)) ]

/// MultivariateNormalCholesky(mu, L): covariance L L', L lower triangular with positive diagonal.
let multivariateNormalCholeskyRow =
    row MultivariateNormalCholesky [ "mu"; "lower" ] RealLine "Gelman et al. (2013), Bayesian Data Analysis, table A.1"
        (fun x -> function [ mu; lower ] -> normalByFactor x mu lower | _ -> arity "MultivariateNormalCholesky")
        []
    |> multivariate

/// MultivariateNormal(mu, covariance): symmetric positive definite, its lower triangle is read.
let multivariateNormalRow =
    row MultivariateNormal [ "mu"; "covariance" ] RealLine "Gelman et al. (2013), Bayesian Data Analysis, table A.1"
        (fun x ->
            function
            | [ mu; covariance ] ->
                let factor: Local = { Id = -200; Name = "factor" }
                let joint = normalByFactor x mu (LocalRef factor) |> List.reduce (+.)
                [ Inline [ Declare(factor, Expr.Cholesky covariance); Return joint ] ]
            | _ -> arity "MultivariateNormal")
        []
    |> multivariate

/// Dirichlet(alpha): alpha > 0, as many as there are elements; the density of all elements but the last.
let dirichletRow =
    row Dirichlet [ "alpha" ] OnSimplex "Kotz, Balakrishnan and Johnson (2000), ch. 49"
        (fun x ->
            function
            | [ alpha ] -> [ lgamma (total alpha); neg (total (lgamma alpha)); Dot(alpha -. one, log x) ]
            | _ -> arity "Dirichlet")
        []
    |> multivariate
