/// Distributions of vectors and matrices, and those with vector arguments: golden values at the centre and far out, and
/// gradients in all arguments.
module Exmc.Core.Tests.MultivariateTests

open System
open FsCheck.Xunit
open Xunit
open Exmc.Core
open Exmc.Core.Source
open Exmc.Core.Tests.Running
open Exmc.Core.Tests.Declaring

let private dataType =
    function
    | Numbers _ -> RealVector
    | Wholes _ -> IntegerVector
    | Whole _ -> IntegerScalar
    | Number _ -> RealScalar
    | _ -> RealMatrix

let private fieldOf (name, datum) = { field name (dataType datum) with AllowMissing = (name = "Missing" || name = "Rows") }

let private given =
    let cuts = Numbers [| -1.1; 0.2; 1.4 |]
    let square a b c = Table(array2D [ a; b; c ])

    Map.ofList
        [ "Mu", Numbers [| 0.1; 0.0; 0.3 |]
          "Near", Numbers [| 0.5; -1.2; 2.0 |]
          "Far", Numbers [| 60.0; -45.0; 80.0 |]
          "S", square [ 2.0; 0.3; 0.1 ] [ 0.3; 1.0; 0.2 ] [ 0.1; 0.2; 1.5 ]
          "Hundred", square [ 200.0; 30.0; 10.0 ] [ 30.0; 100.0; 20.0 ] [ 10.0; 20.0; 150.0 ]
          "Unequal", square [ 1e-4; 0.0; 0.0 ] [ 0.0; 1.0; 0.0 ] [ 0.0; 0.0; 1e6 ]
          "V", square [ 1.2; -0.1; 0.2 ] [ -0.1; 0.8; 0.3 ] [ 0.2; 0.3; 1.0 ]
          "R", square [ 1.0; 0.3; -0.2 ] [ 0.3; 1.0; 0.5 ] [ -0.2; 0.5; 1.0 ]
          "Narrow", square [ 1.0; 0.999; 0.998 ] [ 0.999; 1.0; 0.9995 ] [ 0.998; 0.9995; 1.0 ]
          "P", Numbers [| 0.2; 0.5; 0.3 |]
          "Rare", Numbers [| 1e-9; 1e-5; 1.0 - 1e-9 - 1e-5 |]
          "Edge", Numbers [| 1e-200; 1e-10; 1.0 - 1e-10 |]
          "A", Numbers [| 0.7; 1.5; 3.0 |]
          "Steep", Numbers [| 0.7; 15.0; 300.0 |]
          "Skewed", Numbers [| 0.01; 0.02; 300.0 |]
          "Counts", Wholes [| 3; 5; 4 |]
          "Thousand", Wholes [| 0; 1000; 0 |]
          "C", cuts
          "Series", Numbers [| 0.4; -0.3; 1.2; 0.9; -2.0; 0.1 |]
          "Missing", Numbers [| 0.4; nan; 1.2; 0.9; nan; 0.1 |]
          "Wide", Numbers [| 40.0; -30.0; 120.0; 90.0; -200.0; 10.0 |]
          "Rows", Table(array2D [ [ 0.0; -0.2; -0.4 ]; [ 0.3; 0.2; nan ]; [ nan; nan; nan ]; [ 0.9; 1.0; 1.1 ] ])
          "T", Table(array2D [ [ 1.0; 1.0 ]; [ 0.0; 0.9 ] ])
          "Q", Table(array2D [ [ 0.3; 0.1 ]; [ 0.1; 0.2 ] ])
          "Q0", Table(array2D [ [ 0.3; 0.0 ]; [ 0.0; 0.0 ] ])
          "I", Numbers [| 0.5; -0.2 |]
          "IP", Table(array2D [ [ 2.0; 0.3 ]; [ 0.3; 1.0 ] ])
          "I0", Table(array2D [ [ 0.0; 0.0 ]; [ 0.0; 0.0 ] ])
          "Z", Numbers [| 1.0; 0.5 |]
          "ZZ", Table(array2D [ [ 1.0; 0.0 ]; [ 0.5; -1.0 ]; [ 2.0; 0.3 ] ])
          "SS", Numbers [| 0.7; 0.4; 1.1 |]
          "Locations", Numbers [| -1.1; 0.2; 1.4 |]
          "Scales", Numbers [| 0.7; 1.5; 3.0 |]
          "Two", Numbers [| 0.2; 0.8 |] ]

/// Each compiled by itself: a model of a factor without parameters.
let private density value d =
    let m = model (given |> Map.toList |> List.map fieldOf) [] [ memberOf "F" Factor 0 [ Return(LogDensity(value, d)) ] ]
    evaluate (compile m).Sampling (bind (compile m) [ given ]) [||] |> fst

