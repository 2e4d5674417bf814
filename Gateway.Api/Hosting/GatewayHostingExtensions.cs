using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using PuppetEngine.Gateway.Api.Access;
using PuppetEngine.Gateway.Api.Agents;
using PuppetEngine.Gateway.Api.Console;
using PuppetEngine.Gateway.Api.Effects;
using PuppetEngine.Gateway.Api.Events;
using PuppetEngine.Gateway.Api.Http;
using PuppetEngine.Gateway.Api.Journal;
using PuppetEngine.Gateway.Api.Memory;
using PuppetEngine.Gateway.Api.Original;
using PuppetEngine.Gateway.Api.Social;
using PuppetEngine.Gateway.Api.Status;
using PuppetEngine.Gateway.Api.Stream;
using PuppetEngine.Gateway.Api.Trading;
using PuppetEngine.ServiceDefaults;

namespace PuppetEngine.Gateway.Api.Hosting;

/// <summary>Puts the gateway into a process: the silo's own, or one of its own beside an actor client.</summary>
public static class GatewayHostingExtensions
{
    /// <summary>Where a host may map the actor runtime's dashboard, behind the scope <c>admin</c>; it maps it after <see cref="MapGateway"/>.</summary>
    public const string DashboardPath = "/orleans";

    /// <summary>
    /// Adds the gateway; may be called twice. The process brings an <c>IGrainFactory</c>. It may register before or after:
    /// <see cref="IDefinitionIntake"/>, <see cref="IFirstKeySink"/>, <see cref="DeploymentFacts"/>, <see cref="IEmulatedUsers"/>, any number of <see cref="IAttentionSource"/>.
    /// It listens on <see cref="GatewayOptions.Url"/> unless the host was given addresses.
    /// </summary>
    public static WebApplicationBuilder AddGateway(this WebApplicationBuilder builder)
    {
        builder.AddServiceDefaults();
        var services = builder.Services;
        services.AddOptions<GatewayOptions>().BindConfiguration(GatewayOptions.Section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<GatewayOptions>, GatewayOptionsValidator>());
        if (services.Any(service => service.ServiceType == typeof(FeedHub)))
        {
            return builder;
        }

        if (string.IsNullOrEmpty(builder.Configuration[WebHostDefaults.ServerUrlsKey]))
        {
            builder.WebHost.UseUrls(builder.Configuration[$"{GatewayOptions.Section}:Url"] ?? new GatewayOptions().Url);
        }

        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.ConfigureHttpJsonOptions(options => GatewayJson.Configure(options.SerializerOptions));
        services.AddExceptionHandler<ProblemExceptionHandler>();
        services.AddProblemDetails();
        services.AddOpenApi("v1", GatewayDocument.Configure);
        services.AddCors();
        services.AddHealthChecks().AddCheck<ClusterHealthCheck>("cluster", tags: [HealthApi.ReadyTag], timeout: TimeSpan.FromSeconds(5));

        services.AddSingleton<KeyDirectory>();
        services.AddSingleton<ConsoleSessions>();
        services.AddSingleton<OneTimeCodes>();
        services.AddSingleton<RequestLimits>();
        services.AddSingleton<AccountDirectory>();
        services.AddSingleton<FeedHub>();
        services.AddSingleton<SocketEntrance>();
        services.AddSingleton<EffectWait>();
        services.AddSingleton<GatewayClock>();
        services.TryAddSingleton<IDefinitionIntake, PlainDefinitionIntake>();
        services.TryAddSingleton(provider => DeploymentFacts.From(provider.GetRequiredService<IConfiguration>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IAttentionSource, EffectsAttention>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IAttentionSource, ReportedAttention>());
        services.AddHostedService<BootstrapKeys>();
        services.AddHostedService<FeedPump>();
        return builder;
    }

    /// <summary>Maps the gateway's routes and puts its guards before them. Nothing else may be mapped that has no scope.</summary>
    public static WebApplication MapGateway(this WebApplication app)
    {
        app.UseMiddleware<SecurityHeadersMiddleware>();
        app.UseExceptionHandler();
        app.UseStatusCodePages(context => StatusCodeProblems.WriteAsync(context.HttpContext));
        app.UseMiddleware<HostNameMiddleware>();
        app.UseRouting();
        var options = app.Services.GetRequiredService<IOptions<GatewayOptions>>().Value;
        var origins = options.CorsOrigins;
        if (origins.Count > 0)
        {
            app.UseCors(policy => policy.WithOrigins([.. origins]).WithMethods("GET", "POST", "PUT", "DELETE").WithHeaders("Authorization", "X-Api-Key", "Content-Type", "Idempotency-Key", "If-Match", "Last-Event-ID"));
        }

        // The framework pings, and ends a connection that does not answer.
        app.UseWebSockets(new WebSocketOptions { KeepAliveInterval = SocketApi.PingInterval, KeepAliveTimeout = SocketApi.PingTimeout });
        app.UseMiddleware<AccessMiddleware>();

        app.MapHealthApi();
        if (options.Enabled)
        {
            app.MapApi();
        }

        // Made now: it says when the gateway started, not when somebody first asked.
        _ = app.Services.GetRequiredService<GatewayClock>();
        RouteScopes.Check(((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints));
        return app;
    }

    private static void MapApi(this WebApplication app)
    {
        app.MapAgentsApi();
        app.MapDefinitionsApi();
        app.MapPostsApi();
        app.MapTradesApi();
        app.MapMediaApi();
        app.MapEffectsApi();
        app.MapJournalApi();
        app.MapMemoriesApi();
        app.MapEventsApi();
        app.MapWebhooksApi();
        app.MapAccountApi();
        app.MapMentionApi();
        app.MapKillSwitchApi();
        app.MapKeysApi();
        app.MapStatusApi();
        app.MapStreamApi();
        app.MapSocketApi();
        app.MapOriginalApi();
        app.MapConsoleApi();
        app.MapOpenApi("/openapi/{documentName}.json").ExcludeFromDescription();
    }
}
