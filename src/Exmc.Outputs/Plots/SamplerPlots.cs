// Plots that show how the sampler fared: pairs with divergences, energy.
using OxyPlot;
using OxyPlot.Series;

namespace Exmc.Outputs.Plots;

/// <summary>Plots that show how the sampler fared.</summary>
public static class SamplerPlots
{
    /// <summary>Two reported numbers against each other, divergent transitions marked.</summary>
    /// <param name="draws">The draws.</param>
    /// <param name="names">Two numbers; the first two when empty.</param>
    /// <exception cref="ArgumentException">There are not two.</exception>
    public static Figure Pair(DrawSet draws, IReadOnlyList<string> names)
    {
        (string Name, double[] Values)[] chosen = PlotNumbers.Chosen(draws, names);
        if (chosen.Length < 2 || (names.Count > 0 && chosen.Length != 2))
        {
            throw new ArgumentException($"A pair plot takes two numbers, not {chosen.Length}: name them, for example 'theta[0]' and 'tau'.", nameof(names));
        }

        PlotModel model = PlotStyle.Model($"{draws.ModelName}: {chosen[0].Name} and {chosen[1].Name}", chosen[0].Name, chosen[1].Name);
        IEnumerable<ScatterPoint> Points(bool divergent) => Enumerable.Range(0, draws.ChainCount * draws.DrawCount)
            .Where(draw => draws.Statistics.Divergent[draw] != 0 == divergent).Select(draw => new ScatterPoint(chosen[0].Values[draw], chosen[1].Values[draw]));
        model.Series.Add(PlotStyle.Dots(OxyColor.FromAColor(110, PlotStyle.Main), "draws", Points(false)));
        model.Series.Add(PlotStyle.Dots(PlotStyle.Warning, $"divergent ({draws.Statistics.Divergent.Count(divergent => divergent != 0)})", Points(true), 3.5));
        model.AddLegend();
        return new([model], 600);
    }

    /// <summary>Energy of the draws about its mean against the changes from draw to draw (Betancourt 2016): the second much narrower means slow exploration.</summary>
    public static Figure Energy(DrawSet draws)
    {
        double mean = draws.Statistics.Energy.Average();
        double[] marginal = [.. draws.Statistics.Energy.Select(energy => energy - mean)];
        double[] transition = [.. Enumerable.Range(0, marginal.Length).Where(draw => draw % draws.DrawCount != 0).Select(draw => marginal[draw] - marginal[draw - 1])];
        PlotModel model = PlotStyle.Model($"{draws.ModelName}: energy", "energy about its mean, and its change per transition (nats)", "density");
        model.Series.Add(PlotStyle.Line(PlotStyle.Chain(0), "marginal", PlotNumbers.Density(marginal).Select(point => new DataPoint(point.X, point.Density)), 2));
        model.Series.Add(PlotStyle.Line(PlotStyle.Chain(5), "transition", PlotNumbers.Density(transition).Select(point => new DataPoint(point.X, point.Density)), 2));
        model.Axes[1].Minimum = 0;
        model.AddLegend();
        return new([model], 400);
    }
}
