using System.CommandLine;
using PuppetEngine.Cli.Gateway;
using PuppetEngine.Cli.Offline;
using PuppetEngine.Cli.Terminal;
using PuppetEngine.Gateway.Api.Access;
using Spectre.Console;

namespace PuppetEngine.Cli.Commands;

/// <summary><c>stop</c> and <c>start</c>: the kill switch. Stopping works without a gateway too, on the durable row itself.</summary>
internal static class StopCommands
{
    /// <summary>Adds the commands.</summary>
    public static void Add(RootCommand root, CommandContext context)
    {
        root.Add(Switch("stop", "Stop all agents, a tag or one agent at once; also while the gateway is down.", true, context));
        root.Add(Switch("start", "Release what was stopped (needs a key with the scope admin).", false, context));
    }

    private static Command Switch(string name, string description, bool stopped, CommandContext context)
    {
        var all = new Option<bool>("--all") { Description = "Everything." };
        var tag = new Option<string?>("--tag") { Description = "Agents with this tag." };
        var agent = new Option<string?>("--agent") { Description = "One agent." };
        var reason = new Option<string?>("--reason") { Description = "Why, in words." };
        var command = new Command(name, description) { all, tag, agent, reason };
        command.Validators.Add(result =>
        {
            var given = (result.GetValue(all) ? 1 : 0) + (result.GetValue(tag) is null ? 0 : 1) + (result.GetValue(agent) is null ? 0 : 1);
            if (given != 1)
            {
                result.AddError($"Say what to {name}: --all, --tag NAME or --agent ID.");
            }
        });
        command.SetAction((parsed, token) =>
        {
            var target = parsed.GetValue(all) ? "all" : parsed.GetValue(tag) is { } tagged ? $"tag:{tagged}" : $"agent:{parsed.GetValue(agent)}";
            return SetAsync(context, new KillSwitchRequest(target, stopped, parsed.GetValue(reason)), token);
        });
        return command;
    }

    private static async Task<int> SetAsync(CommandContext context, KillSwitchRequest request, CancellationToken cancellationToken)
    {
        KillSwitchResource state;
        var way = "";
        using (var client = context.Client())
        {
            try
            {
                state = await client.PostAsync<KillSwitchResource>("/v1/kill-switch", request, cancellationToken);
            }
            catch (GatewayUnreachableException)
            {
                state = await OfflineData.SetKillSwitchAsync(context.Variable, request, cancellationToken);
                way = " (in the database: no gateway answers)";
            }
        }

        string[] stopped = [.. state.All ? new[] { "everything" } : [], .. state.Tags.Select(tag => $"tag {tag}"), .. state.Agents];
        context.Terminal.Out.MarkupLine(stopped.Length == 0 ? $"Nothing is stopped{way}." : $"Stopped: [red]{CliTerminal.Safe(string.Join(", ", stopped))}[/]{way}.");
        return ExitCodes.Ok;
    }
}
