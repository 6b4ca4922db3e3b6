/// Vectors that are constrained as a whole: densities, Jacobians, inverses, in both coordinate systems.
module Exmc.Core.Tests.ConstraintTests

open System
open MathNet.Numerics.LinearAlgebra
open FsCheck.Xunit
open Xunit
open Exmc.Core
open Exmc.Core.Source
open Exmc.Core.Programs
open Exmc.Core.Tests.Running
open Exmc.Core.Tests.Declaring

let private length = 4
let private constraints = [ Ordered; PositiveOrdered; Simplex; UnitVector; SumToZero ]

/// A constrained vector of data-dependent length with a scale, and a factor that reads its elements unequally.
let private constrained constraint_ : Model =
    let v = parameter "V" 1 { draw Normal [ Real 0.5; Member "S" ] with Repeat = [ Length(Member "W", 0) ] }

    model
        [ field "W" RealVector ]
        [ parameter "S" 0 (draw HalfNormal [ Real 1.0 ])
          { v with Constraint = constraint_ }
          parameter "A" 0 (draw Normal [ Element(Member "V", [ Int 1 ]); Real 1.0 ]) ]
        [ memberOf "F" Factor 0 [ Return(Dot(Member "W", Expr.Unary(Square, Member "V"))) ] ]

let private data = Map.ofList [ "W", Numbers [| 0.3; -0.2; 0.9; 0.1 |] ]

let private positionOf constraint_ (seed: int) =
    let random = Random seed
    let count = 2 + (if constraint_ = Simplex || constraint_ = SumToZero then length - 1 else length)
    Array.init count (fun _ -> 3.0 * random.NextDouble() - 1.5)

let private systems (kernel: Kernel) = (kernel.Sampling, true) :: (kernel.Canonical |> Option.map (fun d -> d, false) |> Option.toList)

[<Property(MaxTest = 30)>]
let ``density and gradient are those of the definition`` (seed: int) =
    for constraint_ in constraints do
        let m = constrained constraint_
        let kernel = compile m
        let machine = bind kernel [ data ]
        let position = positionOf constraint_ seed

        for density, isSampling in systems kernel do
            let interpreted x = InterpretModel.evaluate m data isSampling x |> fst
            let value, gradient = evaluate density machine position
            Assert.True(close 1e-10 (interpreted position) value, $"%A{constraint_}: {value}, interpreted {interpreted position}")

            position
            |> Array.iteri (fun k _ ->
                match numericalDerivative interpreted position k with
                | Some slope -> Assert.True(abs (slope - gradient[k]) <= 1e-6 * max 1.0 (abs slope), $"%A{constraint_} {k}: {gradient[k]}, numerical {slope}")
                | None -> ())

/// Values of a position, by the kernel.
let private constrain (density: DensityKernel) (machine: Machine) (x: float[]) =
    machine.Set(find density.Constrain Position, [ x.Length ], [| Reals(Array.copy x) |])
    InterpretProgram.execute machine density.Constrain
    Array.copy (machine.Reals(find density.Constrain (Programs.Values "values"), 0))

[<Property(MaxTest = 30)>]
let ``values hold their constraint and lead back to the position`` (seed: int) =
    for constraint_ in constraints do
        let kernel = compile (constrained constraint_)
        let machine = bind kernel [ data ]
        let position = positionOf constraint_ seed

        for density, _ in systems kernel do
            let values = constrain density machine position
            let v = values[1..length]

            match constraint_ with
            | Ordered -> Assert.True(Array.pairwise v |> Array.forall (fun (a, b) -> a < b))
            | PositiveOrdered -> Assert.True(v[0] > 0.0 && Array.pairwise v |> Array.forall (fun (a, b) -> a < b))
            | Simplex -> Assert.True(Array.forall (fun x -> x > 0.0) v && close 1e-14 1.0 (Array.sum v))
            | UnitVector -> Assert.Equal(1.0, Array.sumBy (fun x -> x * x) v, 13)
            | SumToZero -> Assert.Equal(0.0, Array.sum v, 13)
            | other -> failwith $"%A{other} is not among the constraints."

            machine.Set(find density.Unconstrain Position, [ position.Length ], [| Reals(Array.zeroCreate position.Length) |])
            InterpretProgram.execute machine density.Unconstrain
            let back = machine.Reals(find density.Unconstrain Position, 0)
            let norm = if constraint_ = UnitVector then sqrt (position[1..length] |> Array.sumBy (fun x -> x * x)) else 1.0

            position
            |> Array.iteri (fun k u ->
                let expected = if k >= 1 && k <= length then u / norm else u
                Assert.True(close 1e-9 expected back[k], $"%A{constraint_}: coordinate {k} is {back[k]}, not {expected}"))

/// log |det J|: of the free elements, or of the map into the hyperplane where the length is kept.
let private logVolume constraint_ (jacobian: float[,]) =
    match constraint_ with
    | SumToZero -> (let j = Matrix<float>.Build.DenseOfArray jacobian in 0.5 * log ((j.TransposeThisAndMultiply j).Determinant()))
    | _ -> log (abs (Matrix<float>.Build.DenseOfArray(jacobian).SubMatrix(0, Array2D.length2 jacobian, 0, Array2D.length2 jacobian).Determinant()))

