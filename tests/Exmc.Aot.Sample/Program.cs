// The eight schools of the README: prints the first draw; with --all also what the vectors are made of and checksums of every draw of two models.
using System.Runtime.Intrinsics;
using Exmc;
using Exmc.Aot.Sample;

if (NativeBuilds.StartWidest(args) is { } problem)
{
    Console.Error.WriteLine(problem);
    return 2;
}

double[] effect = [28, 8, -3, 7, -1, 1, 18, 12], error = [15, 10, 16, 11, 9, 11, 10, 18];
EightSchools model = new() { Effect = effect, StandardError = error };
SamplerOptions options = new() { Chains = 4, Seed = 42 };
if (args is not ["--all"])
{
    // As soon as it is made: chains come in any order, so the one of the first chain is waited for.
    await foreach (SampledDraw draw in Sampler.DrawsAsync(model, options))
    {
        if (draw.Chain == 0)
        {
            Console.WriteLine(Draws.Text(draw.Values.Span));
            return 0;
        }
    }
}

EightSchools.Fit fit = model.Sample(options);
Console.WriteLine(Draws.Text(fit.Positions(0, 0)));
Console.WriteLine($"Vector512 {Vector512.IsHardwareAccelerated}, Vector256 {Vector256.IsHardwareAccelerated}");
Console.WriteLine($"{Draws.Checksum(fit)} {Draws.Checksum(Counts.OfLength(61).Sample(new() { Chains = 1, Seed = 42 }))}");

return 0;
