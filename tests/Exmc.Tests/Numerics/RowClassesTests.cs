// Rows that are equal bit by bit, against grouping by the bits as text.
using Exmc.Numerics;
using Exmc.TestSupport;
using Xunit;

namespace Exmc.Tests.Numerics;

public class RowClassesTests
{
    private const int Rows = 300;

    /// <summary>Few values, among them such as are equal to a tolerance, in sign of zero or in being missing only.</summary>
    private static readonly double[] Values =
        [0.0, -0.0, 1.0, Math.BitIncrement(1.0), double.NaN, BitConverter.Int64BitsToDouble(0x7FF8000000000001), double.Epsilon];

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Classes_are_those_of_the_bits_in_the_order_of_their_first_rows(int columns)
    {
        Random random = new(5);
        double[] reals = [.. Enumerable.Range(0, (Rows + 2) * columns).Select(_ => Values[random.Next(Values.Length)])];
        int[] integers = [.. Enumerable.Range(0, Rows).Select(_ => random.Next(3) - 1)];
        string[] texts = [.. Enumerable.Range(0, Rows).Select(i => integers[i] + ":" + string.Join(" ", reals.Skip(i * columns).Take(columns).Select(BitConverter.DoubleToInt64Bits)))];
        string[] distinct = [.. texts.Distinct()];
        Assert.InRange(distinct.Length, 2, Rows - 1);

        int[] classes = [];
        int count = RowClasses.Single(Rows, ref classes);
        count = RowClasses.Split<double>(Rows, columns, reals, classes, count);
        count = RowClasses.Split<int>(Rows, 1, integers, classes, count);
        double[] first = new double[count * columns];
        RowClasses.Select<double>(Rows, columns, reals, classes, count, first);

        Assert.Equal(distinct.Length, count);
        Assert.Equal(texts.Select(text => Array.IndexOf(distinct, text)), classes.Take(Rows));
        for (int k = 0; k < count; k++)
        {
            int row = Array.IndexOf(texts, distinct[k]);
            Assert.Equal(
                reals.Skip(row * columns).Take(columns).Select(BitConverter.DoubleToInt64Bits),
                first.Skip(k * columns).Take(columns).Select(BitConverter.DoubleToInt64Bits));
        }
    }

    [Fact]
    public void No_rows_have_no_classes()
    {
        int[] classes = [];
        int count = RowClasses.Single(0, ref classes);
        Assert.Equal(0, RowClasses.Split<double>(0, 2, [], classes, count));
    }

    [Fact]
    public void Nothing_is_allocated_once_there_is_room()
    {
        double[] values = [.. Enumerable.Range(0, Rows).Select(i => (double)(i % 7))];
        int[] classes = [];
        double[] first = new double[7];
        void Run()
        {
            int count = RowClasses.Single(Rows, ref classes);
            count = RowClasses.Split<double>(Rows, 1, values, classes, count);
            RowClasses.Select<double>(Rows, 1, values, classes, count, first);
        }

        Run();
        Assert.Equal(0, Allocation.OfBatch(10, Run));
    }
}
