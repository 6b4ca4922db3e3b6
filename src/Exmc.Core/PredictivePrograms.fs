/// Programs that draw: parameters from their priors, replications of data and generated values from a position.
namespace Exmc.Core

open Exmc.Core.Source
open Exmc.Core.Programs

module internal PredictivePrograms =

    /// The program of an evaluation, or why one of its distributions cannot be drawn from.
    let private outcome (e: Evaluation) : Result<Statement list, string> =
        match e.Lowering.Checks.Undrawable with
        | Some reason -> Error reason
        | None -> Ok(DensityPrograms.withoutTargets e)

    /// Stores parameters in declaration order, then deterministic values.
    let prior (plan: Plan) shared : Result<Statement list, string> =
        // A parameter that cannot be drawn is not a number, and so is what depends on it; nobody sees it.
        let parameterValue (e: Evaluation) (p: Parameter) (draw: DrawValue) =
            match PriorDraws.refusal p draw with
            | None -> PriorDraws.value e p draw
            | Some reason ->
                e.Lowering.Checks.Refuse reason
                Values.load (fun _ -> Constant nan) (ParameterValues.find plan p).Shape

        let e = Evaluation(plan, Builder plan.Arrays, parameterValue, true)
        DensityPrograms.storeEach plan e shared.Values (DensityPrograms.recordedNames plan)
        outcome e

    /// Stores replications of observed data, then generated values, each in declaration order; gives their shapes.
    let predict (plan: Plan) shared : Result<Statement list, string> * (ModelMember * Index list) list =
        let e = Evaluation(plan, Builder plan.Arrays, ParameterValues.fromPosition plan SamplingCoordinates shared.Position, true)
        let observed = DensityPrograms.membersOf plan (function Observed _ -> true | _ -> false)
        let members = observed @ DensityPrograms.membersOf plan ((=) Generated)
        DensityPrograms.storeEach plan e shared.Predicted (members |> List.map _.Name)
        outcome e, members |> List.map (fun m -> m, Values.shape (e.Value m.Name))
