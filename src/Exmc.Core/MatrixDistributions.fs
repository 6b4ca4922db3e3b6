/// Rows of distributions of matrices.
module internal Exmc.Core.MatrixDistributions

open Exmc.Core
open Exmc.Core.Source
open Exmc.Core.DistributionTerms

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

/// An expression that reads the Cholesky factor of a matrix several times.
let withFactor matrix body = withLocal -237 "factor" (Expr.Cholesky matrix) body

/// log |L L'|.
let logDeterminant factor = Real 2.0 *. total (log (DiagonalOf factor))

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

/// Log density of a matrix by its factor and that of the scale.
let private wishart nu scaleFactor own =
    let n = Length(own, 0)
    let p = ToReal n

    half *. (nu -. p -. one) *. logDeterminant own
    -. half *. solvedSquare scaleFactor own
    -. half *. nu *. logDeterminant scaleFactor
    -. half *. Real logTwo *. nu *. p
    -. logMultivariateGamma n (half *. nu)

/// log |d(L L') / dL| over the lower triangles.
let private logFactorJacobian own =
    let p = ToReal(Length(own, 0))
    p *. Real logTwo +. weightedLogDiagonal own p (Real -1.0)

/// Wishart(nu, scale): symmetric positive definite p by p matrices, nu > p - 1, mean nu scale.
let wishartRow =
    row Wishart [ "degrees"; "covariance" ] OnCovariances "Gelman et al. (2013), Bayesian Data Analysis, table A.1"
        (fun x ->
            function
            | [ nu; scale ] -> [ withFactor scale (fun factor -> withLocal -238 "own" (Expr.Cholesky x) (wishart nu factor)) ]
            | _ -> arity "Wishart")
        []
    |> drawing (SquareAs 1) [ 0; 2 ]
    |> withSample (function
        | [ nu; scale ] -> gram (MatrixMatrix(Expr.Cholesky scale, bartlett nu (Length(scale, 0))))
        | _ -> arity "Wishart")

/// WishartCholesky(nu, L): factors whose products with their transposes are Wishart(nu, L L').
let wishartCholeskyRow =
    row WishartCholesky [ "degrees"; "lower" ] OnCholeskyCovariances "Bartlett (1933), Proceedings of the Royal Society of Edinburgh 53"
        (fun x -> function [ nu; lower ] -> [ wishart nu lower x; logFactorJacobian x ] | _ -> arity "WishartCholesky")
        []
    |> drawing (SquareAs 1) [ 0; 2 ]
    |> withSample (function [ nu; lower ] -> MatrixMatrix(lower, bartlett nu (Length(lower, 0))) | _ -> arity "WishartCholesky")

/// The inverse of a lower triangular matrix, transposed: its columns solve for unit vectors.
let inverseTransposed given =
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

/// Log density of a matrix by its factor and that of the scale.
let private inverseWishart nu scaleFactor own =
    let n = Length(own, 0)
    let p = ToReal n

    half *. nu *. logDeterminant scaleFactor
    -. half *. (nu +. p +. one) *. logDeterminant own
    -. half *. solvedSquare own scaleFactor
    -. half *. Real logTwo *. nu *. p
    -. logMultivariateGamma n (half *. nu)

let private inverseWishartDraw nu lower = gram (MatrixMatrix(lower, inverseTransposed (bartlett nu (Length(lower, 0)))))

/// InverseWishart(nu, scale): the inverse is Wishart(nu, inverse of scale); nu > p - 1, mean scale / (nu - p - 1).
let inverseWishartRow =
    row InverseWishart [ "degrees"; "covariance" ] OnCovariances "Gelman et al. (2013), Bayesian Data Analysis, table A.1"
        (fun x ->
            function
            | [ nu; scale ] -> [ withFactor scale (fun factor -> withLocal -238 "own" (Expr.Cholesky x) (inverseWishart nu factor)) ]
            | _ -> arity "InverseWishart")
        []
    |> drawing (SquareAs 1) [ 0; 2 ]
    |> withSample (function [ nu; scale ] -> inverseWishartDraw nu (Expr.Cholesky scale) | _ -> arity "InverseWishart")

/// InverseWishartCholesky(nu, L): factors whose products with their transposes are InverseWishart(nu, L L').
let inverseWishartCholeskyRow =
    row InverseWishartCholesky [ "degrees"; "lower" ] OnCholeskyCovariances "Gelman et al. (2013), Bayesian Data Analysis, table A.1"
        (fun x -> function [ nu; lower ] -> [ inverseWishart nu lower x; logFactorJacobian x ] | _ -> arity "InverseWishartCholesky")
        []
    |> drawing (SquareAs 1) [ 0; 2 ]
    |> withSample (function [ nu; lower ] -> Expr.Cholesky(inverseWishartDraw nu lower) | _ -> arity "InverseWishartCholesky")
