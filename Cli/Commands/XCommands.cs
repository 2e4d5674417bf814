using System.CommandLine;
using PuppetEngine.Cli.Gateway;
using PuppetEngine.Cli.Offline;
using PuppetEngine.Cli.Terminal;
using PuppetEngine.Gateway.Api.Social;
using Spectre.Console;

namespace PuppetEngine.Cli.Commands;

/// <summary><c>x login</c> and <c>x check</c>: an agent's account on X.</summary>
internal static class XCommands
{
    /// <summary>Adds the commands.</summary>
    public static void Add(RootCommand root, CommandContext context)
    {
        var x = new Command("x", "An agent's account on X.");

        var (credential, paste) = (new Argument<string>("agent") { Description = "The agent's id, or the name of a shared credential." }, new Option<bool>("--paste") { Description = "Paste the address that the browser ends at, instead of waiting for it here." });
        var login = new Command("login", "Log an account in with OAuth 2.0 and keep its tokens. The engine must not be running on the same data directory.") { credential, paste };
        login.SetAction((parsed, token) => OfflineAccounts.LoginAsync(context, parsed.GetRequiredValue(credential), parsed.GetValue(paste), token));
        x.Add(login);

        var checkedAgent = new Argument<string>("agent") { Description = "The agent's id." };
        var check = new Command("check", "Ask X who an agent's account is and what it may do; posts nothing.") { checkedAgent };
        check.SetAction((parsed, token) => CheckAsync(context, parsed.GetRequiredValue(checkedAgent), token));
        x.Add(check);
        root.Add(x);
    }

    private static async Task<int> CheckAsync(CommandContext context, string agent, CancellationToken cancellationToken)
    {
        AccountCheck found;
        using (var client = context.Client())
        {
            try
            {
                found = await client.PostAsync<AccountCheck>($"/v1/agents/{GatewayClient.Escape(agent)}/account/check", null, cancellationToken);
            }
            catch (GatewayUnreachableException)
            {
                found = await OfflineAccounts.CheckAsync(context.Variable, agent, cancellationToken);
            }
        }

        var facts = new Grid().AddColumn().AddColumn();
        facts.AddRow("account", CliTerminal.Safe(found.Account));
        facts.AddRow("handle", found.Handle.Length > 0 ? "@" + CliTerminal.Safe(found.Handle) : "-");
        facts.AddRow("rights", found.Rights.Length > 0 ? CliTerminal.Safe(found.Rights) : "-");
        facts.AddRow("tier", found.Tier.Length > 0 ? CliTerminal.Safe(found.Tier) : "-");
        context.Terminal.Out.Write(facts);
        if (found.Advice.Length > 0)
        {
            context.Terminal.Out.MarkupLine($"[red]![/] {CliTerminal.Safe(found.Advice)}");
        }

        return found.Found ? found.Advice.Length > 0 ? ExitCodes.NeedsPerson : ExitCodes.Ok : ExitCodes.Failure;
    }
}
