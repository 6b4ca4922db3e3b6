// Numbers that a hand-written kernel computes with: one, or eight at once.
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Exmc.Cli;

/// <summary>What a kernel needs. The functions are .NET's, so that a change of our own moves no calibration.</summary>
internal interface IKernelNumber<T> : IAdditionOperators<T, T, T>, ISubtractionOperators<T, T, T>, IMultiplyOperators<T, T, T>, IDivisionOperators<T, T, T>
    where T : struct, IKernelNumber<T>
{
    /// <summary>Evaluations at once.</summary>
    static abstract int Width { get; }

    static abstract T Of(double value);

    static abstract T Exp(T x);

    static abstract T Log(T x);
}

/// <summary>One number.</summary>
internal readonly struct OneNumber(double value) : IKernelNumber<OneNumber>
{
    private readonly double _value = value;

    public static int Width => 1;

    public static OneNumber Of(double value) => new(value);

    public static OneNumber Exp(OneNumber x) => new(Math.Exp(x._value));

    public static OneNumber Log(OneNumber x) => new(Math.Log(x._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneNumber operator +(OneNumber left, OneNumber right) => new(left._value + right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneNumber operator -(OneNumber left, OneNumber right) => new(left._value - right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneNumber operator *(OneNumber left, OneNumber right) => new(left._value * right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneNumber operator /(OneNumber left, OneNumber right) => new(left._value / right._value);
}

/// <summary>Eight numbers, one of each of eight chains.</summary>
internal readonly struct EightNumbers(Vector512<double> values) : IKernelNumber<EightNumbers>
{
    private readonly Vector512<double> _values = values;

    public static int Width => Vector512<double>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightNumbers Of(double value) => new(Vector512.Create(value));

    public static EightNumbers Exp(EightNumbers x) => new(Vector512.Exp(x._values));

    public static EightNumbers Log(EightNumbers x) => new(Vector512.Log(x._values));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightNumbers operator +(EightNumbers left, EightNumbers right) => new(left._values + right._values);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightNumbers operator -(EightNumbers left, EightNumbers right) => new(left._values - right._values);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightNumbers operator *(EightNumbers left, EightNumbers right) => new(left._values * right._values);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightNumbers operator /(EightNumbers left, EightNumbers right) => new(left._values / right._values);
}
