// Theories that need an installed program.
using Xunit;

namespace Exmc.Service.Tests;

/// <summary>A theory that runs a program; skipped where it is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ToolTheoryAttribute : TheoryAttribute
{
    public ToolTheoryAttribute(string program, string package)
    {
        (Program, Package) = (program, package);
        Skip = ToolFactAttribute.Missing(program, package);
    }

    /// <summary>The program's path.</summary>
    public string Program { get; }

    /// <summary>The Debian package that holds it.</summary>
    public string Package { get; }
}
