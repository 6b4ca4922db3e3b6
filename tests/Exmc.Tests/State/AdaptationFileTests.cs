// What a fit learnt, saved and loaded.
namespace Exmc.Tests;

public class AdaptationFileTests
{
    [Theory]
    [InlineData(MetricKind.Diagonal)]
    [InlineData(MetricKind.Dense)]
    public void A_refit_from_a_file_is_a_refit_from_memory(MetricKind metric)
    {
        FunctionModel model = new(() => Targets.Correlated(0.8));
        Adaptation learnt = Sampler.Sample(model, new SamplerOptions { Chains = 3, Warmup = 150, Draws = 20, Metric = metric, Seed = 4, Epoch = 6 }).Adaptation;
        byte[] bytes = Bytes(learnt);
        Adaptation read = Adaptation.Load(new MemoryStream(bytes));
        Assert.Equal(bytes, Bytes(read));
        RefitOptions options = new() { Draws = 30 };
        Assert.Equal(PosteriorText.Of(Sampler.Refit(model, learnt, options)), PosteriorText.Of(Sampler.Refit(model, read, options)));
        string path = Path.GetTempFileName();
        try
        {
            learnt.Save(path);
            Assert.Equal(bytes, File.ReadAllBytes(path));
            Assert.Equal(bytes, Bytes(Adaptation.Load(path)));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_flipped_byte_or_a_missing_one_is_a_named_error()
    {
        byte[] whole = Bytes(new Adaptation("Model", "hash", [new ChainAdaptation(new double[] { 1 }, 0.5, new double[] { 2 }, new double[] { 3 }, MetricKind.Diagonal)], 7, 8));
        for (int i = 0; i < whole.Length; i++)
        {
            byte[] damaged = [.. whole];
            damaged[i] ^= 0x10;
            AssertRefused(damaged);
            AssertRefused(whole[..i]);
        }

        static void AssertRefused(byte[] bytes)
        {
            StateException exception = Assert.Throws<StateException>(() => Adaptation.Load(new MemoryStream(bytes), "some file"));
            Assert.Equal("some file", exception.File);
            Assert.All(new[] { exception.Field, exception.Expected, exception.Found }, Assert.NotEmpty);
        }
    }

    private static byte[] Bytes(Adaptation adaptation)
    {
        using MemoryStream stream = new();
        adaptation.Save(stream);
        return stream.ToArray();
    }
}
