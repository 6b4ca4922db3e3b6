/// Matrices that are constrained as a whole, rows of constrained vectors, and distributions of matrices.
module Exmc.Core.Tests.MatrixParameterTests

open System
open MathNet.Numerics.LinearAlgebra
open FsCheck.Xunit
open Xunit
open Exmc.Core
open Exmc.Core.Source
open Exmc.Core.Programs
open Exmc.Core.Tests.Running
open Exmc.Core.Tests.Declaring

let private n = 4
let private count = Length(Member "W", 0)
let private scale = Member "S"
let private wide = draw Normal [ Real 0.2; Real 1.5 ]

let private square constraint_ (prior: Distribution) = constraint_, { prior with Repeat = [ count; count ] }

let private kinds =
    [ square CholeskyCorrelation wide
      square CholeskyCovariance wide
      square Correlation wide
      square Covariance wide
      CholeskyCorrelation, draw LkjCholesky [ count; Member "E" ]
      Correlation, draw LkjCorrelation [ count; Member "E" ]
      Covariance, draw Wishart [ Binary(Add, Real 4.5, Member "E"); scale ]
      CholeskyCovariance, draw WishartCholesky [ Binary(Add, Real 4.5, Member "E"); Expr.Cholesky scale ]
      CholeskyCovariance, draw InverseWishartCholesky [ Binary(Add, Real 4.5, Member "E"); Expr.Cholesky scale ]
      Covariance, draw InverseWishart [ Binary(Add, Real 4.5, Member "E"); scale ]
      ArrayOf Simplex, { draw Dirichlet [ Member "W" ] with Repeat = [ Int 3 ] }
      ArrayOf Ordered, { wide with Repeat = [ Int 3; count ] }
      ArrayOf SumToZero, { wide with Repeat = [ Int 2; count ] }
      Elementwise, { draw Gamma [ Member "E"; Real 1.0 ] with Repeat = [ Int 3; count ] }
      Elementwise, multivariateNormal scale (Member "T") ]

/// A matrix with a shape parameter, and a factor that reads its elements unequally.
let private declared (constraint_, prior) : Model =
    let k = { Id = 1; Name = "k" }
    let total = { Id = 2; Name = "total" }
    let weight = Expr.Unary(Sin, Expr.Binary(Add, Real 1.0, ToReal(LocalRef k)))
    let v = parameter "V" 2 prior

    let factor =
        Inline
            [ Declare(total, Real 0.0)
              For(k, Int 0, Length(Member "V", 0), [ Assign(total, Expr.Binary(Add, LocalRef total, Expr.Binary(Multiply, weight, Dot(Member "W", Row(Member "V", LocalRef k))))) ])
              Return(LocalRef total) ]

    model
        [ field "W" RealVector; field "S" RealMatrix; field "T" RealMatrix ]
        [ parameter "E" 0 (draw Gamma [ Real 3.0; Real 2.0 ]); { v with Constraint = constraint_ } ]
        [ memberOf "F" Factor 0 [ Return factor ] ]

let private spread = Array2D.init n n (fun i j -> (if i = j then 2.0 else 0.0) + 0.4 / (1.0 + float (abs (i - j))))

let private data =
    Map.ofList [ "W", Numbers [| 0.3; 1.2; 0.9; 2.1 |]; "S", Table spread; "T", Table(spread |> Array2D.map (fun x -> 0.5 * x)) ]

let private positions kernel (seed: int) =
    let random = Random seed
    let machine = bind kernel [ data ]
    let rec length index = match index with IConst i -> i | ILength(array, axis) -> (machine.Lengths array)[axis] | IBinary(op, a, b) -> ReferenceFunctions.integer op (length a) (length b) | _ -> failwith "A length depends on data alone."
    machine, Array.init (length kernel.Dimension) (fun _ -> 1.6 * random.NextDouble() - 0.8)

let private systems (kernel: Kernel) = (kernel.Sampling, true) :: (kernel.Canonical |> Option.map (fun d -> d, false) |> Option.toList)

let private constrain (density: DensityKernel) (machine: Machine) (x: float[]) =
    machine.Set(find density.Constrain Position, [ x.Length ], [| Reals(Array.copy x) |])
    InterpretProgram.execute machine density.Constrain
    Array.copy (machine.Reals(find density.Constrain (Programs.Values "values"), 0))

