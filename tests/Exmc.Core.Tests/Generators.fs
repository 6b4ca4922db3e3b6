/// Random expressions and random whole models.
module Exmc.Core.Tests.Generators

open FsCheck
open FsCheck.FSharp
open Exmc.Core
open Exmc.Core.Source

/// What a generated expression may read.
type Scope =
    { Scalars: Expr list
      Vectors: Expr list }

[<StructuredFormatDisplay("{Text}")>]
type Case =
    { Model: Model
      Data: Map<string, Datum>
      Position: float[] }

    member this.Text = $"{PrintModel.model this.Model}\n%A{this.Position}"

let private square e = Expr.Unary(Square, e)
let private above e = Expr.Binary(Add, Real 1.0, square e)
let private bounded e = Expr.Unary(Tanh, e)
let private moderate e = above (Expr.Binary(Multiply, Real 4.0, bounded e))

/// Unary functions on arguments where they and their derivatives stay moderate.
let private unaries: (Expr -> Expr) list =
    let plain op e = Expr.Unary(op, e)

    [ plain Negate; square; plain Abs; plain Sin; plain Cos; plain Tanh; plain Atan; plain Log1pExp; plain InverseLogit
      plain NormalCdf; plain LogNormalCdf
      (fun e -> Expr.Unary(Reciprocal, above e)); (fun e -> Expr.Unary(Sqrt, above e)); (fun e -> Expr.Unary(Log, above e))
      (fun e -> Expr.Unary(Log1p, square e)); (fun e -> Expr.Unary(Exp, bounded e)); (fun e -> Expr.Unary(Expm1, bounded e))
      (fun e -> Expr.Unary(LogGamma, above e)); (fun e -> Expr.Unary(Digamma, above e)) ]

let private binaries: (Expr -> Expr -> Expr) list =
    let plain op a b = Expr.Binary(op, a, b)

    [ plain Add; plain Subtract; plain Multiply; plain Minimum; plain Maximum; plain LogSumExp
      (fun a b -> Expr.Binary(Divide, a, above b)); (fun a b -> Expr.Binary(Power, above a, bounded b))
      // The interpreter differentiates these by differences, whose rounding large arguments would magnify.
      (fun a b -> Expr.Binary(GammaP, moderate a, moderate b)); (fun a b -> Expr.Binary(StudentTCdf, moderate a, b)) ]

let private comparisons = [ Less; LessOrEqual; Greater; GreaterOrEqual ]

/// First id of the locals of a block: a model's ids are unique, or nearly so.
let private firstId = Gen.choose (1, 1000000000)

let private constant = Gen.choose (-20, 20) |> Gen.map (fun i -> Real(float i / 8.0))

let rec private scalar (scope: Scope) size : Gen<Expr> =
    let leaf = Gen.oneof [ constant; Gen.elements scope.Scalars ]

    if size <= 0 then
        leaf
    else
        let half = size / 2
        let sub = scalar scope half
        // Two ways to compute the same number, like the mean and the largest of equal numbers, must not decide by their last bits.
        let aside b = Expr.Binary(Add, b, Real 0.0013)
        let test = Gen.map3 (fun op a b -> Compare(op, a, aside b)) (Gen.elements comparisons) sub sub

        Gen.frequency
            [ 1, leaf
              3, Gen.map2 (fun f a -> f a) (Gen.elements unaries) (scalar scope (size - 1))
              4, Gen.map3 (fun f a b -> f a b) (Gen.elements binaries) sub sub
              1, Gen.map3 (fun kappa a b -> Expr.Ternary(VonMisesMass, moderate kappa, a, b)) sub sub sub
              1, Gen.map3 (fun a b x -> Expr.Ternary(BetaI, moderate a, moderate b, Expr.Unary(InverseLogit, x))) sub sub sub
              1, Gen.map3 (fun c a b -> Conditional(c, a, b)) test sub sub
              1, Gen.map2 (fun r v -> Reduce(r, bounded v)) (Gen.elements [ Total; Mean; Largest; LogSumExpOf ]) (vector scope half)
              1, Gen.map2 (fun v i -> Element(v, [ Int i ])) (Gen.elements scope.Vectors) (Gen.choose (0, 1))
              1, Gen.map2 (fun a b -> Dot(bounded a, b)) (vector scope half) (Gen.elements scope.Vectors)
              1, recurrence scope half
              1, Gen.map2 (fun r v -> Reduce(r, v)) (Gen.elements [ Total; LogSumExpOf ]) (localVector scope half) ]

