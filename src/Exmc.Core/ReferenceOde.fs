/// Differential equations solved slowly and accurately: the oracle of the solvers.
namespace Exmc.Core

module ReferenceOde =

    /// The modified midpoint rule in n substeps. Hairer, Norsett and Wanner (1993), Solving Ordinary Differential Equations I, II.9.
    let private midpoint (slope: float -> float[] -> float[]) t h n (z: float[]) =
        let s = h / float n
        let step factor from direction = Array.map2 (fun a b -> a + factor * b) from direction

        let rec go k before now =
            if k = n then
                now
            else
                go (k + 1) now (step (2.0 * s) before (slope (t + float k * s) now))

        go 1 z (step s z (slope t z))

    /// One interval by extrapolation in the square of the substep, halved where that does not settle.
    let rec private advance slope t h (z: float[]) depth : float[] =
        let extend (row: float[] list) k =
            let numbers = 2 * (k + 1)
            let first = midpoint slope t h numbers z

            let combine (lower: float[], column) (upper: float[]) =
                let ratio = float numbers / float (numbers - 2 * column)
                Array.map2 (fun a b -> a + (a - b) / (ratio * ratio - 1.0)) lower upper, column + 1

            row |> List.scan combine (first, 1) |> List.map fst

        let rec settle row k =
            let next = extend row k
            let best, previous = List.last next, List.last row
            let isSettled = Array.forall2 (fun (a: float) b -> abs (a - b) <= 1e-14 * max 1.0 (abs a)) best previous

            if isSettled then Some best
            elif k = 9 then None
            else settle next (k + 1)

        match settle (extend [] 0) 1 with
        | Some result -> result
        | None when depth = 14 -> Array.map (fun _ -> nan) z
        | None -> advance slope (t + 0.5 * h) (0.5 * h) (advance slope t (0.5 * h) z (depth + 1)) (depth + 1)

    /// States at the times, from the initial ones.
    let solve (slope: float -> float[] -> float[]) (start: float) (initial: float[]) (times: float[]) : float[] list =
        let step (t, z) next = next, (if next > t then advance slope t (next - t) z 0 else z)
        times |> List.ofArray |> List.scan step (start, initial) |> List.tail |> List.map snd

    /// Derivatives of each solution with respect to initial states and parameters, with the solution. `jacobian` gives the
    /// derivatives of the slopes, a row for each state.
    let sensitivities slope (jacobian: float -> float[] -> float[,]) parameterCount start (initial: float[]) times : float[,] list =
        let n = initial.Length
        let columns = n + parameterCount
        let matrix (z: float[]) = Array2D.init n columns (fun i j -> z[n + i * columns + j])

        let extended t (z: float[]) =
            let s, j = matrix z, jacobian t z[.. n - 1]

            let element i k =
                (if k >= n then j[i, k] else 0.0) + Seq.sum (Seq.init n (fun m -> j[i, m] * s[m, k]))

            Array.append (slope t z[.. n - 1]) (Array.init (n * columns) (fun at -> element (at / columns) (at % columns)))

        let start0 = Array.append initial (Array.init (n * columns) (fun at -> if at / columns = at % columns then 1.0 else 0.0))
        solve extended start start0 times |> List.map matrix
