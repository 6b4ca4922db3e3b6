// Draws of an earlier fit, carried to be scored on new data.
namespace Exmc;

/// <summary>Draws of an earlier fit with their log densities on the data of that fit. They are scored on new data before anything else is tried.</summary>
/// <param name="Positions">Unconstrained positions, S x d, draw by draw.</param>
/// <param name="LogDensities">Log density (nats) that each was drawn by, length S.</param>
/// <param name="Age">Refits that they have served by reweighting.</param>
/// <param name="SinceCold">Refits since the last fit from scratch.</param>
public sealed record CarriedDraws(ReadOnlyMemory<double> Positions, ReadOnlyMemory<double> LogDensities, int Age = 0, int SinceCold = 0)
{
    internal void Write(StateWriter writer)
    {
        writer.Integer("age", Age);
        writer.Integer("since_cold", SinceCold);
        writer.Reals("positions", Positions.Span);
        writer.Reals("log_densities", LogDensities.Span);
    }

    internal static CarriedDraws Read(StateReader reader)
    {
        int age = reader.Integer("age", 0, int.MaxValue);
        int sinceCold = reader.Integer("since_cold", 0, int.MaxValue);
        return new(reader.Reals("positions"), reader.Reals("log_densities"), age, sinceCold);
    }
}
