// A file to replay.
namespace Exmc.Service.Ingest;

/// <summary>Options of the replay.</summary>
public sealed class ReplayOptions
{
    /// <summary>CSV file; empty replays none.</summary>
    public string File { get; set; } = string.Empty;

    /// <summary>Seconds of the file per second, at least a millionth; 0 as fast as the store takes.</summary>
    public double Speed { get; set; } = 1;

    internal IEnumerable<string> Problems()
    {
        if (File.Length > 0 && !System.IO.File.Exists(File))
        {
            yield return $"Exmc:Replay:File is '{File}', but there is no such file.";
        }

        if (!(Speed == 0 || (Speed >= 1e-6 && double.IsFinite(Speed))))
        {
            yield return $"Exmc:Replay:Speed is {Speed}, but must be 0, which is as fast as the store takes, or at least 1E-06 seconds of the file per second.";
        }
    }
}