let private m = Member
let private l name = Cholesky(Member name)
let private three = Int 3
let private coefficients = Stack [ Real 0.5; Real -0.3 ]
let private stateSpace sigma q p = draw LinearGaussianStateSpace [ m "Z"; Real sigma; m "T"; m q; m "I"; m p; Int 6 ]
let private normals = draw (Mixture(ElementsOf Normal)) [ m "P"; m "Locations"; m "Scales" ]
let private unlike = draw (Mixture(Each [ Normal; StudentT ])) [ m "Two"; Real -1.1; Real 0.7; Real 4.0; Real 0.2; Real 2.0 ]

/// Computed with mpmath 1.3 at 40 digits; state space models by the joint normal distribution of their readings.
let private golden =
    [ m "Near", draw MultivariateNormalCholesky [ m "Mu"; l "S" ], -5.40907242434831562
      m "Far", draw MultivariateNormalCholesky [ m "Mu"; l "S" ], -5029.45410292309248
      m "Near", draw MultivariateNormalCholesky [ m "Mu"; l "Unequal" ], -805.779402137608064
      m "Near", draw MultivariateNormalPrecision [ m "Mu"; m "S" ], -4.80783272536411265
      m "Far", draw MultivariateNormalPrecision [ m "Mu"; m "S" ], -8318.27483272536411
      m "Near", draw MultivariateStudentTCholesky [ Real 4.0; m "Mu"; l "S" ], -5.65427465794681121
      m "Far", draw MultivariateStudentTCholesky [ Real 4.0; m "Mu"; l "S" ], -30.5118806447336191
      m "Far", draw MultivariateStudentTCholesky [ Real 0.3; m "Mu"; l "S" ], -19.5489474211101441
      m "Near", draw MultiGpCholesky [ l "S"; Real 2.5 ], -8.40840740655143538
      m "Far", draw MultiGpCholesky [ l "S"; Real 1e-3 ], -18.678787510026401
      m "P", draw Dirichlet [ m "A" ], 0.378720147591931302
      m "Edge", draw Dirichlet [ m "Steep" ], -119.731197790555032
      m "S", draw Wishart [ Real 5.5; m "V" ], -9.01249289672456816
      m "Hundred", draw Wishart [ Real 2.2; m "V" ], -264.763897232580845
      m "Unequal", draw Wishart [ Real 40.0; m "V" ], -595308.318444212192
      l "S", draw WishartCholesky [ Real 5.5; l "V" ], -5.75044326948558474
      l "Hundred", draw WishartCholesky [ Real 2.2; l "V" ], -247.686337047377587
      l "Unequal", draw WishartCholesky [ Real 40.0; l "V" ], -595313.146757949495
      m "S", draw InverseWishart [ Real 5.5; m "V" ], -14.4992046445776168
      m "Hundred", draw InverseWishart [ Real 2.2; m "V" ], -52.8698309392478375
      m "Unequal", draw InverseWishart [ Real 40.0; m "V" ], -6263.12901978894904
      l "S", draw InverseWishartCholesky [ Real 5.5; l "V" ], -11.2371550173386333
      l "Hundred", draw InverseWishartCholesky [ Real 2.2; l "V" ], -35.79227075404458
      l "Unequal", draw InverseWishartCholesky [ Real 40.0; l "V" ], -6267.95733352625134
      m "R", draw LkjCorrelation [ three; Real 1.7 ], -1.2544664375245236
      m "R", draw LkjCorrelation [ three; Real 1.0 ], -Math.Log(0.5 * Math.PI * Math.PI) // the volume of the elliptope
      l "R", draw LkjCholesky [ three; Real 1.7 ], -1.30162177726014427
      l "R", draw LkjCholesky [ three; Real 1.0 ], -1.6434679308744757
      m "Counts", draw Multinomial [ Int 12; m "P" ], -2.88003140410193211
      m "Thousand", draw Multinomial [ Int 1000; m "Rare" ], -11512.9254649702284
      m "Counts", draw DirichletMultinomial [ Int 12; m "A" ], -4.68356663422613029
      m "Thousand", draw DirichletMultinomial [ Int 1000; m "Skewed" ], -707.873545324785394
      m "Series", draw GaussianRandomWalk [ Real 0.5; Real 0.7; Int 6 ], -19.3531733723303361
      m "Series", draw GaussianRandomWalk [ Real 50.0; Real 0.01; Int 6 ], -12379027.8826100833
      m "Series", draw AutoRegressive [ coefficients; Real 0.7; Real 1.5; Int 6 ], -13.575866174836828
      m "Series", draw AutoRegressive [ coefficients; Real 0.01; Real 100.0; Int 6 ], -42246.3033033272519
      m "Series", stateSpace 0.7 "Q" "IP", -12.3604571753753231
      m "Missing", stateSpace 0.7 "Q" "IP", -6.37427499785474386
      m "Wide", stateSpace 0.01 "Q0" "I0", -8094772.44596520846
      m "Rows", draw MultivariateStateSpace [ m "ZZ"; m "SS"; m "T"; m "Q"; m "I"; m "IP"; Int 4 ], -9.9172181616010513
      Real 0.4, normals, -1.7091650799961982
      Real -80.0, normals, -371.330412515087607
      Real 0.4, unlike, -1.82920479208855868
      Real 1000.0, unlike, -29.5034644898683267
      Int 1, draw Categorical [ m "P" ], log 0.5
      Int 0, draw Categorical [ m "Rare" ], -20.7232658369464111
      Int 1, draw CategoricalLogit [ m "C" ], -1.52445691989543583
      Int 0, draw CategoricalLogit [ Expr.Binary(Multiply, Real 1000.0, m "C") ], -2500.0
      Int 1, draw OrderedLogistic [ Real 0.4; m "C" ], -1.31773713002074945
      Int 1, draw OrderedLogistic [ Real 60.0; m "C" ], -60.1181849826564052
      Int 1, draw OrderedLogistic [ Real -60.0; m "C" ], -59.2181849826564043
      Int 1, draw OrderedProbit [ Real 0.4; m "C" ], -1.03864739701295259
      Int 1, draw OrderedProbit [ Real 30.0; m "C" ], -448.334569849474026
      Int 1, draw OrderedProbit [ Real -30.0; m "C" ], -421.888973869144269 ]

