/// The values of parameters: from an unconstrained position by their transforms, or as given.
namespace Exmc.Core

open Exmc.Core.Source
open Exmc.Core.Programs

/// Which unconstrained coordinates a program speaks.
type internal CoordinateSystem =
    /// What the sampler moves in: folded scales are folded.
    | SamplingCoordinates
    /// Stan's transforms in declaration order.
    | CanonicalCoordinates

module internal ParameterValues =

    let find (plan: Plan) (p: Parameter) = plan.Parameters |> List.find (fun q -> q.Parameter.Name = p.Name)

    let private isSampling coordinates = (coordinates = SamplingCoordinates)

    let transform coordinates (e: Evaluation) p draw place =
        Supports.transform p (isSampling coordinates) draw (fun v -> e.Lowering.Shapes.Scalar(e.Lowering.Shapes.At(v, place)))

    let private first (place: ParameterPlan) = place.Shape |> List.map (fun _ -> IConst 0)

    /// Sampled through the factor of its covariance.
    let private isByFactor coordinates (p: Parameter) (draw: DrawValue) =
        p.Sampled = AsNonCentered && isSampling coordinates && (Distributions.find draw.Family).IsMultivariate

    /// Lower factor and mean of a multivariate normal prior.
    let private factorAndMean (e: Evaluation) (draw: DrawValue) =
        let shapes = e.Lowering.Shapes
        MatrixOf(shapes.MaterialiseMatrix("factor", shapes.Matrix draw.Arguments[1])), draw.Arguments[0]

    /// The matrix by which coefficients are sampled, its columns centred if an intercept stands at their mean.
    let private design (plan: Plan) (e: Evaluation) (coefficients: Parameter) matrix : MatrixValue * VectorValue =
        let b, shapes = e.Builder, e.Lowering.Shapes
        let x = shapes.MaterialiseMatrix("design", shapes.Matrix(e.Value matrix))
        e.Lowering.Checks.EqualLengths("a matrix with as many columns", x.Columns, (find plan coefficients).Shape.Head)
        let hasIntercept = plan.Model.Parameters |> List.exists (fun p -> p.Sampled = AsInterceptOf coefficients.Name)
        let mean j = if hasIntercept then b.Binary(Divide, shapes.SumOver(x.Rows, fun i -> x.At i j), b.FromInteger x.Rows) else Constant 0.0
        let means = shapes.Materialise("column_means", { Length = x.Columns; At = mean; IsPlain = false })
        { x with At = (fun i j -> b.Binary(Subtract, x.At i j, means.At j)); IsPlain = false; Local = None }, means

    /// Triangular factor of a design over the root of its rows: its product with the coefficients are the coordinates, the
    /// coefficients of columns of unit mean square.
    let private designFactor plan (e: Evaluation) (p: Parameter) matrix : MatrixValue =
        let b, shapes = e.Builder, e.Lowering.Shapes
        let centred, _ = design plan e p matrix
        let r = shapes.Qr(Triangular, centred, p.At)
        let scale = b.Unary(Sqrt, b.FromInteger centred.Rows)
        // What lies below the diagonal is not read.
        shapes.MaterialiseMatrix("design_factor", { r with At = (fun i j -> b.Binary(Divide, r.At i j, scale)); IsPlain = false; Local = None })

    /// Inverse of an upper triangle of data, column by column: once a binding, so that an evaluation multiplies instead of solving.
    let private inverse (e: Evaluation) (r: MatrixValue) : MatrixValue =
        let b = e.Builder
        let array = b.Scratch("design_inverse", [ r.Rows; r.Rows ])
        b.Statement(Zero array)

        b.ForEach(IConst 0, r.Rows, fun j ->
            b.Loop(IConst 0, Integers.add j (IConst 1), true, [], fun index _ ->
                let i = IVar index
                let known = b.Sum(Integers.add i (IConst 1), Integers.add j (IConst 1), fun k -> b.Binary(Multiply, r.At i k, b.Load(array, [ k; j ])))
                let unit = (b.Branch(CompareInteger(Equal, i, j), (fun () -> [ Constant 1.0 ]), (fun () -> [ Constant 0.0 ]))).Head
                b.Statement(Store(array, [ i; j ], b.Binary(Divide, b.Binary(Subtract, unit, known), r.At i i)))
                [], [])
            |> ignore)

        { r with Columns = r.Rows; At = (fun i j -> b.Load(array, [ i; j ])); IsPlain = true; Local = None }

    /// How far the intercept lies from the predictor at the mean row: means of the columns times the coefficients.
    let private meanPredictor plan (e: Evaluation) coefficients : Operand =
        let p = plan.Model.Parameters |> List.find (fun p -> p.Name = coefficients)
        let matrix = match p.Sampled with ByDesign matrix -> matrix | _ -> invalidOp "Coefficients without a design passed validation."
        let _, means = design plan e p matrix
        let beta = e.Lowering.Shapes.Vector(e.Value coefficients)
        e.Lowering.Shapes.SumOver(means.Length, fun j -> e.Builder.Binary(Multiply, means.At j, beta.At j))

    let transformName plan coordinates (e: Evaluation) (p: Parameter) draw =
        match p.Constraint with
        | Elementwise when isByFactor coordinates p draw -> "noncentered"
        | Elementwise when isSampling coordinates && (match p.Sampled with ByDesign _ | AsInterceptOf _ -> true | _ -> false) -> "design"
        | Elementwise -> Transforms.name (transform coordinates e p draw (first (find plan p)))
        | whole -> ConstraintTransforms.name whole (isSampling coordinates)

    let private addJacobian (b: Builder) transform u =
        for part in Transforms.logJacobian b transform u do
            b.Target part

    /// Its transform reads the first element of each axis.
    let private requireElements (e: Evaluation) (place: ParameterPlan) =
        for length in place.Shape do e.Lowering.Checks.PlaceInside(Map.empty, IConst 0, length)

    /// Reads the position and adds the log Jacobian to the target.
    let fromPosition (plan: Plan) coordinates position (e: Evaluation) (p: Parameter) (draw: DrawValue) : Value =
        let b, shapes = e.Builder, e.Lowering.Shapes
        let place = find plan p
        let element i = b.Load(position, [ Integers.add place.Offset i ])
        let plain at = element (ShapeArithmetic.offset place.Shape at)

        let stored () =
            let array = b.Arrays.Add(p.Name, RealElement, place.Shape, Scratch)
            array, Values.load (fun at -> b.Load(array, at)) place.Shape

        match p.Constraint, place.Shape, p.Sampled with
        | Elementwise, [], AsInterceptOf coefficients when isSampling coordinates ->
            ScalarValue(b.Binary(Subtract, element (IConst 0), meanPredictor plan e coefficients))
        | Elementwise, [ length ], ByDesign matrix when isSampling coordinates ->
            let r = designFactor plan e p matrix
            let solution = inverse e r
            let array, value = stored ()

            b.ForEach(IConst 0, length, fun i ->
                b.Statement(Store(array, [ i ], b.Sum(IConst 0, length, fun j -> b.Binary(Multiply, solution.At i j, element j))))
                b.Target(b.Unary(Negate, b.Unary(Log, r.At i i))))

            value
        | Elementwise, [], _ ->
            let u = element (IConst 0)
            let t = transform coordinates e p draw []
            addJacobian b t u
            ScalarValue(Transforms.forward b t u)
        | Elementwise, [ length ], _ when isByFactor coordinates p draw ->
            let lower, mean = factorAndMean e draw
            let l = shapes.Matrix lower
            let array, value = stored ()

            b.ForEach(IConst 0, length, fun i ->
                let along = b.Sum(IConst 0, Integers.add i (IConst 1), fun j -> b.Binary(Multiply, l.At i j, element j))
                b.Statement(Store(array, [ i ], b.Binary(Add, shapes.ElementAt(mean, i), along)))
                b.Target(b.Unary(Log, l.At i i)))

            value
        | Elementwise, lengths, _ ->
            match transform coordinates e p draw (first place) with
            | Identity -> Values.load plain lengths
            | _ ->
                let array, value = stored ()

                shapes.ForEachPlace(lengths, fun at ->
                    let t = transform coordinates e p draw at
                    let u = plain at
                    b.Statement(Store(array, at, Transforms.forward b t u))
                    addJacobian b t u)

                value
        | whole, lengths, _ ->
            requireElements e place
            let array, value = stored ()
            ConstraintTransforms.forward b whole (isSampling coordinates) lengths element (fun at x -> b.Statement(Store(array, at, x)))
            value

    /// Reads constrained values and stores the position.
    let fromValues (plan: Plan) coordinates values position (e: Evaluation) (p: Parameter) (draw: DrawValue) : Value =
        let b = e.Builder
        let place = find plan p
        let value at = b.Load(values, [ Integers.add place.ValueOffset (ShapeArithmetic.offset place.Shape at) ])
        let store i x = b.Statement(Store(position, [ Integers.add place.Offset i ], x))

        match p.Constraint, p.Sampled with
        | Elementwise, AsInterceptOf coefficients when isSampling coordinates ->
            store (IConst 0) (b.Binary(Add, value [], meanPredictor plan e coefficients))
        | Elementwise, ByDesign matrix when isSampling coordinates ->
            let r = designFactor plan e p matrix

            b.ForEach(IConst 0, r.Rows, fun i ->
                store i (b.Sum(i, r.Columns, fun j -> b.Binary(Multiply, r.At i j, value [ j ]))))
        | Elementwise, _ when isByFactor coordinates p draw ->
            let lower, mean = factorAndMean e draw
            let shapes = e.Lowering.Shapes
            let centred = shapes.Elementwise([ Values.load value place.Shape; mean ], function [ x; m ] -> b.Binary(Subtract, x, m) | _ -> Constant nan)
            let solution = shapes.Vector(shapes.SolveLower(lower, centred))
            b.ForEach(IConst 0, solution.Length, fun i -> store i (solution.At i))
        | Elementwise, _ ->
            e.Lowering.Shapes.ForEachPlace(place.Shape, fun at ->
                store (ShapeArithmetic.offset place.Shape at) (Transforms.inverse b (transform coordinates e p draw at) (value at)))
        | whole, _ -> ConstraintTransforms.inverse b whole (isSampling coordinates) place.Shape value store

        Values.load value place.Shape