/// Two matrices of a kind, and a factor that reads their elements unequally.
let private declaredTwice (constraint_, prior: Distribution) : Model =
    let g, k, total = { Id = 1; Name = "g" }, { Id = 2; Name = "k" }, { Id = 3; Name = "total" }
    let weight = Expr.Unary(Sin, Expr.Binary(Add, ToReal(LocalRef g), ToReal(Expr.Binary(Multiply, Int 2, LocalRef k))))
    let row = Row(Element(Member "V", [ LocalRef g ]), LocalRef k)
    let v = parameter "V" 3 { prior with Repeat = Int 2 :: prior.Repeat }

    let factor =
        Inline
            [ Declare(total, Real 0.0)
              For(g, Int 0, Length(Member "V", 0), [ For(k, Int 0, Length(Member "V", 1), [ Assign(total, Expr.Binary(Add, LocalRef total, Expr.Binary(Multiply, weight, Dot(Member "W", row)))) ]) ])
              Return(LocalRef total) ]

    model
        [ field "W" RealVector; field "S" RealMatrix; field "T" RealMatrix ]
        [ parameter "E" 0 (draw Gamma [ Real 3.0; Real 2.0 ]); { v with Constraint = (if constraint_ = Elementwise then Elementwise else ArrayOf constraint_) } ]
        [ memberOf "F" Factor 0 [ Return factor ] ]

let private ofTwoAxes = kinds |> List.filter (fun (_, prior) -> prior.Family <> MultivariateNormalCholesky)

[<Property(MaxTest = 10)>]
let ``density, gradient and inverse are those of the definition`` (seed: int) =
    for kind, m in List.map (fun kind -> kind, declared kind) kinds @ List.map (fun kind -> kind, declaredTwice kind) ofTwoAxes do
        let kernel = compile m
        let machine, position = positions kernel seed

        for density, isSampling in systems kernel do
            let interpreted x = InterpretModel.evaluate m data isSampling x |> fst
            let value, gradient = evaluate density machine position
            Assert.True(close 1e-9 (interpreted position) value, $"%A{kind}: {value}, interpreted {interpreted position}")

            position
            |> Array.iteri (fun k _ ->
                match numericalDerivative interpreted position k with
                | Some slope -> Assert.True(abs (slope - gradient[k]) <= 1e-5 * max 1.0 (abs slope), $"%A{kind} {k}: {gradient[k]}, numerical {slope}")
                | None -> ())

            let values = constrain density machine position
            Assert.True(values.Length > 1)
            machine.Set(find density.Unconstrain Position, [ position.Length ], [| Reals(Array.zeroCreate position.Length) |])
            InterpretProgram.execute machine density.Unconstrain
            let back = machine.Reals(find density.Unconstrain Position, 0)
            position |> Array.iteri (fun k u -> Assert.True(close 1e-9 u back[k], $"%A{kind}: coordinate {k} is {back[k]}, not {u}"))

/// Elements of a matrix that are free: below the diagonal, with it where it is not one.
let private free constraint_ =
    [ for i in 0 .. n - 1 do
          for j in 0..i do
              if j < i || constraint_ = CholeskyCovariance || constraint_ = Covariance then i, j ]

