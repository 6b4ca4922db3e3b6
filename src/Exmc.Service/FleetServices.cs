// Registers the fleet in anybody's host.
using Exmc.Fleet.Live;
using Exmc.Service.Ingest;
using Exmc.Service.Page;
using Exmc.Service.Store;
using Microsoft.Extensions.Options;

namespace Exmc.Service;

/// <summary>Registration of the fleet.</summary>
public static class FleetServices
{
    /// <summary>Adds engine, store, ingest and their background work, configured from a section; options are checked at the start.</summary>
    public static IServiceCollection AddExmcFleet(this IServiceCollection services, IConfiguration section)
    {
        services.AddOptions<ServiceOptions>().Bind(section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ServiceOptions>, ServiceOptionsCheck>();
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<ISensorFitter>(_ => new SamplerFitter(window => new Models.WindowedSensor { Y = window.Y, X = window.X, XNext = window.XNext }));
        services.AddSingleton(provider => new FleetEngine(Options(provider).Fleet, provider.GetRequiredService<ISensorFitter>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => FleetStores.Open(Options(provider)));
        services.AddSingleton(provider => new IngestQueue(Options(provider).MaxPending));
        services.AddSingleton<LiveFeed>();
        services.AddSingleton<PagePublisher>();
        services.AddHostedService(provider => provider.GetRequiredService<PagePublisher>());
        services.AddSingleton<FleetRunner>();
        services.AddHostedService(provider => provider.GetRequiredService<FleetRunner>());
        return services;
    }

    private static ServiceOptions Options(IServiceProvider provider) => provider.GetRequiredService<IOptions<ServiceOptions>>().Value;

    private sealed class ServiceOptionsCheck : IValidateOptions<ServiceOptions>
    {
        public ValidateOptionsResult Validate(string? name, ServiceOptions options) =>
            options.Problem() is { } problem ? ValidateOptionsResult.Fail(problem) : ValidateOptionsResult.Success;
    }
}
