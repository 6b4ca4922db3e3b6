// Systems written by hand, with their derivatives.
using Exmc.Odes;

namespace Exmc.Tests.Odes;

/// <summary>z' = -theta z.</summary>
internal readonly struct Decay : IOdeSystem
{
    public void Derivative(ReadOnlySpan<double> input, Span<double> derivative) => derivative[0] = -input[1] * input[0];

    public void WeightedGradient(ReadOnlySpan<double> input, ReadOnlySpan<double> weights, Span<double> gradient)
    {
        gradient[0] = -weights[0] * input[1];
        gradient[1] = -weights[0] * input[0];
        gradient[2] = 0.0;
    }
}

/// <summary>An oscillator driven in time: x' = v, v' = -theta x + cos t.</summary>
internal readonly struct DrivenOscillator : IOdeSystem
{
    public void Derivative(ReadOnlySpan<double> input, Span<double> derivative)
    {
        derivative[0] = input[1];
        derivative[1] = (-input[2] * input[0]) + Math.Cos(input[3]);
    }

    public void WeightedGradient(ReadOnlySpan<double> input, ReadOnlySpan<double> weights, Span<double> gradient)
    {
        gradient[0] = -weights[1] * input[2];
        gradient[1] = weights[0];
        gradient[2] = -weights[1] * input[0];
        gradient[3] = -weights[1] * Math.Sin(input[3]);
    }
}

/// <summary>Predators and prey with all rates one, at rest at (1, 1).</summary>
internal readonly struct Predation : IOdeSystem
{
    public void Derivative(ReadOnlySpan<double> input, Span<double> derivative)
    {
        derivative[0] = (1.0 - input[1]) * input[0];
        derivative[1] = (input[0] - 1.0) * input[1];
    }

    public void WeightedGradient(ReadOnlySpan<double> input, ReadOnlySpan<double> weights, Span<double> gradient)
    {
        gradient[0] = (weights[0] * (1.0 - input[1])) + (weights[1] * input[1]);
        gradient[1] = (-weights[0] * input[0]) + (weights[1] * (input[0] - 1.0));
        gradient[2] = 0.0;
    }
}

/// <summary>Robertson's chemical kinetics, stiff: rates 0.04, 3e7 and 1e4 as parameters.</summary>
internal readonly struct Robertson : IOdeSystem
{
    public void Derivative(ReadOnlySpan<double> input, Span<double> derivative)
    {
        double first = input[3] * input[0], second = input[4] * input[1] * input[1], third = input[5] * input[1] * input[2];
        derivative[0] = -first + third;
        derivative[1] = first - third - second;
        derivative[2] = second;
    }

    public void WeightedGradient(ReadOnlySpan<double> input, ReadOnlySpan<double> weights, Span<double> gradient)
    {
        double first = weights[1] - weights[0], second = weights[2] - weights[1], third = weights[0] - weights[1];
        gradient[0] = first * input[3];
        gradient[1] = (second * 2.0 * input[4] * input[1]) + (third * input[5] * input[2]);
        gradient[2] = third * input[5] * input[1];
        gradient[3] = first * input[0];
        gradient[4] = second * input[1] * input[1];
        gradient[5] = third * input[1] * input[2];
        gradient[6] = 0.0;
    }
}

/// <summary>z' = theta z^2, which is infinite at t = 1 / (theta z0).</summary>
internal readonly struct Explosion : IOdeSystem
{
    public void Derivative(ReadOnlySpan<double> input, Span<double> derivative) => derivative[0] = input[1] * input[0] * input[0];

    public void WeightedGradient(ReadOnlySpan<double> input, ReadOnlySpan<double> weights, Span<double> gradient)
    {
        gradient[0] = 2.0 * weights[0] * input[1] * input[0];
        gradient[1] = weights[0] * input[0] * input[0];
        gradient[2] = 0.0;
    }
}
