// Loops that threads share: every iteration once, failures reach the caller, many at once.
namespace Exmc.Tests;

public class ForkJoinTests
{
    [Fact]
    public void Every_iteration_runs_once()
    {
        int[] runs = new int[37];
        ForkJoin loop = new(k => Interlocked.Increment(ref runs[k]));
        for (int run = 1; run <= 2000; run++)
        {
            loop.Threads = 1 + (run % 5);
            loop.Run(runs.Length);
            Assert.All(runs, count => Assert.Equal(run, count));
        }

        loop.Run(0);
        Assert.Throws<ArgumentOutOfRangeException>(() => loop.Threads = 0);
    }

    [Fact]
    public void A_failure_reaches_the_caller_and_the_next_run_is_whole()
    {
        int done = 0;
        bool fails = true;
        ForkJoin loop = new(k =>
        {
            if (fails && k == 20)
            {
                throw new FormatException("planted");
            }

            Interlocked.Increment(ref done);
        })
        { Threads = 3 };
        for (int repetition = 0; repetition < 100; repetition++)
        {
            (fails, done) = (true, 0);
            Assert.Equal("planted", Assert.Throws<FormatException>(() => loop.Run(40)).Message);
            Assert.InRange(done, 0, 39);
            (fails, done) = (false, 0);
            loop.Run(40);
            Assert.Equal(40, done);
        }
    }

    [Fact]
    public void Helpers_are_threads_of_the_background()
    {
        int caller = Environment.CurrentManagedThreadId;
        ForkJoin loop = new(_ =>
        {
            Thread.Sleep(1);
            Assert.True(Thread.CurrentThread.IsBackground || Environment.CurrentManagedThreadId == caller);
        })
        { Threads = 4 };
        loop.Run(20);
    }

    [Fact]
    public void Many_callers_with_more_helpers_than_processors_come_to_an_end()
    {
        long total = 0;
        Thread[] callers =
        [
            .. Enumerable.Range(0, 6).Select(_ => new Thread(() =>
            {
                ForkJoin loop = new(k => Interlocked.Add(ref total, k)) { Threads = 5 };
                for (int run = 0; run < 500; run++)
                {
                    loop.Run(16);
                }
            })),
        ];
        Array.ForEach(callers, caller => caller.Start());
        Array.ForEach(callers, caller => caller.Join());
        Assert.Equal(6 * 500 * 120, total);
    }

    [Theory]
    [InlineData(128)]
    [InlineData(2048)]
    [InlineData(2051)]
    [InlineData(50_003)]
    [InlineData(50_008)]
    [InlineData(int.MaxValue)]
    public void Slices_are_whole_panels_and_the_last_has_at_least_eight_iterations(int iterations)
    {
        (int length, int count) = SlicedLoops.Cut(iterations);
        Assert.Equal(0, length % 64);
        Assert.InRange(count, 1, 32);
        Assert.InRange(iterations - ((long)(count - 1) * length), 8, (long)length + 7);
    }
}
