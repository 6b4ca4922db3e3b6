/// Evaluates a model as it was declared, without lowering it: the oracle of the compiler.
namespace Exmc.Core

open System
open System.Collections.Generic
open Exmc.Core.Source

module InterpretModel =

    /// Value and log Jacobian of one element of a parameter.
    let private constrain isFolded (low: float, high: float) (u: float) =
        if isFolded then
            abs u, -(log 2.0)
        else
            match Double.IsInfinity low, Double.IsInfinity high with
            | true, true -> u, 0.0
            | false, true -> low + exp u, u
            | true, false -> high - exp u, u
            | false, false ->
                let p = 1.0 / (1.0 + exp -u)
                low + (high - low) * p, log (high - low) - abs u - 2.0 * ReferenceFunctions.unary Log1p (exp -(abs u))

    let private triangle n = n * (n - 1) / 2

    let rec private coordinateCount constraint_ (lengths: int list) =
        match constraint_, lengths with
        | ArrayOf inner, rows :: rest -> rows * coordinateCount inner rest
        | (Correlation | CholeskyCorrelation), n :: _ -> triangle n
        | (Covariance | CholeskyCovariance), n :: _ -> triangle (n + 1)
        | (Simplex | SumToZero), [ n ] -> n - 1
        | _ -> List.fold (*) 1 lengths

    /// Lower factor with unit rows from partial correlations, each of which takes its share of what is left of its row.
    let private factorOfPartials n (partial: int -> int -> float) =
        Array2D.init n n (fun i j ->
            let left j = Seq.fold (fun rest k -> rest * (1.0 - partial i k ** 2.0)) 1.0 (seq { 0 .. j - 1 })
            if j < i then partial i j * sqrt (left j) elif i = j then sqrt (left i) else 0.0)

    let private square (l: float[,]) =
        Array2D.init (Array2D.length1 l) (Array2D.length1 l) (fun i j -> Seq.sum (Seq.map2 (*) l[i, *] l[j, *]))

    /// Elements and log Jacobian of a matrix that is constrained as a whole.
    let private constrainMatrix constraint_ n (u: float[]) : float[,] * float =
        let below = [ for i in 0 .. n - 1 do for j in 0 .. i - 1 -> i, j ]
        let diagonal (l: float[,]) power = Seq.sum (Seq.init n (fun i -> float (power i) * log l[i, i]))

        let correlation order =
            let partials = Seq.zip (below |> List.sortBy order) u |> dict
            let l = factorOfPartials n (fun i j -> tanh partials[i, j])
            // d tanh u / du, and what was left of the row.
            let own (i, j) = log (1.0 - tanh partials[i, j] ** 2.0) + 0.5 * log (1.0 - Seq.sum (Seq.init j (fun k -> l[i, k] ** 2.0)))
            l, below |> List.sumBy own

        let covariance () =
            let l = Array2D.init n n (fun i j -> (let x = u[triangle (i + 1) + min i j] in if j < i then x elif i = j then exp x else 0.0))
            l, diagonal l (fun _ -> 1)

        match constraint_ with
        | CholeskyCorrelation -> correlation id
        | CholeskyCovariance -> covariance ()
        | Correlation -> (let l, jacobian = correlation (fun (i, j) -> j, i) in square l, jacobian + diagonal l (fun i -> n - 1 - i))
        | _ -> (let l, jacobian = covariance () in square l, jacobian + diagonal l (fun i -> n - i) + float n * log 2.0)

    /// Elements and log Jacobian of a vector that is constrained as a whole, by definition rather than by recurrence.
    let private constrainVector constraint_ isSampling (u: float[]) : float[] * float =
        // Column i of the Helmert basis: i equal elements, then one that balances them.
        let helmert (y: float[]) =
            Array.init (y.Length + 1) (fun k ->
                y
                |> Array.mapi (fun j w ->
                    let i = j + 1
                    let element = if k < i then 1.0 elif k = i then -(float i) else 0.0
                    w * element / sqrt (float i * float (i + 1)))
                |> Array.sum)

        match constraint_ with
        | Ordered -> Array.init u.Length (fun k -> u[0] + Array.sumBy exp u[1..k]), Array.sum u[1..]
        | PositiveOrdered -> Array.init u.Length (fun k -> Array.sumBy exp u[0..k]), Array.sum u
        | Simplex when isSampling ->
            let weights = helmert u |> Array.map exp
            let x = weights |> Array.map (fun w -> w / Array.sum weights)
            x, Array.sumBy log x + 0.5 * log (float x.Length)
        | Simplex ->
            let n = u.Length
            let share = u |> Array.mapi (fun k v -> 1.0 / (1.0 + exp -(v - log (float (n - k)))))
            let rest k = share[.. k - 1] |> Array.fold (fun stick z -> stick * (1.0 - z)) 1.0
            let x = Array.init (n + 1) (fun k -> if k < n then rest k * share[k] else rest n)
            x, share |> Array.mapi (fun k z -> log (rest k) + log z + log (1.0 - z)) |> Array.sum
        | SumToZero -> helmert u, 0.0
        | UnitVector ->
            let square = Array.sumBy (fun v -> v * v) u
            u |> Array.map (fun v -> v / sqrt square), -0.5 * square
        | other -> invalidOp $"%A{other} is no constraint of a vector."

    let rec private constrainWhole constraint_ isSampling (lengths: int list) (u: float[]) : Datum * float =
        match constraint_, lengths with
        | ArrayOf inner, _ :: rest ->
            let parts = u |> Array.chunkBySize (coordinateCount inner rest) |> Array.map (constrainWhole inner isSampling rest)
            let rows = parts |> Array.choose (fst >> function Numbers v -> Some v | _ -> None)
            let tables = parts |> Array.choose (fst >> function Table t -> Some t | _ -> None) |> List.ofArray
            (if tables.IsEmpty then Table(array2D rows) else Tables tables), Array.sumBy snd parts
        | _, [ _ ] -> (let x, jacobian = constrainVector constraint_ isSampling u in Numbers x, jacobian)
        | _ -> (let x, jacobian = constrainMatrix constraint_ lengths.Head u in Table x, jacobian)

    /// Log density of a position, log Jacobians included, with the values of every member that was needed.
    /// `isSampling` chooses the sampling coordinates, in which folded scales are folded.
    let evaluate (model: Model) (data: Map<string, Datum>) isSampling (position: float[]) : float * (string -> Datum) =
        let values = Dictionary<string, Datum>()
        let laws = Dictionary<string, Law>()
        let jacobians = Dictionary<string, float>()
        let bodies = Plan.bodies model
        let find name = model.Parameters |> List.tryFind (fun p -> p.Name = name)
        let run (interpreter: Interpreter) name = (interpreter.Run (Dictionary()) bodies[name]).Value

        let asLaw datum =
            match datum with
            | Law l -> l
            | other -> invalidOp $"%A{other} is not a distribution."

        let reshape (lengths: int list) (elements: float[]) =
            match lengths with
            | [] -> Number elements[0]
            | [ _ ] -> Numbers elements
            | [ rows; columns ] -> Table(Array2D.init rows columns (fun i j -> elements[i * columns + j]))
            | _ -> elements |> Array.chunkBySize (lengths[1] * lengths[2]) |> List.ofArray |> List.map (fun own -> Array2D.init lengths[1] lengths[2] (fun i j -> own[i * lengths[2] + j])) |> Tables

        // Lengths do not depend on values: they are found with every parameter NaN.
        let rec unknown name =
            match Map.tryFind name data, find name with
            | Some datum, _ -> datum
            | None, Some p -> (let lengths = shape p in reshape lengths (Array.create (List.fold (*) 1 lengths) nan))
            | None, None -> run (Interpreter unknown) name

        and shape (p: Parameter) : int list =
            let interpreter = Interpreter unknown
            interpreter.LawShape(asLaw (run interpreter p.Name))

        let coordinates (p: Parameter) = coordinateCount p.Constraint (shape p)

        let offset (p: Parameter) =
            model.Parameters
            |> List.takeWhile (fun q -> q.Name <> p.Name)
            |> List.sumBy coordinates

        let mutable interpreter = Unchecked.defaultof<Interpreter>

        /// Location plus scale, or factor of the covariance, times the coordinates.
        let nonCentered (p: Parameter) lengths (own: float[]) =
            let law = laws[p.Name]

            match law.Family, law.Arguments with
            | MultivariateNormalCholesky, [ mean; lower ] ->
                let l = interpreter.Table lower
                let x = own |> Array.mapi (fun i _ -> interpreter.ElementOf(mean, i) + Seq.sum (Seq.map2 (*) l[i, *] own))
                Numbers x, Seq.sum (Seq.init own.Length (fun i -> log l[i, i]))
            | _ ->
                let places = interpreter.Places lengths |> Array.ofList
                let at i a = interpreter.Number(interpreter.At(a, places[i]))
                let location, scale = (Supports.locationScale law.Family law.Arguments).Value
                reshape lengths (own |> Array.mapi (fun i u -> at i location + at i scale * u)), Seq.sum (Seq.init own.Length (fun i -> log (at i scale)))

        let rec value name =
            match Map.tryFind name data, values.TryGetValue name with
            | Some datum, _ -> datum
            | None, (true, datum) -> datum
            | None, _ ->
                let datum =
                    match find name with
                    | Some p -> parameter p
                    | None -> run interpreter name

                values[name] <- datum
                datum

        /// The design of coefficients, and the means of its columns if an intercept is sampled at them.
        and design coefficients matrix =
            let x = interpreter.Table(value matrix)
            let hasIntercept = model.Parameters |> List.exists (fun q -> q.Sampled = AsInterceptOf coefficients)
            x, Array.init (Array2D.length2 x) (fun j -> if hasIntercept then Array.average x[*, j] else 0.0)

        /// The product of the coefficients with the triangular factor of the centred design, over the root of its rows, are the coordinates.
        and byDesign (p: Parameter) matrix (own: float[]) =
            let x, means = design p.Name matrix
            let _, r = ReferenceFunctions.qr (x |> Array2D.mapi (fun _ j v -> v - means[j]))
            let root = sqrt (float (Array2D.length1 x))
            let beta = Array.copy own

            for i in own.Length - 1 .. -1 .. 0 do
                let known = Seq.sum (seq { for j in i + 1 .. own.Length - 1 -> r[i, j] * beta[j] })
                beta[i] <- (root * own[i] - known) / r[i, i]

            Numbers beta, Seq.sum (Seq.init own.Length (fun i -> log (root / r[i, i])))

        and meanPredictor coefficients =
            let matrix = match (find coefficients).Value.Sampled with ByDesign matrix -> matrix | other -> invalidOp $"%A{other}"
            Array.map2 (*) (snd (design coefficients matrix)) (interpreter.Numbers(value coefficients)) |> Array.sum

        and parameter p =
            laws[p.Name] <- asLaw (run interpreter p.Name)
            let lengths = shape p
            let start = offset p
            let own = position[start .. start + coordinates p - 1]

            let datum, jacobian =
                match p.Sampled with
                | AsNonCentered when isSampling -> nonCentered p lengths own
                | ByDesign matrix when isSampling -> byDesign p matrix own
                | AsInterceptOf coefficients when isSampling -> Number(own[0] - meanPredictor coefficients), 0.0
                | _ when p.Constraint <> Elementwise -> constrainWhole p.Constraint isSampling lengths own
                | _ ->
                    let places = interpreter.Places lengths |> Array.ofList
                    let pairs = own |> Array.mapi (fun i u -> constrain (p.Sampled = AsFolded && isSampling) (interpreter.Support(laws[p.Name], places[i])) u)
                    reshape lengths (Array.map fst pairs), Array.sumBy snd pairs

            jacobians[p.Name] <- jacobian
            datum

        interpreter <- Interpreter value

        let prior (p: Parameter) =
            let x = value p.Name
            jacobians[p.Name] + interpreter.LogDensity(laws[p.Name], x, false)

        let term (m: ModelMember) =
            match m.Role with
            | Factor ->
                match value m.Name with
                | Numbers v -> Array.sum v
                | Table t -> t |> Seq.cast<float> |> Seq.sum
                | scalar -> interpreter.Number scalar
            | Observed name ->
                let allowMissing = (model.Data |> List.find (fun d -> d.Name = name)).AllowMissing
                interpreter.LogDensity(asLaw (run interpreter m.Name), data[name], allowMissing)
            | Deterministic
            | Helper
            | Generated
            | Forecast -> 0.0

        List.sumBy prior model.Parameters + List.sumBy term model.Members, value
