// The detector as a control chart, its model the known one.
using Exmc.Fleet.Live;
using static Exmc.Numerics.SpecialFunctions;

namespace Exmc.Benchmarks;

internal sealed class DetectorChart(SensorDetector detector, double rate) : IChart
{
    public bool Take(double reading)
    {
        double tail = 2.0 * NormalCdf(-Math.Abs(reading));
        bool isAlarm = detector.Test(tail, reading > 0) < rate;
        detector.Learn(rate);
        return isAlarm;
    }

    public DetectorChart Copy(int[] horizons, int spread)
    {
        SensorDetector copy = new(horizons, spread: spread);
        copy.Resume([.. detector.Scores], detector.Memory);
        return new DetectorChart(copy, rate);
    }
}
