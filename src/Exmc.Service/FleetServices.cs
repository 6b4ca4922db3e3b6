// Registers the fleet in anybody's host.
using Exmc.Fleet.Live;
using Exmc.Service.Http;
using Exmc.Service.Ingest;
using Exmc.Service.Page;
using Exmc.Service.Security;
using Exmc.Service.Store;
using Exmc.Service.Telemetry;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Exmc.Service;

/// <summary>Registration of the fleet.</summary>
public static class FleetServices
{
    /// <summary>Adds engine, store, ingest and their background work, configured from a section; options are checked at the start.</summary>
    public static IServiceCollection AddExmcFleet(this IServiceCollection services, IConfiguration section)
    {
        services.AddOptions<ServiceOptions>().Configure(options =>
        {
            // What is bound to a list is added to it, and horizons that are given are all there are.
            options.Fleet.Horizons = section.GetSection("Fleet:Horizons").Exists() ? [] : options.Fleet.Horizons;
        }).Bind(section, binder => binder.ErrorOnUnknownConfiguration = true).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ServiceOptions>, ServiceOptionsCheck>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<ISensorFitter>(provider => new SamplerFitter(window => new Models.WindowedSensor { Y = window.Y, X = window.X, XNext = window.XNext }, watch: provider.GetRequiredService<FitMeters>().Sampled));
        services.AddSingleton(provider => new FleetEngine(Options(provider).Fleet, provider.GetRequiredService<ISensorFitter>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => FleetStores.Open(Options(provider)));
        services.AddSingleton(provider => new IngestQueue(Options(provider).MaxPending));
        services.AddSingleton<AdmittedReadings>();
        services.AddSingleton<LiveFeed>();
        services.AddSingleton<PagePublisher>();
        services.AddHostedService(provider => provider.GetRequiredService<PagePublisher>());
        services.AddSingleton<FleetRunner>();
        services.AddHostedService(provider => provider.GetRequiredService<FleetRunner>());
        services.AddHostedService<MqttIngest>();
        services.AddHostedService<ReplayIngest>();
        services.AddSingleton<FitMeters>();
        services.AddSingleton<FleetMeters>();
        services.AddSingleton<TokenCheck>();
        services.AddRateLimiter(limits => limits.AddPolicy<string, IngestRate>(IngestRate.Name));
        return services;
    }

    /// <summary>Maps ingest, the page's requests and health, with their limits, into a host that has called <see cref="AddExmcFleet"/>.</summary>
    public static WebApplication MapExmcFleet(this WebApplication app)
    {
        app.UseRateLimiter();
        app.MapIngest();
        app.MapFleet();
        return app;
    }

    private static ServiceOptions Options(IServiceProvider provider) => provider.GetRequiredService<IOptions<ServiceOptions>>().Value;

    private sealed class ServiceOptionsCheck : IValidateOptions<ServiceOptions>
    {
        public ValidateOptionsResult Validate(string? name, ServiceOptions options) =>
            options.Problem() is { } problem ? ValidateOptionsResult.Fail(problem) : ValidateOptionsResult.Success;
    }
}
