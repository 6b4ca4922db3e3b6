/// The programs of a kernel in one coordinate system.
namespace Exmc.Core

open Exmc.Core.Source
open Exmc.Core.Programs

/// Arrays that all programs of a kernel share.
type internal SharedArrays =
    { Position: ArrayId
      Gradient: ArrayId
      Values: ArrayId
      Terms: ArrayId
      Forecast: ArrayId
      Observations: ArrayId
      Predicted: ArrayId }

module internal DensityPrograms =

    let names (plan: Plan) = plan.Model.Parameters |> List.map _.Name

    let membersOf (plan: Plan) isWanted = plan.Model.Members |> List.filter (fun m -> isWanted m.Role)

    /// Names of the terms of the log density: priors, then factors and observations in declaration order.
    let termNames (plan: Plan) = names plan @ (membersOf plan MemberRole.isTerm |> List.map _.Name)

    let private dataRead (m: ModelMember) =
        match m.Role with
        | Observed data -> [ data ]
        | _ -> []

    /// Arguments of a distribution that have elements, by their names, and the value they give a density to.
    let private argumentsOf (draw: DrawValue) value =
        let bound name = Option.map (fun b -> name, b) >> Option.toList
        let named = List.zip (Distributions.find draw.Family).Parameters draw.Arguments @ bound "lower" draw.Lower @ bound "upper" draw.Upper
        ("value", value) :: (named |> List.filter (fun (_, a) -> match a with TupleOf _ | DrawOf _ -> false | _ -> true))

    /// Adds a term; gives what it is computed from.
    let private addTerm (plan: Plan) (e: Evaluation) name : (string * Value) list =
        match plan.Model.Members |> List.tryFind (fun m -> m.Name = name) with
        | None ->
            e.Lowering.Densities.AddLogDensity(e.Prior name, e.Value name, false)
            argumentsOf (e.Prior name) (e.Value name)
        | Some({ Role = Observed data } as m) ->
            let field, array = plan.Data[data]
            let draw = e.Distribution m
            let value = DataValues.value e.Builder (field, array)
            e.Lowering.Checks.Observed(draw.Family, data)
            e.Lowering.Densities.AddLogDensity(draw, value, field.AllowMissing)
            // A missing reading, which is NaN, is no mistake.
            argumentsOf draw value |> if field.AllowMissing then List.tail else id
        | Some _ ->
            e.Lowering.Densities.AddFactor(e.Value name)
            Plan.readBy plan.Reads name |> List.distinct |> List.map (fun read -> read, e.Value read)

    let private evaluation plan coordinates (shared: SharedArrays) =
        Evaluation(plan, Builder plan.Arrays, ParameterValues.fromPosition plan coordinates shared.Position, false)

    let private densityRoots plan =
        names plan @ (membersOf plan MemberRole.isTerm |> List.collect (fun m -> m.Name :: dataRead m))

    /// The log density as targets, before differentiation, with the checks its data must pass.
    let logDensity (plan: Plan) coordinates shared : Statement list * DataCheck list =
        let e = evaluation plan coordinates shared
        e.Run(Plan.order plan (densityRoots plan))
        for name in termNames plan do addTerm plan e name |> ignore
        FixedInputs.require plan.Arrays shared.Position e.Builder.Body
        e.Builder.Body, e.Lowering.Checks.All

    /// The priors alone as targets, before differentiation, with the Jacobians of their transforms.
    let logPrior (plan: Plan) coordinates shared : Statement list =
        let e = evaluation plan coordinates shared
        e.Run(Plan.order plan (names plan))
        for name in names plan do addTerm plan e name |> ignore
        FixedInputs.require plan.Arrays shared.Position e.Builder.Body
        e.Builder.Body

    /// The least and the largest element; NaN when one is.
    let private extremes (e: Evaluation) (value: Value) : Operand list =
        let b = e.Builder

        let rec over lengths place (least, largest) =
            match lengths with
            | [] ->
                let x = e.Lowering.Shapes.Scalar(e.Lowering.Shapes.At(value, List.rev place))
                b.Binary(Minimum, least, x), b.Binary(Maximum, largest, x)
            | length :: rest ->
                let results, _ =
                    b.Loop(IConst 0, length, false, [ least; largest ], fun i entries ->
                        let least, largest = over rest (IVar i :: place) (entries[0], entries[1])
                        [ least; largest ], [])

                results[0], results[1]

        let least, largest = over (Values.shape value) [] (Constant infinity, Constant -infinity)
        [ least; largest ]

    /// Stores each term of the log density, its parameter's log Jacobian included, and the extremes of what it is computed from.
    let explain (plan: Plan) coordinates shared : Statement list * Term list =
        let e = evaluation plan coordinates shared
        let slices = ResizeArray<string * Statement list>()
        let mutable start = 0

        let cut name =
            let body = e.Builder.Body
            slices.Add(name, List.skip start body)
            start <- body.Length

        for name in Plan.order plan (densityRoots plan) do
            e.Run [ name ]
            cut name

        let arguments =
            [ for name in termNames plan do
                  let arguments = addTerm plan e name |> List.map (fun (argument, value) -> argument, extremes e value)
                  cut name
                  arguments ]

        let fresh () = e.Builder.NewVar()
        let parts = slices |> Seq.map (fun (name, statements) -> name, TargetSums.collect fresh statements) |> List.ofSeq

        let total k name =
            let operands = parts |> List.filter (fst >> (=) name) |> List.collect (snd >> snd)

            let add (statements, sum) operand =
                let v = fresh ()
                statements @ [ Let(v, Apply2(Add, sum, operand)) ], Use v

            let statements, sum = operands |> List.fold add ([], Constant 0.0)
            statements @ [ Store(shared.Terms, [ IConst k ], sum) ]

        let stores =
            arguments
            |> List.collect (List.collect snd)
            |> List.mapi (fun k x -> Store(shared.Terms, [ IConst(arguments.Length + k) ], x))

        (parts |> List.collect (snd >> fst)) @ (termNames plan |> List.mapi total |> List.concat) @ stores,
        List.map2 (fun name own -> { Name = name; Arguments = List.map fst own }) (termNames plan) arguments

    /// Stores the log density of every observation; gives their number.
    let logLikelihood (plan: Plan) shared : Statement list * Index =
        let e = evaluation plan SamplingCoordinates shared
        let observed = membersOf plan (function Observed _ -> true | _ -> false)
        e.Run(Plan.order plan (observed |> List.collect (fun m -> m.Name :: dataRead m)))

        let store offset (m: ModelMember) =
            let field, array = plan.Data[(dataRead m).Head]
            let put i x = e.Builder.Statement(Store(shared.Observations, [ Integers.add offset i ], x))
            Integers.add offset (e.Lowering.Densities.StoreLogDensities(e.Distribution m, DataValues.value e.Builder (field, array), field.AllowMissing, put))

        let count = observed |> List.fold store (IConst 0)
        TargetSums.collect e.Builder.NewVar e.Builder.Body |> fst, count

    /// Evaluates members and what they need, and stores their values one after the other.
    let storeEach (plan: Plan) (e: Evaluation) array (names: string list) : unit =
        e.Run(Plan.order plan names)
        e.Lowering.Shapes.StoreInOrder(array, names |> List.map e.Value)

    /// The statements of an evaluation that adds no density: the Jacobians fall away.
    let withoutTargets (e: Evaluation) = e.Builder.Body |> TargetSums.collect e.Builder.NewVar |> fst

    /// Parameters in declaration order, then deterministic values.
    let recordedNames (plan: Plan) = names plan @ (membersOf plan ((=) Deterministic) |> List.map _.Name)

    /// Stores parameters in declaration order, then deterministic values; gives the name of each parameter's transform
    /// and the length of each deterministic value.
    let constrain (plan: Plan) coordinates shared : Statement list * string list * (ModelMember * Index list) list =
        let e = evaluation plan coordinates shared
        storeEach plan e shared.Values (recordedNames plan)
        let body = withoutTargets e
        let recorded = membersOf plan ((=) Deterministic)
        let transform (p: Parameter) = ParameterValues.transformName plan coordinates e p (e.Prior p.Name)
        body, plan.Model.Parameters |> List.map transform, recorded |> List.map (fun m -> m, Values.shape (e.Value m.Name))

    let unconstrain (plan: Plan) coordinates shared : Statement list =
        let parameterValue = ParameterValues.fromValues plan coordinates shared.Values shared.Position
        let e = Evaluation(plan, Builder plan.Arrays, parameterValue, false)
        e.Run(Plan.order plan (names plan))
        e.Builder.Body

    /// Family and the program that stores its arguments, when the model has a forecast.
    let forecast (plan: Plan) shared : (Family * Statement list) option =
        membersOf plan ((=) Forecast)
        |> List.tryHead
        |> Option.map (fun m ->
            let e = evaluation plan SamplingCoordinates shared
            e.Run(Plan.order plan [ m.Name ])
            let draw = e.Distribution m
            let unsupported what remedy = raise (LoweringFailure(Unsupported(what, remedy, draw.At)))

            if draw.Lower.IsSome || draw.Upper.IsSome then
                unsupported "a truncated forecast" "Return the distribution without bounds."

            if not ((Distributions.find draw.Family).CanForecast) then
                unsupported $"a forecast distributed %A{draw.Family}" "Use Normal, StudentT or another distribution whose quantiles the runtime knows."

            if not (e.Lowering.Densities.DrawShape draw).IsEmpty then
                unsupported "a forecast of several readings" "Return the scalar distribution of the next one."

            draw.Arguments
            |> List.iteri (fun k a -> e.Builder.Statement(Store(shared.Forecast, [ IConst k ], e.Lowering.Shapes.Scalar a)))

            draw.Family, TargetSums.collect e.Builder.NewVar e.Builder.Body |> fst)
