// When the service logged what.
using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Exmc.Service.Tests;

/// <summary>Notes the first time of every event number of the service.</summary>
internal sealed class EventTimes : ILoggerProvider, ILogger
{
    private readonly ConcurrentDictionary<int, long> _first = new();

    /// <summary>Whether the event was logged.</summary>
    public bool Has(int id) => _first.ContainsKey(id);

    /// <summary>Time from the first event to the other.</summary>
    public TimeSpan Between(int from, int to) => Stopwatch.GetElapsedTime(_first[from], _first[to]);

    public ILogger CreateLogger(string categoryName) => categoryName.StartsWith("Exmc.", StringComparison.Ordinal) ? this : NullLogger.Instance;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _first.TryAdd(eventId.Id, Stopwatch.GetTimestamp());

    public void Dispose()
    {
    }
}
