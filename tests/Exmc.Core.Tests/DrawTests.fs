/// Random draws of every distribution against its own distribution function.
module Exmc.Core.Tests.DrawTests

open System
open MathNet.Numerics.Distributions
open MathNet.Numerics.LinearAlgebra
open Xunit
open Exmc
open Exmc.Core
open Exmc.Core.Source
open Exmc.Core.Programs
open Exmc.Core.Tests.Running
open Exmc.Core.Tests.Declaring

/// Probability that any of these tests fails without a defect.
let private familyWiseError = 1e-3
let private tests = 230.0
let private count = 4000

let private variates (stream: RandomStream) variate (arguments: float list) =
    match variate, arguments with
    | StandardUniform, _ -> RandomVariates.Uniform stream
    | StandardNormal, _ -> RandomVariates.Normal stream
    | StandardExponential, _ -> RandomVariates.Exponential stream
    | StandardLogGamma, [ shape ] -> RandomVariates.LogGamma(stream, shape)
    | PoissonCount, [ mean ] -> RandomVariates.Poisson(stream, mean)
    | BinomialCount, [ n; p ] -> RandomVariates.Binomial(stream, n, p)
    | VonMisesAngle, [ kappa ] -> RandomVariates.VonMises(stream, kappa)
    | other, _ -> failwith $"%A{other} got {arguments.Length} arguments."

/// What the model's generated member drew, each time anew.
let runs times (m: Model) data : float[][] =
    let kernel = compile m
    let machine = bind kernel [ data ]
    machine.Variates <- variates (RandomStream(7UL, 0UL, 0))

    match kernel.Predict with
    | Ok program ->
        Array.init times (fun _ ->
            InterpretProgram.execute machine program
            Array.copy (machine.Reals(find program (Programs.Values "predicted"), 0)))
    | Error reason -> failwith reason

let private generated times rank (d: Distribution) data =
    let fields = data |> Map.toList |> List.map (fun (name, datum) -> field name (match datum with Table _ -> RealMatrix | _ -> RealVector))
    runs times (model fields [] [ memberOf "G" Generated rank [ Return(Draw d) ] ]) data

let private draws rank d data = (generated 1 rank d data)[0]

/// Dvoretzky, Kiefer and Wolfowitz (1956) with Massart's constant (1990).
let assertDistributed name (sample: float[]) (cdf: float -> float) =
    let sorted = Array.sort sample
    let n = float sample.Length
    let band = sqrt (log (2.0 * tests / familyWiseError) / (2.0 * n))
    let distance = sorted |> Array.mapi (fun i x -> (let f = cdf x in max (abs (f - float i / n)) (abs (f - float (i + 1) / n)))) |> Array.max
    Assert.True(distance <= band, $"{name}: distance {distance}, band {band}")

/// Pearson's chi-square over cells of at least 10 expected draws.
let private assertCounts name (sample: float[]) (mass: int -> float) =
    let expected k = float sample.Length * mass k
    let highest = int (Array.max sample) + 1
    let observed = sample |> Array.countBy int |> Map.ofArray
    let seen k = Map.tryFind k observed |> Option.defaultValue 0 |> float

    let cells, (restSeen, restExpected) =
        [ 0..highest ]
        |> List.fold (fun (cells, (o, e)) k -> (let o, e = o + seen k, e + expected k in if e >= 10.0 then (o, e) :: cells, (0.0, 0.0) else cells, (o, e))) ([], (0.0, 0.0))

    let outside = max 0.0 (float sample.Length - (cells |> List.sumBy snd) - restExpected)
    let cells = match cells with (o, e) :: rest -> (o + restSeen, e + restExpected + outside) :: rest | [] -> []
    let statistic = cells |> List.sumBy (fun (o, e) -> (o - e) ** 2.0 / e)
    let p = if cells.Length < 2 then 1.0 else 1.0 - ChiSquared.CDF(float (cells.Length - 1), statistic)
    Assert.True(p >= familyWiseError / tests, $"{name}: chi-square {statistic} over {cells.Length} cells")