[<Property(MaxTest = 30)>]
let ``the log Jacobian is that of the map`` (seed: int) =
    for constraint_ in [ Ordered; PositiveOrdered; Simplex; SumToZero ] do
        let m = constrained constraint_
        let kernel = compile m
        let machine = bind kernel [ data ]
        let position = positionOf constraint_ seed

        for density, isSampling in systems kernel do
            let n = position.Length - 2
            let at k x = constrain density machine (position |> Array.mapi (fun i u -> if i = k + 1 then x else u))
            let column k = Array.init length (fun i -> (numericalDerivative (fun x -> (at k x[0]).[1 + i]) [| position[k + 1] |] 0).Value)
            let columns = Array.init n column
            let jacobian = Array2D.init length n (fun i k -> columns[k].[i])

            // The density without its priors and its factor is the Jacobian.
            let logDensity, values = InterpretModel.evaluate m data isSampling position
            let number name = match values name with Number x -> x | other -> failwith $"%A{other}"
            let v = match values "V" with Numbers v -> v | other -> failwith $"%A{other}"
            let normal mu sigma x = -0.5 * ((x - mu) / sigma) ** 2.0 - log sigma - 0.5 * log (2.0 * Math.PI)
            let s = number "S"
            let factor = Array.map2 (fun w x -> w * x * x) [| 0.3; -0.2; 0.9; 0.1 |] v |> Array.sum
            let priors = normal 0.0 1.0 s + log 2.0 + Array.sumBy (normal 0.5 s) v + normal v[1] 1.0 (number "A")
            let logJacobian = logDensity - priors - factor - position[0]
            Assert.True(close 1e-5 (logVolume constraint_ jacobian) logJacobian, $"%A{constraint_}: {logJacobian}, of the map {logVolume constraint_ jacobian}")

/// mpmath 1.3 at 40 digits: alpha (0.5, 2, 3) at (0.2, 0.3, 0.5).
[<Fact>]
let ``golden value of the Dirichlet`` () =
    let observed = memberOf "O" (Observed "X") 1 [ Return(Draw(draw Dirichlet [ Member "Alpha" ])) ]
    let m = model [ field "X" RealVector; field "Alpha" RealVector ] [] [ observed ]
    let data = Map.ofList [ "X", Numbers [| 0.2; 0.3; 0.5 |]; "Alpha", Numbers [| 0.5; 2.0; 3.0 |] ]
    let kernel = compile m
    Assert.Equal(0.906753634905294473, evaluate kernel.Sampling (bind kernel [ data ]) [||] |> fst, 12)

/// Location and scale that are parameters, for each family, and a factor that is one.
[<Property(MaxTest = 20)>]
let ``non-centred parameters have the density of their declaration`` (seed: int) =
    let scale = Member "S"
    let spread = AddDiagonal(MatrixOver({ Id = 1; Name = "i" }, { Id = 2; Name = "j" }, Int 4, Int 4, Real 0.3), scale)

    let priors =
        [ draw Normal [ Member "A"; scale ]
          draw StudentT [ Real 4.0; Member "A"; scale ]
          draw Cauchy [ Member "W"; scale ]
          draw Laplace [ Member "A"; scale ]
          draw Logistic [ Member "A"; scale ]
          draw Gumbel [ Member "A"; scale ]
          multivariateNormal (Expr.Binary(Multiply, Member "A", Member "W")) spread
          draw MultivariateNormalCholesky [ Member "W"; Expr.Cholesky spread ] ]

    for prior in priors do
        let isVector = prior.Family = Cauchy || prior.Arguments.Length = 2 && (Distributions.find prior.Family).IsMultivariate
        let v = parameter "V" 1 (if isVector then prior else { prior with Repeat = [ Int length ] })

        let m =
            model
                [ field "W" RealVector ]
                [ parameter "S" 0 (draw HalfNormal [ Real 1.0 ]); parameter "A" 0 (draw Normal [ Real 0.0; Real 1.0 ]); { v with Sampled = AsNonCentered } ]
                [ memberOf "F" Factor 0 [ Return(Dot(Member "W", Expr.Unary(Sin, Member "V"))) ] ]

        let kernel = compile m
        let machine = bind kernel [ data ]
        let random = Random seed
        let position = Array.init 6 (fun _ -> 2.0 * random.NextDouble() - 1.0)

        for density, isSampling in systems kernel do
            let interpreted x = InterpretModel.evaluate m data isSampling x |> fst
            let value, gradient = evaluate density machine position
            Assert.True(close 1e-10 (interpreted position) value, $"%A{prior.Family}: {value}, interpreted {interpreted position}")

            position
            |> Array.iteri (fun k _ ->
                match numericalDerivative interpreted position k with
                | Some slope -> Assert.True(abs (slope - gradient[k]) <= 1e-6 * max 1.0 (abs slope), $"%A{prior.Family} {k}: {gradient[k]}, numerical {slope}")
                | None -> ())

        // The coordinates of one system lead to the same values as those of the other.
        let values = constrain kernel.Sampling machine position
        machine.Set(find kernel.Sampling.Unconstrain Position, [ 6 ], [| Reals(Array.zeroCreate 6) |])
        InterpretProgram.execute machine kernel.Sampling.Unconstrain
        let back = machine.Reals(find kernel.Sampling.Unconstrain Position, 0)
        Assert.Equal(6, values.Length)
        position |> Array.iteri (fun k u -> Assert.True(close 1e-9 u back[k], $"%A{prior.Family}: coordinate {k} is {back[k]}, not {u}"))
