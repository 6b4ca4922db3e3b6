// The clients of a soak.
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Exmc.Benchmarks.Ingest;

/// <summary>Sends the readings of a fleet in its order at a rate, and counts every line that was answered.</summary>
/// <param name="client">To the service.</param>
/// <param name="fleet">What to send.</param>
/// <param name="perRequest">Readings of a request.</param>
internal sealed class SoakLoad(HttpClient client, SoakFleet fleet, int perRequest)
{
    private const int Round = 50;
    private long _next;
    private long _requests;
    private long _sent;
    private long _refused;

    /// <summary>Lines of answered requests.</summary>
    public long Sent => Volatile.Read(ref _sent);

    /// <summary>Requests that were refused and not counted among the sent.</summary>
    public long Refused => Volatile.Read(ref _refused);

    /// <summary>Sends at an even pace; comes back when all is answered.</summary>
    public async Task SendAsync(int rate, TimeSpan time)
    {
        long start = Stopwatch.GetTimestamp();
        List<Task> answers = [];
        for (int k = 0; k < rate * time.TotalSeconds / perRequest; k++)
        {
            TimeSpan early = TimeSpan.FromSeconds((double)k * perRequest / rate) - Stopwatch.GetElapsedTime(start);
            if (early > TimeSpan.Zero)
            {
                await Task.Delay(early).ConfigureAwait(false);
            }

            StringBuilder text = new();
            for (int line = 0; line < perRequest; line++, _next++)
            {
                text.Append(fleet.Line((int)(_next % SoakFleet.Sensors), (int)(_next / SoakFleet.Sensors)));
            }

            long request = _requests++ % Round;
            string body = request == 2 ? text + "plant,sensor=s0000 value=broken 1577836800000\n" : text.ToString();
            answers.Add(PostAsync(body, perRequest + (request == 2 ? 1 : 0)));
            if (request == 1)
            {
                answers.Add(PostAsync(body, perRequest));
            }

            if (request == 3)
            {
                answers.Add(PostAsync(string.Create(CultureInfo.InvariantCulture, $"plant,sensor=s0001 value=1 {1_577_836_800_000 + _requests}\n"), 1));
            }
        }

        await Task.WhenAll(answers).ConfigureAwait(false);
    }

    private async Task PostAsync(string body, int lines)
    {
        using StringContent content = new(body);
        using HttpResponseMessage answer = await client.PostAsync("/write?precision=ms", content).ConfigureAwait(false);
        Interlocked.Add(ref answer.IsSuccessStatusCode ? ref _sent : ref _refused, answer.IsSuccessStatusCode ? lines : 1);
    }
}
