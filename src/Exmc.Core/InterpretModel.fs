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

    /// Elements and log Jacobian of a vector that is constrained as a whole, by definition rather than by recurrence.
    let private constrainWhole constraint_ isSampling (u: float[]) : float[] * float =
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
        | Elementwise -> invalidOp "An elementwise constraint has a transform per element."
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

        // Lengths do not depend on values: they are found with every parameter NaN.
        let rec unknown name =
            match Map.tryFind name data, find name with
            | Some datum, _ -> datum
            | None, Some p ->
                match length p with
                | Some n -> Numbers(Array.create n nan)
                | None -> Number nan
            | None, None -> run (Interpreter unknown) name

        and length (p: Parameter) = (asLaw (run (Interpreter unknown) p.Name)).Length

        let coordinates (p: Parameter) =
            let count = length p |> Option.defaultValue 1
            if p.Constraint = Simplex || p.Constraint = SumToZero then count - 1 else count

        let offset (p: Parameter) =
            model.Parameters
            |> List.takeWhile (fun q -> q.Name <> p.Name)
            |> List.sumBy coordinates

        let mutable interpreter = Unchecked.defaultof<Interpreter>

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

        and parameter p =
            laws[p.Name] <- asLaw (run interpreter p.Name)
            let count = length p
            let start = offset p

            let own = position[start .. start + coordinates p - 1]

            let elements, jacobian =
                if p.Constraint <> Elementwise then
                    constrainWhole p.Constraint isSampling own
                else
                    let pairs = own |> Array.mapi (fun i u -> constrain (p.Folded && isSampling) (interpreter.Support(laws[p.Name], i)) u)
                    Array.map fst pairs, Array.sumBy snd pairs

            jacobians[p.Name] <- jacobian
            if count.IsSome then Numbers elements else Number elements[0]

        interpreter <- Interpreter value

        let prior (p: Parameter) =
            let x = value p.Name
            jacobians[p.Name] + interpreter.LogDensity(laws[p.Name], x, false)

        let term (m: ModelMember) =
            match m.Role with
            | Factor ->
                match value m.Name with
                | Numbers v -> Array.sum v
                | scalar -> interpreter.Number scalar
            | Observed name ->
                let allowMissing = (model.Data |> List.find (fun d -> d.Name = name)).AllowMissing
                interpreter.LogDensity(asLaw (run interpreter m.Name), data[name], allowMissing)
            | Deterministic
            | Helper
            | Forecast -> 0.0

        List.sumBy prior model.Parameters + List.sumBy term model.Members, value
