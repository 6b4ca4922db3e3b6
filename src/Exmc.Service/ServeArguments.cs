// The command line of the service.
using System.Globalization;

namespace Exmc.Service;

/// <summary>A command line, taken apart.</summary>
/// <param name="IsDemo">Whether simulated sensors and a broker are started.</param>
/// <param name="Replay">A CSV file to replay; null for none.</param>
/// <param name="Speed">Seconds of the file per second; 0 as fast as the store takes.</param>
/// <param name="Rest">Arguments for the configuration.</param>
internal sealed record ServeArguments(bool IsDemo, string? Replay, double Speed, string[] Rest)
{
    private static readonly string[] Known = ["Exmc:", "Kestrel:", "Logging:", "urls", "environment", "contentRoot", "AllowedHosts", "OTEL_"];

    /// <summary>Reads a command line.</summary>
    /// <exception cref="ArgumentException">An argument is not known, or its value is missing; the message says which.</exception>
    public static ServeArguments Parse(string[] args)
    {
        ServeArguments parsed = new(false, null, 1, []);
        List<string> rest = [];
        for (int i = 0; i < args.Length; i++)
        {
            string value() => i + 1 < args.Length ? args[++i] : throw new ArgumentException($"{args[i]} needs a value.");
            switch (args[i])
            {
                case "--demo":
                    parsed = parsed with { IsDemo = true };
                    break;
                case "--replay":
                    parsed = parsed with { Replay = value() };
                    break;
                case "--speed":
                    string text = value();
                    parsed = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double speed)
                        ? parsed with { Speed = speed }
                        : throw new ArgumentException($"--speed is '{text}', but must be a number: seconds of the file per second, 0 as fast as possible.");
                    break;
                case var key when key.StartsWith("--", StringComparison.Ordinal) && Array.Exists(Known, known => key.AsSpan(2).StartsWith(known, StringComparison.OrdinalIgnoreCase)):
                    rest.Add(key);
                    if (!key.Contains('='))
                    {
                        rest.Add(value());
                    }

                    break;
                default:
                    throw new ArgumentException($"The argument '{args[i]}' is not known. Known are --demo, --replay FILE, --speed X, --urls URL, and --Exmc:NAME VALUE, --Kestrel:NAME VALUE, --Logging:NAME VALUE.");
            }
        }

        return parsed with { Rest = [.. rest] };
    }
}
