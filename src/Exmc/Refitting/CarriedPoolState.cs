// What is saved of carried draws.
namespace Exmc;

internal sealed partial class CarriedPool
{
    public void Write(StateWriter writer)
    {
        writer.Begin("carried");
        writer.Flag("exists", Draws is not null);
        writer.Integer("since_cold", SinceCold);
        Carried?.Write(writer);
        writer.End();
    }

    public void Read(StateReader reader, IDensity density)
    {
        reader.Begin("carried");
        bool exists = reader.Flag("exists");
        SinceCold = reader.Integer("since_cold", 0, int.MaxValue);
        if (exists)
        {
            CarriedDraws carried = CarriedDraws.Read(reader);
            int expected = carried.LogDensities.Length * density.Dimension;
            if (carried.Positions.Length != expected)
            {
                throw reader.Wrong("positions", $"{expected} elements", $"{carried.Positions.Length} elements");
            }

            Carry(carried, density);
        }
        else
        {
            Clear();
        }

        reader.End();
    }
}