/// A vector as long as the data.
and private vector (scope: Scope) size : Gen<Expr> =
    let leaf = Gen.elements scope.Vectors

    if size <= 0 then
        leaf
    else
        let half = size / 2

        Gen.frequency
            [ 1, leaf
              2, Gen.map2 (fun f a -> f a) (Gen.elements unaries) (vector scope (size - 1))
              3, Gen.map3 (fun f a b -> f a b) (Gen.elements binaries) (vector scope half) (vector scope half)
              2, Gen.map3 (fun f a b -> f a b) (Gen.elements binaries) (scalar scope half) (vector scope half)
              1, Gen.map (fun e -> MatrixVector(Member "Z", Slice(e, Int 0, Int 2))) (vector scope half) ]

/// A loop that carries two scalars, with a conditional on data, and returns a function of both.
and private recurrence (scope: Scope) size : Gen<Expr> =
    firstId |> Gen.bind (recurrenceOf scope size)

and private recurrenceOf scope size id =
    let s, t, i = { Id = id; Name = "s" }, { Id = id + 1; Name = "t" }, { Id = id + 2; Name = "i" }
    let at v = Element(v, [ LocalRef i ])

    let inner = { scope with Scalars = LocalRef s :: LocalRef t :: (List.map at scope.Vectors) @ scope.Scalars }
    let step = scalar inner size |> Gen.map bounded

    gen {
        let! s0 = scalar scope (size / 2)
        let! t0 = constant
        let! first = step
        let! second = step
        let! third = step
        let! threshold = constant

        let condition = Compare(Less, at (Member "Y"), threshold)

        return
            Inline
                [ Declare(s, s0)
                  Declare(t, t0)
                  For(
                      i,
                      Int 0,
                      Length(Member "Y", 0),
                      [ If(condition, [ Assign(s, first); Assign(t, second) ], [ Assign(t, third) ])
                        Assign(s, Expr.Binary(Add, LocalRef s, Expr.Binary(Multiply, Real 0.3, LocalRef t))) ]
                  )
                  Return(Expr.Binary(Subtract, LocalRef s, LocalRef t)) ]
    }

/// A local vector whose elements are computed from earlier ones: h[0] = a, h[i] = f(h[i - 1], x[i]).
and private localVector (scope: Scope) size : Gen<Expr> =
    firstId |> Gen.bind (localVectorOf scope size)

and private localVectorOf scope size id =
    let h, i = { Id = id; Name = "h" }, { Id = id + 1; Name = "i" }
    let previous = Element(LocalRef h, [ Expr.Binary(Subtract, LocalRef i, Int 1) ])
    let inner = { scope with Scalars = previous :: Element(Member "X", [ LocalRef i ]) :: scope.Scalars }

    gen {
        let! first = scalar scope (size / 2)
        let! step = scalar inner size |> Gen.map bounded

        return
            Inline
                [ Declare(h, Zeros(Length(Member "X", 0)))
                  AssignElement(h, [ Int 0 ], first)
                  For(i, Int 1, Length(Member "X", 0), [ AssignElement(h, [ LocalRef i ], Expr.Binary(Add, step, Expr.Binary(Multiply, Real 0.5, previous))) ])
                  Return(LocalRef h) ]
    }

let private draw family arguments =
    { Family = family
      Arguments = arguments
      Repeat = []
      Lower = None
      Upper = None
      At = SourceRef 0 }

let private parameter name rank folded d : Parameter =
    { Name = name
      External = name.ToLowerInvariant()
      Rank = rank
      Prior = [ Return(Draw d) ]
      Sampled = (if folded then AsFolded else AsDeclared)
      Constraint = Elementwise
      At = SourceRef 0 }

