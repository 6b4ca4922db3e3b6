// Facts that need an installed program.
using Xunit;

namespace Exmc.Service.Tests;

/// <summary>A fact that runs a program; skipped where it is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ToolFactAttribute : FactAttribute
{
    public ToolFactAttribute(string program, string package)
    {
        (Program, Package) = (program, package);
        Skip = Missing(program, package);
    }

    /// <summary>What to install; null when the program is there.</summary>
    internal static string? Missing(string program, string package) => File.Exists(program) ? null : $"There is no {program}: apt-get install {package}.";

    /// <summary>The program's path.</summary>
    public string Program { get; }

    /// <summary>The Debian package that holds it.</summary>
    public string Package { get; }
}
