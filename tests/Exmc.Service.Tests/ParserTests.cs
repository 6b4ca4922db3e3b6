// Parsers of readings: examples and mutated inputs.
using System.Diagnostics;
using System.Text;
using Exmc.Fleet.Live;
using Exmc.Service.Ingest;
using Xunit;
using Xunit.Abstractions;

namespace Exmc.Service.Tests;

public class ParserTests(ITestOutputHelper output)
{
    private static readonly DateTime Now = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly int Inputs = Environment.GetEnvironmentVariable("EXMC_FULL") == "1" ? 1_000_000 : 20_000;

    [Fact]
    public void Lines_name_their_sensors_values_and_times()
    {
        ParsedReadings parsed = LineProtocol.Parse("# comment\npump,sensor=p\\ 1,site=x value=1.5 1000000000\nroom,site=a temp=2i,wet=t\r\nx value=3", 0, Now);
        Assert.Empty(parsed.Refused);
        Assert.Equal(
            [
                new LiveReading("p 1", DateTime.UnixEpoch.AddSeconds(1), 0, 1.5), new LiveReading("room,site=a.temp", Now, 0, 2),
                new LiveReading("room,site=a.wet", Now, 0, 1), new LiveReading("x", Now, 0, 3),
            ],
            parsed.Readings);
    }

    [Fact]
    public void Bad_lines_are_refused_one_by_one()
    {
        ParsedReadings parsed = LineProtocol.Parse("a value=1 5\nb value=\"text\"\nc\nd value=1 soon\ne,tag value=1\nf value=NaN\ng value=7", TimeSpan.TicksPerSecond, Now);
        Assert.Equal(["a", "g"], parsed.Readings.Select(reading => reading.Sensor));
        Assert.Equal([2, 3, 4, 5, 6], parsed.Refused.Select(line => line.Line));
    }

    [Fact]
    public void Json_elements_are_read_or_refused_one_by_one()
    {
        const string Body = """[{"sensor":"a","value":1,"time":"2026-01-01T01:00:00+01:00","sequence":4},{"sensor":"b","value":"x"},7,{"value":2},{"sensor":"c","value":3,"time":1000},{"sensor":"d","value":1e999}]""";
        ParsedReadings parsed = JsonReadings.Parse(Encoding.UTF8.GetBytes(Body), Now.AddDays(1));
        Assert.Equal([new LiveReading("a", Now, 4, 1), new LiveReading("c", DateTime.UnixEpoch.AddSeconds(1), 0, 3)], parsed.Readings);
        Assert.Equal([2, 3, 4, 6], parsed.Refused.Select(line => line.Line));
    }

    [Theory]
    [InlineData("2026-01-01T01:30:00+01:30")]
    [InlineData("2026-01-01T00:00Z")]
    [InlineData("2026-01-01 00:00:00")]
    [InlineData("2026-01-01t00:00:00.0000000000Z")]
    [InlineData("2026-01-01")]
    public void Times_are_read_as_iso_8601(string text) => Assert.True(IsoTime.TryParse(text, out DateTime time) && time == Now && time.Kind == DateTimeKind.Utc, text);

    [Theory]
    [InlineData("05/06/2026")]
    [InlineData("12:30")]
    [InlineData("1 Jan 2026")]
    [InlineData("2026-13-01")]
    [InlineData("2026-01-01T25:00:00Z")]
    [InlineData("2026-01-01T00:00:00 GMT")]
    [InlineData("2026-01-01T")]
    [InlineData("2026-01")]
    [InlineData("")]
    public void Times_that_only_look_like_times_are_refused(string text) => Assert.False(IsoTime.TryParse(text, out _), text);

    [Fact]
    public void Readings_that_nothing_tells_apart_are_refused_and_not_merged()
    {
        ParsedReadings lines = LineProtocol.Parse("a value=1\na value=2\nb value=3\na value=4 5\na x=6", 0, Now);
        Assert.Equal([1.0, 3.0, 4.0, 6.0], lines.Readings.Select(reading => reading.Value));
        Assert.Equal((2, "a"), (Assert.Single(lines.Refused).Line, lines.Refused[0].Sensor));
        ParsedReadings elements = JsonReadings.Parse("""[{"sensor":"a","value":1},{"sensor":"a","value":2,"sequence":1},{"sensor":"a","value":3}]"""u8.ToArray(), Now);
        Assert.Equal([1.0, 2.0], elements.Readings.Select(reading => reading.Value));
        Assert.Equal(3, Assert.Single(elements.Refused).Line);
    }

