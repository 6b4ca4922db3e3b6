// Checks that generated code runs when data are bound, before any sampling.
using System.Globalization;

namespace Exmc;

public static partial class ModelData
{
    /// <summary>Refuses infinite values, and NaN unless missing values are allowed.</summary>
    /// <exception cref="InvalidDataException">Names member, position, value and remedy.</exception>
    public static void RequireFinite(string member, ReadOnlySpan<double> values, bool allowMissing)
    {
        for (int i = 0; i < values.Length; i++)
        {
            double value = values[i];
            if (double.IsFinite(value) || (allowMissing && double.IsNaN(value)))
            {
                continue;
            }

            string remedy = double.IsNaN(value)
                ? "Declare [Data(AllowMissing = true)] if readings may be missing, or remove it."
                : "Data must be finite: remove or replace it.";
            throw new InvalidDataException($"{member}{Place(i, values.Length)} is {Text(value)}. {remedy}");
        }
    }

    /// <summary>Refuses a length that does not match.</summary>
    /// <param name="member">The member that needs the lengths to agree.</param>
    /// <param name="dimension">The length's name, for example "X.Columns".</param>
    /// <param name="actual">The length.</param>
    /// <param name="expectedDimension">The name of the length it must have.</param>
    /// <param name="expected">The length it must have.</param>
    /// <exception cref="InvalidDataException">Names the member, both dimensions and both lengths.</exception>
    public static void RequireLength(string member, string dimension, int actual, string expectedDimension, int expected)
    {
        if (actual != expected)
        {
            throw new InvalidDataException($"{dimension} is {actual}, but '{member}' needs it to be {Length(expectedDimension, expected)}. Make the lengths agree.");
        }
    }

    /// <summary>Refuses a length below another one.</summary>
    /// <param name="member">The member that needs it.</param>
    /// <param name="dimension">The length's name, for example "X.Rows".</param>
    /// <param name="actual">The length.</param>
    /// <param name="leastDimension">The name of the smallest length allowed.</param>
    /// <param name="least">The smallest length allowed.</param>
    /// <exception cref="InvalidDataException">Names the member, both dimensions and both lengths.</exception>
    public static void RequireAtLeast(string member, string dimension, int actual, string leastDimension, int least)
    {
        if (actual < least)
        {
            throw new InvalidDataException($"{dimension} is {actual}, but '{member}' needs at least {Length(leastDimension, least)}. Give more data or fewer columns.");
        }
    }

    /// <summary>Refuses values that are smaller than the one before.</summary>
    /// <exception cref="InvalidDataException">Names member, position and both values.</exception>
    public static void RequireAscending(string member, ReadOnlySpan<double> values)
    {
        for (int i = 1; i < values.Length; i++)
        {
            if (values[i] < values[i - 1])
            {
                throw new InvalidDataException($"{member}{Place(i, values.Length)} is {Text(values[i])}, but {Text(values[i - 1])} comes before it. Times must ascend: sort the readings.");
            }
        }
    }

    /// <summary>Refuses values outside [lower, upper]; a NaN bound is no bound, NaN values pass.</summary>
    /// <exception cref="InvalidDataException">Names member, position, value and the bounds.</exception>
    public static void RequireRange(string member, ReadOnlySpan<double> values, double lower, double upper)
    {
        for (int i = 0; i < values.Length; i++)
        {
            RequireInRange(member, i, values.Length, values[i], lower, upper);
        }
    }

    /// <summary>Refuses integers outside [lower, upper]; a NaN bound is no bound.</summary>
    /// <exception cref="InvalidDataException">Names member, position, value and the bounds.</exception>
    public static void RequireRange(string member, ReadOnlySpan<int> values, double lower, double upper)
    {
        for (int i = 0; i < values.Length; i++)
        {
            RequireInRange(member, i, values.Length, values[i], lower, upper);
        }
    }

    /// <summary>Refuses indices that, after adding a shift, lie outside [0, count).</summary>
    /// <exception cref="InvalidDataException">Names member, position, value and the valid range.</exception>
    public static void RequireIndex(string member, ReadOnlySpan<int> values, string dimension, int count, int shift = 0)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if ((uint)(values[i] + shift) >= (uint)count)
            {
                throw new InvalidDataException(
                    $"{member}{Place(i, values.Length)} is {values[i]}, but must be between {-shift} and {count - 1 - shift}, because it selects one of {Length(dimension, count)}. Indices of models are 0-based: subtract 1 from 1-based data.");
            }
        }
    }

    /// <summary>Refuses data with which a member would read outside a vector; an empty range of places passes.</summary>
    /// <exception cref="InvalidDataException">Names the member, the place and the length.</exception>
    public static void RequirePlaces(string member, int lowest, int highest, string dimension, int count)
    {
        if (highest >= lowest && (lowest < 0 || highest >= count))
        {
            throw new InvalidDataException(
                $"With these data '{member}' reads elements {lowest} to {highest}, but there are {Length(dimension, count)}. Make the lengths of the data agree, or correct the loop's bounds.");
        }
    }

    /// <summary>Refuses values that a distribution of the model cannot take; NaN passes.</summary>
    /// <exception cref="InvalidDataException">Names member, position, value and the range.</exception>
    public static void RequireBetween(string member, ReadOnlySpan<double> values, double lower, double upper, bool isOpen)
    {
        for (int i = 0; i < values.Length; i++)
        {
            RequireBetween(member, i, values.Length, values[i], lower, upper, isOpen);
        }
    }

    /// <summary>Refuses integers that a distribution of the model cannot take.</summary>
    /// <exception cref="InvalidDataException">Names member, position, value and the range.</exception>
    public static void RequireBetween(string member, ReadOnlySpan<int> values, double lower, double upper, bool isOpen)
    {
        for (int i = 0; i < values.Length; i++)
        {
            RequireBetween(member, i, values.Length, values[i], lower, upper, isOpen);
        }
    }

    private static void RequireBetween(string member, int index, int count, double value, double lower, double upper, bool isOpen)
    {
        if (value < lower || value > upper || (isOpen && (value == lower || value == upper)))
        {
            string range = double.IsPositiveInfinity(upper)
                ? (isOpen ? $"greater than {Text(lower)}" : $"at least {Text(lower)}")
                : $"{(isOpen ? "strictly " : string.Empty)}between {Text(lower)} and {Text(upper)}";
            throw new InvalidDataException($"{member}{Place(index, count)} is {Text(value)}, but the model's distributions need it {range}. Correct the data or choose another distribution.");
        }
    }

    private static void RequireInRange(string member, int index, int count, double value, double lower, double upper)
    {
        if (value < lower || value > upper)
        {
            string range = double.IsNaN(upper) ? $"at least {Text(lower)}"
                : double.IsNaN(lower) ? $"at most {Text(upper)}"
                : $"between {Text(lower)} and {Text(upper)}";
            throw new InvalidDataException($"{member}{Place(index, count)} is {Text(value)}, but must be {range}. Correct the data or the declared bounds.");
        }
    }

    /// <summary>A length and its name, if that is more than the length itself.</summary>
    private static string Length(string dimension, int length)
    {
        string number = length.ToString(CultureInfo.InvariantCulture);
        return dimension == number ? number : $"{number} ({dimension})";
    }

    private static string Place(int index, int length) => length == 1 ? string.Empty : $"[{index}]";

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
