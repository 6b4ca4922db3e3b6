// Standard normal variates from a random stream.
using System.Runtime.CompilerServices;

namespace Exmc;

/// <summary>The ziggurat method (Marsaglia and Tsang 2000) in Doornik's (2005) form, 128 layers.</summary>
internal static class NormalVariates
{
    private const int Layers = 128;
    private const double TailStart = 3.442619855899;
    private const double LayerArea = 9.91256303526217e-3;
    private static readonly double[] Edges = MakeEdges();
    private static readonly double[] Ratios = MakeRatios();

    /// <summary>Fills with independent variates.</summary>
    /// <returns>Sum of their squares, added in order.</returns>
    public static double Fill(RandomStream stream, Span<double> values)
    {
        double squares = 0;
        for (int i = 0; i < values.Length; i++)
        {
            double value = Next(stream);
            values[i] = value;
            squares += value * value;
        }

        return squares;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Next(RandomStream stream)
    {
        ulong bits = stream.Bits();
        int layer = LayerOf(bits);
        double uniform = UniformOf(bits);
        return Math.Abs(uniform) < Ratios[layer] ? uniform * Edges[layer] : Wedge(stream, layer, uniform);
    }

    // The layer takes the low bits and the uniform the high ones, so they are independent.
    private static int LayerOf(ulong bits) => (int)(bits & (Layers - 1));

    private static double UniformOf(ulong bits) => (((bits >> 11) + 0.5) * (1.0 / (1UL << 52))) - 1;

    // Outside the box of its layer: the tail, the wedge beside it, or another try.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static double Wedge(RandomStream stream, int layer, double uniform)
    {
        if (layer == 0)
        {
            return Tail(stream, uniform < 0);
        }

        double x = uniform * Edges[layer];
        double upper = Math.Exp(-0.5 * ((Edges[layer] * Edges[layer]) - (x * x)));
        double lower = Math.Exp(-0.5 * ((Edges[layer + 1] * Edges[layer + 1]) - (x * x)));
        return lower + (stream.Uniform() * (upper - lower)) < 1 ? x : Next(stream);
    }

    private static double Tail(RandomStream stream, bool negative)
    {
        double x;
        double y;
        do
        {
            x = Math.Log(stream.Uniform()) / TailStart;
            y = Math.Log(stream.Uniform());
        }
        while (-2 * y < x * x);
        return negative ? x - TailStart : TailStart - x;
    }

    private static double[] MakeEdges()
    {
        double[] edges = new double[Layers + 1];
        double height = Math.Exp(-0.5 * TailStart * TailStart);
        edges[0] = LayerArea / height;
        edges[1] = TailStart;
        for (int i = 2; i < Layers; i++)
        {
            edges[i] = Math.Sqrt(-2 * Math.Log((LayerArea / edges[i - 1]) + height));
            height = Math.Exp(-0.5 * edges[i] * edges[i]);
        }

        return edges;
    }

    private static double[] MakeRatios()
    {
        double[] ratios = new double[Layers];
        for (int i = 0; i < Layers; i++)
        {
            ratios[i] = Edges[i + 1] / Edges[i];
        }

        return ratios;
    }
}
