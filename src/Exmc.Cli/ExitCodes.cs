// How commands end.
using Spectre.Console;

namespace Exmc.Cli;

/// <summary>Exit codes, and the failures they stand for.</summary>
internal static class ExitCodes
{
    public const int Fine = 0;
    public const int Usage = 2;
    public const int BadData = 3;
    public const int SamplingFailed = 4;

    /// <summary>Runs a command's body; what the user can remedy becomes a message and an exit code.</summary>
    public static int Guard(IAnsiConsole console, Func<int> body)
    {
        try
        {
            return body();
        }
        catch (UsageException exception)
        {
            return Fail(console, exception, Usage);
        }
        catch (Exception exception) when (exception is StateException or InvalidDataException or IOException or UnauthorizedAccessException or System.Text.Json.JsonException)
        {
            return Fail(console, exception, BadData);
        }
        catch (SamplingException exception)
        {
            return Fail(console, exception, SamplingFailed);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            return Fail(console, exception, Usage);
        }
    }

    private static int Fail(IAnsiConsole console, Exception exception, int code)
    {
        console.MarkupLineInterpolated($"[red]{exception.Message}[/]");
        return code;
    }
}

/// <summary>A command line that cannot be carried out.</summary>
internal sealed class UsageException(string message) : Exception(message);