let private memberOf name role rank body : ModelMember =
    { Name = name
      External = name.ToLowerInvariant()
      Role = role
      Rank = rank
      Body = body
      At = SourceRef 0 }

let dataField name kind : DataField =
    { Name = name
      External = name.ToLowerInvariant()
      Type = kind
      AllowMissing = (name = "Y")
      Optional = false
      Lower = None
      Upper = None
      At = SourceRef 0 }

let private positive e = Expr.Unary(Exp, bounded e)
let private unit e = Expr.Unary(InverseLogit, e)

/// A probability away from 0 and 1, where log(1 - p) keeps its accuracy.
let private probability e = unit (Expr.Binary(Multiply, Real 3.0, bounded e))

/// Continuous families with arguments inside their domain, from any two expressions.
let private continuous a b =
    [ draw Normal [ a; positive b ]; draw HalfNormal [ positive b ]; draw StudentT [ above a; b; Real 1.5 ]
      draw HalfStudentT [ Real 4.0; positive a ]; draw Cauchy [ a; positive b ]; draw HalfCauchy [ positive a ]
      draw LogNormal [ a; positive b ]; draw Exponential [ positive a ]; draw Gamma [ above a; positive b ]
      draw InverseGamma [ above a; positive b ]; draw Beta [ above a; above b ]; draw Laplace [ a; positive b ]
      draw Uniform [ a; Expr.Binary(Add, a, above b) ]; draw Logistic [ a; positive b ]; draw Weibull [ above a; positive b ]
      draw Gumbel [ a; positive b ]; draw SkewNormal [ a; positive b; Real -2.0 ]; draw ExpModNormal [ a; positive b; Real 1.5 ]
      draw SkewDoubleExponential [ a; positive b; Real 0.3 ]; draw ChiSquare [ above a ]; draw InverseChiSquare [ above b ]
      draw ScaledInverseChiSquare [ above a; positive b ]; draw Frechet [ above a; positive b ]; draw Rayleigh [ positive a ]
      draw LogLogistic [ positive a; above b ]; draw Pareto [ positive a; above b ]; draw ParetoType2 [ a; positive b; Real 2.0 ]
      draw BetaProportion [ probability a; above b ] ]

/// A truncation that leaves mass for any prior on the line or on the positive half.
let private truncated (d: Distribution) bound =
    [ { d with Lower = Some(unit bound) }; { d with Upper = Some(above bound) }; { d with Lower = Some(Real 0.5); Upper = Some(above bound) } ]

let private truncatable = [ Normal; HalfNormal; Cauchy; LogNormal; Exponential; Gamma; Logistic; Laplace; Weibull; StudentT; InverseGamma; Gumbel; ChiSquare; Frechet; LogLogistic ]

let private observation a b =
    [ "Y", draw Normal [ a; positive b ]; "Y", draw StudentT [ Real 4.0; a; positive b ]; "Y", draw Laplace [ a; positive b ]
      "Count", draw Poisson [ positive a ]; "Count", draw PoissonLog [ bounded a ]; "Flag", draw Bernoulli [ probability a ]
      "Count", draw NegativeBinomial [ above a; positive b ]; "Count", draw NegativeBinomial2 [ positive a; above b ]
      "Count", draw NegativeBinomial2Log [ bounded a; above b ]; "Count", draw BetaBinomial [ Real 9.0; above a; above b ]
      "Flag", draw BernoulliLogit [ a ]; "Count", draw Binomial [ Real 9.0; probability a ]; "Count", draw BinomialLogit [ Real 9.0; a ] ]

