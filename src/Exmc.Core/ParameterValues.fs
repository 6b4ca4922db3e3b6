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
        p.NonCentered && isSampling coordinates && (Distributions.find draw.Family).IsMultivariate

    /// Lower factor and mean of a multivariate normal prior.
    let private factorAndMean (e: Evaluation) (draw: DrawValue) =
        let shapes = e.Lowering.Shapes
        MatrixOf(shapes.MaterialiseMatrix("factor", shapes.Matrix draw.Arguments[1])), draw.Arguments[0]

    let transformName plan coordinates (e: Evaluation) (p: Parameter) draw =
        match p.Constraint with
        | Elementwise when isByFactor coordinates p draw -> "noncentered"
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

        match p.Constraint, place.Shape with
        | Elementwise, [] ->
            let u = element (IConst 0)
            let t = transform coordinates e p draw []
            addJacobian b t u
            ScalarValue(Transforms.forward b t u)
        | Elementwise, [ length ] when isByFactor coordinates p draw ->
            let lower, mean = factorAndMean e draw
            let l = shapes.Matrix lower
            let array, value = stored ()

            b.ForEach(IConst 0, length, fun i ->
                let along = b.Sum(IConst 0, Integers.add i (IConst 1), fun j -> b.Binary(Multiply, l.At i j, element j))
                b.Statement(Store(array, [ i ], b.Binary(Add, shapes.ElementAt(mean, i), along)))
                b.Target(b.Unary(Log, l.At i i)))

            value
        | Elementwise, lengths ->
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
        | whole, lengths ->
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

        match p.Constraint with
        | Elementwise when isByFactor coordinates p draw ->
            let lower, mean = factorAndMean e draw
            let shapes = e.Lowering.Shapes
            let centred = shapes.Elementwise([ Values.load value place.Shape; mean ], function [ x; m ] -> b.Binary(Subtract, x, m) | _ -> Constant nan)
            let solution = shapes.Vector(shapes.SolveLower(lower, centred))
            b.ForEach(IConst 0, solution.Length, fun i -> store i (solution.At i))
        | Elementwise ->
            e.Lowering.Shapes.ForEachPlace(place.Shape, fun at ->
                store (ShapeArithmetic.offset place.Shape at) (Transforms.inverse b (transform coordinates e p draw at) (value at)))
        | whole -> ConstraintTransforms.inverse b whole (isSampling coordinates) place.Shape value store

        Values.load value place.Shape