[<Property(MaxTest = 10)>]
let ``the log Jacobian is that of the map, and the values hold their constraint`` (seed: int) =
    for constraint_ in [ CholeskyCorrelation; CholeskyCovariance; Correlation; Covariance ] do
        let m = declared (constraint_, { draw Flat [] with Repeat = [ count; count ] })
        let kernel = compile m
        let machine, position = positions kernel seed
        let elements x = constrain kernel.Sampling machine x |> Array.skip 1
        let v = elements position
        let matrix = Matrix<float>.Build.DenseOfRowMajor(n, n, v)

        match constraint_ with
        | CholeskyCorrelation
        | CholeskyCovariance ->
            Assert.True(Seq.forall (fun i -> matrix[i, i] > 0.0) (seq { 0 .. n - 1 }))
            Assert.True(Seq.forall (fun (i, j) -> j <= i || matrix[i, j] = 0.0) (Seq.allPairs (seq { 0 .. n - 1 }) (seq { 0 .. n - 1 })))
        | _ ->
            Assert.True(matrix.IsSymmetric())
            Assert.True((matrix.Evd().EigenValues |> Seq.forall (fun e -> e.Real > 0.0)))

        let unit = if constraint_ = CholeskyCorrelation then matrix * matrix.Transpose() else matrix
        if constraint_ = CholeskyCorrelation || constraint_ = Correlation then for i in 0 .. n - 1 do Assert.Equal(1.0, unit[i, i], 12)

        let places = free constraint_
        let column k = places |> List.map (fun (i, j) -> (numericalDerivative (fun x -> (elements (position |> Array.mapi (fun q u -> if q = k + 1 then x[0] else u)))[i * n + j]) [| position[k + 1] |] 0).Value)
        let jacobian = Matrix<float>.Build.DenseOfColumns(List.init places.Length (fun k -> column k |> Seq.ofList))

        // Without a prior, the density is the Jacobian, the factor and the shape's prior.
        let total, values = InterpretModel.evaluate m data true position
        let factor = Seq.sum (Seq.init n (fun i -> sin (1.0 + float i) * (Seq.sum (Seq.map2 (*) [ 0.3; 1.2; 0.9; 2.1 ] (matrix.Row i)))))
        let e = match values "E" with Number x -> x | other -> failwith $"%A{other}"
        let prior = 3.0 * log 2.0 - log 2.0 + 2.0 * log e - 2.0 * e + position[0]
        Assert.True(close 1e-5 (log (abs (jacobian.Determinant()))) (total - factor - prior), $"%A{constraint_}: {total - factor - prior}, of the map {log (abs (jacobian.Determinant()))}")

/// Gradients of families whose arguments are vectors, one row or cutpoint each.
[<Property(MaxTest = 10)>]
let ``gradients of distributions over categories`` (seed: int) =
    let simplexes = { parameter "V" 2 { draw Dirichlet [ Member "W" ] with Repeat = [ Int 3 ] } with Constraint = ArrayOf Simplex }
    let cuts = { parameter "V" 1 { wide with Repeat = [ Int 3 ] } with Constraint = Ordered }
    let etas = parameter "B" 1 { wide with Repeat = [ Int 3 ] }
    let rows = parameter "V" 2 { wide with Repeat = [ Int 3; Int 4 ] }

    for parameters, d in
        [ [ simplexes ], draw Categorical [ Member "V" ]
          [ rows ], draw CategoricalLogit [ Member "V" ]
          [ cuts; etas ], draw OrderedLogistic [ Member "B"; Member "V" ]
          [ cuts; etas ], draw OrderedProbit [ Member "B"; Member "V" ]
          [ etas ], draw DirichletMultinomial [ Int 5; Expr.Unary(Exp, Member "B") ] ] do
        let m = model [ field "W" RealVector; field "Y" IntegerVector ] parameters [ memberOf "O" (Observed "Y") 1 [ Return(Draw d) ] ]
        let data = Map.ofList [ "W", Numbers [| 0.3; 1.2; 0.9; 2.1 |]; "Y", Wholes [| 0; 3; 2 |] ]
        let kernel = compile m
        let random = Random seed
        let machine = bind kernel [ data ]
        let size = parameters |> List.sumBy (fun p -> if p = simplexes then 9 elif p = rows then 12 else 3)
        let position = Array.init size (fun _ -> 1.6 * random.NextDouble() - 0.8)
        let interpreted x = InterpretModel.evaluate m data true x |> fst
        let value, gradient = evaluate kernel.Sampling machine position
        Assert.True(close 1e-10 (interpreted position) value, $"%A{d}: {value}, interpreted {interpreted position}")

        position
        |> Array.iteri (fun k _ ->
            match numericalDerivative interpreted position k with
            | Some slope -> Assert.True(abs (slope - gradient[k]) <= 1e-6 * max 1.0 (abs slope), $"%A{d} {k}: {gradient[k]}, numerical {slope}")
            | None -> ())