[<Fact>]
let ``golden values`` () =
    for value, d, expected in golden do
        let actual = density value d
        Assert.True(close 1e-12 expected actual, $"{PrintModel.expr (LogDensity(value, d))}: {actual:R}, golden {expected:R}")

/// A determinant near zero magnifies the rounding of the matrix.
[<Fact>]
let ``golden values near singular correlations`` () =
    for value, d, expected in
        [ m "Narrow", draw LkjCorrelation [ three; Real 0.5 ], 4.0974948933961744
          m "Narrow", draw LkjCorrelation [ three; Real 30.0 ], -381.06524242364817
          l "Narrow", draw LkjCholesky [ three; Real 0.5 ], 0.98994078166423738
          l "Narrow", draw LkjCholesky [ three; Real 30.0 ], -384.172796535380107 ] do
        Assert.Equal(expected, density value d, 8)

[<Fact>]
let ``every family without golden values of its own has some here`` () =
    let covered = golden |> List.map (fun (_, d, _) -> d.Family) |> set

    for family in Distributions.families do
        let row = Distributions.find family
        Assert.True(row.Golden.Length >= 3 || covered.Contains family || family = Flat, $"%A{family} has {row.Golden.Length} golden values")

let private k, i, j = { Id = 1; Name = "k" }, { Id = 2; Name = "i" }, { Id = 3; Name = "j" }
let private u place = Element(Member "U", [ Int place ])
let private plus a b = Expr.Binary(Add, a, b)
let private times a b = Expr.Binary(Multiply, a, b)
let private positive place = Expr.Unary(Exp, u place)
let private vector places = Stack(places |> List.map u)
let private positives places = Expr.Unary(Exp, vector places)

/// exp(-rate |i - j|), a correlation matrix, with its rows and columns scaled.
let private correlation n rate =
    MatrixOver(i, j, Int n, Int n, Expr.Unary(Exp, times (Expr.Unary(Negate, rate)) (Expr.Unary(Abs, Expr.Binary(Subtract, ToReal(LocalRef i), ToReal(LocalRef j))))))

let private covariance n rate scale = AddDiagonal(times scale (correlation n rate), times scale (Real 0.1))

let private softmax x =
    Inline [ Declare(k, x); Return(Expr.Unary(Exp, Expr.Binary(Subtract, LocalRef k, Reduce(LogSumExpOf, LocalRef k)))) ]

let private transition = MatrixOver(i, j, Int 2, Int 2, Expr.Unary(Tanh, plus (u 0) (times (u 1) (ToReal(plus (LocalRef i) (times (Int 2) (LocalRef j)))))))

