/// Sums of data over classes of rows, computed when data are bound.
namespace Exmc.Core

open System.Collections.Generic
open Exmc.Core.Programs

/// Sums over the rows of each class, of which there are `count`.
type internal ClassSums(b: Builder, names: Renaming, active: Activity, loop: Loop, classes: ArrayId, count: Index) =
    let isData s = (Effects.targets [ s ]).IsEmpty && Effects.results s |> List.forall (fun v -> not (active.Vars.Contains v))

    let weights = Dictionary<Operand list, ArrayId>()

    let product operands = operands |> List.fold (fun x factor -> b.Binary(Multiply, x, names.Operand factor)) (Constant 1.0)

    /// The sum of a scalar of data, which may depend on the class, too.
    let sum name (term: Index -> Operand) =
        let array = b.Scratch(name, [ count ])
        b.Statement(Zero array)

        b.ForEach(IConst 0, names.Index loop.Until, fun row ->
            names.BindIndex(loop.Index, row)
            Copying.statements b names Keep.all (List.filter isData loop.Body)
            let place = ILoad(classes, [ row ])
            b.Statement(Increment(array, [ place ], term place)))

        array

    let ofClass name (value: Index -> Operand) =
        let array = b.Scratch(name, [ count ])
        b.ForEach(IConst 0, count, fun k -> b.Statement(Store(array, [ k ], value k)))
        array

    /// The sum of a product of scalars of data: the number of rows when there are none.
    member _.Weights(factors: Operand list) : ArrayId =
        match weights.TryGetValue factors with
        | true, array -> array
        | _ ->
            let array = sum "weights" (fun _ -> product factors)
            weights[factors] <- array
            array

    /// The mean of readings in two parts, the second one what rounding took from the first; and the sum of squares around it.
    member this.Moments(factors, reading: Operand) : ArrayId * ArrayId * ArrayId =
        let weights = this.Weights factors
        let mean name total = ofClass name (fun k -> b.Binary(Divide, b.Load(total, [ k ]), b.Binary(Maximum, b.Load(weights, [ k ]), Constant System.Double.Epsilon)))
        let weighed x = b.Binary(Multiply, product factors, x)
        let means = mean "means" (sum "sums" (fun _ -> weighed (names.Operand reading)))
        let deviation place = b.Binary(Subtract, names.Operand reading, b.Load(means, [ place ]))
        let remainders = mean "remainders" (sum "sums" (deviation >> weighed))
        let squares = sum "squares" (fun place -> weighed (b.Unary(Square, b.Binary(Subtract, deviation place, b.Load(remainders, [ place ])))))
        means, remainders, squares
