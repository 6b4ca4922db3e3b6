// The real process, killed under load.
using Exmc.Fleet.Live;
using Exmc.Service.Store;
using Xunit;

namespace Exmc.Service.Tests;

/// <summary>SIGKILL at random points: nothing acknowledged is lost, nothing is there twice. EXMC_FULL=1 kills 200 times.</summary>
public class KillTests
{
    private static readonly int Kills = Environment.GetEnvironmentVariable("EXMC_FULL") == "1" ? 200 : 5;

    [Fact]
    public async Task No_acknowledged_reading_is_lost_and_none_is_doubled()
    {
        string file = ServiceProcess.NewDatabase();
        Random random = new(3);
        DateTime start = DateTime.UtcNow.AddHours(-2);
        HashSet<long> acknowledged = [];
        int next = 0;
        try
        {
            for (int kill = 0; kill < Kills; kill++)
            {
                using ServiceProcess service = new(file);
                await service.ReadyAsync();
                Task killing = Task.Delay(random.Next(50, 400)).ContinueWith(_ => service.Kill(), TaskScheduler.Default);
                int before = acknowledged.Count;
                while (await TrySendAsync(service, start, next, acknowledged))
                {
                    next += 20;
                }

                await killing;
                Assert.True(acknowledged.Count > before || kill > 0, "nothing was acknowledged before the first kill");

                // The batch in flight is sent again, as a client would: it may be on the disk already.
            }

            using IFleetStore store = new SqliteFleetStore(file);
            long[] kept = [.. store.Recent("k", int.MaxValue).Select(reading => reading.Sequence)];
            Assert.Equal(kept.Length, kept.Distinct().Count());
            Assert.True(acknowledged.IsSubsetOf(kept));
            Assert.InRange(kept.Length - acknowledged.Count, 0, 20);
            Assert.Equal(kept.Length, store.Count());
        }
        finally
        {
            ServiceProcess.Remove(file);
        }
    }

    private static async Task<bool> TrySendAsync(ServiceProcess service, DateTime start, int first, HashSet<long> acknowledged)
    {
        var batch = Enumerable.Range(first, 20).Select(k => new { sensor = "k", time = start.AddMilliseconds(100 * k), sequence = k, value = Math.Sin(k) }).ToArray();
        try
        {
            using HttpResponseMessage answer = await service.PostAsync(batch);
            if (answer.IsSuccessStatusCode)
            {
                acknowledged.UnionWith(batch.Select(reading => (long)reading.sequence));
            }

            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