let private independent family arguments =
    let argument name x = if DistributionTests.isInteger name then Int(int x) else Real x
    { draw family (List.map2 argument (Distributions.find family).Parameters arguments) with Repeat = [ Int count ] }

/// The integral of the density, for families without a closed distribution function.
let private integrated (row: DistributionRow) arguments (sample: float[]) =
    let low = match row.Support with Within(edge, _) -> edge | _ -> Array.min sample - 2.0
    let high = Array.max sample
    let steps = 4000
    let h = (high - low) / float steps
    let density = Array.init (steps + 1) (fun i -> exp (DistributionTests.logDensity row (low + h * float i) arguments))
    let cumulated = density |> Array.pairwise |> Array.scan (fun sum (a, b) -> sum + 0.5 * h * (a + b)) 0.0
    fun x -> cumulated[min steps (int ((x - low) / h))]

let private arguments (row: DistributionRow) = (let _, a, _ = row.Golden.Head in a)

/// Largest value of a discrete distribution.
let private highest (row: DistributionRow) (arguments: float list) =
    match row.Support with
    | Support.Binary -> 1
    | UpToFirst -> int arguments[0]
    | IntegersBetweenArguments -> int arguments[1]
    | _ -> Int32.MaxValue

[<Fact>]
let ``draws follow their distribution`` () =
    for row in DistributionTests.rows |> List.filter (fun row -> row.Family <> Flat) do
        let a = arguments row
        let sample = draws 1 (independent row.Family a) Map.empty
        Assert.All(sample, fun x -> Assert.False(Double.IsNaN x, $"%A{row.Family} drew NaN"))

        match row.Cdf with
        | _ when row.IsDiscrete -> assertCounts $"%A{row.Family}" sample (fun k -> if k <= highest row a then exp (DistributionTests.logDensity row (float k) a) else 0.0)
        | Some cdf -> assertDistributed $"%A{row.Family}" sample (fun x -> DistributionTests.distribution row cdf x a)
        | None -> assertDistributed $"%A{row.Family}" sample (integrated row a sample)

[<Fact>]
let ``truncated draws follow the rest of their distribution`` () =
    for row in DistributionTests.rows |> List.filter (fun row -> row.Cdf.IsSome && not row.IsDiscrete) do
        let a = arguments row
        let whole = draws 1 (independent row.Family a) Map.empty |> Array.sort
        let low, high = whole[count / 4], whole[9 * count / 10]
        let cdf x = DistributionTests.distribution row row.Cdf.Value x a

        for lower, upper in [ Some low, Some high; Some low, None; None, Some high ] do
            let d = { independent row.Family a with Lower = Option.map Real lower; Upper = Option.map Real upper; Repeat = [ Int 1000 ] }
            let sample = draws 1 d Map.empty
            let below = lower |> Option.map cdf |> Option.defaultValue 0.0
            let until = upper |> Option.map cdf |> Option.defaultValue 1.0
            Assert.All(sample, fun x -> Assert.True(Option.forall (fun l -> x >= l) lower && Option.forall (fun u -> x <= u) upper))
            assertDistributed $"%A{row.Family} truncated" sample (fun x -> (cdf x - below) / (until - below))

[<Fact>]
let ``truncated counts follow the rest of their distribution`` () =
    for row in DistributionTests.rows |> List.filter (fun row -> row.IsDiscrete && row.Support <> Support.Binary) do
        let a = arguments row
        let whole = draws 1 (independent row.Family a) Map.empty |> Array.sort
        let low, high = whole[count / 4], whole[9 * count / 10]
        let cdf x = DistributionTests.distribution row row.Cdf.Value x a

        for lower, upper in [ Some low, Some high; Some low, None; None, Some high; Some high, Some high ] do
            let d = { independent row.Family a with Lower = Option.map Real lower; Upper = Option.map Real upper; Repeat = [ Int 1000 ] }
            let sample = draws 1 d Map.empty
            let below = lower |> Option.map (fun l -> cdf (l - 1.0)) |> Option.defaultValue 0.0
            let until = upper |> Option.map cdf |> Option.defaultValue 1.0
            let isInside k = Option.forall (fun l -> k >= l) lower && Option.forall (fun u -> k <= u) upper
            Assert.True(sample |> Array.forall (fun x -> isInside x && floor x = x), $"%A{row.Family} between {lower} and {upper} drew {sample[0]}")
            let mass k = if isInside (float k) && k <= highest row a then exp (DistributionTests.logDensity row (float k) a) / (until - below) else 0.0
            assertCounts $"%A{row.Family} truncated" sample mass

