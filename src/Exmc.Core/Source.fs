/// The model as the user declared it: tensor expressions, statements, members.
namespace Exmc.Core.Source

open Exmc.Core

/// A local variable of a body. Ids are unique within a model, inlined helpers included.
type Local = { Id: int; Name: string }

type Reduction =
    | Total
    | Mean
    | Largest
    /// log of the sum of exponentials of a vector.
    | LogSumExpOf

/// A side of a distribution.
type Tail =
    /// At most the value.
    | Below
    /// Above the value.
    | Above

/// Expressions over scalars, vectors and matrices. Element-wise operations broadcast scalars.
/// An operation on two integers is an integer operation; ToReal marks the conversions of the source.
type Expr =
    | Real of float
    | Int of int
    | Bool of bool
    /// A data field, parameter, deterministic value or helper property, by its member name.
    | Member of string
    | LocalRef of Local
    | ToReal of Expr
    | Unary of UnaryOp * Expr
    | Binary of BinaryOp * Expr * Expr
    | Ternary of TernaryOp * Expr * Expr * Expr
    /// Integer division, remainder, minimum, maximum (sums and products of integers are Binary).
    | IntegerBinary of IntegerOp * Expr * Expr
    | MatrixVector of matrix: Expr * vector: Expr
    | MatrixMatrix of Expr * Expr
    | Transpose of Expr
    /// The matrix whose element at (row, column) is the body; the two locals are its indices.
    | MatrixOver of row: Local * column: Local * rows: Expr * columns: Expr * body: Expr
    /// A square matrix with a scalar or a vector added to its diagonal.
    | AddDiagonal of matrix: Expr * added: Expr
    | DiagonalOf of Expr
    /// Lower Cholesky factor of a symmetric positive definite matrix, of which the lower triangle is read.
    | Cholesky of Expr
    /// A factor of a matrix that depends on data alone, with as many columns as the matrix.
    | Qr of QrFactor * matrix: Expr
    /// x with L x = b, L lower triangular.
    | SolveLower of lower: Expr * vector: Expr
    /// x with L' x = b, L lower triangular.
    | SolveTransposed of lower: Expr * vector: Expr
    | Dot of Expr * Expr
    /// One element: as many scalar integer indices as the operand has axes, 0-based.
    | Element of Expr * Expr list
    /// vector[i0, i1, ...] by an integer vector.
    | Gather of vector: Expr * indices: Expr
    | Slice of vector: Expr * start: Expr * length: Expr
    | Row of matrix: Expr * index: Expr
    | Column of matrix: Expr * index: Expr
    | Length of Expr * axis: int
    | Reduce of Reduction * Expr
    /// Numbers and vectors one after the other, as one vector.
    | Stack of Expr list
    /// States of a system of differential equations: a row for each of the times.
    | SolveOde of InitialValueProblem
    /// A new local vector of zeros; its elements are assigned by AssignElement.
    | Zeros of length: Expr
    /// A new local matrix of zeros; its elements are assigned by AssignElement.
    | ZerosMatrix of rows: Expr * columns: Expr
    | Compare of Comparison * Expr * Expr
    | And of Expr * Expr
    | Or of Expr * Expr
    | Not of Expr
    /// True when a reading is NaN.
    | IsMissing of Expr
    | Conditional of condition: Expr * whenTrue: Expr * whenFalse: Expr
    /// Log density (or mass) of a distribution at a value; summed over vectors.
    | LogDensity of value: Expr * Distribution
    /// Log probability of a side of a distribution; summed over vectors.
    | LogTail of Tail * value: Expr * Distribution
    /// A distribution returned by a parameter, observed or forecast member; nothing else may use it.
    | Draw of Distribution
    | Tuple of Expr list
    | Item of Expr * int
    /// The body of a helper, inlined: its parameters are Declare statements at the front.
    | Inline of Statement list
    /// A random number of a table row's draw.
    | Sampled of Variate * Expr list
    /// A draw of a distribution, in bodies of generated members.
    | Simulated of Distribution
    /// The place of an expression, for diagnostics only.
    | Marked of SourceRef * Expr

and Distribution =
    { Family: Family
      Arguments: Expr list
      /// Lengths of the axes of independent draws, by `.Repeat(n)` or `.Repeat(rows, columns)`; empty for one draw.
      Repeat: Expr list
      Lower: Expr option
      Upper: Expr option
      At: SourceRef }

/// The right-hand side of z' = f(t, z): the body returns the slope of each state.
and OdeRightHandSide =
    { Time: Local
      State: Local
      /// The vector that the system takes beside time and state.
      Parameters: Local option
      Body: Statement list
      /// Whether an implicit method solves it.
      IsStiff: bool
      At: SourceRef }

and InitialValueProblem =
    { System: OdeRightHandSide
      Parameters: Expr option
      Initial: Expr
      Start: Expr
      /// In ascending order, from Start on.
      Times: Expr
      RelativeTolerance: Expr
      AbsoluteTolerance: Expr
      MaxSteps: Expr }

