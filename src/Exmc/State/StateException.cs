// Why a saved state cannot be used.
namespace Exmc;

/// <summary>A saved state is damaged, foreign, of another version, or belongs to another model or other data. Nothing was fitted.</summary>
public sealed class StateException : Exception
{
    internal StateException(string file, string field, string expected, string found, string remedy = "")
        : base($"{file}: '{field}' should be {expected}, but it is {found}.{(remedy.Length == 0 ? string.Empty : " " + remedy)}")
    {
        File = file;
        Field = field;
        Expected = expected;
        Found = found;
    }

    /// <summary>The file, or what else the state was read from.</summary>
    public string File { get; }

    /// <summary>The field that is wrong, with the parts of the file in which it lies.</summary>
    public string Field { get; }

    /// <summary>What the field should hold.</summary>
    public string Expected { get; }

    /// <summary>What it holds.</summary>
    public string Found { get; }
}
