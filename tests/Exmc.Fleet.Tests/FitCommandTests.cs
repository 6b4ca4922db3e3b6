// How `exmc fit` follows its chains, and ends by a budget.
using System.Text.Json;
using Spectre.Console;
using Xunit;

namespace Exmc.Fleet.Tests;

public sealed class FitCommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("exmc-fit-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Redirected_output_has_a_line_at_each_quarter_of_each_chain()
    {
        (int code, string output, JsonElement json) = Fit("--chains", "2", "--warmup", "200", "--draws", "200");
        Assert.Equal(0, code);
        string[] lines = [.. output.Split('\n').Where(line => line.StartsWith("chain ", StringComparison.Ordinal))];
        foreach (string chain in new[] { "chain 1: ", "chain 2: " })
        {
            string[] own = [.. lines.Where(line => line.StartsWith(chain, StringComparison.Ordinal))];
            Assert.Equal(4, own.Length);
            Assert.StartsWith($"{chain}warm-up 100/200, ", own[0], StringComparison.Ordinal);
            Assert.StartsWith($"{chain}draws 100/200, ", own[2], StringComparison.Ordinal);
            Assert.Contains("draws 200/200", own[3], StringComparison.Ordinal);
            Assert.EndsWith("0.0 s left", own[3].TrimEnd(), StringComparison.Ordinal);
        }

        Assert.Equal("completed", json.GetProperty("ended").GetString());
    }

    [Fact]
    public void Enough_effective_draws_end_a_fit()
    {
        (int code, string output, JsonElement json) = Fit("--chains", "2", "--warmup", "200", "--draws", "20000", "--ess", "300");
        Assert.Equal(0, code);
        Assert.Contains("the effective draws are enough", output, StringComparison.Ordinal);
        Assert.Equal("enough_effective_draws", json.GetProperty("ended").GetString());
        Assert.InRange(json.GetProperty("draws").GetInt32(), 150, 2000);
        Assert.Equal(0, json.GetProperty("draws").GetInt32() % 100);
        Assert.True(json.GetProperty("parameters").GetProperty("mu").GetProperty("ess_bulk").GetDouble() >= 300);
    }

    [Fact]
    public void Time_ends_a_fit()
    {
        (int code, string output, JsonElement json) = Fit("--chains", "1", "--warmup", "200", "--draws", "4000000", "--time", "0.4");
        Assert.Equal(0, code);
        Assert.Contains("the time is up", output, StringComparison.Ordinal);
        Assert.Equal("time_is_up", json.GetProperty("ended").GetString());
        Assert.InRange(json.GetProperty("draws").GetInt32(), 1, 3_999_999);
    }

    [Fact]
    public void A_run_that_was_cut_off_resumes_to_the_draws_of_a_whole_one()
    {
        string state = Path.Combine(folder, "run.state");
        string[] options = ["--chains", "2", "--warmup", "200", "--seed", "5"];
        JsonElement whole = Fit([.. options, "--draws", "100000"]).Json;
        (int code, string output, JsonElement part) = Fit([.. options, "--draws", "10000000", "--time", "0.01", "--save-state", state], requireJson: false);
        Assert.True(code is 0 or 4, output);
        Assert.Contains("the time is up", output, StringComparison.Ordinal);
        Assert.True(SamplerState.Load(state).Chains.Max(chain => chain.Draws) < 100_000, "the first part was too long");
        (code, output, part) = Fit("--resume", state, "--draws", "100000", "--save-state", state);
        Assert.True(code == 0, output);
        Assert.Equal("completed", part.GetProperty("ended").GetString());
        Assert.Equal(200, part.GetProperty("warmup").GetInt32());
        foreach (string same in new[] { "parameters", "seed", "divergences", "gradients", "step_size", "draws" })
        {
            Assert.Equal(whole.GetProperty(same).GetRawText(), part.GetProperty(same).GetRawText());
        }

        Assert.All(SamplerState.Load(state).Chains, chain => Assert.Equal(new ChainStanding(200, 100_000), chain));
    }

    [Fact]
    public void States_that_cannot_be_resumed_are_refused()
    {
        string state = Path.Combine(folder, "run.state");
        Assert.Equal(0, Fit("--chains", "1", "--warmup", "50", "--draws", "20", "--save-state", state).Code);
        using StringWriter output = new();
        Assert.Equal(2, CommandLine.Run(output, "fit", "simple", "--data", Data(), "--resume", state, "--seed", "3"));
        Assert.Contains("--seed cannot be given with --resume", output.ToString(), StringComparison.Ordinal);
        string other = Path.Combine(folder, "other.json");
        File.WriteAllText(other, """{ "y": [1.0, 2.0, 0.5, 1.5, 3.1] }""");
        Assert.Equal(3, CommandLine.Run(output, "fit", "simple", "--data", other, "--resume", state));
        Assert.Contains("plan/data/y", output.ToString(), StringComparison.Ordinal);
        Assert.Equal(3, CommandLine.Run(output, "fit", "simple", "--data", Data(), "--resume", other));
        Assert.Contains("'kind' should be 'ExmcStat'", output.ToString(), StringComparison.Ordinal);
        Assert.Equal(3, CommandLine.Run(output, "fit", "simple", "--data", Data(), "--resume", state + ".absent"));
    }

    [Fact]
    public void Budgets_that_cannot_be_kept_end_with_2()
    {
        string data = Data();
        using StringWriter output = new();
        Assert.Equal(2, CommandLine.Run(output, "fit", "simple", "--data", data, "--time", "0"));
        Assert.Equal(2, CommandLine.Run(output, "fit", "simple", "--data", data, "--ess", "1"));
        Assert.Contains("--time cannot be 0", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("Ess cannot be 1", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_terminal_shows_a_table_that_follows_the_chains()
    {
        using StringWriter output = new();
        IAnsiConsole terminal = AnsiConsole.Create(
            new AnsiConsoleSettings { Ansi = AnsiSupport.Yes, Interactive = InteractionSupport.Yes, Out = new AnsiConsoleOutput(output) });
        terminal.Profile.Width = 120;
        Assert.Equal(0, Cli.Program.Run(["fit", "simple", "--data", Data(), "--chains", "2", "--time", "0.7", "--draws", "1000000"], terminal));
        string text = output.ToString();
        Assert.Contains("gradients per draw", text, StringComparison.Ordinal);
        Assert.Contains("/1000000", text, StringComparison.Ordinal);
        Assert.DoesNotContain("chain 1: ", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("smc", "log_evidence", "log evidence")]
    [InlineData("advi", "pareto_k", "Pareto k")]
    [InlineData("pathfinder", "pareto_k", "Pareto k")]
    [InlineData("laplace", "pareto_k", "Pareto k")]
    public void Other_methods_print_and_write_their_summary(string method, string field, string line)
    {
        (int code, string output, JsonElement json) = Fit("--method", method, "--chains", "2", "--draws", "500");
        Assert.Equal(0, code);
        Assert.Contains("2 chains of 500 draws", output, StringComparison.Ordinal);
        Assert.Contains(line, output, StringComparison.Ordinal);
        Assert.Equal(method, json.GetProperty("method").GetString());
        Assert.Equal(JsonValueKind.Number, json.GetProperty(field).ValueKind);

        // The mean of the five readings is 1.6; its standard error is about 0.4.
        Assert.InRange(json.GetProperty("parameters").GetProperty("mu").GetProperty("mean").GetDouble(), 1.2, 2.0);
    }

    [Fact]
    public void The_mode_is_printed_and_written()
    {
        (int code, string output, JsonElement json) = Fit("--method", "map");
        Assert.Equal(0, code);
        Assert.Contains("log density", output, StringComparison.Ordinal);
        Assert.InRange(json.GetProperty("parameters").GetProperty("mu").GetDouble(), 1.2, 2.0);
        Assert.True(json.GetProperty("converged").GetBoolean());
    }

    [Fact]
    public void What_a_method_cannot_honour_ends_with_2()
    {
        using StringWriter output = new();
        Assert.Equal(2, CommandLine.Run(output, "fit", "simple", "--data", Data(), "--method", "smc", "--time", "1"));
        Assert.Contains("--time is for chains", output.ToString(), StringComparison.Ordinal);
        Assert.Equal(2, CommandLine.Run(output, "fit", "simple", "--data", Data(), "--method", "magic"));
        Assert.Equal(2, CommandLine.Run(output, "fit", "simple", "--data", Data(), "--method", "smc", "--draws", "5"));
        Assert.Contains("Draws cannot be 5", output.ToString(), StringComparison.Ordinal);
    }

    private string Data()
    {
        string path = Path.Combine(folder, "data.json");
        File.WriteAllText(path, """{ "y": [1.0, 2.0, 0.5, 1.5, 3.0] }""");
        return path;
    }

    private (int Code, string Output, JsonElement Json) Fit(params string[] options) => Fit(options, requireJson: true);

    private (int Code, string Output, JsonElement Json) Fit(string[] options, bool requireJson)
    {
        using StringWriter output = new();
        string json = Path.Combine(folder, "fit.json");
        int code = CommandLine.Run(output, ["fit", "simple", "--data", Data(), .. options, "--json", json]);
        using JsonDocument document = JsonDocument.Parse(requireJson || File.Exists(json) ? File.ReadAllText(json) : "{}");
        return (code, output.ToString(), document.RootElement.Clone());
    }
}