/// Values and distributions, all of whose arguments are made of U, eight numbers.
let private dependent =
    let spread, other = covariance 3 (positive 0) (positive 1), covariance 3 (positive 2) (positive 3)
    let states q = [ transition; q; vector [ 2; 3 ]; covariance 2 (positive 4) (positive 5) ]
    let noise = covariance 2 (positive 6) (positive 7)

    [ vector [ 5; 6; 7 ], draw MultivariateNormalCholesky [ vector [ 2; 3; 4 ]; Cholesky spread ]
      vector [ 5; 6; 7 ], draw MultivariateNormalPrecision [ vector [ 2; 3; 4 ]; spread ]
      vector [ 5; 6; 7 ], draw MultivariateStudentTCholesky [ positive 2; vector [ 2; 3; 4 ]; Cholesky spread ]
      vector [ 5; 6; 7 ], draw MultiGpCholesky [ Cholesky spread; positive 2 ]
      softmax (vector [ 5; 6; 7 ]), draw Dirichlet [ positives [ 0; 1; 2 ] ]
      spread, draw Wishart [ plus (Real 2.0) (positive 4); other ]
      Cholesky spread, draw WishartCholesky [ plus (Real 2.0) (positive 4); Cholesky other ]
      spread, draw InverseWishart [ plus (Real 2.0) (positive 4); other ]
      Cholesky spread, draw InverseWishartCholesky [ plus (Real 2.0) (positive 4); Cholesky other ]
      correlation 3 (positive 0), draw LkjCorrelation [ three; positive 1 ]
      Cholesky(correlation 3 (positive 0)), draw LkjCholesky [ three; positive 1 ]
      m "Counts", draw Multinomial [ Int 12; softmax (vector [ 0; 1; 2 ]) ]
      m "Counts", draw DirichletMultinomial [ Int 12; positives [ 0; 1; 2 ] ]
      vector [ 0..5 ], draw GaussianRandomWalk [ u 6; positive 7; Int 6 ]
      vector [ 0..4 ], draw AutoRegressive [ vector [ 5; 6 ]; positive 7; positive 0; Int 5 ]
      m "Missing", draw LinearGaussianStateSpace ([ vector [ 0; 1 ]; positive 0 ] @ states noise @ [ Int 6 ])
      vector [ 1; 3; 5 ], draw LinearGaussianStateSpace ([ vector [ 6; 7 ]; positive 0 ] @ states (m "Q0") @ [ three ])
      m "Rows", draw MultivariateStateSpace ([ MatrixOver(i, j, three, Int 2, Element(Member "U", [ plus (LocalRef i) (LocalRef j) ])); positives [ 5; 6; 7 ] ] @ states noise @ [ Int 4 ])
      u 0, draw (Mixture(ElementsOf StudentT)) [ softmax (vector [ 1; 2 ]); positives [ 3; 4 ]; vector [ 5; 6 ]; positives [ 7; 0 ] ]
      u 0, draw (Mixture(Each [ Normal; Laplace; Gumbel ])) [ softmax (vector [ 1; 2; 3 ]); u 4; positive 5; u 6; positive 7; u 1; positive 2 ]
      Int 4, draw (Mixture(ElementsOf Poisson)) [ softmax (vector [ 1; 2 ]); positives [ 3; 4 ] ]
      Int 1, draw Categorical [ softmax (vector [ 0; 1; 2 ]) ]
      Int 2, draw CategoricalLogit [ vector [ 0; 1; 2 ] ]
      Int 1, draw OrderedLogistic [ u 0; Stack [ u 1; plus (u 1) (positive 2) ] ]
      Int 2, draw OrderedProbit [ u 0; Stack [ u 1; plus (u 1) (positive 2) ] ] ]

let private compiled =
    lazy
        (dependent
         |> List.map (fun (value, d) ->
             let parameters = [ parameter "U" 1 { draw Flat [] with Repeat = [ Int 8 ] } ]
             let m = model (given |> Map.toList |> List.map fieldOf) parameters [ memberOf "F" Factor 0 [ Return(LogDensity(value, d)) ] ]
             m, compile m))

/// Positions from close to the centre to far out, where rates and scales differ by thousands.
[<Property(MaxTest = 15)>]
let ``gradients in all arguments are the derivatives`` (seed: int) =
    let random = Random seed
    let reach = 0.2 + 3.0 * random.NextDouble()
    let position = Array.init 8 (fun _ -> reach * (2.0 * random.NextDouble() - 1.0))

    for m, kernel in compiled.Value do
        let interpreted x = InterpretModel.evaluate m given true x |> fst
        let value, gradient = evaluate kernel.Sampling (bind kernel [ given ]) position
        let expected = interpreted position
        let text () = PrintModel.model m

        if Double.IsFinite expected then
            Assert.True(close 1e-9 expected value, $"{value}, interpreted {expected} at %A{position}\n{text ()}")
            let scale = gradient |> Array.map abs |> Array.max |> max (abs expected) |> max 1.0

            position
            |> Array.iteri (fun k _ ->
                match numericalDerivative interpreted position k with
                | Some slope -> Assert.True(abs (slope - gradient[k]) <= 3e-6 * scale, $"gradient {k}: {gradient[k]}, numerical {slope} at %A{position}\n{text ()}")
                | None -> ())
