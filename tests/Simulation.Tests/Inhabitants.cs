using System.Globalization;
using PuppetEngine.Grains.Abstractions.Access;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Tests.TestHost;

namespace PuppetEngine.Tests.Simulation;

/// <summary>Simple agents for tests that count what is asked of vendors.</summary>
internal static class Inhabitants
{
    /// <summary>Defines agents that post at intervals in these bounds; the first within ten seconds.</summary>
    public static async Task DefineAsync(Process process, IEnumerable<string> ids, double minHours, double maxHours, int? postsPerDay = null) =>
        await Task.WhenAll(ids.Select(async id =>
        {
            var json = string.Create(CultureInfo.InvariantCulture, $$"""
                {{{(postsPerDay is { } posts ? $"\"limits\": {{\"posts_per_day\": {posts}}}, " : "")}}"id": "{{id}}", "name": "{{id}}", "description": "A {{id}} who watches the harbour.", "personality": {"interests": ["tides", "ropes", "gulls", "lamps", "{{id}}"]},
                 "behavior": { "post_frequency": { "min_hours_between_posts": {{minHours}}, "max_hours_between_posts": {{maxHours}} } } }
                """);
            var result = await process.Grains.GetGrain<IAgentGrain>(id).Define(new DefinitionChange { Json = json, Source = "test", ContentHash = id, Scopes = ApiScope.Admin });
            Assert.True(result.Accepted, string.Join("; ", result.Problems.Select(p => p.Message)));
        }));
}
