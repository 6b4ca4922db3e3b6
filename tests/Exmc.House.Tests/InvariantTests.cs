// The table of invariants names tests that exist.
using System.Globalization;
using System.Text.RegularExpressions;
using Xunit;

namespace Exmc.House.Tests;

public class InvariantTests
{
    private static readonly Row[] Rows =
    [
        .. Regex.Matches(File.ReadAllText(Repository.PathOf("docs", "invariants.md")), @"^\| (\d+) \| ([^|]+) \| ([^|]+) \|$", RegexOptions.Multiline).Select(match => new Row(
            int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture), [.. Regex.Matches(match.Groups[3].Value, @"`(\w+)\.(\w+)`").Select(test => (test.Groups[1].Value, test.Groups[2].Value))])),
    ];

    [Fact]
    public void All_fifty_are_listed() => Assert.Equal(Enumerable.Range(1, 50), Rows.Select(row => row.Number));

    [Fact]
    public void Each_has_a_test() => Assert.Empty(Rows.Where(row => row.Tests.Length == 0).Select(row => row.Number));

    [Fact]
    public void The_tests_exist()
    {
        string[] texts = [.. Repository.Files("tests", ".cs").Select(File.ReadAllText)];
        foreach ((string type, string method) in Rows.SelectMany(row => row.Tests))
        {
            bool exists = texts.Any(text => Regex.IsMatch(text, $@"\bclass {type}\b")
                && Regex.IsMatch(text, $@"\[(Fact|Theory|SharedTheory|SharedFact|Property\b[^\]]*|InlineData[^\]]*|MemberData[^\]]*)\]\s+public (async )?(void|Task) {method}\("));
            Assert.True(exists, $"{type}.{method} is no test");
        }
    }

    private sealed record Row(int Number, (string Type, string Method)[] Tests);
}
