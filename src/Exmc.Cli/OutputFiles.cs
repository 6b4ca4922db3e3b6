// Files of draws that `exmc fit --output` writes.
using System.Runtime.CompilerServices;
using Exmc.Outputs;

namespace Exmc.Cli;

internal static class OutputFiles
{
    /// <summary>Refuses what cannot be written, before the fit runs.</summary>
    /// <exception cref="UsageException">The extension is unknown, or the folder does not exist.</exception>
    public static void Check(string path)
    {
        if (Path.GetExtension(path) is not (".csv" or ".arrow" or ".nc" or ".parquet"))
        {
            throw new UsageException($"--output cannot be '{path}': end the name with .csv (CmdStan), .arrow, .nc (ArviZ) or .parquet.");
        }

        // The Parquet library makes code at run time, which native builds cannot.
        if (Path.GetExtension(path) == ".parquet" && !RuntimeFeature.IsDynamicCodeSupported)
        {
            throw new UsageException($"--output cannot be '{path}': this exmc is native code, which writes no Parquet. Use .arrow, or run exmc by 'dotnet'.");
        }

        RequireFolder(path);
    }

    /// <exception cref="UsageException">The folder does not exist.</exception>
    public static void RequireFolder(string path)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder && !Directory.Exists(folder))
        {
            throw new UsageException($"--output cannot be '{path}': make the folder '{folder}' first.");
        }
    }

    /// <summary>Writes the draws in the format of the extension; gives the files.</summary>
    public static IReadOnlyList<string> Write(string path, IModel model, Posterior fit)
    {
        switch (Path.GetExtension(path))
        {
            case ".csv":
                return CmdStanCsv.Write(path, fit);
            case ".arrow":
                ArrowFile.Write(path, DrawSet.Of(fit));
                return [path];
            case ".nc":
                ArvizFile.Write(path, model, fit, new Dictionary<string, double[]>(), TimeProvider.System.GetUtcNow());
                return [path];
            default:
                if (RuntimeFeature.IsDynamicCodeSupported)
                {
                    ParquetFile.WriteAsync(path, DrawSet.Of(fit)).GetAwaiter().GetResult();
                }

                return [path];
        }
    }
}
