// Pictures as PNG: their size, that every panel is drawn, and the extension that asks for them.
using Exmc.Outputs.Plots;
using SkiaSharp;
using Spectre.Console;
using Xunit;

namespace Exmc.Outputs.Tests;

public sealed class PngTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("exmc-png-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Colours of both chains (Okabe and Ito's blue and orange) in each of the panels.</summary>
    [Fact]
    public void Each_panel_shows_each_chain()
    {
        using MemoryStream stream = new();
        Figure figure = DrawPlots.Density(DrawSet.Of(Fits.EightSchools), ["mu", "tau"]);
        figure.WritePng(stream);
        stream.Position = 0;
        using SKBitmap picture = SKBitmap.Decode(stream);
        Assert.Equal((1800, 960), (picture.Width, picture.Height));
        for (int panel = 0; panel < 2; panel++)
        {
            SKColor[] pixels = picture.Pixels[(panel * 1800 * 480)..((panel + 1) * 1800 * 480)];
            Assert.Contains(new SKColor(0, 114, 178), pixels);
            Assert.Contains(new SKColor(230, 159, 0), pixels);
            Assert.InRange(pixels.Count(pixel => pixel == SKColors.White), pixels.Length / 2, pixels.Length - 1);
        }
    }

    [Fact]
    public void Too_many_panels_are_refused_by_their_number()
    {
        Figure figure = DrawPlots.Density(DrawSet.Of(Fits.EightSchools), [.. Enumerable.Repeat("mu", 70)]);
        Assert.Contains("70 panels", Assert.Throws<ArgumentException>(() => figure.WritePng(Stream.Null)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_extension_decides_and_an_unknown_one_names_those_known()
    {
        string[] files = [.. CmdStanCsv.Write(Path.Combine(_folder, "fit.csv"), Fits.EightSchools)];
        Assert.Equal(0, Plot(files, "fit.png").Code);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], File.ReadAllBytes(Path.Combine(_folder, "fit.png"))[..4]);
        (int code, string output) = Plot(files, "fit.bmp");
        Assert.Equal(2, code);
        Assert.Contains(".svg", output, StringComparison.Ordinal);
        Assert.Contains(".png", output, StringComparison.Ordinal);
    }

    private (int Code, string Output) Plot(string[] files, string name)
    {
        using StringWriter output = new();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Interactive = InteractionSupport.No, Out = new AnsiConsoleOutput(output) });
        int code = Cli.Program.Run(["plot", .. files, "--kind", "pair", "--output", Path.Combine(_folder, name)], console);
        return (code, output.ToString());
    }
}
