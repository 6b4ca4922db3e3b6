/// Rows of distributions of vectors.
module internal Exmc.Core.MultivariateDistributions

open Exmc.Core
open Exmc.Core.Source
open Exmc.Core.DistributionTerms

let private simulated family arguments =
    Simulated { Family = family; Arguments = arguments; Repeat = []; Lower = None; Upper = None; At = SourceRef 0 }

let private standardNormals length =
    Simulated { Family = Normal; Arguments = [ Real 0.0; one ]; Repeat = [ length ]; Lower = None; Upper = None; At = SourceRef 0 }

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
    |> drawing (VectorAs 0) [ 1; 2 ]
    |> withSample (function
        | [ mu; covariance ] -> mu +. MatrixVector(Expr.Cholesky covariance, standardNormals (Length(covariance, 0)))
        | _ -> arity "MultivariateNormal")

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

/// Log of the constant of LkjCorrelation: Lewandowski, Kurowicka and Joe (2009), Journal of Multivariate Analysis 100, eq. 16,
/// in the form for any shape by partial correlations, each of which is a beta variate on (-1, 1).
let private lkjConstant n eta =
    let k: Local = { Id = -220; Name = "k" }
    let sum: Local = { Id = -221; Name = "sum" }
    let remaining = ToReal(Expr.Binary(Subtract, n, Expr.Binary(Add, LocalRef k, Int 1)))
    // The partial correlations of column k, n - 1 - k of them, have both shapes b.
    let b = eta +. half *. (remaining -. one)
    let logBeta = Real 2.0 *. lgamma b -. lgamma (Real 2.0 *. b)
    let one' = remaining *. (logBeta +. (Real 2.0 *. b -. one) *. Real logTwo)

    Inline
        [ Declare(sum, Real 0.0)
          For(k, Int 0, Expr.Binary(Subtract, n, Int 1), [ Assign(sum, LocalRef sum -. one') ])
          Return(LocalRef sum) ]

/// log of the diagonal of a factor, each times a + b i, summed; i counts from 0.
let private weightedLogDiagonal lower intercept slope =
    let i: Local = { Id = -222; Name = "i" }
    let sum: Local = { Id = -223; Name = "sum" }
    let term = (intercept +. slope *. ToReal(LocalRef i)) *. log (Element(lower, [ LocalRef i; LocalRef i ]))

    Inline
        [ Declare(sum, Real 0.0)
          For(i, Int 0, Length(lower, 0), [ Assign(sum, LocalRef sum +. term) ])
          Return(LocalRef sum) ]

/// A random factor by its partial correlations, row by row.
let private lkjFactor n eta =
    let i: Local = { Id = -224; Name = "i" }
    let j: Local = { Id = -225; Name = "j" }
    let rest: Local = { Id = -226; Name = "rest" }
    let z: Local = { Id = -227; Name = "z" }
    let lower: Local = { Id = -228; Name = "lower" }
    let shape = eta +. half *. ToReal(Expr.Binary(Subtract, Expr.Binary(Subtract, n, Int 2), LocalRef j))
    let partial = Real 2.0 *. betaVariate shape shape -. one

    Inline
        [ Declare(lower, ZerosMatrix(n, n))
          For(i, Int 0, n,
              [ Declare(rest, one)
                For(j, Int 0, LocalRef i,
                    [ Declare(z, partial)
                      AssignElement(lower, [ LocalRef i; LocalRef j ], LocalRef z *. Expr.Unary(Sqrt, LocalRef rest))
                      Assign(rest, LocalRef rest *. (one -. square (LocalRef z))) ])
                AssignElement(lower, [ LocalRef i; LocalRef i ], Expr.Unary(Sqrt, LocalRef rest)) ])
          Return(LocalRef lower) ]

let private gram lower = withLocal -229 "lower" lower (fun l -> MatrixMatrix(l, Transpose l))

/// LkjCholesky(n, eta): lower factors L of correlation matrices L L' with density proportional to |L L'|^(eta - 1), eta > 0.
let lkjCholeskyRow =
    row LkjCholesky [ "count"; "shape" ] OnCholeskyCorrelations "Lewandowski, Kurowicka and Joe (2009), Journal of Multivariate Analysis 100"
        (fun x ->
            function
            | [ n; eta ] -> [ lkjConstant n eta; weightedLogDiagonal x (ToReal n +. Real 2.0 *. eta -. Real 3.0) (Real -1.0) ]
            | _ -> arity "LkjCholesky")
        []
    |> drawing (SquareOf 0) [ 0; 0 ]
    |> withSample (function [ n; eta ] -> lkjFactor n eta | _ -> arity "LkjCholesky")

/// LkjCorrelation(n, eta): correlation matrices with density proportional to their determinant to the power eta - 1, eta > 0.
let lkjCorrelationRow =
    row LkjCorrelation [ "count"; "shape" ] OnCorrelations "Lewandowski, Kurowicka and Joe (2009), Journal of Multivariate Analysis 100"
        (fun x ->
            function
            | [ n; eta ] -> [ lkjConstant n eta; (eta -. one) *. (Real 2.0 *. total (log (DiagonalOf(Expr.Cholesky x)))) ]
            | _ -> arity "LkjCorrelation")
        []
    |> drawing (SquareOf 0) [ 0; 0 ]
    |> withSample (function [ n; eta ] -> gram (lkjFactor n eta) | _ -> arity "LkjCorrelation")

/// log of the multivariate gamma function of order p (DLMF 35.3.4).
let private logMultivariateGamma p a =
    let k: Local = { Id = -230; Name = "k" }
    let sum: Local = { Id = -231; Name = "sum" }
    let order = ToReal p

    Inline
        [ Declare(sum, Real(0.25 * System.Math.Log System.Math.PI) *. order *. (order -. one))
          For(k, Int 0, p, [ Assign(sum, LocalRef sum +. lgamma (a -. half *. ToReal(LocalRef k))) ])
          Return(LocalRef sum) ]

let private logDeterminant factor = Real 2.0 *. total (log (DiagonalOf factor))

/// Sum of squares of the solutions of `lower` Y = `right`, both lower triangular.
let private solvedSquare lower right =
    let j: Local = { Id = -232; Name = "j" }
    let sum: Local = { Id = -233; Name = "sum" }

    Inline
        [ Declare(sum, Real 0.0)
          For(j, Int 0, Length(right, 1), [ Assign(sum, LocalRef sum +. total (square (SolveLower(lower, Column(right, LocalRef j))))) ])
          Return(LocalRef sum) ]

/// Bartlett's lower factor of a Wishart matrix of unit scale: roots of chi-squares on the diagonal, normals below.
let private bartlett nu n =
    let i: Local = { Id = -234; Name = "i" }
    let j: Local = { Id = -235; Name = "j" }
    let lower: Local = { Id = -236; Name = "lower" }
    let diagonal = Expr.Unary(Sqrt, Real 2.0 *. gammaVariate (half *. (nu -. ToReal(LocalRef i))))

    Inline
        [ Declare(lower, ZerosMatrix(n, n))
          For(i, Int 0, n,
              [ For(j, Int 0, LocalRef i, [ AssignElement(lower, [ LocalRef i; LocalRef j ], normalVariate) ])
                AssignElement(lower, [ LocalRef i; LocalRef i ], diagonal) ])
          Return(LocalRef lower) ]

/// Wishart(nu, scale): symmetric positive definite p by p matrices, nu > p - 1, mean nu scale.
let wishartRow =
    row Wishart [ "degrees"; "covariance" ] OnCovariances "Gelman et al. (2013), Bayesian Data Analysis, table A.1"
        (fun x ->
            function
            | [ nu; scale ] ->
                let p = Length(scale, 0)
                let factor: Local = { Id = -237; Name = "factor" }
                let own: Local = { Id = -238; Name = "own" }

                [ Inline
                      [ Declare(factor, Expr.Cholesky scale)
                        Declare(own, Expr.Cholesky x)
                        Return(
                            half *. (nu -. ToReal p -. one) *. logDeterminant (LocalRef own)
                            -. half *. solvedSquare (LocalRef factor) (LocalRef own)
                            -. half *. nu *. logDeterminant (LocalRef factor)
                            -. half *. Real logTwo *. nu *. ToReal p
                            -. logMultivariateGamma p (half *. nu)
                        ) ] ]
            | _ -> arity "Wishart")
        []
    |> drawing (SquareAs 1) [ 0; 2 ]
    |> withSample (function
        | [ nu; scale ] -> gram (MatrixMatrix(Expr.Cholesky scale, bartlett nu (Length(scale, 0))))
        | _ -> arity "Wishart")

/// The inverse of a lower triangular matrix, transposed: its columns solve for unit vectors.
let private inverseTransposed given =
    let factor: Local = { Id = -253; Name = "factor" }
    let lower = LocalRef factor
    let i: Local = { Id = -239; Name = "i" }
    let j: Local = { Id = -240; Name = "j" }
    let inverse: Local = { Id = -241; Name = "inverse" }
    let column: Local = { Id = -242; Name = "column" }
    let n = Length(lower, 0)
    let unit' = DiagonalOf(MatrixOver(i, j, n, n, Conditional(Compare(Equal, LocalRef i, LocalRef column), one, Real 0.0)))
    let k: Local = { Id = -243; Name = "k" }
    let solution: Local = { Id = -244; Name = "solution" }

    Inline
        [ Declare(factor, given)
          Declare(inverse, ZerosMatrix(n, n))
          For(column, Int 0, n,
              [ Declare(solution, SolveLower(lower, unit'))
                For(k, Int 0, n, [ AssignElement(inverse, [ LocalRef column; LocalRef k ], Element(LocalRef solution, [ LocalRef k ])) ]) ])
          Return(LocalRef inverse) ]

/// InverseWishart(nu, scale): the inverse is Wishart(nu, inverse of scale); nu > p - 1, mean scale / (nu - p - 1).
let inverseWishartRow =
    row InverseWishart [ "degrees"; "covariance" ] OnCovariances "Gelman et al. (2013), Bayesian Data Analysis, table A.1"
        (fun x ->
            function
            | [ nu; scale ] ->
                let p = Length(scale, 0)
                let factor: Local = { Id = -237; Name = "factor" }
                let own: Local = { Id = -238; Name = "own" }

                [ Inline
                      [ Declare(factor, Expr.Cholesky scale)
                        Declare(own, Expr.Cholesky x)
                        Return(
                            half *. nu *. logDeterminant (LocalRef factor)
                            -. half *. (nu +. ToReal p +. one) *. logDeterminant (LocalRef own)
                            -. half *. solvedSquare (LocalRef own) (LocalRef factor)
                            -. half *. Real logTwo *. nu *. ToReal p
                            -. logMultivariateGamma p (half *. nu)
                        ) ] ]
            | _ -> arity "InverseWishart")
        []
    |> drawing (SquareAs 1) [ 0; 2 ]
    |> withSample (function
        | [ nu; scale ] -> gram (MatrixMatrix(Expr.Cholesky scale, inverseTransposed (bartlett nu (Length(scale, 0)))))
        | _ -> arity "InverseWishart")

/// MultivariateStudentT(nu, mu, scale): nu > 0 degrees of freedom, symmetric positive definite scale.
let multivariateStudentTRow =
    row MultivariateStudentT [ "nu"; "mu"; "covariance" ] RealLine "Gelman et al. (2013), Bayesian Data Analysis, table A.1"
        (fun x ->
            function
            | [ nu; mu; scale ] ->
                let factor: Local = { Id = -237; Name = "factor" }
                let p = ToReal(Length(x, 0))
                let distance = total (square (SolveLower(LocalRef factor, x -. mu)))

                [ Inline
                      [ Declare(factor, Expr.Cholesky scale)
                        Return(
                            lgamma (half *. (nu +. p)) -. lgamma (half *. nu)
                            -. half *. p *. (log nu +. Real(System.Math.Log System.Math.PI))
                            -. half *. logDeterminant (LocalRef factor)
                            -. half *. (nu +. p) *. log1p (distance /. nu)
                        ) ] ]
            | _ -> arity "MultivariateStudentT")
        []
    |> drawing (VectorAs 1) [ 0; 1; 2 ]
    |> withSample (function
        | [ nu; mu; scale ] ->
            withLocal -245 "stretch" (exp (half *. (log (half *. nu) -. logGammaVariate (half *. nu)))) (fun stretch ->
                mu +. stretch *. MatrixVector(Expr.Cholesky scale, standardNormals (Length(scale, 0))))
        | _ -> arity "MultivariateStudentT")

/// MultivariateNormalPrecision(mu, precision): the inverse covariance, symmetric positive definite.
let multivariateNormalPrecisionRow =
    row MultivariateNormalPrecision [ "mu"; "covariance" ] RealLine "Rue and Held (2005), Gaussian Markov Random Fields, 2.2"
        (fun x ->
            function
            | [ mu; precision ] ->
                let factor: Local = { Id = -237; Name = "factor" }
                let centred = MatrixVector(Transpose(LocalRef factor), x -. mu)

                [ Inline
                      [ Declare(factor, Expr.Cholesky precision)
                        Return(
                            half *. logDeterminant (LocalRef factor) -. half *. total (square centred)
                            -. Real logSqrtTwoPi *. ToReal(Length(x, 0))
                        ) ] ]
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
