/// Derivative rules, one exhaustive table per arity. Each gives the adjoints of the arguments
/// from the adjoint `a` of the value, the arguments and the value itself.
namespace Exmc.Core

open System
open Exmc.Core.Programs

module Rules =

    let private two = Constant 2.0
    let private one = Constant 1.0
    let private logSqrtTwoPi = Constant(0.5 * Math.Log(2.0 * Math.PI))

    /// Adjoint of the argument; None where the derivative is zero almost everywhere. DLMF sections in brackets.
    let unary (b: Builder) op (a: Operand) (x: Operand) (value: Operand) : Operand option =
        let ( * ) p q = b.Binary(Multiply, p, q)
        let (+) p q = b.Binary(Add, p, q)
        let (-) p q = b.Binary(Subtract, p, q)
        let recip p = b.Unary(Reciprocal, p)

        match op with
        | Negate -> Some(b.Unary(Negate, a))
        | Reciprocal -> Some(b.Unary(Negate, a * b.Unary(Square, value)))
        | Square -> Some(a * two * x)
        | Sqrt -> Some(a * (Constant 0.5 * recip value))
        | Abs -> Some(a * b.Unary(Sign, x))
        | Sign
        | Floor -> None
        | Exp -> Some(a * value)
        | Log -> Some(a * recip x)
        | Log1p -> Some(a * recip (one + x))
        | Expm1 -> Some(a * (value + one))
        | Log1pExp -> Some(a * b.Unary(InverseLogit, x))
        | LogisticFactor -> Some(a * (b.Unary(Sign, x) * (one - value)))
        | InverseLogit -> Some(a * (value * (one - value)))
        | Sin -> Some(a * b.Unary(Cos, x))
        | Cos -> Some(b.Unary(Negate, a * b.Unary(Sin, x)))
        | Tanh -> Some(a * (one - b.Unary(Square, value)))
        | Atan -> Some(a * recip (one + b.Unary(Square, x)))
        | LogGamma -> Some(a * b.Unary(Digamma, x)) // [5.2.2]
        | Digamma -> Some(a * b.Unary(Trigamma, x)) // [5.15.1]
        | LogGammaHalfStep -> Some(a * b.Unary(DigammaHalfStep, x))
        | DigammaHalfStep -> invalidOp "The second derivatives of the ratio of gamma functions are not in the language."
        | Trigamma -> invalidOp "The derivative of the trigamma function is not in the language."
        | NormalCdf -> // [7.2.1]
            Some(a * b.Unary(Exp, Constant -0.5 * b.Unary(Square, x) - logSqrtTwoPi))
        | LogNormalCdf ->
            Some(a * b.Unary(Exp, Constant -0.5 * b.Unary(Square, x) - logSqrtTwoPi - value))
        | LogScaledBesselI0 -> Some(a * (b.Unary(BesselRatio, x) - b.Unary(Sign, x))) // [10.29.3]
        | BesselRatio -> invalidOp "The derivative of the ratio of Bessel functions is not in the language."

    /// Adjoints of the two arguments. An argument that is not active gets no rule evaluated.
    let binary (b: Builder) op (a: Operand) (x: Operand) (y: Operand) (value: Operand) : (unit -> Operand option) * (unit -> Operand option) =
        let ( * ) p q = b.Binary(Multiply, p, q)
        let (-) p q = b.Binary(Subtract, p, q)
        let choose comparison = b.Branch(CompareReal(comparison, x, y), (fun () -> [ a ]), (fun () -> [ Constant 0.0 ])).Head
        let some f = fun () -> Some(f ())
        let gammaDensity () = b.Unary(Exp, (x - Constant 1.0) * b.Unary(Log, y) - y - b.Unary(LogGamma, x))

        match op with
        | Add -> some (fun () -> a), some (fun () -> a)
        | Subtract -> some (fun () -> a), some (fun () -> b.Unary(Negate, a))
        | Multiply -> some (fun () -> a * y), some (fun () -> a * x)
        | Divide -> some (fun () -> a * b.Unary(Reciprocal, y)), some (fun () -> b.Unary(Negate, a * value * b.Unary(Reciprocal, y)))
        | Power -> some (fun () -> a * y * b.Binary(Power, x, y - Constant 1.0)), some (fun () -> a * value * b.Unary(Log, x))
        | Minimum -> some (fun () -> choose LessOrEqual), some (fun () -> choose Greater)
        | Maximum -> some (fun () -> choose GreaterOrEqual), some (fun () -> choose Less)
        | LogSumExp -> some (fun () -> a * b.Unary(Exp, x - value)), some (fun () -> a * b.Unary(Exp, y - value))
        | GammaP -> // [8.8.13]
            some (fun () -> a * b.Binary(GammaPDerivativeShape, x, y)),
            some (fun () -> a * gammaDensity ())
        | GammaQ ->
            some (fun () -> a * b.Binary(GammaQDerivativeShape, x, y)), some (fun () -> b.Unary(Negate, a * gammaDensity ()))
        | StudentTCdf -> // Johnson, Kotz and Balakrishnan (1995), (28.2)
            let half p = Constant 0.5 * p
            let (+) p q = b.Binary(Add, p, q)

            let density () =
                let logKernel = half (x + one) * b.Unary(Log1p, b.Unary(Square, y) * b.Unary(Reciprocal, x))
                let logFront = b.Unary(LogGamma, half (x + one)) - b.Unary(LogGamma, half x) - half (b.Unary(Log, x * Constant Math.PI))
                b.Unary(Exp, logFront - logKernel)

            some (fun () -> a * b.Binary(StudentTCdfDerivativeNu, x, y)), some (fun () -> a * density ())
        | OwensT -> // Owen (1956), Annals of Mathematical Statistics 27, (2.3) and (2.4)
            let (+) p q = b.Binary(Add, p, q)
            let density p = b.Unary(Exp, Constant -0.5 * b.Unary(Square, p) - logSqrtTwoPi)
            let stretch = one + b.Unary(Square, y)
            let slope () = b.Unary(Exp, Constant -0.5 * b.Unary(Square, x) * stretch) * b.Unary(Reciprocal, stretch) * Constant(0.5 / Math.PI)
            some (fun () -> a * density x * (Constant 0.5 - b.Unary(NormalCdf, x * y))), some (fun () -> a * slope ())
        | StudentTCdfDerivativeNu -> invalidOp "The second derivatives of Student's distribution function are not in the language."
        | GammaPDerivativeShape
        | GammaQDerivativeShape -> invalidOp "The second derivatives of the incomplete gamma functions are not in the language."

    /// Adjoints of the three arguments. That of x in I_x(a, b) is [8.17.1].
    let ternary (b: Builder) op (a: Operand) (p: Operand) (q: Operand) (x: Operand) =
        let ( * ) u v = b.Binary(Multiply, u, v)
        let (-) u v = b.Binary(Subtract, u, v)
        let (+) u v = b.Binary(Add, u, v)

        match op with
        | MultiplyAdd -> (fun () -> Some(a * q)), (fun () -> Some(a * p)), (fun () -> Some a)
        | BetaI ->
            let density () =
                b.Unary(
                    Exp,
                    (p - one) * b.Unary(Log, x)
                    + (q - one) * b.Unary(Log1p, b.Unary(Negate, x))
                    + b.Unary(LogGamma, p + q)
                    - b.Unary(LogGamma, p)
                    - b.Unary(LogGamma, q)
                )

            (fun () -> Some(a * b.Ternary(BetaIDerivativeA, p, q, x))),
            (fun () -> Some(a * b.Ternary(BetaIDerivativeB, p, q, x))),
            (fun () -> Some(a * density ()))
        | VonMisesMass ->
            let density t =
                let lag = b.Unary(Square, b.Unary(Sin, Constant 0.5 * t))
                b.Unary(Exp, Constant -2.0 * p * lag - b.Unary(LogScaledBesselI0, p) - logSqrtTwoPi - logSqrtTwoPi)

            (fun () -> Some(a * b.Ternary(VonMisesMassDerivativeKappa, p, q, x))),
            (fun () -> Some(b.Unary(Negate, a * density q))),
            (fun () -> Some(a * density x))
        | VonMisesMassDerivativeKappa -> invalidOp "The second derivatives of the von Mises distribution function are not in the language."
        | BetaIDerivativeA
        | BetaIDerivativeB -> invalidOp "The second derivatives of the incomplete beta function are not in the language."
