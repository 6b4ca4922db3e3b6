// Where the benchmark data are.
using Exmc.TestSupport;

namespace Exmc.Benchmarks;

internal static class BenchmarkData
{
    /// <summary>The folder "shared" beside the project.</summary>
    /// <exception cref="DirectoryNotFoundException">It is not there.</exception>
    public static string Folder { get; } = FolderAbove.Shared()
        ?? throw new DirectoryNotFoundException("The benchmarks need the folder 'shared' with peers/data beside the project.");
}
