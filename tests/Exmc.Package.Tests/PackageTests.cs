// One package: runtime and generator, in a fresh project and in a single-file program.
using Xunit;

namespace Exmc.Package.Tests;

public class PackageTests(PackageFixture package) : IClassFixture<PackageFixture>
{
    [Fact]
    public void The_package_carries_the_runtime_and_the_generator_with_its_dependencies()
    {
        Assert.True(package.Packed is not null, package.PackOutput);
        Assert.Contains("lib/net10.0/Exmc.dll", package.Entries);
        Assert.Contains("analyzers/dotnet/cs/Exmc.Generator.dll", package.Entries);
        Assert.Contains("analyzers/dotnet/cs/Exmc.CodeFixes.dll", package.Entries);
        Assert.Contains("analyzers/dotnet/cs/Exmc.Core.dll", package.Entries);
        Assert.Contains("analyzers/dotnet/cs/FSharp.Core.dll", package.Entries);
        Assert.Contains("build/Exmc.props", package.Entries);
        Assert.Contains("build/Exmc.targets", package.Entries);
    }

    [Fact]
    public void A_fresh_project_fits_a_model()
    {
        string folder = Directory.CreateDirectory(Path.Combine(package.Folder, "fresh")).FullName;
        File.WriteAllText(Path.Combine(folder, "fresh.csproj"), """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Exmc" Version="0.1.0" />
              </ItemGroup>
            </Project>
            """);
        File.WriteAllText(Path.Combine(folder, "Program.cs"), """
            using Exmc;
            using static Exmc.Distributions;

            Coin.Fit fit = new Coin { Heads = 7, Tosses = 10 }.Sample(new() { Seed = 1 });
            Console.WriteLine(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{fit.P.Mean:R} {fit.P.McseMean:R}"));

            [Model]
            public sealed partial class Coin
            {
                [Data] public required int Heads { get; init; }
                [Data] public required int Tosses { get; init; }
                [Parameter] Real P => Beta(1, 1);
                [Observed(nameof(Heads))] int Replicated => Binomial(Tosses, P);
            }
            """);
        (int code, string output) = package.Dotnet(folder, "run", "-c", "Release");
        Assert.True(code == 0, output);

        // The posterior is Beta(8, 4), whose mean is 2/3.
        double[] printed = [.. output.Split(' ', StringSplitOptions.TrimEntries).Select(text => double.Parse(text, System.Globalization.CultureInfo.InvariantCulture))];
        Assert.InRange(printed[0], (2.0 / 3.0) - (4.0 * printed[1]), (2.0 / 3.0) + (4.0 * printed[1]));
        Assert.InRange(printed[1], 0.0, 0.01);
    }

    [Fact]
    public void The_program_of_the_readme_runs_as_a_single_file()
    {
        string folder = Directory.CreateDirectory(Path.Combine(package.Folder, "single")).FullName;
        File.WriteAllText(Path.Combine(folder, "model.cs"), PackageFixture.ReadmeProgram());
        (int code, string output) = package.Dotnet(folder, "run", "model.cs");
        Assert.True(code == 0, output);
        Assert.Contains("theta[7]", output, StringComparison.Ordinal);
        Assert.Contains("r_hat", output, StringComparison.Ordinal);
    }
}