/// Beyond eight standard deviations a difference from one has no digits left.
[<Fact>]
let ``draws from a far tail`` () =
    let sample = draws 1 { independent Normal [ 0.0; 1.0 ] with Lower = Some(Real 9.0); Repeat = [ Int 1000 ] } Map.empty
    let mass x = MathNet.Numerics.SpecialFunctions.Erfc(x / sqrt 2.0)
    assertDistributed "Normal above 9" sample (fun x -> 1.0 - mass x / mass 9.0)

let private n = 3
let private spread = array2D [ [ 2.0; 0.6; -0.3 ]; [ 0.6; 1.0; 0.2 ]; [ -0.3; 0.2; 0.8 ] ]
let private matrix (x: float[,]) = Matrix<float>.Build.DenseOfArray x
let private weights = Vector<float>.Build.Dense([| 0.7; -1.1; 0.4 |])
let private mean = [| 0.5; -0.2; 1.0 |]
let private given = Map.ofList [ "M", Numbers mean; "S", Table spread; "L", Table(ReferenceFunctions.cholesky spread); "A", Numbers [| 0.7; 1.5; 3.0 |] ]
let private quadratic (m: Matrix<float>) = weights * (m * weights)

/// Draws of a vector, each reduced to one number.
let private vectors (d: Distribution) (reduce: Vector<float> -> float) =
    draws 2 { d with Repeat = [ Int count ] } given |> Array.chunkBySize n |> Array.map (Vector<float>.Build.Dense >> reduce)

/// Draws of a matrix, each reduced to one number.
let private matrices (d: Distribution) (reduce: Matrix<float> -> float) =
    generated 1000 2 d given |> Array.map (fun x -> reduce (Matrix<float>.Build.DenseOfRowMajor(n, n, x)))

[<Fact>]
let ``draws of vectors follow their distribution in a direction`` () =
    let centre, sd = weights * Vector<float>.Build.Dense mean, sqrt (quadratic (matrix spread))
    let along (x: Vector<float>) = weights * x
    let m, s = Member "M", Member "S"
    assertDistributed "MultivariateNormal" (vectors (multivariateNormal m s) along) (fun x -> Normal.CDF(centre, sd, x))
    assertDistributed "MultivariateNormalCholesky" (vectors (draw MultivariateNormalCholesky [ m; Member "L" ]) along) (fun x -> Normal.CDF(centre, sd, x))
    let narrow = sqrt (quadratic ((matrix spread).Inverse()))
    assertDistributed "MultivariateNormalPrecision" (vectors (draw MultivariateNormalPrecision [ m; s ]) along) (fun x -> Normal.CDF(centre, narrow, x))
    assertDistributed "MultivariateStudentTCholesky" (vectors (draw MultivariateStudentTCholesky [ Real 4.0; m; Expr.Cholesky s ]) along) (fun x -> StudentT.CDF(centre, sd, 4.0, x))

    assertDistributed "MultiGpCholesky" (vectors (draw MultiGpCholesky [ Expr.Cholesky s; Real 2.5 ]) along) (fun x -> Normal.CDF(0.0, sd / sqrt 2.5, x))

    for k, shape in List.indexed [ 0.7; 1.5; 3.0 ] do
        assertDistributed "Dirichlet" (vectors (draw Dirichlet [ Member "A" ]) (fun x -> x[k])) (fun x -> Beta.CDF(shape, 5.2 - shape, x))

    let p = { draw Multinomial [ Int 12; Expr.Binary(Divide, Member "A", Real 5.2) ] with Repeat = [ Int count ] }
    let counts = draws 2 p given |> Array.chunkBySize n

    for k, shape in List.indexed [ 0.7; 1.5; 3.0 ] do
        assertCounts "Multinomial" (counts |> Array.map (Array.item k)) (fun x -> Binomial.PMF(shape / 5.2, 12, x))

