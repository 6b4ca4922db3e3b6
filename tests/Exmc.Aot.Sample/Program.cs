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
EightSchools.Fit fit = new EightSchools { Effect = effect, StandardError = error }.Sample(new() { Chains = 4, Seed = 42 });
Console.WriteLine(Draws.Text(fit.Positions(0, 0)));
if (args is ["--all"])
{
    Console.WriteLine($"Vector512 {Vector512.IsHardwareAccelerated}, Vector256 {Vector256.IsHardwareAccelerated}");
    Console.WriteLine($"{Draws.Checksum(fit)} {Draws.Checksum(Counts.OfLength(61).Sample(new() { Chains = 1, Seed = 42 }))}");
}

return 0;
