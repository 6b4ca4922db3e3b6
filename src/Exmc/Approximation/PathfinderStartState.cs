// What is saved of a start that was found and not yet used.
namespace Exmc;

internal sealed partial class PathfinderStart
{
    public static void Write(StateWriter writer, PathfinderStart? start)
    {
        writer.Begin("pathfinder");
        writer.Flag("exists", start is not null);
        if (start is not null)
        {
            writer.Reals("position", start.Position);
            writer.Reals("centre", start.Centre);
            writer.Flag("has_metric", start.Metric is not null);
            writer.Reals("metric", start.Metric ?? []);
        }

        writer.End();
    }

    public static PathfinderStart? Read(StateReader reader, int dimension)
    {
        reader.Begin("pathfinder");
        PathfinderStart? start = null;
        if (reader.Flag("exists"))
        {
            double[] position = new double[dimension];
            double[] centre = new double[dimension];
            reader.Reals("position", position);
            reader.Reals("centre", centre);
            bool hasMetric = reader.Flag("has_metric");
            double[] metric = reader.Reals("metric");
            if (hasMetric && !ChainMetric.HasLength(MetricKind.LowRank, metric.Length, dimension))
            {
                throw reader.Wrong("metric", $"a low-rank metric of {dimension} coordinates", $"{metric.Length} numbers");
            }

            start = new(position, centre, hasMetric ? metric : null);
        }

        reader.End();
        return start;
    }
}
