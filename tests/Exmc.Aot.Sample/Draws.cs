// Draws as text that two programs can be compared by.
using System.Globalization;

namespace Exmc.Aot.Sample;

internal static class Draws
{
    /// <summary>A position, each number so that it can be read back to the last bit.</summary>
    public static string Text(ReadOnlySpan<double> position)
    {
        string[] numbers = new string[position.Length];
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = position[i].ToString("R", CultureInfo.InvariantCulture);
        }

        return string.Join(' ', numbers);
    }

    /// <summary>The 64-bit FNV-1a hash, over words, of the bits of every position of a fit.</summary>
    public static string Checksum(Posterior fit)
    {
        ulong hash = 14695981039346656037;
        for (int chain = 0; chain < fit.ChainCount; chain++)
        {
            for (int draw = 0; draw < fit.DrawCount; draw++)
            {
                foreach (double value in fit.Positions(chain, draw))
                {
                    hash = (hash ^ BitConverter.DoubleToUInt64Bits(value)) * 1099511628211;
                }
            }
        }

        return hash.ToString("X16", CultureInfo.InvariantCulture);
    }
}
