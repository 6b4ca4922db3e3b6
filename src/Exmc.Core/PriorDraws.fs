/// Random draws of parameters from their priors.
namespace Exmc.Core

open Exmc.Core.Source
open Exmc.Core.Programs

module internal PriorDraws =

    let private hasVectorArgument (draw: DrawValue) = draw.Arguments |> List.exists (fun a -> not (Values.shape a).IsEmpty)

    /// Why a parameter cannot be drawn from its prior.
    let refusal (p: Parameter) (draw: DrawValue) : string option =
        let row = Distributions.find draw.Family
        let isProperFlat = draw.Family = Flat && draw.Lower.IsSome && draw.Upper.IsSome
        let because text = Some $"'{p.Name}' {text}"

        match p.Constraint, draw.Family with
        | Elementwise, _ when row.Sample.IsNone && not isProperFlat -> because $"has the prior %A{draw.Family}, which is improper or has no random draws; give it a proper one"
        | Elementwise, _
        | UnitVector, Flat -> None
        | SumToZero, Normal when not (hasVectorArgument draw) -> None
        | (Ordered | PositiveOrdered), _ when row.Sample.IsSome && not (hasVectorArgument draw) -> None
        | _ when List.contains row.Support [ OnSimplex; OnCorrelations; OnCholeskyCorrelations; OnCovariances; OnCholeskyCovariances ] -> None
        | constraint_, family -> because $"is constrained (%A{constraint_}) and its prior %A{family} is restricted to that without a direct draw"

    /// Elements in increasing order: each is the smallest above the one before.
    let private sorted (e: Evaluation) (v: VectorValue) : Value =
        let b = e.Builder
        let array = b.Arrays.Add("sorted", RealElement, [ v.Length ], Scratch)

        b.Scan(IConst 0, v.Length, false, Constant -infinity, fun k before ->
            let next =
                b.Scan(IConst 0, v.Length, false, Constant infinity, fun i smallest ->
                    let x = v.At i
                    (b.Branch(CompareReal(Greater, x, before), (fun () -> [ b.Binary(Minimum, x, smallest) ]), (fun () -> [ smallest ]))).Head)

            b.Statement(Store(array, [ k ], next))
            next)
        |> ignore

        Values.load (fun at -> b.Load(array, at)) [ v.Length ]

    /// Every parameter of the model has one: `refusal` found nothing.
    let value (e: Evaluation) (p: Parameter) (draw: DrawValue) : Value =
        let shapes, densities = e.Lowering.Shapes, e.Lowering.Densities
        let b = e.Builder
        let settledVector d = shapes.Materialise("draw", shapes.Vector(densities.Simulate d))

        let elementwise (v: VectorValue) f =
            shapes.Settled(p.Name, VectorOf { Length = v.Length; At = (fun i -> f (v.At i)); IsPlain = false })

        match p.Constraint with
        | Ordered -> sorted e (settledVector draw)
        | PositiveOrdered ->
            let isPositive = (Distributions.find draw.Family).Support = Positive
            let positive = if isPositive then draw else { draw with Lower = draw.Lower |> Option.orElse (Some(ScalarValue(Constant 0.0))) }
            sorted e (settledVector positive)
        | SumToZero ->
            let v = settledVector draw
            let mean = shapes.Reduce(Mean, v)
            elementwise v (fun x -> b.Binary(Subtract, x, mean))
        | UnitVector ->
            let standard = { draw with Family = Normal; Arguments = [ ScalarValue(Constant 0.0); ScalarValue(Constant 1.0) ] }
            let v = settledVector standard
            let norm = b.Unary(Sqrt, shapes.SumOver(v.Length, fun i -> b.Unary(Square, v.At i)))
            elementwise v (fun x -> b.Binary(Divide, x, norm))
        | _ -> densities.Simulate draw
