/// Values as scalars and vectors: broadcasting, storing, sums.
namespace Exmc.Core

open Exmc.Core.Source
open Exmc.Core.Programs

/// Takes values apart and puts them together again, in one builder.
type internal Shapes(builder: Builder, checks: DataChecks) =

    member _.Scalar value =
        match value with
        | ScalarValue operand -> operand
        | IntegerValue index -> builder.FromInteger index
        | BooleanValue condition ->
            builder.Branch(condition, (fun () -> [ Constant 1.0 ]), (fun () -> [ Constant 0.0 ])).Head
        | DrawOf d -> checks.Fail(DistributionAsValue d.At)
        | other -> checks.Mismatch("a number", other)

    member _.Integer value =
        match value with
        | IntegerValue index -> index
        | other -> checks.Mismatch("an integer", other)

    member _.Condition value =
        match value with
        | BooleanValue condition -> condition
        | other -> checks.Mismatch("a truth value", other)

    member _.VectorOrNone value =
        match value with
        | VectorOf v -> Some v
        | LocalArray(array, length) -> Some { Length = length; At = (fun i -> builder.Load(array, [ i ])); IsPlain = true }
        | IndexVector(length, at) -> Some { Length = length; At = (fun i -> builder.FromInteger(at i)); IsPlain = true }
        | _ -> None

    /// The part of a value at a place of its first axes: an element, the row of a matrix, one matrix of several. A scalar stands everywhere.
    member this.At(value, place: Index list) : Value =
        match value, place with
        | _, [] -> value
        | MatrixArrayOf a, k :: rest -> this.At(MatrixOf(a.At k), rest)
        | MatrixOf m, [ i; j ] -> ScalarValue(this.MatrixElement(m, i, j))
        | MatrixOf m, [ i ] -> VectorOf { Length = m.Columns; At = (fun j -> this.MatrixElement(m, i, j)); IsPlain = m.IsPlain }
        | IndexVector(_, at), [ i ] -> IntegerValue(at i)
        | other, [ i ] ->
            match this.VectorOrNone other with
            | Some v -> ScalarValue(v.At i)
            | None -> other
        | other, _ -> other

    /// Runs `body` with every place of the axes.
    member _.ForEachPlace(lengths: Index list, body: Index list -> unit) =
        let rec nest place lengths =
            match lengths with
            | [] -> body (List.rev place)
            | length :: rest -> builder.ForEach(IConst 0, length, fun i -> nest (i :: place) rest)

        nest [] lengths

    /// The sum of a term over every place of the axes.
    member _.SumOverPlaces(lengths: Index list, term: Index list -> Operand) : Operand =
        let rec nest place lengths =
            match lengths with
            | [] -> term (List.rev place)
            | length :: rest -> builder.Sum(IConst 0, length, fun i -> nest (i :: place) rest)

        nest [] lengths

    /// Stores a value at a place of the first axes of an array.
    member this.StoreAt(array, place: Index list, value: Value) =
        this.ForEachPlace(Values.shape value, fun inner -> builder.Statement(Store(array, place @ inner, this.Scalar(this.At(value, inner)))))

    /// Stores values in an array of one axis, one after the other, matrices by rows.
    member this.StoreInOrder(array, values: Value list) =
        let store offset value =
            let lengths = Values.shape value

            this.ForEachPlace(lengths, fun place ->
                let at = Integers.add offset (ShapeArithmetic.offset lengths place)
                builder.Statement(Store(array, [ at ], this.Scalar(this.At(value, place)))))

            Integers.add offset (ShapeArithmetic.count lengths)

        values |> List.fold store (IConst 0) |> ignore

    member this.Vector value =
        match this.VectorOrNone value with
        | Some v -> v
        | None -> checks.Mismatch("a vector", value)

    /// Stores a vector once in scratch, so that what reads it several times computes it once.
    member this.Materialise(name, v: VectorValue) =
        if v.IsPlain then
            v
        else
            let array = builder.OwnScratch(name, [ v.Length ])
            builder.ForEach(IConst 0, v.Length, fun i -> builder.Statement(Store(array, [ i ], v.At i)))
            { Length = v.Length; At = (fun i -> builder.Load(array, [ i ])); IsPlain = true }

    /// The scratch array of a vector that is the whole of one.
    member this.ArrayOf value =
        match value with
        | LocalArray(array, _) -> array
        | other -> checks.Mismatch("a stored vector", other)

    /// Stores numbers, vectors and matrices by rows, one after the other.
    member this.Stack(values: Value list) : Value =
        let count = values |> List.map (Values.shape >> ShapeArithmetic.count) |> List.fold Integers.add (IConst 0)
        let array = builder.OwnScratch("stack", [ count ])
        this.StoreInOrder(array, values)
        LocalArray(array, count)

    /// An element-wise function of several operands, of which at least one is a vector.
    member private this.Zip(values: Value list, combine: Operand list -> Operand) =
        let elements = values |> List.map (fun v -> match this.VectorOrNone v with Some x -> Choice1Of2 x | None -> Choice2Of2(this.Scalar v))
        let lengths = elements |> List.choose (function Choice1Of2 v -> Some v.Length | _ -> None)

        for other in lengths.Tail do
            checks.EqualLengths("a vector", other, lengths.Head)

        VectorOf
            { Length = lengths.Head
              At = fun i -> combine (elements |> List.map (function Choice1Of2 v -> v.At i | Choice2Of2 s -> s))
              IsPlain = false }

    /// An element of a matrix at any place.
    member _.MatrixElement(m: MatrixValue, i, j) =
        match m.Diagonal with
        | Some diagonal -> builder.Branch(CompareInteger(Equal, i, j), (fun () -> [ diagonal i ]), (fun () -> [ m.At i j ])).Head
        | None -> m.At i j

    member _.Matrix value =
        match value with
        | MatrixOf m -> m
        | other -> checks.Mismatch("a matrix", other)

    /// An element of the diagonal of a square matrix.
    member private _.DiagonalElement(m: MatrixValue, i) =
        match m.Diagonal with
        | Some diagonal -> diagonal i
        | None -> m.At i i

    member private _.Zeros lengths =
        let array = builder.Scratch("local", lengths)
        builder.Statement(Zero array)
        array

    /// A vector of zeros whose elements are assigned.
    member this.LocalVector length = LocalArray(this.Zeros [ length ], length)

    /// A matrix of zeros whose elements are assigned.
    member this.LocalMatrix(rows, columns) =
        let array = this.Zeros [ rows; columns ]
        let at i j = builder.Load(array, [ i; j ])
        MatrixOf { Rows = rows; Columns = columns; At = at; Diagonal = None; IsPlain = true; Local = Some array }

    member this.SquareMatrix value =
        let m: MatrixValue = this.Matrix value
        checks.EqualLengths("a square matrix", m.Columns, m.Rows)
        m

    member private _.Stored(array, m: MatrixValue) =
        { m with At = (fun i j -> builder.Load(array, [ i; j ])); Diagonal = None; IsPlain = true; Local = None }

    /// Stores the elements of each row before `until row`, the diagonal by its own rule.
    member private _.Fill(array, m: MatrixValue, until: Index -> Index) =
        let store i j x = builder.Statement(Store(array, [ i; j ], x))

        builder.ForEach(IConst 0, m.Rows, fun i ->
            let between from until =
                if from <> until then
                    builder.ForEach(from, until, fun j -> store i j (m.At i j))

            match m.Diagonal with
            | None -> between (IConst 0) (until i)
            | Some diagonal ->
                between (IConst 0) i
                store i i (diagonal i)
                between (Integers.add i (IConst 1)) (until i))

    /// Stores a matrix once in scratch.
    member this.MaterialiseMatrix(name, m: MatrixValue) =
        if m.IsPlain then
            m
        else
            let array = builder.OwnScratch(name, [ m.Rows; m.Columns ])
            this.Fill(array, m, fun _ -> m.Columns)
            this.Stored(array, m)

    /// A vector or matrix that is not a mere view, stored once.
    member this.Settled(name, value) =
        match value with
        | VectorOf v -> VectorOf(this.Materialise(name, v))
        | MatrixOf m -> MatrixOf(this.MaterialiseMatrix(name, m))
        | other -> other

    /// Stores the lower triangle of a square matrix in scratch.
    member private this.LowerTriangle(m: MatrixValue) : ArrayId =
        let array = builder.OwnScratch("symmetric", [ m.Rows; m.Rows ])
        this.Fill(array, m, fun i -> Integers.add i (IConst 1))
        array

    member this.Cholesky value =
        let m = this.SquareMatrix value
        let factor = builder.OwnScratch("cholesky", [ m.Rows; m.Rows ])
        builder.Statement(Call(Primitive.Cholesky, [ this.LowerTriangle m ], factor))
        MatrixOf(this.Stored(factor, m))

    /// A factor of a matrix that depends on data alone.
    member this.Qr(factor, m: MatrixValue, place) : MatrixValue =
        let array = builder.OwnScratch("matrix", [ m.Rows; m.Columns ])
        this.Fill(array, m, fun _ -> m.Columns)
        let rows = match factor with Orthonormal -> m.Rows | Triangular -> m.Columns
        let output = builder.OwnScratch("factor", [ rows; m.Columns ])
        builder.Statement(Call(Primitive.Qr(factor, place), [ array ], output))
        this.Stored(output, { m with Rows = rows })

    /// Substitution, row by row: `known` is what the rows before contribute.
    member private this.Substitute(lower, right, isDescending, known: MatrixValue -> (Index -> Operand) -> Index -> Operand) =
        let l = this.MaterialiseMatrix("lower", this.SquareMatrix lower)
        let b: VectorValue = this.Vector right
        checks.EqualLengths("a vector", b.Length, l.Rows)
        let solution = builder.OwnScratch("solution", [ l.Rows ])
        let solved j = builder.Load(solution, [ j ])

        let row index =
            let i = IVar index
            builder.Statement(Store(solution, [ i ], builder.Binary(Divide, builder.Binary(Subtract, b.At i, known l solved i), l.At i i)))

        builder.Loop(IConst 0, l.Rows, isDescending, [], fun index _ -> row index; [], []) |> ignore
        Values.load (fun place -> builder.Load(solution, place)) [ l.Rows ]

    /// Forward substitution.
    member this.SolveLower(lower, right) =
        this.Substitute(lower, right, false, fun l solved i -> this.SumOver(i, fun j -> builder.Binary(Multiply, l.At i j, solved j)))

    /// Backward substitution by the transpose.
    member this.SolveTransposed(lower, right) =
        this.Substitute(lower, right, true, fun l solved i ->
            builder.Sum(Integers.add i (IConst 1), l.Rows, fun j -> builder.Binary(Multiply, l.At j i, solved j)))

    member this.AddDiagonal(value, added) =
        let m = this.SquareMatrix value
        (this.VectorOrNone added) |> Option.iter (fun v -> checks.EqualLengths("a vector", v.Length, m.Rows))
        let diagonal i = builder.Binary(Add, this.DiagonalElement(m, i), this.ElementAt(added, i))
        MatrixOf { m with Diagonal = Some diagonal; IsPlain = false; Local = None }

    member this.DiagonalOf value =
        let m = this.SquareMatrix value
        VectorOf { Length = m.Rows; At = (fun i -> this.DiagonalElement(m, i)); IsPlain = m.IsPlain }

    member this.Product(left, right) =
        let a, b = this.MaterialiseMatrix("left", this.Matrix left), this.MaterialiseMatrix("right", this.Matrix right)
        checks.EqualLengths("a matrix with as many rows", b.Rows, a.Columns)

        MatrixOf
            { Rows = a.Rows
              Columns = b.Columns
              At = fun i j -> this.SumOver(a.Columns, fun k -> builder.Binary(Multiply, a.At i k, b.At k j))
              Diagonal = None
              IsPlain = false
              Local = None }

    /// An element-wise function of matrices and scalars.
    member private this.ZipMatrices(values: Value list, combine: Operand list -> Operand) =
        let parts = values |> List.map (function MatrixOf m -> Choice1Of2 m | other -> Choice2Of2(this.Scalar other))
        let matrices = parts |> List.choose (function Choice1Of2 m -> Some m | Choice2Of2 _ -> None)
        let first = matrices.Head

        for m in matrices.Tail do
            checks.EqualLengths("a matrix with as many rows", m.Rows, first.Rows)
            checks.EqualLengths("a matrix with as many columns", m.Columns, first.Columns)

        let elements pick = combine (parts |> List.map (function Choice1Of2 m -> pick m | Choice2Of2 s -> s))
        let diagonal i = elements (fun m -> this.DiagonalElement(m, i))

        MatrixOf
            { Rows = first.Rows
              Columns = first.Columns
              At = fun i j -> elements (fun m -> m.At i j)
              Diagonal = if matrices |> List.exists _.Diagonal.IsSome then Some diagonal else None
              IsPlain = false
              Local = None }

    member this.Elementwise(values: Value list, combine: Operand list -> Operand) =
        if values |> List.exists (function MatrixOf _ -> true | _ -> false) then
            this.ZipMatrices(values, combine)
        elif values |> List.exists (fun v -> (this.VectorOrNone v).IsSome) then
            this.Zip(values, combine)
        else
            ScalarValue(combine (values |> List.map this.Scalar))

    member _.SumOver(length, term: Index -> Operand) = builder.Sum(IConst 0, length, term)

    member this.Reduce(reduction, v: VectorValue) =
        match reduction with
        | Total -> this.SumOver(v.Length, v.At)
        | Mean -> builder.Binary(Divide, this.SumOver(v.Length, v.At), builder.FromInteger v.Length)
        | Largest -> this.Fold(v, Constant -infinity, fun m x -> builder.Binary(Maximum, m, x))
        | LogSumExpOf -> this.Fold(v, Constant -infinity, fun m x -> builder.Binary(LogSumExp, m, x))

    member private _.Fold(v: VectorValue, initial, step) =
        builder.Scan(IConst 0, v.Length, false, initial, fun i before -> step before (v.At i))

    /// Element i of a vector, or the scalar that stands at every place.
    member this.ElementAt(value, i) =
        match this.VectorOrNone value with
        | Some v -> v.At i
        | None -> this.Scalar value
