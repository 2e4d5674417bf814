using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PuppetEngine.Cli.Commands;
using PuppetEngine.Cli.Terminal;
using PuppetEngine.Engine.Access;
using PuppetEngine.Gateway.Api.Social;
using PuppetEngine.Providers.X;
using PuppetEngine.Providers.X.Login;
using Spectre.Console;

namespace PuppetEngine.Cli.Offline;

/// <summary>Accounts on X while no engine runs, on the secret store itself: tokens are stored where the engine will look for them.</summary>
internal static class OfflineAccounts
{
    /// <summary>Logs an account in.</summary>
    public static async Task<int> LoginAsync(CommandContext context, string credential, bool paste, CancellationToken cancellationToken)
    {
        try
        {
            var result = await OfflineData.WithAsync(context.Variable, async services =>
            {
                var login = services.GetRequiredService<XLogin>();
                var attempt = login.Begin(credential);
                var address = await Consent.AskAsync(context.Terminal, attempt.AuthorizeUrl, new Uri(attempt.RedirectUri), paste, cancellationToken);
                return await login.CompleteAsync(attempt, address, cancellationToken);
            }, AddX);
            context.Terminal.Out.MarkupLine($"[green]Logged in[/] as {(result.Handle.Length > 0 ? "@" + CliTerminal.Safe(result.Handle) : CliTerminal.Safe(result.Credential))}. The tokens are stored and renew themselves.");
            return ExitCodes.Ok;
        }
        catch (XLoginException error)
        {
            throw new CliException(error.Message);
        }
    }

    /// <summary>Checks the account that an agent's id names.</summary>
    public static Task<AccountCheck> CheckAsync(Func<string, string?> variable, string credential, CancellationToken cancellationToken) =>
        OfflineData.WithAsync(variable, async services =>
        {
            var result = await services.GetRequiredService<XCheck>().CheckAsync(credential, cancellationToken);
            return new AccountCheck(result.Account, result.Found, result.Handle, result.UserId, result.Rights, result.Tier, result.Advice);
        }, AddX);

    private static void AddX(IServiceCollection services, IConfiguration configuration)
    {
        var live = string.Equals(configuration["Puppet:World:X"], "live", StringComparison.OrdinalIgnoreCase);
        var world = new World(live ? "live" : "emulated", live);
        services.AddSingleton(new Worlds(world, world, world));
        services.AddXProvider();
    }
}
