/// Runs programs, slowly and obviously, over one or several lanes in lock step. The oracle of code writers and passes.
namespace Exmc.Core

open System.Collections.Generic
open Exmc.Core.Programs

/// The contents of an array in one lane, row-major.
type Contents =
    | Reals of float[]
    | Integers of int[]

/// Arrays of every lane and the lanes' log densities. Lengths agree between lanes.
type Machine(lanes: int) =
    let contents = Dictionary<ArrayId, Contents[]>()
    let dimensions = Dictionary<ArrayId, int list>()
    let solved = Dictionary<struct (int * int), float[]>()

    member _.Lanes = lanes
    member val Targets: float[] = Array.zeroCreate lanes
    /// Systems of differential equations, by their numbers.
    member val Systems: OdeSystem list = [] with get, set
    /// Input of a system's latest solution in a lane.
    member _.Solved
        with get (number: int, lane: int) = solved[struct (number, lane)]
        and set (number: int, lane: int) (input: float[]) = solved[struct (number, lane)] <- input
    /// Where random numbers come from.
    member val Variates: Variate -> float list -> float = (fun _ _ -> invalidOp "This program draws random numbers, and nothing gives them.") with get, set

    /// Gives an array its lengths and its contents in each lane.
    member _.Set(array, lengths: int list, perLane: Contents[]) =
        dimensions[array] <- lengths
        contents[array] <- perLane

    member _.Contains array = contents.ContainsKey array
    member _.Contents(array, lane) = contents[array][lane]
    member _.Lengths array = dimensions[array]

    member _.Reals(array, lane) =
        match contents[array][lane] with
        | Reals values -> values
        | Contents.Integers _ -> invalidOp "An array of integers was read as reals."

    member _.Integers(array, lane) =
        match contents[array][lane] with
        | Contents.Integers values -> values
        | Reals _ -> invalidOp "An array of reals was read as integers."

