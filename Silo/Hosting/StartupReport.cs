using Microsoft.Extensions.Options;
using Orleans;
using PuppetEngine.Gateway.Api.Access;
using PuppetEngine.Gateway.Api.Hosting;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Social;
using Spectre.Console;

namespace PuppetEngine.Silo.Hosting;

/// <summary>The one short block that a start prints: where the console is, where the data lies, which worlds, which agents.</summary>
internal sealed class StartupReport(
    IClusterClient cluster,
    DeploymentFacts facts,
    UnknownSettings settings,
    AgentFolder folder,
    OneTimeCodes codes,
    IOptions<GatewayOptions> gateway,
    TimeProvider time,
    Microsoft.AspNetCore.Hosting.Server.IServer server)
{
    /// <summary>Agents shown in the table; the rest is counted.</summary>
    private const int Shown = 20;

    private const int WideEnough = 200;

    /// <summary>How long the table waits for accounts of the emulated world to say who they are.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    /// <summary>Waits for the folder's first look and prints.</summary>
    public async Task PrintAsync(TimeSpan startup)
    {
        await folder.FirstLook;
        var page = await cluster.GetGrain<ICatalogReaderGrain>("reader").ListAgents(new AgentFilter { Limit = Shown });
        var totals = await cluster.GetGrain<ICatalogReaderGrain>("reader").GetTotals();
        var address = server.Features.Get<Microsoft.AspNetCore.Hosting.Server.Features.IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "";
        var console = AnsiConsole.Console;
        if (System.Console.IsOutputRedirected)
        {
            // Into a file nothing is wrapped at a width that nobody has.
            console.Profile.Width = WideEnough;
        }

        var block = new Grid().AddColumn(new GridColumn().NoWrap().PadRight(3)).AddColumn();
        block.AddRow(new Text("Console"), new Text(gateway.Value.Enabled ? $"{address}/login?code={codes.Issue()}" : "at the gateway of its own (Puppet:Gateway:Enabled is false here)"));
        block.AddRow(new Text("Data"), new Text(facts.DataDirectory));
        block.AddRow(new Text("Actor host"), new Text(facts.ActorRuntime));
        block.AddRow(new Text("Worlds"), new Text($"X {facts.X} · models {facts.Llm} · Solana {facts.Solana}"));
        foreach (var unused in facts.UnusedKeys)
        {
            block.AddRow(new Text("Unused keys"), new Text(unused));
        }

        foreach (var unknown in settings.Warnings)
        {
            block.AddRow(new Text("Settings"), new Text(unknown));
        }

        console.WriteLine();
        console.Write(block);
        console.WriteLine();
        console.Write(TableOf(page.Items, await AccountsAsync(page.Items)));
        foreach (var agent in page.Items.Where(agent => agent.Pending.Count > 0))
        {
            console.WriteLine($"{agent.Id} waits for you: {string.Join(", ", agent.Pending)} of its definition does not hold yet. Approve with: ./puppet approve-definition {agent.Id}");
        }

        var all = totals.AgentsByStatus.Where(s => s.Key != AgentStatuses.Deleted).Sum(s => s.Value);
        if (all > page.Items.Count)
        {
            console.WriteLine($"… and {all - page.Items.Count} more: ./puppet agents");
        }

        console.WriteLine($"Ready after {startup.TotalSeconds:0.0} s. Ctrl-C stops.");
    }

    /// <summary>How the accounts stand. Live ones are asked of the vendor later, spread out: what is known of them is shown.</summary>
    private async Task<Dictionary<string, SocialAccountStatus>> AccountsAsync(List<AgentCard> agents)
    {
        var until = time.GetUtcNow() + Patience;
        while (true)
        {
            var keys = agents.Select(agent => agent.AccountKey).Where(key => key.Length > 0).Distinct(StringComparer.Ordinal);
            var found = await Task.WhenAll(keys.Select(key => cluster.GetGrain<IXAccountGrain>(key).GetStatus()));
            if (time.GetUtcNow() >= until || found.All(account => account.Handle.Length > 0 || !account.Key.StartsWith("emulated", StringComparison.Ordinal)))
            {
                return found.ToDictionary(account => account.Key, StringComparer.Ordinal);
            }

            await Task.Delay(Look, time);
        }
    }

    private static Table TableOf(List<AgentCard> agents, Dictionary<string, SocialAccountStatus> accounts)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("agent", "handle", "world", "tier", "mode", "next post");
        foreach (var agent in agents)
        {
            var account = accounts.GetValueOrDefault(agent.AccountKey);
            var handle = account is { Handle.Length: > 0 } ? account.Handle : agent.Handle;
            table.AddRow(
                new Text(agent.Id),
                new Text(handle.Length > 0 ? $"@{handle}" : "–"),
                new Text(agent.AccountKey.StartsWith("emulated", StringComparison.Ordinal) ? "emulated" : "live"),
                new Text(account is { Tier.Length: > 0 } ? account.Tier : "–"),
                new Text(agent.Status == AgentStatuses.Active ? Mode(agent.Publish) : agent.Status),
                new Text(agent.NextDue is { } due ? $"{due.LocalDateTime:HH:mm:ss}" : "–"));
        }

        return table;
    }

    private static string Mode(PublishMode mode) => mode switch
    {
        PublishMode.DryRun => "dry run",
        PublishMode.Review => "review",
        _ => "publishes",
    };
}
