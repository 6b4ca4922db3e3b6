// Rules of the house that can be read from its files.
using System.Text.RegularExpressions;
using Xunit;

namespace Exmc.House.Tests;

public class HouseTests
{
    private static readonly string[] Folders = ["src", "generators", "models", "tests"];

    [Fact]
    public void Every_diagnostic_has_a_page_and_a_line_in_the_index()
    {
        string descriptors = File.ReadAllText(Repository.PathOf("generators", "Exmc.Generator", "Diagnostics", "Descriptors.cs"));
        string index = File.ReadAllText(Repository.PathOf("docs", "diagnostics", "README.md"));
        string[] ids = [.. Regex.Matches(descriptors, "EXMC[0-9]{4}").Select(match => match.Value).Distinct()];
        Assert.NotEmpty(ids);
        foreach (string id in ids)
        {
            Assert.True(File.Exists(Repository.PathOf("docs", "diagnostics", id + ".md")), $"{id} has no page");
            Assert.Contains(id, index, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_readme_is_short_and_its_commands_name_what_exists()
    {
        string readme = File.ReadAllText(Repository.PathOf("README.md"));
        Assert.True(readme.Split('\n').Length < 150);
        foreach (Match match in Regex.Matches(readme, @"--project (\S+)"))
        {
            Assert.True(Directory.Exists(Repository.PathOf(match.Groups[1].Value)), match.Value);
        }

        Assert.Contains("dotnet test Exmc.Compiler.sln", readme, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_are_small()
    {
        int[] lengths = [.. Folders.SelectMany(folder => Repository.Files(folder, ".cs", ".fs")).Select(file => File.ReadLines(file).Count()).Order()];
        Assert.InRange(lengths[lengths.Length / 2], 20, 130);
        Assert.All(Folders.SelectMany(folder => Repository.Files(folder, ".cs", ".fs")), file => Assert.True(File.ReadLines(file).Count() <= 400, file));
    }

    [Fact]
    public void Sources_are_ascii_and_finished()
    {
        Regex unfinished = new("\\b(TO" + "DO|FIX" + "ME|HA" + "CK)\\b");
        Assert.All(Folders.SelectMany(folder => Repository.Files(folder, ".cs", ".fs")), file =>
        {
            string text = File.ReadAllText(file);
            Assert.True(text.All(char.IsAscii), $"{file} is not ASCII");
            Assert.DoesNotMatch(unfinished, text);
        });
    }

    [Fact]
    public void Package_versions_stand_in_one_file()
    {
        Assert.All(Folders.SelectMany(folder => Repository.Files(folder, ".csproj", ".fsproj")), file =>
            Assert.DoesNotMatch("PackageReference[^>]*Version=", File.ReadAllText(file)));
    }
}