/// A whole model: priors that depend on each other, a gathered vector, a helper, a recorded value, a factor, observations.
let model: Gen<Case> =
    gen {
        let n = 5
        let size = 6
        let! folded = Gen.elements [ true; false ]
        let! scale = Gen.elements [ draw HalfNormal [ Real 1.3 ]; draw HalfCauchy [ Real 2.0 ]; draw HalfStudentT [ Real 3.0; Real 1.0 ] ]
        let top = { Scalars = [ Member "A"; Member "S" ]; Vectors = [ Member "X"; Member "Y2" ] }
        let! b1 = scalar top 2
        let! b2 = scalar top 2
        let! prior = Gen.elements (continuous b1 b2)
        let! bound = scalar top 2
        let! isTruncated = Gen.elements [ true; false ]
        let! cut = Gen.elements (truncated prior bound)
        let groupPrior = if isTruncated && List.contains prior.Family truncatable then cut else prior
        let gathered = Gather(Member "B", Member "Group")
        let full = { Scalars = [ Member "A"; Member "S"; Member "H" ]; Vectors = [ Member "X"; Member "Y2"; gathered; Member "V" ] }
        let! helper = scalar { full with Scalars = top.Scalars; Vectors = [ Member "X"; gathered ] } size
        let! middle = vector { full with Vectors = [ Member "X"; Member "Y2"; gathered ] } size
        let! factor = scalar full size
        let! location = vector full size
        let! spread = scalar full size
        let! (name, likelihood) = Gen.elements (observation location spread)
        let! values = Gen.listOfLength n (Gen.choose (-30, 30))
        let! regressor = Gen.listOfLength n (Gen.choose (-30, 30))
        let! isMissing = Gen.elements [ true; false ]
        // Rows of data that are equal in some or all of their columns.
        let! rows = Gen.elements [ [| 0; 1; 2; 3; 4 |]; [| 0; 1; 2; 1; 0 |]; [| 2; 2; 2; 2; 2 |] ]
        let! outcomes = Gen.elements [ [| 0; 1; 2; 3; 4 |]; rows ]
        let! position = Gen.listOfLength 5 (Gen.choose (-150, 150))
        let y = values |> List.map (fun v -> float v / 10.0) |> Array.ofList
        let at (places: int[]) (column: 'a[]) = Array.map (fun i -> column[i]) places

        let data =
            Map.ofList
                [ "Y", Numbers(y |> Array.mapi (fun i v -> if isMissing && i = 2 then nan else v) |> at outcomes)
                  "Y2", Numbers(y |> Array.map (fun v -> v * 0.5) |> at rows)
                  "X", Numbers(regressor |> List.map (fun v -> float v / 20.0) |> Array.ofList |> at rows)
                  "Group", Wholes(at rows [| 0; 2; 1; 1; 0 |])
                  "Z", Table(Array2D.init n 2 (fun i j -> float (rows[i] - j) / 3.0))
                  "Count", Wholes(at outcomes [| 0; 3; 1; 9; 2 |])
                  "Flag", Wholes(at outcomes [| 0; 1; 1; 0; 1 |])
                  "J", Whole 3 ]

        let fields =
            [ dataField "Y" RealVector; dataField "Y2" RealVector; dataField "X" RealVector; dataField "Group" IntegerVector
              dataField "Z" RealMatrix; dataField "Count" IntegerVector; dataField "Flag" IntegerVector; dataField "J" IntegerScalar ]

        let members =
            [ memberOf "Likelihood" (Observed name) 1 [ Return(Draw likelihood) ]
              memberOf "F" Factor 0 [ Return factor ]
              memberOf "V" Deterministic 1 [ Return middle ]
              memberOf "H" Helper 0 [ Return helper ] ]

        let parameters =
            [ parameter "B" 1 false { groupPrior with Repeat = [ Member "J" ] }
              parameter "A" 0 false (draw Normal [ Real 0.5; Real 2.0 ])
              parameter "S" 0 folded scale ]

        return
            { Model = { Name = "Random"; External = "random"; Data = fields; Parameters = parameters; Members = members }
              Data = data
              // Off the grid of data and constants: at a tie, Minimum and Maximum have no derivative to compare.
              Position = position |> List.mapi (fun k p -> float p / 100.0 + 0.00317 * float (k + 1)) |> Array.ofList }
    }

type Cases =
    static member Case() = Arb.fromGen model
