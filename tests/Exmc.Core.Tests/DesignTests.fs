/// Coefficients and intercepts that are sampled by the columns of their design, and QR factorisations.
module Exmc.Core.Tests.DesignTests

open System
open MathNet.Numerics.LinearAlgebra
open Xunit
open Exmc.Core
open Exmc.Core.Source
open Exmc.Core.Programs
open Exmc.Core.Tests.Running
open Exmc.Core.Tests.Declaring

let private rows = 7
/// Columns of different size that resemble each other.
let private x = Array2D.init rows 3 (fun i j -> (100.0 + float i) ** float j * (1.0 + 0.1 * sin (float (i * (j + 1)))))
let private y = Array.init rows (fun i -> 3.0 + sin (float i))
let private data = Map.ofList [ "X", Table x; "Y", Numbers y ]
let private fields = [ field "X" RealMatrix; field "Y" RealVector ]
let private columns = Length(Member "X", 1)

let private regression form interceptForm : Model =
    let beta = parameter "B" 1 { draw StudentT [ Real 4.0; Real 0.0; Real 2.0 ] with Repeat = [ columns ] }
    let alpha = parameter "A" 0 (draw Normal [ Real 0.0; Real 10.0 ])
    let mean = Expr.Binary(Add, Member "A", MatrixVector(Member "X", Member "B"))

    model
        fields
        [ { alpha with Sampled = interceptForm }; { beta with Sampled = form } ]
        [ memberOf "O" (Observed "Y") 1 [ Return(Draw(draw Normal [ mean; Real 1.5 ])) ] ]

let private run (kernel: Kernel) (program: Program) input (values: float[]) output =
    let machine = bind kernel [ data ]
    let role (r: ArrayRole) = find program r
    machine.Set(role input, [ values.Length ], [| Reals(Array.copy values) |])
    if input <> output then machine.Set(role output, [ values.Length ], [| Reals(Array.zeroCreate values.Length) |])
    InterpretProgram.execute machine program
    Array.copy (machine.Reals(role output, 0))

let private models = [ regression (ByDesign "X") AsDeclared, false; regression (ByDesign "X") (AsInterceptOf "B"), true ]

[<Fact>]
let ``density and gradient by design are those of the declaration in other coordinates`` () =
    for m, _ in models do
        let kernel = compile m
        let position = [| 0.4; -0.7; 1.1; 0.3 |]
        let interpreted p = InterpretModel.evaluate m data true p |> fst
        let value, gradient = evaluate kernel.Sampling (bind kernel [ data ]) position
        Assert.Equal(interpreted position, value, 8)

        for k in 0..3 do
            Assert.Equal((numericalDerivative interpreted position k).Value, gradient[k], 5)

        // The same point in canonical coordinates, which are the values: the densities differ by the Jacobian, a constant.
        let difference p =
            let values = run kernel kernel.Sampling.Constrain Position p (Programs.Values "values")
            let canonical, _ = evaluate kernel.Canonical.Value (bind kernel [ data ]) values
            fst (evaluate kernel.Sampling (bind kernel [ data ]) p) - canonical

        Assert.Equal(difference position, difference [| -1.0; 0.5; 0.2; -0.9 |], 7)

[<Fact>]
let ``coordinates are the coefficients of orthonormal columns, and the predictor at their means`` () =
    let matrix = Matrix<float>.Build.DenseOfArray x

    for m, hasIntercept in models do
        let kernel = compile m
        let position = [| 0.4; -0.7; 1.1; 0.3 |]
        let values = run kernel kernel.Sampling.Constrain Position position (Programs.Values "values")
        let means = matrix.ColumnSums() / float rows
        let centred = if hasIntercept then Matrix<float>.Build.Dense(rows, 3, fun i j -> x[i, j] - means[j]) else matrix
        let beta = Vector<float>.Build.Dense values[1..]
        let orthonormal = centred.QR(Factorization.QRMethod.Thin)
        let coordinates = orthonormal.R * beta / sqrt (float rows)
        // MathNet leaves the signs of the rows open.
        for j in 0..2 do Assert.Equal(abs position[j + 1], abs coordinates[j], 6)
        let atMean = values[0] + (if hasIntercept then means * beta else 0.0)
        Assert.Equal(position[0], atMean, 6)
        let back = run kernel kernel.Sampling.Unconstrain (Programs.Values "values") values Position
        Array.iter2 (fun (e: float) (a: float) -> Assert.Equal(e, a, 6)) position back

