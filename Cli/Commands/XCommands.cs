using System.CommandLine;
using PuppetEngine.Cli.Gateway;
using PuppetEngine.Cli.Offline;
using PuppetEngine.Cli.Terminal;
using PuppetEngine.Gateway.Api.Social;
using PuppetEngine.Gateway.Api.Status;
using Spectre.Console;

namespace PuppetEngine.Cli.Commands;

/// <summary><c>x login</c>, <c>x check</c> and <c>x resume</c>: an agent's account on X.</summary>
internal static class XCommands
{
    /// <summary>Adds the commands.</summary>
    public static void Add(RootCommand root, CommandContext context)
    {
        var x = new Command("x", "An agent's account on X.");

        var (loggedIn, paste) = (new Argument<string>("agent") { Description = "The agent's id." }, new Option<bool>("--paste") { Description = "Paste the address that the browser ends at, instead of waiting for it here." });
        var login = new Command("login", "Log an agent's account in with OAuth 2.0; the tokens go into the engine's secret store (needs a key with the scope admin).") { loggedIn, paste };
        login.SetAction((parsed, token) => LoginAsync(context, parsed.GetRequiredValue(loggedIn), parsed.GetValue(paste), token));
        x.Add(login);

        var checkedAgent = new Argument<string>("agent") { Description = "The agent's id." };
        var check = new Command("check", "Ask X who an agent's account is and what it may do; posts nothing.") { checkedAgent };
        check.SetAction((parsed, token) => CheckAsync(context, parsed.GetRequiredValue(checkedAgent), token));
        x.Add(check);

        var stopped = new Argument<string>("account") { Description = "The account, as agents name it." };
        var resume = new Command("resume", "Let a stopped account and its app go on, after you have mended why it was stopped.") { stopped };
        resume.SetAction((parsed, token) => ResumeAsync(context, parsed.GetRequiredValue(stopped), token));
        x.Add(resume);
        root.Add(x);
    }

    private static async Task<int> LoginAsync(CommandContext context, string agent, bool paste, CancellationToken cancellationToken)
    {
        using var client = context.Client();
        var path = $"/v1/agents/{GatewayClient.Escape(agent)}/account/login";
        AccountLogin begun;
        try
        {
            begun = await client.PostAsync<AccountLogin>(path, null, cancellationToken);
        }
        catch (GatewayUnreachableException)
        {
            return await OfflineAccounts.LoginAsync(context, agent, paste, cancellationToken);
        }

        var address = await Consent.AskAsync(context.Terminal, new Uri(begun.AuthorizeUrl), new Uri(begun.RedirectUri), paste, cancellationToken);
        var found = await client.PostAsync<AccountCheck>(path + "/complete", new AccountLoginAnswer(address.ToString()), cancellationToken);
        context.Terminal.Out.MarkupLine("[green]Logged in.[/] The tokens are in the secret store and renew themselves.");
        return Show(context, found);
    }

    private static async Task<int> CheckAsync(CommandContext context, string agent, CancellationToken cancellationToken)
    {
        using var client = context.Client();
        try
        {
            return Show(context, await client.PostAsync<AccountCheck>($"/v1/agents/{GatewayClient.Escape(agent)}/account/check", null, cancellationToken));
        }
        catch (GatewayUnreachableException)
        {
            return Show(context, await OfflineAccounts.CheckAsync(context.Variable, agent, cancellationToken));
        }
    }

    private static async Task<int> ResumeAsync(CommandContext context, string account, CancellationToken cancellationToken)
    {
        using var client = context.Client();
        var now = await client.PostAsync<AccountUsageResource>($"/v1/accounts/{GatewayClient.Escape(account)}/resume", null, cancellationToken);
        context.Terminal.Out.MarkupLine(now.StoppedBy is { } reason
            ? $"{CliTerminal.Safe(now.Account)} still waits: [yellow]{CliTerminal.Safe(reason)}[/], until {context.Terminal.When(now.StoppedUntil)}."
            : $"[green]{CliTerminal.Safe(now.Account)} goes on.[/]");
        return now.StoppedBy is null ? ExitCodes.Ok : ExitCodes.NeedsPerson;
    }

    private static int Show(CommandContext context, AccountCheck found)
    {
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
