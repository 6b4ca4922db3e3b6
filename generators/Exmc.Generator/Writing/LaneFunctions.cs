// Where kernels of eight lanes call elementary functions instead of inlining them.
using System.Linq;
using Exmc.Core;
using Exmc.Core.Programs;

namespace Exmc.Generator.Writing;

/// <summary>
/// Functions are inlined, except in programs with many of them: there those outside the loops that may be long are called. The compiler of the runtime
/// follows 1,024 locals of a method and stops inlining at some size; beyond, the long loops suffer from what stands around them.
/// </summary>
internal static class LaneFunctions
{
    /// <summary>Functions of a program beyond which it is too large to have all of them inlined.</summary>
    private const int Most = 12;

    /// <summary>Iterations of a loop whose functions may be called.</summary>
    private const int LongestShort = 16;

    public static bool AreMany(Program program) => Effects.nested(program.Body).OfType<Statement.Let>().Count(let => VectorFunctions.IsElementary(let.Item2)) > Most;

    /// <summary>Whether a loop is known to have few iterations.</summary>
    public static bool IsShort(Loop loop) => VectorLoopWriter.KnownCount(loop) <= LongestShort;
}
