// Panels below each other as one picture, SVG or PNG.
using System.Globalization;
using System.Text;
using OxyPlot;
using OxyPlot.SkiaSharp;
using SkiaSharp;

namespace Exmc.Outputs.Plots;

/// <summary>A picture of one or more panels below each other.</summary>
public sealed class Figure
{
    private const int Width = 900;
    private const int Scale = 2;

    // A picture of 1,800 by this takes 240 MB.
    private const int MostPixels = 32_768;
    private readonly IReadOnlyList<PlotModel> _panels;
    private readonly int _height;

    internal Figure(IReadOnlyList<PlotModel> panels, int height)
    {
        _panels = panels;
        _height = height;
    }

    /// <summary>Number of panels.</summary>
    public int PanelCount => _panels.Count;

    /// <summary>The picture as an SVG document; it needs no font files to be made.</summary>
    public string ToSvg()
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{Width}\" height=\"{_panels.Count * _height}\" viewBox=\"0 0 {Width} {_panels.Count * _height}\">\n");
        text.Append("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
        for (int panel = 0; panel < _panels.Count; panel++)
        {
            OxyPlot.SvgExporter exporter = new() { Width = Width, Height = _height, IsDocument = false, TextMeasurer = new WideText(Width, _height) };

            // Names of clips are those of the whole document.
            string part = exporter.ExportToString(_panels[panel]).Replace("clipPath", FormattableString.Invariant($"clip{panel}Path"), StringComparison.Ordinal)
                .Replace(FormattableString.Invariant($"<clip{panel}Path "), "<clipPath ", StringComparison.Ordinal)
                .Replace(FormattableString.Invariant($"</clip{panel}Path>"), "</clipPath>", StringComparison.Ordinal);
            text.Append(CultureInfo.InvariantCulture, $"<g transform=\"translate(0 {panel * _height})\">\n").Append(part[part.IndexOf("<svg", StringComparison.Ordinal)..]).Append("\n</g>\n");
        }

        return text.Append("</svg>\n").ToString();
    }

    /// <summary>The picture as PNG, two pixels a point, in the machine's fonts without serifs.</summary>
    /// <param name="stream">Where it is written to.</param>
    /// <exception cref="ArgumentException">There are too many panels for one picture.</exception>
    public void WritePng(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (Scale * _panels.Count * _height > MostPixels)
        {
            throw new ArgumentException($"{_panels.Count} panels are too many for one PNG picture, which is at most {MostPixels} pixels high. Name fewer by --parameter, or write .svg.");
        }

        using SKBitmap bitmap = new(Scale * Width, Scale * _panels.Count * _height);
        using SKCanvas canvas = new(bitmap);
        canvas.Clear(SKColors.White);
        using SkiaRenderContext context = new() { SkCanvas = canvas, RenderTarget = RenderTarget.PixelGraphic, DpiScale = Scale, UseTextShaping = false };
        for (int panel = 0; panel < _panels.Count; panel++)
        {
            canvas.Save();
            canvas.Translate(0, Scale * panel * _height);
            ((IPlotModel)_panels[panel]).Update(true);
            ((IPlotModel)_panels[panel]).Render(context, new OxyRect(0, 0, Width, _height));
            canvas.Restore();
        }

        using SKImage image = SKImage.FromBitmap(bitmap);
        using SKData data = image.Encode(SKEncodedImageFormat.Png, 100);
        data.SaveTo(stream);
    }

    // The viewer's font is not known here; the usual ones without serifs are up to a half wider than what is measured.
    private sealed class WideText(double width, double height) : PdfRenderContext(width, height, OxyColors.White)
    {
        public override OxySize MeasureText(string text, string fontFamily, double fontSize, double fontWeight)
        {
            OxySize size = base.MeasureText(text, fontFamily, fontSize, fontWeight);
            return new(1.5 * size.Width, 1.3 * size.Height);
        }
    }
}
