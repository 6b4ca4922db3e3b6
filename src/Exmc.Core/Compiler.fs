/// The whole core as one function: a model in, a kernel or all its problems out.
namespace Exmc.Core

open Exmc.Core.Source
open Exmc.Core.Programs

module Compiler =

    let private share (plan: Plan) : SharedArrays =
        let dimension = [ Plan.dimension plan ]
        let add name dimensions role = plan.Arrays.Add(name, RealElement, dimensions, role)

        { Position = add "position" dimension Position
          Gradient = add "gradient" dimension Gradient
          // Its length is that of all values, which is known once the deterministic ones have been lowered.
          Values = add "values" [] (Values "values")
          // Its length is known once the arguments of the terms have been lowered.
          Terms = add "terms" [] (Values "terms")
          Forecast = add "forecast" [ IConst 3 ] (Values "forecast")
          // Its length is known once the observations have been lowered.
          Observations = add "observations" [] (Values "observations")
          Predicted = add "predicted" [] (Values "predicted") }

    /// Fields of values that are no parameters, one after the other.
    let private computed start kind (members: (ModelMember * Index list) list) : LayoutField list =
        let add offset (m: ModelMember, shape) =
            let size = ShapeArithmetic.count shape

            { Member = m.Name
              External = m.External
              Kind = kind m
              Shape = shape
              Transform = "deterministic"
              PositionSize = IConst 0
              Offset = IConst 0
              ValueSize = size
              ValueOffset = offset },
            Integers.add offset size

        members |> List.mapFold add start |> fst

    let private layout (plan: Plan) (transforms: string list) (recorded: (ModelMember * Index list) list) : LayoutField list =
        let parameters =
            List.zip plan.Parameters transforms
            |> List.map (fun (p, transform) ->
                { Member = p.Parameter.Name
                  External = p.Parameter.External
                  Kind = ParameterField
                  Shape = p.Shape
                  Transform = transform
                  PositionSize = p.PositionSize
                  Offset = p.Offset
                  ValueSize = p.ValueSize
                  ValueOffset = p.ValueOffset })

        parameters @ computed (Plan.parameterValueCount plan) (fun _ -> DeterministicField) recorded

    /// What is left of a program's body once its work on data alone has moved to bind time.
    let private evaluated arrays bind inputs body =
        // What moved leaves dead work behind.
        Cleaning.simplify arrays body |> BindTime.split arrays inputs bind |> Cleaning.simplify arrays

    /// One coordinate system, with its stages: name and body.
    let private density passes (plan: Plan) shared (bind: Builder) coordinates : DensityKernel * DataCheck list * (string * Statement list) list =
        let arrays = plan.Arrays
        let program name body = { Name = name; Arrays = []; Body = body }
        let simplified name body = program name (Cleaning.simplify arrays body)
        let target, checks = DensityPrograms.logDensity plan coordinates shared

        let evaluation chosen =
            let optimised, passed = Passes.run chosen OfDensity arrays shared.Position target
            let differentiated = Reverse.differentiate arrays shared.Position shared.Gradient optimised
            let gradient, gradientPassed = Passes.run chosen OfGradient arrays shared.Position differentiated
            let evaluate, kernelPassed = evaluated arrays bind [ shared.Position ] gradient |> Passes.run chosen OfKernel arrays shared.Position
            evaluate, passed @ ("gradient program", differentiated) :: gradientPassed @ kernelPassed

        let evaluate, repeated, stages =
            match evaluation passes with
            // Reals seldom repeat: the data decide when they are bound.
            | weighed, weighedStages when DistinctRows.dependOnReals arrays ->
                let evaluate, stages = evaluation (passes.Remove DistinctRows.name)
                let distinct = weighedStages |> List.filter (fst >> (=) DistinctRows.name)
                evaluate, Some weighed, stages @ [ "kernel", evaluate ] @ distinct @ [ "kernel of repeated rows", weighed ]
            | evaluate, stages -> evaluate, None, stages @ [ "kernel", evaluate ]

        let constrain, transforms, recorded = DensityPrograms.constrain plan coordinates shared

        let explain, terms = DensityPrograms.explain plan coordinates shared
        arrays.SetDimensions(shared.Terms, [ IConst(terms.Length + 2 * (terms |> List.sumBy _.Arguments.Length)) ])

        let kernel =
            { Evaluate = program "Evaluate" evaluate
              EvaluateRepeated = repeated |> Option.map (program "EvaluateRepeated")
              Constrain = program "Constrain" (evaluated arrays bind [ shared.Position ] constrain)
              Unconstrain = program "Unconstrain" (evaluated arrays bind [ shared.Values ] (DensityPrograms.unconstrain plan coordinates shared))
              Explain = simplified "Explain" explain
              Terms = terms
              Layout = layout plan transforms recorded }

        kernel, checks, ("program", target) :: stages

    let private withArrays (arrays: ArrayInfo list) (program: Program) = { program with Arrays = arrays }

    let private validatedText (plan: Plan) =
        let line name = "evaluate " + name
        Plan.order plan (plan.Bodies |> Map.toList |> List.map fst) |> List.map line |> String.concat "\n"

    let private unconstrainedText (plan: Plan) (fields: LayoutField list) =
        let names = plan.Arrays.All |> List.map (fun a -> a.Id, a.Name) |> dict
        let index = PrintProgram.index (fun array -> names[array])

        fields
        |> List.filter _.IsParameter
        |> List.map (fun f -> $"{f.External}: position[{index f.Offset} .. + {index f.PositionSize}], {f.Transform}")
        |> String.concat "\n"

    /// A system whose programs compute at bind time what depends on data alone.
    let private optimise arrays bind (s: OdeSystem) : OdeSystem =
        let split inputs (p: Program) = { p with Body = evaluated arrays bind inputs p.Body }

        { s with
            Slopes = split [ s.Input ] s.Slopes
            WeightedGradient = split [ s.Input; s.Weights ] s.WeightedGradient }

    let private assemble passes (plan: Plan) : Kernel =
        let shared = share plan
        let bind = Builder plan.Arrays
        let sampling, checks, stages = density passes plan shared bind SamplingCoordinates

        let canonical =
            if Plan.hasOwnCoordinates plan then
                let kernel, _, _ = density passes plan shared bind CanonicalCoordinates
                Some kernel
            else
                None

        let forecast =
            DensityPrograms.forecast plan shared
            |> Option.map (fun (family, body) -> family, { Name = "Forecast"; Arrays = []; Body = Cleaning.simplify plan.Arrays body })

        // Without the passes: it is short, and their work at bind time would be done for every fit.
        let logPrior =
            DensityPrograms.logPrior plan SamplingCoordinates shared
            |> Reverse.differentiate plan.Arrays shared.Position shared.Gradient
            |> Cleaning.simplify plan.Arrays

        let logLikelihood, observationCount = DensityPrograms.logLikelihood plan shared
        let logLikelihood = Cleaning.simplify plan.Arrays logLikelihood
        plan.Arrays.SetDimensions(shared.Observations, [ observationCount ])
        let prior = PredictivePrograms.prior plan shared
        let predict, predicted = PredictivePrograms.predict plan shared
        let kindOf (m: ModelMember) = if m.Role = Generated then GeneratedField else ObservedField
        let predictedFields = computed (IConst 0) kindOf predicted
        plan.Arrays.SetDimensions(shared.Predicted, [ predictedFields |> List.map _.ValueSize |> Plan.sum ])
        let drawing name = Result.map (fun body -> { Name = name; Arrays = []; Body = Cleaning.simplify plan.Arrays body })
        let predict = predict |> Result.map (evaluated plan.Arrays bind [ shared.Position ])
        let prior, predict = drawing "Prior" prior, drawing "Predict" predict
        let systems = plan.Arrays.Systems |> List.map (optimise plan.Arrays bind)
        let valueCount = sampling.Layout |> List.map _.ValueSize |> Plan.sum
        plan.Arrays.SetDimensions(shared.Values, [ valueCount ])
        let bindBody = bind.Body
        let all = plan.Arrays.All

        let complete (k: DensityKernel) =
            { k with
                Evaluate = withArrays all k.Evaluate
                EvaluateRepeated = k.EvaluateRepeated |> Option.map (withArrays all)
                Constrain = withArrays all k.Constrain
                Unconstrain = withArrays all k.Unconstrain
                Explain = withArrays all k.Explain }

        let modelText = PrintModel.model plan.Model

        { Model = plan.Model
          Bind = { Name = "Bind"; Arrays = all; Body = bindBody }
          Dimension = Plan.dimension plan
          ValueCount = valueCount
          ParameterValueCount = Plan.parameterValueCount plan
          Checks = checks
          Hints = Hints.find plan.Model plan.Reads
          Sampling = complete sampling
          Canonical = Option.map complete canonical
          LogPrior = { Name = "LogPrior"; Arrays = all; Body = logPrior }
          LogLikelihood = { Name = "LogLikelihood"; Arrays = all; Body = logLikelihood }
          ObservationCount = observationCount
          Forecast = forecast |> Option.map (fun (family, program) -> family, withArrays all program)
          Prior = prior |> Result.map (withArrays all)
          Predict = predict |> Result.map (withArrays all)
          Predicted = predictedFields
          Systems = systems |> List.map (fun s -> { s with Slopes = withArrays all s.Slopes; WeightedGradient = withArrays all s.WeightedGradient })
          Stages =
            lazy
                ([ "model", modelText
                   "validated", validatedText plan
                   "unconstrained", unconstrainedText plan sampling.Layout ]
                 @ (stages @ [ "bind time", bindBody ] |> List.map (fun (stage, body) -> stage, PrintProgram.body all body)))
          Identity = modelText }

    /// Compiles a model with the optimising passes of those names. Pure: equal models give equal kernels.
    let compileWith (passes: Set<string>) (model: Model) : Result<Kernel, Problem list> =
        match Validation.validate model with
        | Error problems -> Error problems
        | Ok plan ->
            try
                Ok(assemble passes plan)
            with LoweringFailure problem ->
                Error [ problem ]

    /// Compiles a model with every pass.
    let compile (model: Model) : Result<Kernel, Problem list> = compileWith (set Passes.names) model
