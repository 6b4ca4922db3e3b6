/// Rows of distributions of vectors.
module internal Exmc.Core.MultivariateDistributions

open Exmc.Core
open Exmc.Core.Source
open Exmc.Core.DistributionTerms
open Exmc.Core.MatrixDistributions

let private standardNormals length = simulatedEach [ length ] Normal [ Real 0.0; one ]

let private normalByFactor x mu lower =
    [ Real -0.5 *. total (square (SolveLower(lower, x -. mu)))
      neg (total (log (DiagonalOf lower)))
      Real -logSqrtTwoPi *. ToReal(Length(x, 0)) ]

/// MultivariateNormalCholesky(mu, L): covariance L L', L lower triangular with positive diagonal.
let multivariateNormalCholeskyRow =
    row MultivariateNormalCholesky [ "mu"; "lower" ] RealLine "Gelman et al. (2013), Bayesian Data Analysis, table A.1"
        (fun x -> function [ mu; lower ] -> normalByFactor x mu lower | _ -> arity "MultivariateNormalCholesky")
        []
    |> drawing (VectorAs 0) [ 1; 2 ]
    |> withSample (function [ mu; lower ] -> mu +. MatrixVector(lower, standardNormals (Length(lower, 0))) | _ -> arity "MultivariateNormalCholesky")

/// MultiGpCholesky(L, weight): mean 0, covariance L L' / weight, weight > 0.
let multiGpCholeskyRow =
    row MultiGpCholesky [ "lower"; "scale" ] RealLine "Rasmussen and Williams (2006), Gaussian Processes for Machine Learning, 2.2"
        (fun x ->
            function
            | [ lower; weight ] ->
                [ Real -0.5 *. weight *. total (square (SolveLower(lower, x)))
                  neg (total (log (DiagonalOf lower)))
                  (half *. log weight -. Real logSqrtTwoPi) *. ToReal(Length(x, 0)) ]
            | _ -> arity "MultiGpCholesky")
        []
    |> drawing (VectorAs 0) [ 2; 0 ]
    |> withSample (function
        | [ lower; weight ] -> MatrixVector(lower, standardNormals (Length(lower, 0))) /. Expr.Unary(Sqrt, weight)
        | _ -> arity "MultiGpCholesky")

/// Dirichlet(alpha): alpha > 0, as many as there are elements; the density of all elements but the last.
let dirichletRow =
    row Dirichlet [ "alpha" ] OnSimplex "Kotz, Balakrishnan and Johnson (2000), ch. 49"
        (fun x ->
            function
            | [ alpha ] -> [ lgamma (total alpha); neg (total (lgamma alpha)); Dot(alpha -. one, log x) ]
            | _ -> arity "Dirichlet")
        []
    |> drawing (VectorAs 0) [ 1 ]
    |> withSample (function
        | [ alpha ] ->
            withLocal -201 "logs" (simulated Gamma [ alpha; one ]) (fun x -> exp (log x -. Reduce(LogSumExpOf, log x)))
        | _ -> arity "Dirichlet")

/// MultivariateStudentTCholesky(nu, mu, L): nu > 0 degrees of freedom, scale L L'.
let multivariateStudentTCholeskyRow =
    row MultivariateStudentTCholesky [ "nu"; "mu"; "lower" ] RealLine "Gelman et al. (2013), Bayesian Data Analysis, table A.1"
        (fun x ->
            function
            | [ nu; mu; lower ] ->
                let p = ToReal(Length(x, 0))

                [ lgamma (half *. (nu +. p)) -. lgamma (half *. nu)
                  neg (half *. p *. (log nu +. Real(System.Math.Log System.Math.PI)))
                  neg (total (log (DiagonalOf lower)))
                  neg (half *. (nu +. p) *. log1p (total (square (SolveLower(lower, x -. mu))) /. nu)) ]
            | _ -> arity "MultivariateStudentTCholesky")
        []
    |> drawing (VectorAs 1) [ 0; 1; 2 ]
    |> withSample (function
        | [ nu; mu; lower ] ->
            withLocal -245 "stretch" (exp (half *. (log (half *. nu) -. logGammaVariate (half *. nu)))) (fun stretch ->
                mu +. stretch *. MatrixVector(lower, standardNormals (Length(lower, 0))))
        | _ -> arity "MultivariateStudentTCholesky")

/// MultivariateNormalPrecision(mu, precision): the inverse covariance, symmetric positive definite.
let multivariateNormalPrecisionRow =
    row MultivariateNormalPrecision [ "mu"; "covariance" ] RealLine "Rue and Held (2005), Gaussian Markov Random Fields, 2.2"
        (fun x ->
            function
            | [ mu; precision ] ->
                let centred factor = MatrixVector(Transpose factor, x -. mu)

                [ withFactor precision (fun factor ->
                      half *. logDeterminant factor -. half *. total (square (centred factor))
                      -. Real logSqrtTwoPi *. ToReal(Length(x, 0))) ]
            | _ -> arity "MultivariateNormalPrecision")
        []
    |> drawing (VectorAs 0) [ 1; 2 ]
    |> withSample (function
        | [ mu; precision ] -> mu +. MatrixVector(inverseTransposed (Expr.Cholesky precision), standardNormals (Length(precision, 0)))
        | _ -> arity "MultivariateNormalPrecision")

/// Multinomial(p): counts of several kinds; the number of trials is theirs.
let multinomialRow =
    row Multinomial [ "n"; "probabilities" ] CountVectors "Johnson, Kotz and Balakrishnan (1997), Discrete Multivariate Distributions, ch. 35"
        (fun y ->
            function
            | [ n; p ] ->
                let k: Local = { Id = -246; Name = "k" }
                let sum: Local = { Id = -247; Name = "sum" }
                let count = Element(y, [ LocalRef k ])
                // No count times the log of no probability is nothing.
                let term = Conditional(Compare(Greater, ToReal count, half), count *. log (Element(p, [ LocalRef k ])), Real 0.0)

                [ Inline
                      [ Declare(sum, lgamma (n +. one))
                        For(k, Int 0, Length(p, 0), [ Assign(sum, LocalRef sum +. term -. lgamma (count +. one)) ])
                        Return(LocalRef sum) ] ]
            | _ -> arity "Multinomial")
        []
    |> drawing (VectorAs 1) [ 0; 1 ]
    |> withSample (function
        | [ n; p ] ->
            let k: Local = { Id = -248; Name = "k" }
            let left: Local = { Id = -249; Name = "left" }
            let mass: Local = { Id = -250; Name = "mass" }
            let drawn: Local = { Id = -251; Name = "drawn" }
            let counts: Local = { Id = -252; Name = "counts" }
            let share = Expr.Binary(Minimum, one, Element(p, [ LocalRef k ]) /. LocalRef mass)

            // Each kind takes its share of what the kinds before it left.
            Inline
                [ Declare(counts, Zeros(Length(p, 0)))
                  Declare(left, one *. n)
                  Declare(mass, one)
                  For(k, Int 0, Length(p, 0),
                      [ Declare(drawn, Conditional(Compare(Equal, LocalRef k, Expr.Binary(Subtract, Length(p, 0), Int 1)), LocalRef left, binomialVariate (LocalRef left) share))
                        AssignElement(counts, [ LocalRef k ], LocalRef drawn)
                        Assign(left, LocalRef left -. LocalRef drawn)
                        Assign(mass, LocalRef mass -. Element(p, [ LocalRef k ])) ])
                  Return(LocalRef counts) ]
        | _ -> arity "Multinomial")
