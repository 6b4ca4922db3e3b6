/// What makes a model meaningless, found before any code is made, and the lengths of its parameters.
namespace Exmc.Core

open Exmc.Core.Source
open Exmc.Core.Programs

module internal Validation =

    let private cycles (model: Model) (reads: Map<string, string list>) =
        let names = reads |> Map.toList |> List.map fst

        match Dependencies.order (Plan.readBy reads) names with
        | Ok _ -> []
        | Error cycle ->
            let at =
                match model.Parameters |> List.tryFind (fun p -> p.Name = cycle.Head), model.Members |> List.tryFind (fun m -> m.Name = cycle.Head) with
                | Some p, _ -> p.At
                | _, Some m -> m.At
                | _ -> SourceRef 0

            [ Cycle(cycle, at) ]

    let private observations (model: Model) =
        model.Members
        |> List.choose (fun m ->
            match m.Role with
            | Observed data when model.Data |> List.forall (fun d -> d.Name <> data) -> Some(UnknownObservedData(data, m.At))
            | _ -> None)

    /// Designs depend on data alone, and an intercept belongs to coefficients that have one.
    let private designs (model: Model) reads =
        let known = (model.Data |> List.map _.Name) @ (model.Members |> List.map _.Name) @ (model.Parameters |> List.map _.Name) |> set
        let reaches = Plan.reachesParameter model reads
        let unsupported (p: Parameter) what remedy = [ Unsupported($"{what} of '{p.Name}'", remedy, p.At) ]

        model.Parameters
        |> List.collect (fun p ->
            match p.Sampled with
            | ByDesign matrix when not (known.Contains matrix) -> unsupported p $"'{matrix}', the design" "Name a Matrix of the model with nameof(...)."
            | ByDesign matrix when reaches matrix -> unsupported p "The design" "It must depend on data alone."
            | ByDesign _ when p.Rank <> 1 || p.Constraint <> Elementwise -> unsupported p "The design" "Only an unconstrained Vector of coefficients has one."
            | AsInterceptOf _ when p.Rank <> 0 -> unsupported p "The coefficients" "Only a Real is the intercept of others."
            | AsInterceptOf coefficients ->
                match model.Parameters |> List.tryFind (fun q -> q.Name = coefficients) with
                | Some { Sampled = ByDesign _ } -> []
                | _ -> unsupported p "The coefficients" $"'{coefficients}' must be a parameter with a Design."
            | _ -> [])

    /// A flat parameter that nothing reads has no proper posterior.
    let private unread (model: Model) (bodies: Map<string, Source.Statement list>) =
        let readings = bodies |> Map.toList |> List.collect (snd >> Dependencies.ofBody) |> set

        model.Parameters
        |> List.filter (fun p -> Parameter.isImproper p && not (readings.Contains p.Name))
        |> List.map (fun p -> UnreadFlatParameter(p.Name, p.At))

    /// A parameter of the prior's length whose place in the position is not known yet.
    let private unknown (e: Evaluation) (p: Parameter) (draw: DrawValue) =
        let array = e.Builder.Arrays.Add(p.Name, RealElement, [], Position)
        // The transform is asked for because it is what refuses a prior.
        match p.Constraint with
        | Elementwise -> Supports.transform p false draw (fun v -> e.Lowering.Shapes.ElementAt(v, IConst 0)) |> ignore
        | whole -> Supports.checkWhole p whole draw

        let mismatch expected actual = raise (LoweringFailure(ShapeMismatch($"{expected} for '{p.Name}'", actual, draw.At)))

        match e.Lowering.Densities.DrawShape draw, p.Rank with
        | lengths, rank when lengths.Length = rank -> Values.load (fun place -> e.Builder.Load(array, place)) lengths
        | lengths, 0 -> mismatch "a scalar distribution" (match lengths.Length with 1 -> "a vector of them; declare it Vector" | 2 -> "a matrix of them; declare it Matrix" | _ -> "several matrices of them; declare it Matrices<Matrix>")
        | [], 1 -> mismatch "a vector distribution" "a scalar one; write .Repeat(n)"
        | [], 2 -> mismatch "a distribution of a matrix" "a scalar one; write .Repeat(rows, columns)"
        | [ _; _ ], 1 -> mismatch "a vector distribution" "one of a matrix; declare it Matrix"
        | [ _; _; _ ], _ -> mismatch (if p.Rank = 1 then "a vector distribution" else "a distribution of a matrix") "one of several matrices; declare it Matrices<...>"
        | _, 3 -> mismatch "a distribution of several matrices" "one of fewer axes; write .Repeat(count) after one of a matrix"
        | _ -> mismatch "a distribution of a matrix" "one of a vector; write .Repeat(rows)"

    let private dryRun (plan: Plan) roots mayDraw =
        let evaluation = Evaluation(plan, Builder(plan.Arrays.Copy()), unknown, mayDraw)
        evaluation.Run(Plan.order plan roots)
        evaluation

    /// Problems of one member and of what it reads.
    let private tryMember (plan: Plan) name =
        try
            let declared = plan.Model.Members |> List.tryFind (fun m -> m.Name = name)
            let evaluation = dryRun plan [ name ] (declared |> Option.exists (fun m -> m.Role = Generated))

            match declared with
            | Some({ Role = Observed data } as m) ->
                let field = plan.Data[data]
                let draw = evaluation.Distribution m
                let value = DataValues.value evaluation.Builder field
                evaluation.Lowering.Densities.AddLogDensity(draw, value, (fst field).AllowMissing)
            | Some({ Role = Forecast } as m) -> evaluation.Distribution m |> ignore
            | _ -> ()

            []
        with LoweringFailure problem ->
            [ problem ]

    let private lengths (plan: Plan) =
        let evaluation = dryRun plan (plan.Model.Parameters |> List.map _.Name) false
        let place ((offset, valueOffset), plans) (p: Parameter) =
            let shape = evaluation.Lowering.Densities.DrawShape(evaluation.Prior p.Name)
            let valueSize = ShapeArithmetic.count shape
            let positionSize = ConstraintTransforms.positionSize p.Constraint shape

            (Integers.add offset positionSize, Integers.add valueOffset valueSize),
            { Parameter = p; Shape = shape; PositionSize = positionSize; Offset = offset; ValueSize = valueSize; ValueOffset = valueOffset }
            :: plans

        plan.Model.Parameters |> List.fold place ((IConst 0, IConst 0), []) |> snd |> List.rev

    /// The model with its lengths, or every problem that can be told apart.
    let validate (model: Model) : Result<Plan, Problem list> =
        let bodies, reads = Plan.bodies model, Plan.reads model

        match cycles model reads @ observations model @ designs model reads with
        | [] ->
            let arrays = ArrayTable()
            let data = DataValues.declare arrays model.Data
            let plan = { Model = model; Arrays = arrays; Data = data; Bodies = bodies; Reads = reads; Parameters = [] }
            let names = (model.Parameters |> List.map _.Name) @ (model.Members |> List.map _.Name)

            let overwritten = bodies |> Map.toList |> List.collect (snd >> Overwrites.find)

            match unread model bodies @ overwritten @ (names |> List.collect (tryMember plan)) |> List.distinct with
            | [] -> Ok { plan with Parameters = lengths plan }
            | problems -> Error problems
        | problems -> Error problems
