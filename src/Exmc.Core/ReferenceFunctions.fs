/// Special functions for the interpreters: short series and continued fractions, slow and obvious.
/// Sources: NIST DLMF, sections in brackets.
namespace Exmc.Core

open System

module ReferenceFunctions =

    /// Shifts the argument up by a recurrence until an asymptotic series holds. Every comparison here ends on NaN.
    let rec private shifted limit step series x =
        if not (x < limit) then series x else step x (shifted limit step series (x + 1.0))

    /// [5.11.1] after [5.5.1]; x > 0.
    let logGamma x =
        let series (x: float) =
            let y = 1.0 / (x * x)

            let tail =
                (1.0 / 12.0 + y * (-1.0 / 360.0 + y * (1.0 / 1260.0 + y * (-1.0 / 1680.0 + y * (1.0 / 1188.0 - y * 691.0 / 360360.0))))) / x

            (x - 0.5) * log x - x + 0.5 * log (2.0 * Math.PI) + tail

        // The logarithms of the shift are taken of their product: one rounding instead of many.
        let rec product p x = if not (x < 16.0) then p, x else product (p * x) (x + 1.0)
        let p, shiftedUp = product 1.0 x
        series shiftedUp - log p

    /// [5.11.2] after [5.5.2]; x > 0.
    let digamma x =
        let series (x: float) =
            let y = 1.0 / (x * x)
            log x - 0.5 / x - y * (1.0 / 12.0 - y * (1.0 / 120.0 - y * (1.0 / 252.0 - y * (1.0 / 240.0 - y * (1.0 / 132.0)))))

        shifted 16.0 (fun x next -> next - 1.0 / x) series x

    /// Derivative of [5.11.2] after [5.15.5]; x > 0.
    let trigamma x =
        let series (x: float) =
            let y = 1.0 / (x * x)
            1.0 / x + 0.5 * y + y / x * (1.0 / 6.0 - y * (1.0 / 30.0 - y * (1.0 / 42.0 - y * (1.0 / 30.0 - y * (5.0 / 66.0)))))

        shifted 16.0 (fun x next -> next + 1.0 / (x * x)) series x

    /// log of gamma(x + 1/2) / gamma(x) and its derivative [5.11.8, 5.5.1]; x > 0. Each step shifts the ratio by x / (x + 1/2).
    let private halfSteps =
        let bernoulli = [ 2, 1.0 / 6.0; 4, -1.0 / 30.0; 6, 1.0 / 42.0; 8, -1.0 / 30.0; 10, 5.0 / 66.0; 12, -691.0 / 2730.0; 14, 7.0 / 6.0 ]
        bernoulli |> List.map (fun (k, number) -> float (k - 1), (2.0 ** (1.0 - float k) - 2.0) * number / float (k * (k - 1)))

    let logGammaHalfStep x =
        let series x = 0.5 * log x + List.sumBy (fun (power, c) -> c * x ** -power) halfSteps
        let rec product p x = if not (x < 16.0) then p, x else product (p * (x / (x + 0.5))) (x + 1.0)
        let p, shiftedUp = product 1.0 x
        series shiftedUp + log p

    let digammaHalfStep x =
        let series x = 0.5 / x - List.sumBy (fun (power, c) -> power * c * x ** (-power - 1.0)) halfSteps
        shifted 16.0 (fun x next -> next + 0.5 / (x * (x + 0.5))) series x

    /// A continued fraction b0 + a1/(b1 + a2/(b2 + ...)), from the tail forwards.
    let private fraction terms (b: int -> float) (a: int -> float) =
        let mutable value = b terms

        for k in terms - 1 .. -1 .. 0 do
            value <- b k + a (k + 1) / value

        value

    /// exp(x^2) erfc(x), x > 0 and not small [7.9.1].
    let private scaledErfc x = 1.0 / (sqrt Math.PI * fraction 400 (fun _ -> x) (fun k -> float k / 2.0))

    /// [7.6.2] near zero, [7.9.1] beyond.
    let erfc (x: float) : float =
        let rec erf (sum: float) (term: float) k =
            let next = term * 2.0 * x * x / (2.0 * float k + 1.0)
            if abs next > 1e-18 * abs sum then erf (sum + next) next (k + 1) else sum

        let direct () = 1.0 - 2.0 / sqrt Math.PI * exp (-x * x) * erf x x 1

        if x > 1.5 then exp (-x * x) * scaledErfc x
        elif x < -1.5 then 2.0 - exp (-x * x) * scaledErfc -x
        else direct ()

    let normalCdf x = 0.5 * erfc (-x / sqrt 2.0)

    let logNormalCdf x =
        if x < -3.0 then log (0.5 * scaledErfc (-x / sqrt 2.0)) - 0.5 * x * x
        elif x > 3.0 then Math.Log(1.0 - 0.5 * erfc (x / sqrt 2.0))
        else log (normalCdf x)

    /// P and Q by [8.7.1] left of the mean, by [8.9.2] right of it.
    let private incompleteGamma a x =
        if x <= 0.0 then
            0.0, 1.0
        else
            let front = exp (a * log x - x - logGamma a)

            if x < a + 1.0 then
                let rec series sum term k =
                    let next = term * x / (a + float k)
                    if next > 1e-18 * sum then series (sum + next) next (k + 1) else sum

                let p = front * series (1.0 / a) (1.0 / a) 1
                p, 1.0 - p
            else
                let q = front / fraction 1000 (fun k -> x + 2.0 * float k + 1.0 - a) (fun k -> float k * (a - float k))
                1.0 - q, q

    let gammaP a x = fst (incompleteGamma a x)
    let gammaQ a x = snd (incompleteGamma a x)

    /// exp(-x) I_order(x), x >= 0, by the trapezoidal rule on [10.32.3]; the integrand is periodic, so the rule converges fast.
    let private scaledBesselI (order: int) (x: float) =
        let steps = 400 + 40 * int (sqrt x)
        let term k = (let t = Math.PI * float k / float steps in exp (-2.0 * x * sin (0.5 * t) ** 2.0) * cos (float order * t))
        (0.5 * (term 0 + term steps) + Seq.sum (Seq.init (steps - 1) (fun k -> term (k + 1)))) / float steps

    let logScaledBesselI0 (x: float) = log (scaledBesselI 0 (abs x))
    let besselRatio x = float (sign x) * scaledBesselI 1 (abs x) / scaledBesselI 0 (abs x)

    /// [8.17.22], by symmetry on the side where it converges.
    let rec betaI a b x =
        if x <= 0.0 then 0.0
        elif x >= 1.0 then 1.0
        elif x > (a + 1.0) / (a + b + 2.0) then 1.0 - betaI b a (1.0 - x)
        else
            let d k =
                let m = float (k / 2)

                if k % 2 = 0 then
                    m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m))
                else
                    -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0))

            let front = exp (a * log x + b * Math.Log(1.0 - x) + logGamma (a + b) - logGamma a - logGamma b) / a
            front / fraction 1000 (fun _ -> 1.0) d

    /// Abramowitz and Stegun 26.7.1; near the centre by the complementary argument.
    let studentTCdf nu t =
        if t * t < nu then
            0.5 + 0.5 * float (sign t) * betaI 0.5 (0.5 * nu) (t * t / (nu + t * t))
        else
            let tail = 0.5 * betaI (0.5 * nu) 0.5 (nu / (nu + t * t))
            if t > 0.0 then 1.0 - tail else tail

    /// Owen (1956), (2.1), by Simpson's rule.
    let owensT (h: float) (a: float) =
        let steps = 2000
        let at k = (let x = a * float k / float steps in exp (-0.5 * h * h * (1.0 + x * x)) / (1.0 + x * x))
        let weighted k = (if k = 0 || k = steps then 1.0 elif k % 2 = 1 then 4.0 else 2.0) * at k
        Seq.sum (Seq.init (steps + 1) weighted) * a / (6.0 * float steps * Math.PI)

    /// The integral of the Fourier series of the density, whose coefficients are ratios of Bessel functions by backward recurrence
    /// [10.29.1]: exact to rounding, not relative to its size.
    let vonMisesMass (kappa: float) (from: float) (until: float) =
        let terms = 60 + int (10.0 * sqrt kappa)

        let upTo (t: float) =
            let _, series =
                List.fold
                    (fun (ratio, sum) j ->
                        let ratio = kappa / (2.0 * float j + kappa * ratio)
                        ratio, ratio * (sin (float j * t) / float j + sum))
                    (0.0, 0.0)
                    [ terms .. -1 .. 1 ]

            0.5 * t / Math.PI + series / Math.PI

        upTo until - upTo from

    /// Central differences of sixth order.
    let derivative f (x: float) =
        let h = 0.01 * min 1.0 x
        let d k = f (x + float k * h) - f (x - float k * h)
        (45.0 * d 1 - 9.0 * d 2 + d 3) / (60.0 * h)

    /// Lower Cholesky factor of a symmetric matrix.
    let cholesky (a: float[,]) : float[,] =
        let n = Array2D.length1 a
        let l = Array2D.zeroCreate n n

        for i in 0 .. n - 1 do
            for j in 0..i do
                let rest = a[i, j] - Seq.sum (Seq.init j (fun k -> l[i, k] * l[j, k]))
                l[i, j] <- if i = j then sqrt rest else rest / l[j, j]

        l

    /// A matrix R with R'R = A'A, for A by rows: triangular by the modified Gram-Schmidt process, each column twice, or A itself when that is
    /// to have as many rows.
    let gramFactor rows columns rowsOfFactor (a: float[]) : float[] =
        if rowsOfFactor = rows && rows < columns then
            Array.copy a
        else
            let q = Array.init columns (fun j -> Array.init rows (fun i -> a[i * columns + j]))
            let r = Array.zeroCreate (columns * columns)
            let dot x y = Array.map2 (*) x y |> Array.sum

            for j in 0 .. columns - 1 do
                let before = sqrt (dot q[j] q[j])

                for _ in 1..2 do
                    for k in 0 .. j - 1 do
                        let along = dot q[k] q[j]
                        r[k * columns + j] <- r[k * columns + j] + along
                        q[j] <- Array.map2 (fun x y -> x - along * y) q[j] q[k]

                let rest = sqrt (dot q[j] q[j])

                // What is left of a column that depends on those before it is rounding, and has no direction.
                if rest > 1e-13 * before then
                    r[j * columns + j] <- rest
                    q[j] <- q[j] |> Array.map (fun x -> x / rest)
                else
                    q[j] <- Array.zeroCreate rows

            r

    /// Orthonormal and upper triangular factor by the modified Gram-Schmidt process, each column twice. A column that depends on those
    /// before it has no direction of its own: its orthonormal column is zero, and its triangular one that of a scaled unit matrix.
    let qr (a: float[,]) : float[,] * float[,] =
        let n, p = Array2D.length1 a, Array2D.length2 a
        let q, r = Array2D.copy a, Array2D.zeroCreate p p
        let norm j = sqrt (Seq.sum (Seq.init n (fun i -> q[i, j] * q[i, j])))
        let largest = Seq.max (Seq.append [ 0.0 ] (Seq.init p norm))

        for j in 0 .. p - 1 do
            let before = norm j

            for _ in 1..2 do
                for k in 0 .. j - 1 do
                    let along = Seq.sum (Seq.init n (fun i -> q[i, k] * q[i, j]))
                    r[k, j] <- r[k, j] + along
                    for i in 0 .. n - 1 do q[i, j] <- q[i, j] - along * q[i, k]

            let rest = norm j

            if rest > 1e-12 * before then
                r[j, j] <- rest
                for i in 0 .. n - 1 do q[i, j] <- q[i, j] / rest
            else
                for k in 0 .. j - 1 do r[k, j] <- 0.0
                r[j, j] <- if largest > 0.0 then largest else 1.0
                for i in 0 .. n - 1 do q[i, j] <- 0.0

        q, r

    let unary op (x: float) : float =
        match op with
        | Negate -> -x
        | Reciprocal -> 1.0 / x
        | Square -> x * x
        | Sqrt -> sqrt x
        | Abs -> abs x
        | Sign -> if Double.IsNaN x then x else float (sign x)
        | Floor -> floor x
        | Exp -> exp x
        | Log -> log x
        // Kahan's corrections: the error of 1 + x, or of exp x, cancels.
        | Log1p -> (let y = 1.0 + x in if y = 1.0 then x elif Double.IsInfinity y then y else log y * (x / (y - 1.0)))
        | Expm1 -> (let y = exp x in if y = 1.0 then x elif y = 0.0 || Double.IsInfinity y then y - 1.0 else (y - 1.0) * (x / log y))
        | Log1pExp -> if x > 35.0 then x + exp -x elif x < -35.0 then exp x else log (1.0 + exp x)
        | LogisticFactor -> 1.0 + exp -(abs x)
        | InverseLogit -> 1.0 / (1.0 + exp -x)
        | Sin -> sin x
        | Cos -> cos x
        | Tanh -> tanh x
        | Atan -> atan x
        | LogGamma -> logGamma x
        | Digamma -> digamma x
        | Trigamma -> trigamma x
        | LogGammaHalfStep -> logGammaHalfStep x
        | DigammaHalfStep -> digammaHalfStep x
        | NormalCdf -> normalCdf x
        | LogNormalCdf -> logNormalCdf x
        | LogScaledBesselI0 -> logScaledBesselI0 x
        | BesselRatio -> besselRatio x

    let binary op (x: float) (y: float) : float =
        match op with
        | Add -> x + y
        | Subtract -> x - y
        | Multiply -> x * y
        | Divide -> x / y
        | Power -> x ** y
        | Minimum -> min x y
        | Maximum -> max x y
        | LogSumExp ->
            let m = max x y
            if Double.IsInfinity m then m else m + log (exp (x - m) + exp (y - m))
        | GammaP -> gammaP x y
        | GammaPDerivativeShape -> derivative (fun a -> gammaP a y) x
        | GammaQ -> gammaQ x y
        | GammaQDerivativeShape -> derivative (fun a -> gammaQ a y) x
        | OwensT -> owensT x y
        | StudentTCdf -> studentTCdf x y
        | StudentTCdfDerivativeNu -> derivative (fun nu -> studentTCdf nu y) x

    let ternary op (a: float) (b: float) (x: float) : float =
        match op with
        | MultiplyAdd -> a * b + x
        | BetaI -> betaI a b x
        | BetaIDerivativeA -> derivative (fun a -> betaI a b x) a
        | BetaIDerivativeB -> derivative (fun b -> betaI a b x) b
        | VonMisesMass -> vonMisesMass a b x
        | VonMisesMassDerivativeKappa -> derivative (fun kappa -> vonMisesMass kappa b x) a

    let compare op (x: float) (y: float) =
        match op with
        | Less -> x < y
        | LessOrEqual -> x <= y
        | Greater -> x > y
        | GreaterOrEqual -> x >= y
        | Equal -> x = y
        | NotEqual -> x <> y

    let compareIntegers op (x: int) (y: int) = compare op (float x) (float y)

    let integer op (x: int) (y: int) =
        match op with
        | IntAdd -> x + y
        | IntSubtract -> x - y
        | IntMultiply -> x * y
        | IntDivide -> x / y
        | IntRemainder -> x % y
        | IntMinimum -> min x y
        | IntMaximum -> max x y
