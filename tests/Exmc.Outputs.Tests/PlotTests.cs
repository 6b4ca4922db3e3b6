// Pictures are whole SVG documents that show what they say.
using System.Xml.Linq;
using Exmc.Models;
using Exmc.Outputs.Plots;
using Xunit;

namespace Exmc.Outputs.Tests;

public class PlotTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";
    private static readonly string[] Two = ["mu", "tau"];

    public static TheoryData<string, int, string> Kinds => new()
    {
        { "trace", 2, "chain 2" }, { "rank", 2, "chain 1" }, { "density", 2, "chain 2" }, { "forest", 1, "tau" }, { "pair", 1, "draws" }, { "energy", 1, "EightSchoolsCentered" },
        { "khat", 1, "reliable" }, { "predictive", 1, "observed" },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_picture_is_one_document_of_panels_with_their_texts(string kind, int panels, string text)
    {
        Figure figure = Of(kind);
        XElement root = XDocument.Parse(figure.ToSvg()).Root!;
        Assert.Equal(Svg + "svg", root.Name);
        Assert.Equal((panels, panels), (figure.PanelCount, root.Elements(Svg + "g").Count()));
        Assert.Contains(root.Descendants(Svg + "text"), element => element.Value.Contains(text, StringComparison.Ordinal));
        Assert.DoesNotContain("NaN", root.ToString(), StringComparison.Ordinal);
    }

    /// <summary>One mark for each draw, and one more for each divergent transition.</summary>
    [Fact]
    public void A_pair_has_a_mark_for_each_draw()
    {
        Posterior fit = Fits.EightSchools;
        int marks = XDocument.Parse(Of("pair").ToSvg()).Descendants(Svg + "ellipse").Count();
        Assert.InRange(marks, fit.ChainCount * fit.DrawCount, (2 * fit.ChainCount * fit.DrawCount) + 2);
    }

    private static Figure Of(string kind)
    {
        Posterior fit = Fits.EightSchools;
        DrawSet draws = DrawSet.Of(fit);
        IModel model = Catalogue.Find("eight_schools_centered")!.FromJson(Fits.Data());
        string replicated = model.Bind().PredictedLayout.Entries[0].Name;
        return kind switch
        {
            "trace" => DrawPlots.Trace(draws, Two),
            "rank" => DrawPlots.Rank(draws, Two),
            "density" => DrawPlots.Density(draws, Two),
            "forest" => DrawPlots.Forest(draws, Two),
            "pair" => SamplerPlots.Pair(draws, Two),
            "energy" => SamplerPlots.Energy(draws),
            "khat" => ModelPlots.ParetoK(model.ModelName, PsisLoo.Of(model, fit)),
            _ => ModelPlots.Predictive(model, fit, new Dictionary<string, double[]> { [replicated] = [28, 8, -3, 7, -1, 1, 18, 12] }),
        };
    }
}
