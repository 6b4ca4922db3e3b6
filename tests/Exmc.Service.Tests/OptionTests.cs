// Options as they come from the configuration.
using Exmc.Fleet.Live;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace Exmc.Service.Tests;

public class OptionTests
{
    [Fact]
    public void Horizons_that_are_given_replace_the_usual_ones()
    {
        Assert.Equal(new LiveOptions().Horizons, Bind([]).Fleet.Horizons);
        Assert.Equal([1, 8], Bind(new() { ["Fleet:Horizons:0"] = "1", ["Fleet:Horizons:1"] = "8" }).Fleet.Horizons);
    }

    private static ServiceOptions Bind(Dictionary<string, string?> values)
    {
        using ServiceProvider provider = new ServiceCollection().AddLogging().AddExmcFleet(new ConfigurationBuilder().AddInMemoryCollection(values).Build()).BuildServiceProvider();
        return provider.GetRequiredService<IOptions<ServiceOptions>>().Value;
    }
}
