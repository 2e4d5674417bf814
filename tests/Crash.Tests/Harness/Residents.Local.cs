using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using PuppetEngine.Engine.Agents;
using PuppetEngine.Grains.Abstractions.Access;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Tests.TestHost;

namespace PuppetEngine.Tests.Crash.Harness;

/// <summary>
/// Who lives in a town: four agents that post every minute or two, two of them with one account, and one that says the same short thing
/// again and again, by request.
/// </summary>
internal static class Residents
{
    /// <summary>The one that repeats itself.</summary>
    public const string Parrot = "parrot";

    private static readonly string[] All = ["ada", "bea", "cy", "dot", Parrot];

    /// <summary>Tells a process who lives there.</summary>
    /// <param name="process">The process.</param>
    /// <param name="isQuiet">Whether all of them post once and then rarely.</param>
    public static async Task DefineAsync(Process process, bool isQuiet = false)
    {
        foreach (var id in All)
        {
            var result = await process.Grains.GetGrain<IAgentGrain>(id).Define(Definition(id, rarely: isQuiet || id == Parrot));
            Assert.True(result.Accepted, string.Join("; ", result.Problems.Select(p => p.Message)));
        }
    }

    /// <summary>Begins to make one more agent, which posts once and then rarely. The process may die over it.</summary>
    public static void Invite(Process process, string id) => Forget(process.Grains.GetGrain<IAgentGrain>(id).Define(Definition(id, rarely: true)));

    /// <summary>Asks for the same short thing. The process may die before it answers; then nobody knows whether the request was taken.</summary>
    public static void Ask(Process process, string cause)
    {
        var command = new PostCommand
        {
            Cause = $"test/{cause}",
            BodyHash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("good morning"))),
            Text = "Good morning.",
            Force = true,
        };
        Forget(process.Grains.GetGrain<IAgentGrain>(Parrot).Post(command));
    }

    /// <summary>Asks for a post about something, for which the agent searches its memory. The process may die before it answers.</summary>
    public static void AskAbout(Process process, string cause)
    {
        var command = new PostCommand
        {
            Cause = $"about/{cause}",
            BodyHash = Convert.ToHexStringLower(SHA256.HashData("the tides"u8)),
            Topic = "the tides",
            Force = true,
        };
        Forget(process.Grains.GetGrain<IAgentGrain>("dot").Post(command));
    }

    /// <summary>Looks at everybody, which wakes them before their reminders tick.</summary>
    public static async Task WakeAsync(Process process)
    {
        foreach (var id in All)
        {
            await process.Grains.GetGrain<IAgentGrain>(id).GetCard();
        }
    }

    /// <summary>Lets nobody begin anything new.</summary>
    public static async Task PauseAsync(Process process)
    {
        foreach (var id in await ListAsync(process))
        {
            await process.Grains.GetGrain<IAgentGrain>(id).Pause("test", "the faults are over");
        }
    }

    /// <summary>Everybody whom the catalog knows.</summary>
    public static async Task<List<string>> ListAsync(Process process)
    {
        var catalog = process.Services.GetRequiredService<IAgentCatalog>();
        return [.. (await catalog.ListAgentsAsync(new AgentFilter { Limit = 200 }, CancellationToken.None)).Items.Select(a => a.Id)];
    }

    private static DefinitionChange Definition(string id, bool rarely)
    {
        var account = id is "ada" or "bea" ? ", \"account\": \"shared\"" : "";
        var hours = rarely ? "\"min_hours_between_posts\": 10000, \"max_hours_between_posts\": 10001" : "\"min_hours_between_posts\": 0.02, \"max_hours_between_posts\": 0.04";
        var json = $$"""
            {"id": "{{id}}", "name": "{{id}}", "description": "A {{id}} who watches the harbour.", "personality": {"interests": ["tides", "ropes", "gulls", "{{id}}"]},
             "behavior": {"post_frequency": { {{hours}} } }{{account}} }
            """;
        return new DefinitionChange { Json = json, Source = "test", ContentHash = id, Scopes = ApiScope.Admin };
    }

    private static void Forget(Task call) => _ = call.ContinueWith(t => _ = t.Exception, TaskScheduler.Default);
}