    [Fact]
    public void Tags_in_another_order_name_the_same_sensor_and_a_fraction_is_no_integer()
    {
        ParsedReadings parsed = LineProtocol.Parse("room,site=a,floor=1 value=1 5\nroom,floor=1,site=a value=2 6\nroom value=1.5i 7\nroom value=-2i 8", 0, Now);
        Assert.Equal(["room,floor=1,site=a", "room,floor=1,site=a", "room"], parsed.Readings.Select(reading => reading.Sensor));
        Assert.Equal(3, Assert.Single(parsed.Refused).Line);
    }

    [Fact]
    public void A_broken_body_is_refused_with_its_beginning()
    {
        RefusedLine line = Assert.Single(JsonReadings.Parse(Encoding.UTF8.GetBytes("[{\"sensor\":\"a\",\"value\":1},{" + new string(' ', 500)), Now).Refused);
        Assert.StartsWith("[{\"sensor\":\"a\"", line.Text, StringComparison.Ordinal);
        Assert.Equal(120, line.Text.Length);
    }

    [Fact]
    public void Long_lines_are_refused_and_parsing_stops_at_the_limit()
    {
        ParsedReadings parsed = LineProtocol.Parse($"a value=1 5\nb x={new string('1', LineProtocol.LongestLine)}\nc value=2 5", 0, Now);
        Assert.Equal((2, 2), (parsed.Readings.Count, Assert.Single(parsed.Refused).Line));
        string many = string.Concat(Enumerable.Repeat("a value=1 5\n", 1000));
        Assert.True(LineProtocol.Parse(many, 0, Now, 10) is { IsOverfull: true, Readings.Count: 11 });
        byte[] elements = Encoding.UTF8.GetBytes($"[{string.Join(',', Enumerable.Repeat("7", 1000))}]");
        Assert.True(JsonReadings.Parse(elements, Now, string.Empty, 10) is { IsOverfull: true, Refused.Count: 11 });
    }

    [Theory]
    [InlineData("pump,sensor=p\\ 1,site=x value=1.5,b=\"q\",c=2i 1000000000\nroom temp=t 12\n")]
    [InlineData("[{\"sensor\":\"a\\u00e9\",\"value\":1.5e3,\"time\":\"2026-01-01T00:00:00Z\",\"sequence\":4},{\"value\":2,\"time\":17}]")]
    [InlineData("timestamp,a,\"b, \"\"west\"\"\"\r\n2026-01-01 00:00:00,1.5,-2e3\n1767225600.25,,nan\n")]
    [InlineData("sensor,time,value,sequence\np,2026-01-01T00:00:00Z,1.5,4\nq,17,2,\n")]
    [InlineData("{\"value\":1.5,\"time\":\"2026-01-01T00:00:00Z\"}")]
    [InlineData("-12.5e-1")]
    public void Mutated_inputs_neither_throw_nor_give_unusable_readings(string seed)
    {
        Random random = new(1);
        byte[] original = Encoding.UTF8.GetBytes(seed);
        int good = 0;
        double slowest = 0;
        for (int input = 0; input < Inputs; input++)
        {
            byte[] bytes = Mutate(random, original);
            string text = Encoding.UTF8.GetString(bytes);
            long start = Stopwatch.GetTimestamp();
            ParsedReadings[] all = [JsonReadings.Parse(bytes, Now), LineProtocol.Parse(text, 0, Now), CsvReadings.Parse(text), new MqttMessage("exmc/p", bytes, Now, 1, null).Parse("exmc")];
            slowest = Math.Max(slowest, Stopwatch.GetElapsedTime(start).TotalSeconds);
            foreach (ParsedReadings parsed in all)
            {
                good += parsed.Readings.Count;
                Assert.True(parsed.Readings.TrueForAll(reading => double.IsFinite(reading.Value) && reading.Sensor.Length is > 0 and <= 200), $"input {input}");
            }
        }

        Assert.True(good > 0);
        output.WriteLine($"{Inputs} inputs to each of four parsers, {good} good readings, slowest input {slowest * 1000:F1} ms");
        Assert.True(slowest < 2, $"{slowest} s for one input");
    }

    private static byte[] Mutate(Random random, byte[] original)
    {
        List<byte> bytes = [.. original];
        for (int change = random.Next(1, 6); change > 0 && bytes.Count > 0; change--)
        {
            int at = random.Next(bytes.Count);
            switch (random.Next(4))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 8), bytes.Count - at));
                    break;
                case 2:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 20), bytes.Count - at)));
                    break;
                default:
                    bytes.Insert(at, original[random.Next(original.Length)]);
                    break;
            }
        }

        return [.. bytes];
    }
}
