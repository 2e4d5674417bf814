using System.Reflection;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Orleans;
using PuppetEngine.Gateway.Api.Access;
using PuppetEngine.Gateway.Api.Agents;
using PuppetEngine.Gateway.Api.Hosting;
using PuppetEngine.Gateway.Api.Http;
using PuppetEngine.Grains.Abstractions.Access;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Llm;
using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Gateway.Api.Status;

/// <summary>How the deployment stands, and what the day has cost.</summary>
internal static class StatusApi
{
    private static readonly string Version =
        typeof(StatusApi).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    /// <summary>Maps <c>/v1/status</c> and <c>/v1/usage</c>.</summary>
    public static void MapStatusApi(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/v1").WithTags("Status");
        group.MapGet("/status", Status);
        group.MapGet("/usage", Usage);
        group.MapGet("/health", Health);
    }

    [EndpointSummary("Worlds, counts, the kill switch, and what waits for a person.")]
    private static async Task<Ok<StatusResource>> Status(
        IGrainFactory grains, DeploymentFacts facts, GatewayClock clock, IEnumerable<IAttentionSource> sources, CancellationToken cancellationToken)
    {
        var totals = grains.Catalog().GetTotals();
        var killSwitch = grains.GetGrain<IKillSwitchGrain>("kill-switch").Get();
        var attention = (await Task.WhenAll(sources.Select(source => source.ReadAsync(cancellationToken)))).SelectMany(items => items).ToList();
        var effects = (await totals).EffectsByState.OrderBy(pair => pair.Key).ToDictionary(pair => SnakeCase.Of(pair.Key), pair => pair.Value, StringComparer.Ordinal);
        return TypedResults.Ok(new StatusResource(
            attention.Count == 0 ? "ok" : "attention", Version, facts.ActorRuntime, clock.StartedAt, clock.Now, new WorldsResource(facts.X, facts.Llm, facts.Solana),
            (await totals).AgentsByStatus, effects, KillSwitchResource.From(await killSwitch), attention, facts.UnusedKeys, facts.DataDirectory));
    }

    [EndpointSummary("Each part that readiness asks, how it stands and how long its answer took.")]
    [EndpointDescription("200 also where a part is away: /health/ready is the answer for probes.")]
    private static async Task<Ok<HealthReportResource>> Health(HealthCheckService checks, CancellationToken cancellationToken)
    {
        var report = await checks.CheckHealthAsync(check => check.Tags.Contains(HealthApi.ReadyTag), cancellationToken);
        return TypedResults.Ok(new HealthReportResource(
            HealthApi.Word(report.Status),
            report.Entries.ToDictionary(
                entry => entry.Key,
                entry => new ComponentHealthResource(HealthApi.Word(entry.Value.Status), entry.Value.Description ?? "", (long)entry.Value.Duration.TotalMilliseconds), StringComparer.Ordinal)));
    }

    [EndpointSummary("Costs of models in the current UTC day; with accounts=true those of the agents' accounts too, by pages of agents.")]
    private static async Task<Results<Ok<UsageResource>, ProblemHttpResult>> Usage(IGrainFactory grains, bool? accounts, int? limit, string? cursor)
    {
        if (Paging.Check(limit) is { } problem)
        {
            return problem;
        }

        var report = await grains.GetGrain<ILlmCeilingGrain>("ceiling").GetReport();
        IReadOnlyList<AccountUsageResource> used = [];
        string? next = null;
        if (accounts == true)
        {
            var page = await grains.Catalog().ListAgents(new AgentFilter { Limit = limit ?? Paging.DefaultLimit, Cursor = cursor });
            var keys = page.Items.Select(card => card.AccountKey).Where(key => key.Length > 0).Distinct(StringComparer.Ordinal);
            used = [.. (await Task.WhenAll(keys.Select(key => grains.GetGrain<IXAccountGrain>(key).GetStatus()))).Select(AccountUsageResource.From)];
            next = page.Next;
        }

        return TypedResults.Ok(new UsageResource(report.Day, LlmUsageResource.From(report), used, next));
    }
}
