// The draws of Reference/loo_reference.R and the figures that R computed from them.
using System.Text.Json;

namespace Exmc.Tests;

internal static class ReferenceDraws
{
    public const int Chains = 4;
    public const int Draws = 250;
    public const int Observations = 12;
    private static readonly JsonElement Figures = Read();

    /// <summary>An autoregressive parameter, chain by chain.</summary>
    public static double[] Parameter { get; } = MakeParameter();

    public static double[] Figure(string group, string name) => [.. Figures.GetProperty(group).GetProperty(name).EnumerateArray().Select(value => value.GetDouble())];

    /// <summary>Log likelihoods by observation; the tails of the importance ratios grow heavier with the observation and the strength.</summary>
    public static double[][] LogLikelihood(double strength) =>
        [.. Enumerable.Range(1, Observations).Select(i => Parameter.Select(x => OfReading(i, x, strength)).ToArray())];

    private static double OfReading(int i, double parameter, double strength)
    {
        double z = ((i - 4) * 0.5) - (0.125 * i * parameter * strength);
        return -0.5 * z * z;
    }

    private static double[] MakeParameter()
    {
        double state = 20240607;
        double[] parameter = new double[Chains * Draws];
        double x = 0;
        for (int s = 0; s < parameter.Length; s++)
        {
            double e = 0;
            for (int j = 0; j < 12; j++)
            {
                state = state * 48271 % 2147483647;
                e += state / 2147483647;
            }

            x = (s % Draws == 0 ? 0 : 0.3 * x) + (e - 6);
            parameter[s] = x;
        }

        return parameter;
    }

    private static JsonElement Read()
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "loo_reference.json")));
        return document.RootElement.Clone();
    }
}