module InterpretProgram =

    let private place (lengths: int list) (path: int list) =
        if lengths.Length <> path.Length then
            invalidOp $"{path.Length} indices for {lengths.Length} axes."

        List.fold2
            (fun offset length i ->
                if i < 0 || i >= length then
                    raise (System.IndexOutOfRangeException $"Index {i} of an axis of length {length}.")

                offset * length + i)
            0
            lengths
            path

    /// Lower Cholesky factor of row-major contents.
    let private cholesky n (a: float[]) (l: float[]) =
        ReferenceFunctions.cholesky (Array2D.init n n (fun i j -> a[i * n + j])) |> Array2D.iteri (fun i j x -> l[i * n + j] <- x)

    /// Adds the adjoint of A to `bar`, from L and its adjoint, by the recurrences of the factorisation run backwards.
    let private choleskyAdjoint n (l: float[]) (lBar: float[]) (bar: float[]) =
        let work = Array.copy lBar

        for i in n - 1 .. -1 .. 0 do
            for j in i .. -1 .. 0 do
                let diagonal = l[j * n + j]

                let rest =
                    if i = j then
                        0.5 * work[i * n + i] / diagonal
                    else
                        work[j * n + j] <- work[j * n + j] - work[i * n + j] * l[i * n + j] / diagonal
                        work[i * n + j] / diagonal

                bar[i * n + j] <- bar[i * n + j] + rest

                for k in 0 .. j - 1 do
                    work[i * n + k] <- work[i * n + k] - rest * l[j * n + k]
                    work[j * n + k] <- work[j * n + k] - rest * l[i * n + k]

    /// A scalar in every lane.
    type private Frame(machine: Machine) =
        let reals = Dictionary<Var, float[]>()
        let indices = Dictionary<Var, int>()

        member _.Each(f: int -> 'a) = Array.init machine.Lanes f
        member _.SetReal(v, values: float[]) = reals[v] <- values
        member _.SetIndex(v, i) = indices[v] <- i

        member _.Operand(operand, lane) =
            match operand with
            | Constant x -> x
            | Use v -> reals[v][lane]

        member this.Index(index, lane) : int =
            match index with
            | IConst i -> i
            | IVar v -> indices[v]
            | ILength(array, axis) -> (machine.Lengths array)[axis]
            | IBinary(op, a, b) -> ReferenceFunctions.integer op (this.Index(a, lane)) (this.Index(b, lane))
            | ILoad(array, path) -> (machine.Integers(array, lane))[this.Place(array, path, lane)]

        member this.Place(array, path: Index list, lane) =
            place (machine.Lengths array) (path |> List.map (fun i -> this.Index(i, lane)))

        /// An index that steers a loop: the same in every lane.
        member this.Common index =
            match this.Each(fun lane -> this.Index(index, lane)) |> Array.distinct with
            | [| i |] -> i
            | _ -> invalidOp "Lanes disagree on the bounds of a loop."

        member this.Condition(condition, lane) : bool =
            match condition with
            | Always -> true
            | CompareReal(op, a, b) -> ReferenceFunctions.compare op (this.Operand(a, lane)) (this.Operand(b, lane))
            | CompareInteger(op, a, b) -> ReferenceFunctions.compareIntegers op (this.Index(a, lane)) (this.Index(b, lane))
            | IsNaN a -> System.Double.IsNaN(this.Operand(a, lane))
            | AllOf all -> all |> List.forall (fun c -> this.Condition(c, lane))
            | AnyOf all -> all |> List.exists (fun c -> this.Condition(c, lane))
            | Negation c -> not (this.Condition(c, lane))

        member this.Operation(operation, lane) =
            let value operand = this.Operand(operand, lane)

            match operation with
            | Apply1(op, a) -> ReferenceFunctions.unary op (value a)
            | Apply2(op, a, b) -> ReferenceFunctions.binary op (value a) (value b)
            | Apply3(op, a, b, c) -> ReferenceFunctions.ternary op (value a) (value b) (value c)
            | Load(array, path) -> (machine.Reals(array, lane))[this.Place(array, path, lane)]
            | FromInteger i -> float (this.Index(i, lane))

    /// The bits of a row of an array.
    let private rowOf (machine: Machine) array lane i : int64 list =
        let size = List.fold (*) 1 (machine.Lengths array).Tail

        [ for k in i * size .. (i + 1) * size - 1 ->
              match machine.Contents(array, lane) with
              | Reals values -> System.BitConverter.DoubleToInt64Bits values[k]
              | Contents.Integers values -> int64 values[k] ]

    /// The first rows of the classes that these classes of rows are in.
    let private firsts (classes: int[]) = [| for k in 0 .. Array.fold max -1 classes -> Array.findIndex ((=) k) classes |]

    /// Every lane gets as many rows as the one with most classes: those without a class are like the first.
    let private distinctRows (machine: Machine) classes source =
        let chosen = Array.init machine.Lanes (fun lane -> firsts (machine.Integers(classes, lane)))
        let count = chosen |> Array.map _.Length |> Array.max
        let size = List.fold (*) 1 (machine.Lengths source).Tail
        let place lane k = if k < chosen[lane].Length then chosen[lane][k] else 0
        let pick lane (values: 'a[]) = Array.init (count * size) (fun j -> values[place lane (j / size) * size + j % size])

        let contents lane =
            match machine.Contents(source, lane) with
            | Reals values -> Reals(pick lane values)
            | Contents.Integers values -> Contents.Integers(pick lane values)

        count :: (machine.Lengths source).Tail, Array.init machine.Lanes contents

    /// Rows of data are found; other arrays that have no contents yet get zeros.
    let private allocate (machine: Machine) (frame: Frame) (program: Program) =
        for info in program.Arrays do
            if not (machine.Contains info.Id) then
                match info.Role with
                | RowClasses(count, keys) ->
                    let n = frame.Common count

                    let classesOf lane =
                        let rows = [| for i in 0 .. n - 1 -> [ for key in keys -> rowOf machine key lane i ] |]
                        let distinct = Array.distinct rows
                        Contents.Integers(rows |> Array.map (fun row -> Array.findIndex ((=) row) distinct))

                    machine.Set(info.Id, [ n ], Array.init machine.Lanes classesOf)
                | DistinctRows(classes, source) ->
                    let lengths, contents = distinctRows machine classes source
                    machine.Set(info.Id, lengths, contents)
                | _ ->
                    let lengths = info.Dimensions |> List.map frame.Common
                    let count = List.fold (*) 1 lengths
                    machine.Set(info.Id, lengths, Array.init machine.Lanes (fun _ -> Reals(Array.zeroCreate count)))

    /// The functions of a system of differential equations in one lane.
    let private slopesAndJacobian (execute: Program -> unit) (machine: Machine) (system: OdeSystem) lane (parameters: float[]) states =
        let arrayOf (program: Program) role = (Effects.written program.Body |> List.find (fun a -> role = (program.Arrays |> List.find (fun info -> info.Id = a)).Role))
        let set array (values: float[]) = machine.Set(array, [ values.Length ], Array.init machine.Lanes (fun _ -> Reals(Array.copy values)))

        let run (program: Program) output count =
            set output (Array.zeroCreate count)
            execute program
            Array.copy (machine.Reals(output, lane))

        let setInput t (z: float[]) = set system.Input (Array.concat [ z; parameters; [| t |] ])

        let slopes t z =
            setInput t z
            run system.Slopes (arrayOf system.Slopes (Values "slopes")) states

        let jacobian t z =
            setInput t z

            let row i =
                set system.Weights (Array.init states (fun k -> if k = i then 1.0 else 0.0))
                run system.WeightedGradient (arrayOf system.WeightedGradient Gradient) (states + parameters.Length + 1)

            array2D [ for i in 0 .. states - 1 -> row i ]

        slopes, jacobian

    /// Runs statements in the lanes of `mask`; the others keep what they have.
    let rec private run (machine: Machine) (frame: Frame) (mask: bool[]) (statements: Statement list) =
        let selected = [ for lane in 0 .. machine.Lanes - 1 do if mask[lane] then lane ]

        for statement in statements do
            match statement with
            | Let(v, operation) -> frame.SetReal(v, frame.Each(fun lane -> if mask[lane] then frame.Operation(operation, lane) else nan))
            | Store(array, path, x) ->
                for lane in selected do
                    (machine.Reals(array, lane))[frame.Place(array, path, lane)] <- frame.Operand(x, lane)
            | Increment(array, path, x) ->
                for lane in selected do
                    let values, i = machine.Reals(array, lane), frame.Place(array, path, lane)
                    values[i] <- values[i] + frame.Operand(x, lane)
            | Zero array -> for lane in selected do (let values = machine.Reals(array, lane) in System.Array.Clear(values, 0, values.Length))
            | Sample(v, variate, arguments) ->
                let draw lane = machine.Variates variate (arguments |> List.map (fun a -> frame.Operand(a, lane)))
                frame.SetReal(v, frame.Each(fun lane -> if mask[lane] then draw lane else nan))
            | Target x ->
                for lane in selected do
                    machine.Targets[lane] <- machine.Targets[lane] + frame.Operand(x, lane)
            | Call(primitive, inputs, output) ->
                for lane in selected do
                    let n = (machine.Lengths output).Head
                    let read array = machine.Reals(array, lane)

                    match primitive, inputs with
                    | Cholesky, [ a ] -> cholesky n (read a) (read output)
                    | CholeskyAdjoint, [ l; lBar ] -> choleskyAdjoint n (read l) (read lBar) (read output)
                    | GramFactor, [ a ] ->
                        let lengths = machine.Lengths a
                        ReferenceFunctions.gramFactor lengths[0] lengths[1] n (read a) |> Array.iteri (fun i x -> (read output)[i] <- x)
                    // Here packed is as it was, with rows of zeros after the last.
                    | Pack, [ a ] -> read a |> Array.iteri (fun i x -> (read output)[i] <- x)
                    | (Product | PanelProduct), [ matrix; vector ] ->
                        let x = read vector
                        for i in 0 .. n - 1 do
                            (read output)[i] <- Seq.sum (seq { for j in 0 .. x.Length - 1 -> (read matrix)[i * x.Length + j] * x[j] })
                    | PanelProductAdjoint, [ matrix; seed ] ->
                        (read seed) |> Array.iteri (fun i s ->
                            for j in 0 .. n - 1 do
                                (read output)[j * 8 + i % 8] <- (read output)[j * 8 + i % 8] + s * (read matrix)[i * n + j])
                    | ColumnSums, [ sums ] -> read sums |> Array.iteri (fun k s -> (read output)[k / 8] <- (read output)[k / 8] + s)
                    | ProductAdjoint, [ matrix; seed ] ->
                        (read seed) |> Array.iteri (fun i s ->
                            for j in 0 .. n - 1 do
                                (read output)[j] <- (read output)[j] + s * (read matrix)[i * n + j])
                    | Qr(factor, _), [ a ] ->
                        let lengths = machine.Lengths a
                        let columns = lengths[1]
                        let q, r = ReferenceFunctions.qr (Array2D.init lengths[0] columns (fun i j -> (read a)[i * columns + j]))
                        (match factor with Orthonormal -> q | Triangular -> r) |> Seq.cast<float> |> Seq.iteri (fun i x -> (read output)[i] <- x)
                    | SolveOde k, [ input; times; _ ] ->
                        let states, all = (machine.Lengths output)[1], Array.copy (read input)
                        let initial, parameters = Array.splitAt states all
                        let slopes, _ = system machine k lane parameters states
                        let rows = ReferenceOde.solve slopes (Array.head (read times)) initial (Array.tail (read times))
                        Array.concat rows |> Array.iteri (fun i x -> (read output)[i] <- x)
                        machine.Solved(k, lane) <- all
                    | SolveOdeAdjoint k, [ solution; seed; times ] ->
                        let states = (machine.Lengths solution)[1]
                        let initial, parameters = Array.splitAt states (machine.Solved(k, lane))
                        let slopes, jacobian = system machine k lane parameters states
                        let all = ReferenceOde.sensitivities slopes jacobian parameters.Length (Array.head (read times)) initial (Array.tail (read times))

                        for row, s in List.indexed all do
                            s |> Array2D.iteri (fun i j x -> (read output)[j] <- (read output)[j] + (read seed)[row * states + i] * x)
                    | _ -> invalidOp $"%A{primitive} got {inputs.Length} inputs."
            | Loop l -> loop machine frame mask l
            | Branch br -> branch machine frame mask br

    and private system machine k lane parameters states =
        let execute (program: Program) =
            let frame = Frame machine
            allocate machine frame program
            run machine frame (Array.create machine.Lanes true) program.Body

        slopesAndJacobian execute machine machine.Systems[k] lane parameters states

    and private loop machine frame mask l =
        let from, until = frame.Common l.From, frame.Common l.Until
        let operand x = frame.Each(fun lane -> if mask[lane] then frame.Operand(x, lane) else nan)
        let order = if l.Descending then [ until - 1 .. -1 .. from ] else [ from .. until - 1 ]
        let mutable carried = l.Carried |> List.map (fun c -> operand c.Initial)
        let mutable sums = l.Sums |> List.map (fun _ -> Array.zeroCreate<float> machine.Lanes)

        for i in order do
            frame.SetIndex(l.Index, i)
            List.iter2 (fun (c: Carried) values -> frame.SetReal(c.Entry, values)) l.Carried carried
            run machine frame mask l.Body
            carried <- l.Carried |> List.map (fun c -> operand c.Next)
            sums <- List.map2 (fun (s: Sum) total -> Array.map2 (+) total (operand s.Term)) l.Sums sums

        List.iter2 (fun (c: Carried) values -> frame.SetReal(c.Result, values)) l.Carried carried
        List.iter2 (fun (s: Sum) total -> frame.SetReal(s.Total, total)) l.Sums sums

    /// Both arms run, each in its own lanes; the results are selected.
    and private branch machine frame mask br =
        let isTrue = frame.Each(fun lane -> mask[lane] && frame.Condition(br.Condition, lane))
        let isFalse = Array.map2 (fun inside isTaken -> inside && not isTaken) mask isTrue
        if Array.contains true isTrue then run machine frame isTrue br.Then
        if Array.contains true isFalse then run machine frame isFalse br.Else

        for r in br.Results do
            frame.SetReal(r.Result, frame.Each(fun lane ->
                if isTrue[lane] then frame.Operand(r.WhenTrue, lane)
                elif isFalse[lane] then frame.Operand(r.WhenFalse, lane)
                else nan))

    /// Runs a program in every lane. Arrays that have no contents yet get zeros; Targets are added to.
    let execute (machine: Machine) (program: Program) =
        let frame = Frame machine
        allocate machine frame program
        run machine frame (Array.create machine.Lanes true) program.Body
