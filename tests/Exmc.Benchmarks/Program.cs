// Run with: dotnet run -c Release --project tests/Exmc.Benchmarks -- COMMAND. The commands:
//   --filter "*"                     benchmarks of BenchmarkDotNet
//   functions                        times of elementary functions
//   beside [FILE]                    generated gradients beside hand-written ones, FILE for exmc bench --limits
//   threads N                        gradients of large data on one thread and on several
//   cold MODEL                       what the first fits of a process cost
//   starts PROGRAM [ARGUMENTS]       time from the start of a published program to its first line: docs/aot.md
//   refits day|changes|sensor|cold N what the refit ladder does: docs/refitting.md
//   refits lanes|demo N              refits side by side beside one at a time: docs/service.md
//   efficiency SHARED ...            effective draws per gradient beside Stan's: docs/adaptation.md
//   ingest DLL SECONDS N CONNECTIONS RATE   readings per second of the service DLL over HTTP, N per request; rate 0 is as fast as it goes
//   soak SECONDS                     1,000 sensors over HTTP with a burst: memory, lag, latency of scores: docs/service.md
//   delays                           the detector beside control charts: docs/detection.md
//   store [CONNECTION]               readings a store commits in a second: docs/service.md
//   restart                          the service from its start to all sensors going on: docs/service.md
using System.Globalization;
using BenchmarkDotNet.Running;
using Exmc.Benchmarks;
using Exmc.Benchmarks.Ingest;
using Exmc.Benchmarks.Refits;

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

switch (args)
{
    case ["functions"]:
        FunctionTimes.Print();
        break;
    case ["beside", .. { Length: <= 1 } file]:
        SideBySide.Run(file.FirstOrDefault());
        break;
    case ["threads", string count]:
        ThreadTimes.Print(Number(count));
        break;
    case ["cold", string model]:
        ColdStart.Run(model);
        break;
    case ["starts", string program, .. string[] rest]:
        StartTimes.Print(program, rest);
        break;
    case ["refits", "day", string seeds]:
        DayAccuracy.Run(Number(seeds));
        break;
    case ["refits", "changes", string trials]:
        LadderCalibration.Run(Number(trials));
        break;
    case ["refits", "sensor", string trials]:
        SensorChanges.Run(Number(trials));
        break;
    case ["refits", "cold", string series]:
        ColdEquality.Run(Number(series));
        break;
    case ["refits", "lanes", string repetitions]:
        LaneRefits.Run(Number(repetitions));
        break;
    case ["refits", "demo", string starts]:
        DemoStart.Run(Number(starts));
        break;
    case ["ingest", string program, string seconds, string perRequest, string connections, string rate]:
        await IngestLoad.RunAsync(program, Number(seconds), Number(perRequest), Number(connections), Number(rate)).ConfigureAwait(false);
        break;
    case ["soak", string seconds]:
        await Soak.RunAsync(Number(seconds)).ConfigureAwait(false);
        break;
    case ["delays"]:
        Delays.Print();
        break;
    case ["store", .. { Length: <= 1 } connection]:
        StoreThroughput.Run(connection.FirstOrDefault());
        break;
    case ["restart"]:
        RestartTime.Run();
        break;
    case ["efficiency", .. string[] options]:
        return EfficiencyCommand.Run(options);
    default:
        BenchmarkSwitcher.FromAssembly(typeof(GradientBenchmarks).Assembly).Run(args);
        break;
}

return 0;
