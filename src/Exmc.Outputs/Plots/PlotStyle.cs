// The look that all plots share.
using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Legends;
using OxyPlot.Series;

namespace Exmc.Outputs.Plots;

internal static class PlotStyle
{
    // Okabe and Ito's colours, told apart by the colour blind.
    private static readonly OxyColor[] Colors =
    [
        OxyColor.FromRgb(0, 114, 178), OxyColor.FromRgb(230, 159, 0), OxyColor.FromRgb(0, 158, 115), OxyColor.FromRgb(204, 121, 167),
        OxyColor.FromRgb(86, 180, 233), OxyColor.FromRgb(213, 94, 0),
    ];

    private static readonly LineStyle[] ChainStyles = [LineStyle.Solid, LineStyle.Dash, LineStyle.Dot];

    public static OxyColor Warning => OxyColor.FromRgb(213, 0, 0);

    public static OxyColor Main => Colors[0];

    public static OxyColor Chain(int chain) => Colors[chain % Colors.Length];

    public static PlotModel Model(string title, string x, string y)
    {
        PlotModel model = new() { Title = title, TitleFontSize = 14, DefaultFontSize = 11, PlotAreaBorderThickness = new OxyThickness(1, 0, 0, 1), Padding = new OxyThickness(8, 8, 20, 8) };
        model.Axes.Add(new LinearAxis { Position = AxisPosition.Bottom, Title = x, MinimumPadding = 0.02, MaximumPadding = 0.02 });
        model.Axes.Add(new LinearAxis { Position = AxisPosition.Left, Title = y, MinimumPadding = 0.02, MaximumPadding = 0.05, AxisTitleDistance = 8 });
        return model;
    }

    /// <summary>A legend right of the plot, where it hides nothing.</summary>
    public static void AddLegend(this PlotModel model) => model.Legends.Add(new Legend
    {
        LegendPlacement = LegendPlacement.Outside,
        LegendPosition = LegendPosition.RightTop,
        LegendBorderThickness = 0,
    });

    public static LineSeries Line(OxyColor color, string? title, IEnumerable<DataPoint> points, double width = 1)
    {
        LineSeries line = new() { Color = color, Title = title, StrokeThickness = width, MinimumSegmentLength = 0 };
        line.Points.AddRange(points);
        return line;
    }

    /// <summary>A chain's line: when the colours are used up they come again with dashes.</summary>
    public static LineSeries ChainLine(int chain, IEnumerable<DataPoint> points, double width)
    {
        LineSeries line = Line(Chain(chain), FormattableString.Invariant($"chain {chain + 1}"), points, width);
        line.LineStyle = ChainStyles[chain / Colors.Length % ChainStyles.Length];
        return line;
    }

    public static ScatterSeries Dots(OxyColor color, string? title, IEnumerable<ScatterPoint> points, double size = 2)
    {
        ScatterSeries dots = new() { MarkerType = MarkerType.Circle, MarkerFill = color, MarkerSize = size, Title = title };
        dots.Points.AddRange(points);
        return dots;
    }

    public static AreaSeries Band(OxyColor color, string title, IReadOnlyList<double> lower, IReadOnlyList<double> upper)
    {
        AreaSeries band = new() { Color = OxyColors.Transparent, Fill = color, Title = title, StrokeThickness = 0 };
        band.Points.AddRange(upper.Select((value, place) => new DataPoint(place, value)));
        band.Points2.AddRange(lower.Select((value, place) => new DataPoint(place, value)));
        return band;
    }
}
