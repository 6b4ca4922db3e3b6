/// Matrices of the data of columns, and vectors of their coefficients.
namespace Exmc.Core

open Exmc.Core.Programs

module internal DesignArrays =

    /// Rounded up to a multiple of 8, the lanes of the widest vectors.
    let private padded n =
        Integers.multiply (Integers.binary IntDivide (Integers.add n (IConst 7)) (IConst 8)) (IConst 8)

    let private length (loop: Loop) names = (names: Renaming).Index(Integers.subtract loop.Until loop.From)

    /// Runs `each` with the place of every column: one for a single, and for a span in a loop over its index.
    let private forEachColumn (b: Builder) (names: Renaming) columns (before: Inner -> Statement list) (each: Index -> (Emit * Emit) -> unit) =
        let place offset column =
            match column with
            | Single(data, coefficient) ->
                each offset (data, coefficient)
                Integers.add offset (IConst 1)
            | Span(inner, data, coefficient) ->
                let from = names.Index inner.From

                b.ForEach(from, names.Index inner.Until, fun k ->
                    names.BindIndex(inner.Index, k)
                    Copying.statements b names Keep.all (before inner)
                    each (Integers.add offset (Integers.subtract k from)) (data, coefficient))

                Integers.add offset (Integers.subtract (names.Index inner.Until) from)

        columns |> List.fold place (IConst 0) |> ignore

    let private sizeOf (names: Renaming) columns = names.Index(LinearForms.size columns)

    /// Emits `each` for every iteration, whose data have been emitted; its argument counts from 0.
    let overIterations (b: Builder) (names: Renaming) (loop: Loop) forms (each: Index -> Operand list) : Operand list =
        let from = names.Index loop.From

        let _, totals =
            b.Loop(from, names.Index loop.Until, false, [], fun index _ ->
                names.BindIndex(loop.Index, IVar index)
                Copying.statements b names Keep.all forms.DataBody
                [], each (Integers.subtract (IVar index) from))

        totals

    /// The matrix of the columns' data, a row for each iteration.
    let private design (b: Builder) names loop forms columns : ArrayId =
        let array = b.Scratch("design", [ length loop names; sizeOf names columns ])

        overIterations b names loop forms (fun row ->
            forEachColumn b names columns _.DataBody (fun column (data, _) -> b.Statement(Store(array, [ row; column ], data b names)))
            [])
        |> ignore

        array

    /// The vector of the columns' coefficients. What they need in the loop's body has been emitted.
    let private coefficients (b: Builder) names columns : ArrayId =
        let array = b.Scratch("coefficients", [ sizeOf names columns ])
        forEachColumn b names columns _.FixedBody (fun column (_, coefficient) -> b.Statement(Store(array, [ column ], coefficient b names)))
        array

    /// Product of a matrix of data, rows by columns, and the coefficients; its length is rounded up, with zeros.
    let private product (b: Builder) names columns matrix rows : ArrayId =
        let count = padded rows
        let packed = b.Scratch("packed", [ sizeOf names columns; count ])
        let result = b.Scratch("product", [ count ])
        b.Statement(Call(Pack, [ matrix ], packed))
        b.Statement(Call(Product, [ packed; coefficients b names columns ], result))
        result

    /// The sum of columns of each iteration.
    let productOf (b: Builder) names loop forms columns : ArrayId =
        product b names columns (design b names loop forms columns) (length loop names)

    /// The most columns whose triangular factor is written out, element by element.
    let private fewColumns = 6

    /// The squared length of R times the coefficients, for a triangle of few columns: no loop, no call.
    let private writtenOut (b: Builder) names (columns: Column list) (factor: ArrayId) : Operand =
        let coefficients = columns |> List.choose (function Single(_, coefficient) -> Some(coefficient b names) | Span _ -> None)
        let add x y = b.Binary(Add, x, y)
        let element i j = b.Load(factor, [ IConst i; IConst j ])

        let row i =
            coefficients
            |> List.indexed
            |> List.skip i
            |> List.map (fun (j, coefficient) -> b.Binary(Multiply, element i j, coefficient))
            |> List.reduce add

        coefficients |> List.mapi (fun i _ -> b.Unary(Square, row i)) |> List.reduce add

    /// The sum over the iterations of squares of sums of columns: the squared length of R times the coefficients, where R'R = X'X for the data X.
    let sumOfSquares (b: Builder) names loop forms (columns: Column list) : Operand =
        let isSingle = function Single _ -> true | Span _ -> false

        if columns.Length <= fewColumns && List.forall isSingle columns then
            let size = IConst columns.Length
            let factor = b.Scratch("factor", [ size; size ])
            b.Statement(Call(GramFactor, [ design b names loop forms columns ], factor))
            writtenOut b names columns factor
        else
            let rows = Integers.binary IntMinimum (length loop names) (sizeOf names columns)
            let factor = b.Scratch("factor", [ rows; sizeOf names columns ])
            b.Statement(Call(GramFactor, [ design b names loop forms columns ], factor))
            let image = product b names columns factor rows
            b.Sum(IConst 0, padded rows, fun i -> b.Unary(Square, b.Load(image, [ i ])))

    /// The sum over the iterations of sums of columns, as parts: sums of data times coefficients.
    let sums (b: Builder) names loop forms columns : Operand list =
        let total (data: Emit) = (overIterations b names loop forms (fun _ -> [ data b names ])).Head

        columns
        |> List.map (function
            | Single(data, coefficient) -> (let sum = total data in b.Binary(Multiply, sum, coefficient b names))
            | Span(inner, data, coefficient) ->
                let from, until = names.Index inner.From, names.Index inner.Until
                let array = b.Scratch("sums", [ Integers.subtract until from ])

                let inLoop each =
                    fun k ->
                        names.BindIndex(inner.Index, k)
                        each (Integers.subtract k from)

                b.ForEach(from, until, inLoop (fun place ->
                    let ofData: Emit = fun b names ->
                        Copying.statements b names Keep.all inner.DataBody
                        data b names

                    b.Statement(Store(array, [ place ], total ofData))))

                b.Sum(from, until, inLoop (fun place ->
                    Copying.statements b names Keep.all inner.FixedBody
                    b.Binary(Multiply, b.Load(array, [ place ]), coefficient b names))))
