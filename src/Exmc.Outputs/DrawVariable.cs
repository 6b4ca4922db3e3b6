// A reported quantity in files: its name, shape and draws.
namespace Exmc.Outputs;

/// <summary>A reported quantity: its name, shape and draws.</summary>
/// <param name="Name">External name without indices, for example "theta".</param>
/// <param name="Shape">Empty for a scalar; otherwise one length per axis.</param>
/// <param name="Elements">Draws by element, the last axis fastest; each array holds the draws chain by chain.</param>
public sealed record DrawVariable(string Name, IReadOnlyList<int> Shape, IReadOnlyList<double[]> Elements)
{
    /// <summary>Names of the elements, 0-based: "tau", "theta[0]", "x[1,2]".</summary>
    public IReadOnlyList<string> ElementNames => [.. Enumerable.Range(0, Elements.Count).Select(element => ElementNaming.ZeroBased(Name, IndexOf(element)))];

    /// <summary>Index of an element, 0-based, one per axis.</summary>
    internal int[] IndexOf(int element)
    {
        int[] index = new int[Shape.Count];
        for (int axis = index.Length - 1; axis >= 0; axis--)
        {
            index[axis] = element % Shape[axis];
            element /= Shape[axis];
        }

        return index;
    }

    /// <summary>The elements with the first axis fastest, as Stan writes them.</summary>
    internal IEnumerable<int> ColumnMajor() => Enumerable.Range(0, Elements.Count).OrderBy(element => ColumnMajorPlace(IndexOf(element)));

    private long ColumnMajorPlace(int[] index)
    {
        long place = 0;
        for (int axis = index.Length - 1; axis >= 0; axis--)
        {
            place = (place * Shape[axis]) + index[axis];
        }

        return place;
    }
}