[<Fact>]
let ``columns that depend on each other leave a bijection`` () =
    let dependent = Map.add "X" (Table(Array2D.init rows 3 (fun i j -> if j = 2 then x[i, 0] + x[i, 1] else x[i, j]))) data
    let m, _ = models[1]
    let kernel = compile m
    let value, gradient = evaluate kernel.Sampling (bind kernel [ dependent ]) [| 0.4; -0.7; 1.1; 0.3 |]
    Assert.True(Double.IsFinite value && Array.forall Double.IsFinite gradient)
    Assert.Equal(InterpretModel.evaluate m dependent true [| 0.4; -0.7; 1.1; 0.3 |] |> fst, value, 8)

[<Fact>]
let ``factors of a matrix`` () =
    let factor part = memberOf $"%A{part}" Deterministic 2 [ Return(Expr.Qr(part, Member "X")) ]
    let kernel = compile (model fields [] [ factor Orthonormal; factor Triangular ])
    let machine = bind kernel [ data ]
    let program = kernel.Sampling.Constrain
    machine.Set(find program Position, [ 0 ], [| Reals [||] |])
    InterpretProgram.execute machine program
    let values = machine.Reals(find program (Programs.Values "values"), 0)
    let q = Matrix<float>.Build.DenseOfRowMajor(rows, 3, values[.. 3 * rows - 1])
    let r = Matrix<float>.Build.DenseOfRowMajor(3, 3, values[3 * rows ..])
    Assert.True((q.TransposeThisAndMultiply q - Matrix<float>.Build.DenseIdentity 3).FrobeniusNorm() < 1e-13)
    Assert.True((q * r - Matrix<float>.Build.DenseOfArray x).FrobeniusNorm() < 1e-9)
    Assert.True(r[1, 0] = 0.0 && r[2, 0] = 0.0 && r[2, 1] = 0.0 && r.Diagonal() |> Seq.forall (fun d -> d > 0.0))

let private refused m =
    match Compiler.compile m with
    | Error problems -> problems |> List.exists (function Unsupported _ -> true | _ -> false)
    | Ok _ -> false

[<Fact>]
let ``what cannot be sampled by a design is refused`` () =
    let withPrior d = (let m = regression (ByDesign "X") AsDeclared in { m with Parameters = m.Parameters |> List.map (fun p -> if p.Name = "B" then { p with Prior = [ Return(Draw d) ] } else p) })
    Assert.True(refused (withPrior { draw Gamma [ Real 1.0; Real 1.0 ] with Repeat = [ columns ] }))
    Assert.True(refused (regression AsDeclared (AsInterceptOf "B")))
    Assert.True(refused (regression (ByDesign "Unknown") AsDeclared))
    Assert.True(refused (regression (ByDesign "X") (AsInterceptOf "Unknown")))
    Assert.True((match Compiler.compile (regression (ByDesign "Y") AsDeclared) with Error problems -> problems |> List.exists (function ShapeMismatch _ -> true | _ -> false) | Ok _ -> false))
    Assert.True(refused (regression (ByDesign "X") (ByDesign "X")))

    let onParameters = memberOf "W" Helper 2 [ Return(Expr.Binary(Multiply, Member "A", Member "X")) ]
    let m = regression (ByDesign "W") AsDeclared
    Assert.True(refused { m with Members = onParameters :: m.Members })
    let helper name body = memberOf name Helper 2 [ Return(Member body) ]
    let cyclic = { m with Members = helper "W" "V" :: helper "V" "W" :: (regression AsDeclared AsDeclared).Members }
    Assert.True((match Compiler.compile cyclic with Error problems -> problems |> List.exists (function Cycle _ -> true | _ -> false) | Ok _ -> false))
    let factorised = memberOf "F" Factor 0 [ Return(Reduce(Total, Expr.Qr(Triangular, Expr.Binary(Multiply, Member "A", Member "X")))) ]
    Assert.True(refused { m with Members = factorised :: onParameters :: m.Members })
