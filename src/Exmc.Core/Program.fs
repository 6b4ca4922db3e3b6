/// Programs: scalar code in single-assignment form with structured loops. Gradient programs are the same language.
namespace Exmc.Core.Programs

open Exmc.Core

/// A scalar that is assigned once. Ids are unique within a program.
[<Struct>]
type Var = Var of int

[<Struct>]
type ArrayId = ArrayId of int

type Index =
    | IConst of int
    | IVar of Var
    /// Length of an axis of an array (data or scratch).
    | ILength of ArrayId * axis: int
    | IBinary of IntegerOp * Index * Index
    /// Element of integer data (no indices: a scalar).
    | ILoad of ArrayId * Index list

type Operand =
    | Constant of float
    | Use of Var

type Condition =
    | Always
    | CompareReal of Comparison * Operand * Operand
    | CompareInteger of Comparison * Index * Index
    | IsNaN of Operand
    | AllOf of Condition list
    | AnyOf of Condition list
    | Negation of Condition

type Operation =
    | Apply1 of UnaryOp * Operand
    | Apply2 of BinaryOp * Operand * Operand
    | Apply3 of TernaryOp * Operand * Operand * Operand
    | Load of ArrayId * Index list
    | FromInteger of Index

/// Operations on whole arrays that carry their own adjoint.
type Primitive =
    /// Lower Cholesky factor of a symmetric positive definite matrix: input A, output L (row-major, n by n).
    | Cholesky
    /// Adjoint of Cholesky: inputs L and the adjoint of L, output added to the adjoint of A
    /// (Murray 2016, arXiv:1602.07527).
    | CholeskyAdjoint
    /// R with R'R = A'A for a matrix A of data, n by p, so that the length of A x is that of R x: upper triangular, output p by p; or A itself,
    /// output n by p, where n < p.
    | GramFactor
    /// A matrix of data, n by p, in the form that products with it take: output p times n rounded up to a multiple of 8.
    | Pack
    /// Product of a packed matrix and a vector: output of n rounded up, zero beyond n.
    | Product
    /// Adjoint of Product: inputs are the packed matrix and the adjoint of the product, output added to the adjoint of the vector.
    | ProductAdjoint
    /// Product, and the loop after it reads its elements in order: both may run a panel of rows at a time.
    | PanelProduct
    /// ProductAdjoint, added to eight sums of each column, row i to sum i modulo 8; the loop before it has written the adjoint in order: both may
    /// run a panel of rows at a time.
    | PanelProductAdjoint
    /// Eight sums of each column, output added to the adjoint of the vector.
    | ColumnSums
    /// A factor of a matrix of data, n by p: output n by p or p by p. Where n < p or columns depend on each other, the
    /// triangular factor has columns of the unit matrix, scaled. The place is that of the source, for diagnostics.
    | Qr of QrFactor * SourceRef
    /// Solves the system of that number: inputs are initial states with parameters, the initial time with the times asked for, and
    /// relative tolerance, absolute tolerance and largest number of steps; output a row of states for each time.
    | SolveOde of system: int
    /// Adjoint of SolveOde, of its latest solution: inputs are the solution, its adjoint and the times, output added to the adjoint
    /// of initial states and parameters.
    | SolveOdeAdjoint of system: int

type Statement =
    | Let of Var * Operation
    /// Each element of an array is stored at most once in an evaluation.
    | Store of ArrayId * Index list * Operand
    /// Adds to an element; only adjoint arrays and the gradient are incremented.
    | Increment of ArrayId * Index list * Operand
    /// Sets a whole array to zero.
    | Zero of ArrayId
    | Loop of Loop
    | Branch of Branch
    | Call of Primitive * inputs: ArrayId list * output: ArrayId
    /// Adds to the log density.
    | Target of Operand
    /// A random number. It is drawn where it stands, once each time it is reached.
    | Sample of Var * Variate * Operand list

/// A counted loop, From <= index < Until, by one; descending when it sweeps backwards.
/// Without Carried it is a map-reduce: iterations are independent but for their sums.
and Loop =
    { Index: Var
      From: Index
      Until: Index
      Descending: bool
      Carried: Carried list
      Sums: Sum list
      Body: Statement list }

/// A scalar handed from one iteration to the next: Entry inside, Result after the loop.
and Carried =
    { Entry: Var
      Initial: Operand
      Next: Operand
      Result: Var }

and Sum = { Total: Var; Term: Operand }

/// A conditional; each result takes the operand of the arm that ran.
and Branch =
    { Condition: Condition
      Then: Statement list
      Else: Statement list
      Results: BranchResult list }

and BranchResult =
    { Result: Var
      WhenTrue: Operand
      WhenFalse: Operand }

type ElementType =
    | RealElement
    | IntegerElement

type ArrayRole =
    /// A data field, by its member name.
    | DataArray of string
    /// The unconstrained position, length Dimension.
    | Position
    /// Gradient of the log density, same length as Position.
    | Gradient
    /// The class of each of the first `count` rows of data arrays, taken together: rows with the same bits in all of them are one class.
    /// Integers; classes are numbered in the order of their first rows.
    | RowClasses of count: Index * keys: ArrayId list
    /// The rows of a data array that are the first ones of their classes.
    | DistinctRows of classes: ArrayId * source: ArrayId
    /// Computed from data when a density is bound.
    | Bound
    /// Written by every evaluation.
    | Scratch
    /// Values given to or produced by the program, by name (outputs, forecast arguments, constrained values).
    | Values of string

type ArrayInfo =
    { Id: ArrayId
      Name: string
      Element: ElementType
      /// Lengths, row-major; empty for a scalar.
      Dimensions: Index list
      Role: ArrayRole }

    /// Whether the array is data, or rows of data: its lengths are its own, and known before anything is computed.
    member this.IsData =
        match this.Role with
        | DataArray _
        | RowClasses _
        | DistinctRows _ -> true
        | _ -> false

type Program =
    { Name: string
      Arrays: ArrayInfo list
      Body: Statement list }

/// A system of differential equations with its derivatives. Its input holds the states, then the parameters, then the time.
type OdeSystem =
    { IsStiff: bool
      At: SourceRef
      /// Number of states and parameters, and the time.
      InputCount: Index
      Input: ArrayId
      Weights: ArrayId
      /// Input (role Position) to the slope of each state (role Values "slopes").
      Slopes: Program
      /// Input and a weight for each state (role Values "weights") to the gradient of the weighted sum of slopes (role Gradient).
      WeightedGradient: Program }