/// Distribution families. Parametrisation and argument order are Stan's.
and Family =
    | Normal
    | HalfNormal
    | StudentT
    | HalfStudentT
    | Cauchy
    | HalfCauchy
    | LogNormal
    | Exponential
    | Gamma
    | InverseGamma
    | Beta
    | Uniform
    | Laplace
    | Logistic
    | Weibull
    | Flat
    | MultivariateNormalCholesky
    | Dirichlet
    | LkjCholesky
    | LkjCorrelation
    | Wishart
    | InverseWishart
    | WishartCholesky
    | InverseWishartCholesky
    | MultivariateStudentTCholesky
    | MultivariateNormalPrecision
    | MultiGpCholesky
    | Multinomial
    | Categorical
    | CategoricalLogit
    | OrderedLogistic
    | OrderedProbit
    | DirichletMultinomial
    | GaussianRandomWalk
    | AutoRegressive
    | LinearGaussianStateSpace
    | MultivariateStateSpace
    | Gumbel
    | SkewNormal
    | ExpModNormal
    | SkewDoubleExponential
    | ChiSquare
    | InverseChiSquare
    | ScaledInverseChiSquare
    | Frechet
    | Rayleigh
    | LogLogistic
    | Pareto
    | ParetoType2
    | BetaProportion
    | NegativeBinomial
    | NegativeBinomial2
    | NegativeBinomial2Log
    | BetaBinomial
    | Hypergeometric
    | DiscreteRange
    | VonMises
    | Bernoulli
    | BernoulliLogit
    | Poisson
    | PoissonLog
    | Binomial
    | BinomialLogit
    /// A weighted sum of densities: the weights are the first argument.
    | Mixture of MixtureComponents
    /// A distribution of the user's own.
    | Custom of CustomDistribution

and MixtureComponents =
    /// As many of one family as there are weights: the component's arguments are elements of vectors.
    | ElementsOf of Family
    /// Each component with arguments of its own, one component's after the other's.
    | Each of Family list

/// A log density, and perhaps a draw, written by the user.
and [<StructuredFormatDisplay("{Name}")>] CustomDistribution =
    { Name: string
      Value: Local
      Parameters: Local list
      LogDensity: Statement list
      /// The draw's own names of the parameters, and its body.
      Sampler: (Local list * Statement list) option
      /// Ends of the support; infinite where it has none.
      Lower: float
      Upper: float
      IsDiscrete: bool }

/// Statements of a body. A Return stands last in its block or in both arms of a last If.
and Statement =
    | Declare of Local * Expr
    | Assign of Local * Expr
    /// As many indices as the local has axes.
    | AssignElement of Local * indices: Expr list * value: Expr
    /// for (index = from; index < until; index++)
    | For of index: Local * from: Expr * until: Expr * body: Statement list
    | If of condition: Expr * thenBody: Statement list * elseBody: Statement list
    | Return of Expr

type DataType =
    | RealScalar
    | RealVector
    | RealMatrix
    | IntegerScalar
    | IntegerVector

type DataField =
    { Name: string
      /// Name in files: the member's name in snake_case unless stated.
      External: string
      Type: DataType
      AllowMissing: bool
      Optional: bool
      Lower: float option
      Upper: float option
      At: SourceRef }

/// What holds for a vector or matrix parameter as a whole.
type Constraint =
    /// Each element lies in the support of its prior.
    | Elementwise
    | Ordered
    | PositiveOrdered
    /// Positive elements that sum to one.
    | Simplex
    /// Elements whose squares sum to one.
    | UnitVector
    | SumToZero
    /// Lower triangular with positive diagonal and rows of length one.
    | CholeskyCorrelation
    /// Lower triangular with positive diagonal.
    | CholeskyCovariance
    /// Symmetric positive definite with unit diagonal.
    | Correlation
    /// Symmetric positive definite.
    | Covariance
    /// Each part along the first axis is of the kind.
    | ArrayOf of Constraint

/// The coordinates that the sampler moves a parameter in; what is reported is the parameter itself.
type SamplingForm =
    /// Those of its constraint.
    | AsDeclared
    /// A scale as |u|, u on the whole line, without Jacobian.
    | AsFolded
    /// In units of its prior's scale, from its location.
    | AsNonCentered
    /// Coefficients of the orthonormal columns that span those of a matrix of data, a member.
    | ByDesign of matrix: string
    /// The predictor at the mean of the rows of the matrix by which the named coefficients are sampled.
    | AsInterceptOf of coefficients: string

type Parameter =
    { Name: string
      External: string
      /// Number of axes: 0 for a scalar, 1 for a vector, 2 for a matrix; their lengths are the prior's.
      Rank: int
      /// Ends in Return (Draw ...).
      Prior: Statement list
      Sampled: SamplingForm
      Constraint: Constraint
      At: SourceRef }

module Parameter =

    /// The distribution that a prior returns, when it computes nothing before.
    let prior (p: Parameter) : Distribution option =
        let rec drawn e =
            match e with
            | Marked(_, inner) -> drawn inner
            | Draw d -> Some d
            | _ -> None

        match p.Prior with
        | [ Return e ] -> drawn e
        | _ -> None

    /// A flat prior without an end on one side.
    let isImproper p = prior p |> Option.exists (fun d -> d.Family = Flat && (d.Lower.IsNone || d.Upper.IsNone))

type MemberRole =
    /// Recorded with the draws.
    | Deterministic
    /// A property that other members read.
    | Helper
    /// Added to the log density (summed when a vector).
    | Factor
    /// Likelihood of the named data field; the body ends in Return (Draw ...).
    | Observed of data: string
    /// Distribution of the next reading; the body ends in Return (Draw ...).
    | Forecast
    /// Computed once per draw of the posterior, with random numbers; a returned distribution is drawn from.
    | Generated

module MemberRole =

    /// Adds to the log density.
    let isTerm =
        function
        | Factor
        | Observed _ -> true
        | _ -> false

    /// Has a value only where random numbers are drawn.
    let isDrawn =
        function
        | Observed _
        | Generated -> true
        | _ -> false

type ModelMember =
    { Name: string
      External: string
      Role: MemberRole
      /// 0 scalar, 1 vector, 2 matrix.
      Rank: int
      Body: Statement list
      At: SourceRef }

/// A whole model. Lists are in declaration order; evaluation order is topological.
type Model =
    { Name: string
      External: string
      Data: DataField list
      Parameters: Parameter list
      Members: ModelMember list }
