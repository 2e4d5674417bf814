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

/// <summary>Accounts on X, on the secret store itself: tokens are stored where the engine will look for them.</summary>
internal static class OfflineAccounts
{
    /// <summary>How long a person has to consent.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>Logs an account in.</summary>
    public static async Task<int> LoginAsync(CommandContext context, string credential, bool paste, CancellationToken cancellationToken)
    {
        try
        {
            var result = await OfflineData.WithAsync(context.Variable, async services =>
            {
                var login = services.GetRequiredService<XLogin>();
                var attempt = login.Begin(credential);
                context.Terminal.Out.MarkupLine("Open this in the browser in which you are logged in as the account, and consent:");
                context.Terminal.Raw(attempt.AuthorizeUrl.ToString());
                return await login.CompleteAsync(attempt, await RedirectAsync(context, attempt, paste, cancellationToken), cancellationToken);
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

    private static async Task<Uri> RedirectAsync(CommandContext context, XLoginAttempt attempt, bool paste, CancellationToken cancellationToken)
    {
        if (!paste)
        {
            context.Terminal.Out.MarkupLine("Waiting for the browser to come back …");
            using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
            try
            {
                return await XLogin.WaitForRedirectAsync(attempt, either.Token);
            }
            catch (OperationCanceledException) when (patience.IsCancellationRequested)
            {
                throw new CliException("Nobody consented within ten minutes. Run the command again.");
            }
        }

        context.Terminal.Out.MarkupLine("Then paste the whole address that the browser ends at:");
        var line = await Console.In.ReadLineAsync(cancellationToken);
        return Uri.TryCreate(line?.Trim(), UriKind.Absolute, out var address)
            ? address
            : throw new CliException("That is no address. Paste it whole, as it stands in the browser's address line.");
    }

    private static void AddX(IServiceCollection services, IConfiguration configuration)
    {
        var live = string.Equals(configuration["Puppet:World:X"], "live", StringComparison.OrdinalIgnoreCase);
        var world = new World(live ? "live" : "emulated", live);
        services.AddSingleton(new Worlds(world, world, world));
        services.AddXProvider();
    }
}
