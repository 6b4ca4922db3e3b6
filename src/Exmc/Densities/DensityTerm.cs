// A term of the log density, for messages.
using System.Globalization;

namespace Exmc;

/// <summary>A term of the log density: the member that declares it and what it is computed from.</summary>
/// <param name="Name">The member's name.</param>
/// <param name="Arguments">Arguments of its distribution, the value first, or members that a factor reads.</param>
public readonly record struct DensityTerm(string Name, string[] Arguments)
{
    /// <summary>Numbers that describe all terms at a position: the log density of each, then the least and the largest element of each argument.</summary>
    public static int CountOfNumbers(ReadOnlySpan<DensityTerm> terms)
    {
        int count = terms.Length;
        foreach (DensityTerm term in terms)
        {
            count += 2 * term.Arguments.Length;
        }

        return count;
    }

    /// <summary>The first term that is not finite, with its log density and its arguments; empty when all are finite.</summary>
    public static string FirstNotFinite(ReadOnlySpan<DensityTerm> terms, ReadOnlySpan<double> numbers)
    {
        int extremes = terms.Length;
        for (int k = 0; k < terms.Length; k++)
        {
            if (!double.IsFinite(numbers[k]))
            {
                List<string> arguments = [];
                foreach (string argument in terms[k].Arguments)
                {
                    arguments.Add(Describe(argument, numbers[extremes], numbers[extremes + 1]));
                    extremes += 2;
                }

                string given = arguments.Count == 0 ? string.Empty : " with " + string.Join(", ", arguments);
                return string.Create(CultureInfo.InvariantCulture, $"'{terms[k].Name}' has log density {numbers[k]}{given}");
            }

            extremes += 2 * terms[k].Arguments.Length;
        }

        return string.Empty;
    }

    private static string Describe(string argument, double least, double largest) =>
        least > largest ? $"no {argument}"
        : least < largest ? string.Create(CultureInfo.InvariantCulture, $"{argument} from {least:G6} to {largest:G6}")
        : string.Create(CultureInfo.InvariantCulture, $"{argument} = {least:G6}");
}
