// Saved states that are damaged, foreign or of something else.
using System.Buffers.Binary;

namespace Exmc.Tests;

public class StateFileTests
{
    private static readonly SamplerOptions Options = new() { Chains = 2, Warmup = 0, Draws = 2, Threads = 1, Seed = 5 };

    private static FunctionModel Model(string name = "Test", double shift = 0, Action<DataFingerprint>? data = null) =>
        new(() => Targets.Normal([1 + shift], [2], name)) { Data = data };

    /// <summary>Every bit of every byte: the kind, the version, the sections and their checksums guard each other.</summary>
    [Fact]
    public async Task A_flipped_byte_is_an_error_that_names_file_field_expected_and_found()
    {
        byte[] whole = await Bytes();
        for (int i = 0; i < whole.Length; i++)
        {
            foreach (byte mask in new byte[] { 0x01, 0x80, 0xFF })
            {
                byte[] damaged = [.. whole];
                damaged[i] ^= mask;
                AssertRefused(damaged, $"byte {i}");
            }
        }
    }

    [Fact]
    public async Task A_file_that_is_cut_off_or_goes_on_is_an_error()
    {
        byte[] whole = await Bytes();
        for (int length = 0; length < whole.Length; length++)
        {
            AssertRefused(whole[..length], $"length {length}");
        }

        Assert.Equal("end", AssertRefused([.. whole, 0], "one more byte").Field);
    }

    [Fact]
    public async Task Kinds_and_versions_are_refused_by_name()
    {
        byte[] state = await Bytes();
        using MemoryStream stream = new();
        Sampler.Sample(Model(), Options).Adaptation.Save(stream);
        StateException kind = AssertRefused(stream.ToArray(), "an adaptation");
        Assert.Equal(("kind", "'ExmcStat'", "'ExmcAdpt'"), (kind.Field, kind.Expected, kind.Found));
        Assert.Equal("kind", AssertRefused("{ \"seed\": 1, \"chains\": [] }"u8.ToArray(), "JSON").Field);
        Assert.Equal("kind", Assert.Throws<StateException>(() => Adaptation.Load(new MemoryStream(state))).Field);
        byte[] newer = [.. state];
        BinaryPrimitives.WriteInt32LittleEndian(newer.AsSpan(8), 2);
        StateException version = AssertRefused(newer, "version 2");
        Assert.Equal(("version", "1", "2"), (version.Field, version.Expected, version.Found));
    }

    [Fact]
    public void A_file_is_named_in_errors()
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, "nothing of ours, but long enough to have a header");
            StateException exception = Assert.Throws<StateException>(() => SamplerState.Load(path));
            Assert.Equal(path, exception.File);
            Assert.Contains(path, exception.Message, StringComparison.Ordinal);
            Assert.Throws<FileNotFoundException>(() => SamplerState.Load(path + ".absent"));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task Another_model_is_refused()
    {
        SamplerState state = (await Sampler.SampleAsync(Model(), Options)).State;
        StateException name = Assert.Throws<StateException>(() => Sampler.Resume(Model("Other"), state));
        Assert.Equal(("plan/model", "'Other'", "'Test'"), (name.Field, name.Expected, name.Found));
        FunctionModel longer = new(() => Targets.StandardNormal(2));
        Assert.Equal("plan/layout", Assert.Throws<StateException>(() => Sampler.Resume(longer, state)).Field);
    }

    [Fact]
    public async Task Changed_data_are_refused_by_member_and_point_to_refit()
    {
        FunctionModel model = Model(data: data => Add(data, [1, 2, 3], 4));
        SamplerState state = (await Sampler.SampleAsync(model, Options)).State;
        Sampler.Resume(model, state);
        foreach ((string field, Action<DataFingerprint> data) in new (string, Action<DataFingerprint>)[]
        {
            ("plan/data/y", data => Add(data, [1, 2, 3.0000000000000004], 4)),
            ("plan/data/y", data => Add(data, [1, 3, 2], 4)),
            ("plan/data/y", data => Add(data, [1, 2, 3, 0], 4)),
            ("plan/data/n", data => Add(data, [1, 2, 3], 5)),
            ("plan/data", data => data.Add("y", new Vector([1, 2, 3]))),
        })
        {
            StateException exception = Assert.Throws<StateException>(() => Sampler.Resume(Model(data: data), state));
            Assert.Equal(field, exception.Field);
            Assert.Contains("Refit", exception.Message, StringComparison.Ordinal);
        }

        static void Add(DataFingerprint data, double[] y, int n)
        {
            data.Add("y", new Vector(y));
            data.Add("n", n);
        }
    }

    /// <summary>A density of the user's own that names no data: it is evaluated where the chain stands.</summary>
    [Fact]
    public async Task A_density_that_changed_is_refused_before_anything_is_drawn()
    {
        SamplerState state = (await Sampler.SampleAsync(Model(), Options)).State;
        StateException exception = Assert.Throws<StateException>(() => Sampler.Resume(Model(shift: 1e-9), state));
        Assert.StartsWith("chain 0/point/", exception.Field, StringComparison.Ordinal);
        Assert.Contains("Refit", exception.Message, StringComparison.Ordinal);
    }

    /// <summary>Sections with the right checksum, but fields that make no sense.</summary>
    [Fact]
    public async Task Fields_that_make_no_sense_are_refused()
    {
        StateSection[] sections = StateFile.Read(new MemoryStream(await Bytes()), "test", "ExmcStat", 1);
        int refused = 0;
        for (int section = 0; section < sections.Length; section++)
        {
            for (int i = 0; i < sections[section].Content.Length; i++)
            {
                StateSection[] changed = [.. sections];
                changed[section] = changed[section] with { Content = [.. changed[section].Content] };
                changed[section].Content[i] ^= 0xFF;
                using MemoryStream stream = new();
                StateFile.Write(stream, "ExmcStat", 1, changed);
                refused += Try(stream.ToArray()) ? 0 : 1;
            }
        }

        // What is left are digits of numbers; none of them crashes, and none is read as something else.
        Assert.True(refused > 1000, $"{refused}");

        // Whether it resumes; anything but a refusal by name fails the test.
        static bool Try(byte[] bytes)
        {
            try
            {
                Sampler.Resume(Model(), SamplerState.Load(new MemoryStream(bytes)), new ResumeOptions { Draws = 2, Threads = 1, Lanes = false });
                return true;
            }
            catch (StateException)
            {
                return false;
            }
            catch (ArgumentOutOfRangeException exception) when (exception.ParamName == "Draws")
            {
                return false;
            }
        }
    }

    private static StateException AssertRefused(byte[] bytes, string what)
    {
        Exception? thrown = Record.Exception(() => SamplerState.Load(new MemoryStream(bytes), "some file"));
        StateException exception = Assert.IsType<StateException>(thrown ?? new InvalidOperationException($"{what} was accepted"));
        Assert.Equal("some file", exception.File);
        Assert.All(new[] { exception.Field, exception.Expected, exception.Found }, Assert.NotEmpty);
        Assert.Contains(exception.Field, exception.Message, StringComparison.Ordinal);
        return exception;
    }

    private static async Task<byte[]> Bytes()
    {
        using MemoryStream stream = new();
        (await Sampler.SampleAsync(Model(), Options)).State.Save(stream);
        return stream.ToArray();
    }
}
