// External names.
using Exmc.Generator.Reading;
using Xunit;

namespace Exmc.Generator.Tests;

public class SnakeCaseTests
{
    [Theory]
    [InlineData("KidScore", "kid_score")]
    [InlineData("Y", "y")]
    [InlineData("XNext", "x_next")]
    [InlineData("Level0", "level0")]
    [InlineData("SigmaAR", "sigma_ar")]
    [InlineData("HTTPServer", "http_server")]
    public void Names_become_snake_case(string name, string expected) => Assert.Equal(expected, SnakeCase.Of(name));
}
