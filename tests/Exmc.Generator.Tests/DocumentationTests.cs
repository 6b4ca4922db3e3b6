// Code in the documentation compiles.
using System.Text.RegularExpressions;
using Exmc.TestSupport;
using Microsoft.CodeAnalysis;
using Xunit;

namespace Exmc.Generator.Tests;

public class DocumentationTests
{
    [Theory]
    [InlineData("approximations.md")]
    public void Its_code_compiles_without_a_warning(string page)
    {
        string text = File.ReadAllText(Path.Combine(FolderAbove.Repository(), "docs", page));
        MatchCollection blocks = Regex.Matches(text, "```csharp\n(.*?)```", RegexOptions.Singleline);
        Assert.NotEmpty(blocks);
        foreach (Match block in blocks)
        {
            (IReadOnlyList<Diagnostic> generator, IReadOnlyList<Diagnostic> compiler, _) = GeneratorHost.Run(block.Groups[1].Value);
            Assert.Empty(generator);
            Assert.Empty(compiler);
        }
    }
}
