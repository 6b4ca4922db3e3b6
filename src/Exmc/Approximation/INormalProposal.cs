// A normal distribution to draw from and to weigh.
namespace Exmc;

/// <summary>A normal approximation of a density on R^d.</summary>
internal interface INormalProposal
{
    /// <summary>Draws a position and returns its log density (nats) under this distribution, normalised.</summary>
    double Draw(RandomStream stream, Span<double> position);
}
