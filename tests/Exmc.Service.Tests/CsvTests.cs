// CSV: parsing, posting, replaying.
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Exmc.Fleet.Live;
using Exmc.Service.Ingest;
using Xunit;

namespace Exmc.Service.Tests;

[Collection(LocalService.Name)]
public class CsvTests
{
    private const int ReplayStarted = 20;
    private const int ReplayDone = 21;
    private static readonly DateTime Start = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Wide_and_long_files_are_read_line_by_line()
    {
        ParsedReadings wide = CsvReadings.Parse("timestamp,a,\"b, west\"\r\n2026-01-01 00:00:00,1,2\n2026-01-01T00:00:01Z,,nan\nsoon,1,1\n2026-01-01 00:00:02,3\n2026-01-01 00:00:03,x,4\n");
        Assert.Equal([new LiveReading("a", Start, 0, 1), new LiveReading("b, west", Start, 0, 2), new LiveReading("b, west", Start.AddSeconds(3), 0, 4)], wide.Readings);
        Assert.Equal([4, 5, 6], wide.Refused.Select(line => line.Line));
        ParsedReadings tall = CsvReadings.Parse("value,Sensor,time,sequence\n1.5,p,1767225600.25,7\n2,,0,1\n3,q,0,x\n");
        Assert.Equal([new LiveReading("p", Start.AddMilliseconds(250), 7, 1.5)], tall.Readings);
        Assert.Equal([3, 4], tall.Refused.Select(line => line.Line));
        Assert.Equal([1, 2], CsvReadings.Parse("2026-01-01 00:00:00,1\n2026-01-01 00:00:01,2\n").Refused.Select(line => line.Line));
        Assert.True(CsvReadings.Parse("time,a\n" + string.Concat(Enumerable.Repeat("0,1\n", 100)), 10) is { IsOverfull: true, Readings.Count: 11 });
    }

    [Theory]
    [InlineData("time,a,a\n2026-01-01,1,2\n", "names the column 'a' twice", 2)]
    [InlineData("time;a\n2026-01-01;1\n", "with a comma between", 2)]
    [InlineData("sensor,when,value\np,2026-01-01,1\n17,2026-01-01,1\n", "needs columns 'time' and 'value'", 3)]
    public void A_file_without_the_names_of_its_columns_is_refused_line_by_line(string text, string reason, int lines)
    {
        ParsedReadings parsed = CsvReadings.Parse(text);
        Assert.Empty(parsed.Readings);
        Assert.Equal(lines, parsed.Refused.Count);
        Assert.All(parsed.Refused, line => Assert.Contains(reason, line.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public void A_quote_that_is_not_closed_is_refused()
    {
        ParsedReadings parsed = CsvReadings.Parse("sensor,time,value\np,0,\"1\np,1,\"2\"\n");
        Assert.Equal((2.0, 2), (Assert.Single(parsed.Readings).Value, Assert.Single(parsed.Refused).Line));
    }

    [Fact]
    public async Task A_posted_file_is_committed_and_its_bad_lines_are_named()
    {
        await using LocalService service = await LocalService.StartAsync();
        using HttpResponseMessage answer = await service.PostAsync("/ingest", "time,a,b\n2026-01-01,1,2\n2026-01-02,x,4\n", "text/csv");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using JsonDocument body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal(3, body.RootElement.GetProperty("committed").GetInt32());
        Assert.Equal(3, Assert.Single(body.RootElement.GetProperty("refused").EnumerateArray()).GetProperty("line").GetInt32());
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(100, 2)]
    public async Task A_replayed_file_comes_whole_and_at_its_speed(double speed, double seconds)
    {
        // 201 lines, a second apart: 200 s of the file.
        StringBuilder text = new("timestamp,a,b\n");
        for (int k = 0; k <= 200; k++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{Start.AddSeconds(k):yyyy-MM-dd HH:mm:ss},{k % 7},{(k == 100 ? "bad" : $"{k % 5}")}\n");
        }

        string file = Path.Combine(Path.GetTempPath(), $"exmc-test-{Guid.NewGuid():N}.csv");
        await File.WriteAllTextAsync(file, text.ToString());
        try
        {
            using EventTimes times = new();
            await using LocalService service = await LocalService.StartAsync(times, ["--replay", file, "--speed", speed.ToString(CultureInfo.InvariantCulture)]);
            await service.UntilAsync(async () => (await service.JsonAsync("/api/counters")).GetProperty("accepted").GetInt64() == 401, "all readings are there");
            await service.UntilAsync(() => Task.FromResult(times.Has(ReplayDone)), "the replay's end is logged");
            double took = times.Between(ReplayStarted, ReplayDone).TotalSeconds;
            Assert.True(took >= seconds, $"{took} s");
            Assert.Equal(1, (await service.JsonAsync("/api/counters")).GetProperty("quarantined").GetInt64());
        }
        finally
        {
            File.Delete(file);
        }
    }
}
