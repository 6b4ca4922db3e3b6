// Positions to values and back.
namespace Exmc.Testing;

/// <summary>A position, the values it stands for, the position of these values.</summary>
internal sealed class TransformCheck(IDensity density)
{
    /// <summary>Relative to the larger of the number and one.</summary>
    private const double Tolerance = 1e-8;

    private readonly bool[] _isFolded = Folded(density.Layout);
    private readonly double[] _values = new double[density.Layout.ValueCount];
    private readonly double[] _again = new double[density.Layout.ValueCount];
    private readonly double[] _back = new double[density.Dimension];

    /// <summary>Whether both signs of a coordinate stand for one value.</summary>
    public static bool[] Folded(ParameterLayout layout)
    {
        bool[] folded = new bool[layout.Dimension];
        foreach (LayoutEntry entry in layout.Entries.Where(entry => entry.Role == LayoutRole.Parameter && entry.Transform == "folded"))
        {
            folded.AsSpan(entry.Offset, entry.Size).Fill(true);
        }

        return folded;
    }

    /// <summary>What is wrong at a position; null when nothing is.</summary>
    public string? At(double[] position)
    {
        ParameterLayout layout = density.Layout;
        density.Constrain(position, _values);
        density.Unconstrain(_values.AsSpan(0, layout.ParameterValueCount), _back);
        for (int k = 0; k < position.Length; k++)
        {
            double expected = _isFolded[k] ? Math.Abs(position[k]) : position[k];
            if (!IsClose(expected, _back[k]))
            {
                return FormattableString.Invariant(
                    $"coordinate {k} ({GradientCheck.Coordinate(layout, k)}) comes back from its values as {_back[k]:R}, not as {expected:R}");
            }
        }

        density.Constrain(_back, _again);
        for (int value = 0; value < _values.Length; value++)
        {
            if (!IsClose(_values[value], _again[value]) && !(double.IsNaN(_values[value]) && double.IsNaN(_again[value])))
            {
                return FormattableString.Invariant($"the value {layout.ValueNames[value]} is {_values[value]:R}, and {_again[value]:R} after a way back and forth");
            }
        }

        return null;
    }

    private static bool IsClose(double expected, double actual) =>
        expected == actual || Math.Abs(expected - actual) <= Tolerance * Math.Max(1, Math.Abs(expected));
}
