// Indented text under construction.
using System.Text;

namespace Exmc.Generator.Writing;

/// <summary>Lines of C# with braces and indentation; line ends are "\n" everywhere, so that output is deterministic.</summary>
internal sealed class CodeText
{
    private readonly StringBuilder text = new();
    private int depth;

    public void Line(string line)
    {
        if (line.Length > 0)
        {
            text.Append(' ', 4 * depth).Append(line);
        }

        text.Append('\n');
    }

    public void Line() => Line(string.Empty);

    public void Open(string header)
    {
        if (header.Length > 0)
        {
            Line(header);
        }

        Line("{");
        depth++;
    }

    public void Close(string end = "}")
    {
        depth--;
        Line(end);
    }

    /// <summary>Lines that were written elsewhere without indentation.</summary>
    public void Block(string lines)
    {
        foreach (string line in lines.Split('\n'))
        {
            if (line.Length > 0)
            {
                Line(line);
            }
        }
    }

    public override string ToString() => text.ToString();
}
