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

    let transform coordinates (e: Evaluation) p draw i =
        Supports.transform p (isSampling coordinates) draw (fun v -> e.Lowering.Shapes.ElementAt(v, i))

    let transformName coordinates (e: Evaluation) (p: Parameter) draw =
        match p.Constraint with
        | Elementwise -> Transforms.name (transform coordinates e p draw (IConst 0))
        | whole -> VectorTransforms.name whole (isSampling coordinates)

    let private addJacobian (b: Builder) transform u =
        for part in Transforms.logJacobian b transform u do
            b.Target part

    /// Reads the position and adds the log Jacobian to the target.
    let fromPosition (plan: Plan) coordinates position (e: Evaluation) (p: Parameter) (draw: DrawValue) : Value =
        let b = e.Builder
        let place = find plan p
        let element i = b.Load(position, [ Integers.add place.Offset i ])

        match place.Length with
        | None ->
            let u = element (IConst 0)
            let t = transform coordinates e p draw (IConst 0)
            addJacobian b t u
            ScalarValue(Transforms.forward b t u)
        | Some length when p.Constraint <> Elementwise ->
            // It has at least one element: its transform reads the first.
            e.Lowering.Checks.PlaceInside(Map.empty, IConst 0, length)
            let array = b.Arrays.Add(p.Name, RealElement, [ length ], Scratch)
            VectorTransforms.forward b p.Constraint (isSampling coordinates) length element (fun i x -> b.Statement(Store(array, [ i ], x)))
            VectorOf { Length = length; At = (fun i -> b.Load(array, [ i ])); IsPlain = true }
        | Some length ->
            match transform coordinates e p draw (IConst 0) with
            | Identity -> VectorOf { Length = length; At = element; IsPlain = true }
            | _ ->
                let array = b.Arrays.Add(p.Name, RealElement, [ length ], Scratch)

                b.ForEach(IConst 0, length, fun i ->
                    let t = transform coordinates e p draw i
                    let u = element i
                    b.Statement(Store(array, [ i ], Transforms.forward b t u))
                    addJacobian b t u)

                VectorOf { Length = length; At = (fun i -> b.Load(array, [ i ])); IsPlain = true }

    /// Reads constrained values and stores the position.
    let fromValues (plan: Plan) coordinates values position (e: Evaluation) (p: Parameter) (draw: DrawValue) : Value =
        let b = e.Builder
        let place = find plan p
        let element i = b.Load(values, [ Integers.add place.ValueOffset i ])
        let storeAt i x = b.Statement(Store(position, [ Integers.add place.Offset i ], x))

        let store i =
            let t = transform coordinates e p draw i
            storeAt i (Transforms.inverse b t (element i))

        match place.Length with
        | None ->
            store (IConst 0)
            ScalarValue(element (IConst 0))
        | Some length when p.Constraint <> Elementwise ->
            VectorTransforms.inverse b p.Constraint (isSampling coordinates) length element storeAt
            VectorOf { Length = length; At = element; IsPlain = true }
        | Some length ->
            b.ForEach(IConst 0, length, store)
            VectorOf { Length = length; At = element; IsPlain = true }