/// A quadratic form of a Wishart matrix is a chi-square; a correlation of an LKJ matrix is a beta variate on (-1, 1).
[<Fact>]
let ``draws of matrices follow their distribution in a direction`` () =
    let chiSquare x = ChiSquared.CDF(5.5, x)
    let own = quadratic (matrix spread)
    assertDistributed "Wishart" (matrices (draw Wishart [ Real 5.5; Member "S" ]) (fun x -> quadratic x / own)) chiSquare
    let inverse = quadratic ((matrix spread).Inverse())
    assertDistributed "InverseWishart" (matrices (draw InverseWishart [ Real 5.5; Member "S" ]) (fun x -> quadratic (x.Inverse()) / inverse)) chiSquare
    let product (l: Matrix<float>) = l * l.Transpose()
    assertDistributed "WishartCholesky" (matrices (draw WishartCholesky [ Real 5.5; Member "L" ]) (fun l -> quadratic (product l) / own)) chiSquare
    assertDistributed "InverseWishartCholesky" (matrices (draw InverseWishartCholesky [ Real 5.5; Member "L" ]) (fun l -> quadratic ((product l).Inverse()) / inverse)) chiSquare
    let b = 1.7 - 1.0 + 0.5 * float n

    for i, j in [ 1, 0; 2, 0; 2, 1 ] do
        assertDistributed "LkjCorrelation" (matrices (draw LkjCorrelation [ Int n; Real 1.7 ]) (fun x -> 0.5 * (1.0 + x[i, j]))) (fun x -> Beta.CDF(b, b, x))
        assertDistributed "LkjCholesky" (matrices (draw LkjCholesky [ Int n; Real 1.7 ]) (fun l -> 0.5 * (1.0 + (l * l.Transpose())[i, j]))) (fun x -> Beta.CDF(b, b, x))

let private three, four = Numbers [| 0.2; 0.5; 0.3 |], Numbers [| -1.1; 0.2; 1.4 |]

/// Families over categories, with the number of categories.
let private categorical =
    [ "Categorical", draw Categorical [ Member "P" ], 3
      "CategoricalLogit", draw CategoricalLogit [ Member "C" ], 3
      "OrderedLogistic", draw OrderedLogistic [ Real 0.4; Member "C" ], 4
      "OrderedProbit", draw OrderedProbit [ Real 0.4; Member "C" ], 4 ]

let private logMass (d: Distribution) k =
    let m = model [ field "P" RealVector; field "C" RealVector; field "Y" IntegerScalar ] [] [ memberOf "O" (Observed "Y") 0 [ Return(Draw d) ] ]
    let kernel = compile m
    evaluate kernel.Sampling (bind kernel [ Map.ofList [ "P", three; "C", four; "Y", Whole k ] ]) [||] |> fst

[<Fact>]
let ``categories have their probabilities, which sum to one, and are drawn so`` () =
    let cdf z = 1.0 / (1.0 + exp -z)
    let cuts, eta = [| -infinity; -1.1; 0.2; 1.4; infinity |], 0.4
    let logits = [| -1.1; 0.2; 1.4 |]

    let expected name k =
        match name with
        | "Categorical" -> [| 0.2; 0.5; 0.3 |][k]
        | "CategoricalLogit" -> exp logits[k] / Array.sumBy exp logits
        | "OrderedLogistic" -> cdf (cuts[k + 1] - eta) - cdf (cuts[k] - eta)
        | _ -> Normal.CDF(0.0, 1.0, cuts[k + 1] - eta) - Normal.CDF(0.0, 1.0, cuts[k] - eta)

    for name, d, categories in categorical do
        for k in 0 .. categories - 1 do
            Assert.True(close 1e-12 (log (expected name k)) (logMass d k), $"{name} {k}")

        let data = Map.ofList [ "P", three; "C", four ]
        let sample = draws 1 { d with Repeat = [ Int count ] } data
        assertCounts name sample (fun k -> if k < categories then expected name k else 0.0)

