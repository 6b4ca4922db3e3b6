// Ready models of sensors for the live engine.
using Exmc.Fleet.Live;

namespace Exmc.Cli;

internal static class SensorModels
{
    /// <summary>Candidates for one sensor, of which its own past chooses.</summary>
    public static IReadOnlyList<SensorModel> All { get; } =
    [
        new("local_level", window => new Models.LocalLevel { Y = window.Y }),
        new("student_level", window => new Models.StudentLevel { Y = window.Y }),
        new("day", window => window.Day is { } day ? new Models.SeasonalSensor { Y = window.Y, X = day[..^1], XNext = day[^1] } : null),
        new("week", window => window.Week is { } week ? new Models.SeasonalSensor { Y = window.Y, X = week[..^1], XNext = week[^1] } : null),
        new("sensor", window => new Models.WindowedSensor { Y = window.Y, X = window.X, XNext = window.XNext }),
    ];
}
