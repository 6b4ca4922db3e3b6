// exmc fit --output: the extension decides.
using Spectre.Console;
using Xunit;

namespace Exmc.Outputs.Tests;

public sealed class OutputOptionTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("exmc-output-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("fit.csv", "fit_1.csv", "fit_2.csv")]
    [InlineData("fit.arrow", "fit.arrow")]
    [InlineData("fit.nc", "fit.nc")]
    [InlineData("fit.parquet", "fit.parquet")]
    public void The_extension_decides(string name, params string[] files)
    {
        Assert.Equal(0, Fit(name).Code);
        Assert.Equal(files, Directory.GetFiles(_folder).Select(file => Path.GetFileName(file)).Where(file => file != "data.json").Order());
    }

    [Fact]
    public void Unknown_extensions_and_folders_end_with_2_before_the_fit()
    {
        (int code, string output) = Fit("fit.xlsx");
        Assert.Equal(2, code);
        Assert.Contains("end the name with .csv", output, StringComparison.Ordinal);
        Assert.DoesNotContain("chain 1", output, StringComparison.Ordinal);
        Assert.Equal(2, Fit("absent/fit.csv").Code);
    }

    private (int Code, string Output) Fit(string name)
    {
        string data = Path.Combine(_folder, "data.json");
        File.WriteAllText(data, """{ "y": [1.0, 2.0, 0.5, 1.5, 3.0] }""");
        using StringWriter output = new();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Interactive = InteractionSupport.No, Out = new AnsiConsoleOutput(output) });
        int code = Cli.Program.Run(["fit", "simple", "--data", data, "--chains", "2", "--warmup", "100", "--draws", "50", "--output", Path.Combine(_folder, name)], console);
        return (code, output.ToString());
    }
}
