// What whitening is beyond one scale per coordinate.
namespace Exmc;

/// <summary>A linear map F with F F' = inverse metric; positions are x = centre + F y. Holds no state between calls.</summary>
internal abstract class LinearTransform
{
    /// <summary>result = F y.</summary>
    public abstract void Multiply(ReadOnlySpan<double> y, Span<double> result);

    /// <summary>result = F' g.</summary>
    public abstract void MultiplyTransposed(ReadOnlySpan<double> gradient, Span<double> result);

    /// <summary>Replaces z by F^-1 z.</summary>
    public abstract void Solve(Span<double> z);
}