/// Far cutpoints keep their digits: the difference of two numbers close to one has none.
[<Fact>]
let ``ordered categories far in a tail`` () =
    let far family eta = logMass (draw family [ Real eta; Member "C" ]) 1
    // log(F(b) - F(a)) is b + log(1 - exp(a - b)) to 1e-17 there, for logistic F at b = 0.2 - 60, a = -1.1 - 60.
    Assert.True(close 1e-12 (0.2 - 60.0 + log (1.0 - exp -1.3)) (far OrderedLogistic 60.0))
    Assert.True(close 1e-12 (1.1 - 60.0 + log (1.0 - exp -1.3)) (far OrderedLogistic -60.0))
    Assert.True(Double.IsFinite(far OrderedProbit 30.0) && Double.IsFinite(far OrderedProbit -30.0))

/// Two kinds: the beta-binomial.
[<Fact>]
let ``DirichletMultinomial of two kinds is BetaBinomial`` () =
    let m = model [ field "A" RealVector; field "Y" IntegerVector ] [] [ memberOf "O" (Observed "Y") 1 [ Return(Draw(draw DirichletMultinomial [ Int 10; Member "A" ])) ] ]
    let kernel = compile m
    let value = evaluate kernel.Sampling (bind kernel [ Map.ofList [ "A", Numbers [| 2.0; 3.5 |]; "Y", Wholes [| 3; 7 |] ] ]) [||] |> fst
    Assert.True(close 1e-12 -1.87390333331021631 value)

[<Fact>]
let ``draws of mixtures follow the weighted sum of the distribution functions, truncated, too`` () =
    let data = Map.ofList [ "P", three; "M", four; "S", Numbers [| 0.7; 1.5; 3.0 |] ]
    let elements = draw (Mixture(ElementsOf Family.Normal)) [ Member "P"; Member "M"; Member "S" ]
    let each = draw (Mixture(Each [ Family.Normal; Family.Laplace; Family.Gumbel ])) [ Member "P"; Real 0.0; Real 1.0; Real 2.0; Real 0.5; Real -3.0; Real 2.0 ]
    let weights, locations, scales = [ 0.2; 0.5; 0.3 ], [ -1.1; 0.2; 1.4 ], [ 0.7; 1.5; 3.0 ]
    let normals x = List.map3 (fun w m s -> w * Normal.CDF(m, s, x)) weights locations scales |> List.sum
    let laplace x = if x < 2.0 then 0.5 * exp ((x - 2.0) / 0.5) else 1.0 - 0.5 * exp (-(x - 2.0) / 0.5)
    let unlike x = 0.2 * Normal.CDF(0.0, 1.0, x) + 0.5 * laplace x + 0.3 * exp (-(exp (-(x + 3.0) / 2.0)))

    for name, d, cdf in [ "elements", elements, normals; "each", each, unlike ] do
        assertDistributed $"mixture, {name}" (draws 1 { d with Repeat = [ Int count ] } data) cdf
        let above = draws 1 { d with Repeat = [ Int count ]; Lower = Some(Real 0.5) } data
        assertDistributed $"mixture above 0.5, {name}" above (fun x -> (cdf x - cdf 0.5) / (1.0 - cdf 0.5))

    let counts = draw (Mixture(ElementsOf Family.Poisson)) [ Member "P"; Member "S" ]
    let mass k = List.map2 (fun w rate -> w * Poisson.PMF(rate, k)) weights scales |> List.sum
    assertCounts "mixture of counts" (draws 1 { counts with Repeat = [ Int count ] } data) mass