/// Tails and truncated masses of ordered categories are sums of the masses, and their gradients those of differences.
[<Property(MaxTest = 10)>]
let ``truncation and censoring of ordered categories`` (seed: int) =
    let cuts = { parameter "V" 1 { wide with Repeat = [ Int 3 ] } with Constraint = Ordered }
    let eta = parameter "B" 0 wide
    let random = Random seed
    let position = Array.init 4 (fun _ -> 1.6 * random.NextDouble() - 0.8)
    let noFlow = Map.ofList [ "Y", Whole 0 ]

    for family in [ OrderedLogistic; OrderedProbit ] do
        let d = draw family [ Member "B"; Member "V" ]

        /// Log density of the priors with a factor.
        let density factor =
            let m = model [ field "Y" IntegerScalar ] [ cuts; eta ] (factor |> Option.map (fun e -> memberOf "F" Factor 0 [ Return e ]) |> Option.toList)
            let kernel = compile m
            let value, gradient = evaluate kernel.Sampling (bind kernel [ noFlow ]) position
            let interpreted x = InterpretModel.evaluate m noFlow true x |> fst

            position
            |> Array.iteri (fun k _ ->
                match numericalDerivative interpreted position k with
                | Some slope -> Assert.True(abs (slope - gradient[k]) <= 1e-6 * max 1.0 (abs slope), $"%A{factor} {k}: {gradient[k]}, numerical {slope}")
                | None -> ())

            value

        let prior = density None
        let of' e = density (Some e) - prior
        let mass = Array.init 4 (fun k -> exp (of' (LogDensity(Int k, d))))
        Assert.Equal(1.0, Array.sum mass, 12)

        for k in 0..2 do
            Assert.Equal(log (Array.sum mass[..k]), of' (LogTail(Below, Int k, d)), 10)
            Assert.Equal(log (Array.sum mass[k + 1 ..]), of' (LogTail(Above, Int k, d)), 10)

        let truncated lower upper k = of' (LogDensity(Int k, { d with Lower = lower |> Option.map Int; Upper = upper |> Option.map Int }))
        Assert.Equal(log (mass[2] / (mass[1] + mass[2] + mass[3])), truncated (Some 1) None 2, 10)
        Assert.Equal(log (mass[1] / (mass[0] + mass[1])), truncated None (Some 1) 1, 10)
        Assert.Equal(log (mass[1] / (mass[1] + mass[2])), truncated (Some 1) (Some 2) 1, 10)

/// Log density of data without parameters.
let private density (d: Distribution) value =
    let m = model [ field "Y" RealMatrix; field "S" RealMatrix ] [] [ memberOf "O" (Observed "Y") 2 [ Return(Draw d) ] ]
    let kernel = compile m
    evaluate kernel.Sampling (bind kernel [ Map.ofList [ "Y", Table value; "S", Table(array2D [ [ 2.0; 0.3 ]; [ 0.3; 1.0 ] ]) ] ]) [||] |> fst

/// Closed forms: a single correlation is a scaled beta variate; the correlations of three have volume pi^2 / 2
/// (Rousseeuw and Molenberghs 1994, The American Statistician 48).
[<Fact>]
let ``LKJ is normalised`` () =
    let pair r = array2D [ [ 1.0; r ]; [ r; 1.0 ] ]
    // eta = 2: (3 / 4) (1 - r^2).
    Assert.Equal(log (0.75 * (1.0 - 0.36)), density (draw LkjCorrelation [ Int 2; Real 2.0 ]) (pair 0.6), 12)
    let three = array2D [ [ 1.0; 0.3; -0.2 ]; [ 0.3; 1.0; 0.5 ]; [ -0.2; 0.5; 1.0 ] ]
    Assert.Equal(log (2.0 / Math.PI ** 2.0), density (draw LkjCorrelation [ Int 3; Real 1.0 ]) three, 12)
    // The factor of a pair is (r, sqrt(1 - r^2)): the same density, for dR/dL is 1.
    let factor = ReferenceFunctions.cholesky (pair 0.6)
    Assert.Equal(log (0.75 * (1.0 - 0.36)), density (draw LkjCholesky [ Int 2; Real 2.0 ]) factor, 12)
    // Of three: with dR/dL = L[1,1] for the one row that has a row below.
    let lower = ReferenceFunctions.cholesky three
    Assert.Equal(log (2.0 / Math.PI ** 2.0) + log lower[1, 1], density (draw LkjCholesky [ Int 3; Real 1.0 ]) lower, 12)

/// The definition, computed with determinants and inverses of two by two matrices written out.
[<Fact>]
let ``golden values of the Wishart distributions`` () =
    let x = array2D [ [ 5.0; 1.2 ]; [ 1.2; 3.0 ] ]
    Assert.Equal(-5.9237364085036806, density (draw Wishart [ Real 4.5; Member "S" ]) x, 12)
    Assert.Equal(-12.431787661303227, density (draw InverseWishart [ Real 4.5; Member "S" ]) x, 12)
