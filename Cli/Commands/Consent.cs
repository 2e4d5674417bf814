using PuppetEngine.Cli.Terminal;
using PuppetEngine.Providers.X.Login;
using Spectre.Console;

namespace PuppetEngine.Cli.Commands;

/// <summary>Asks a person to consent in a browser, and gets the address that the browser comes back to.</summary>
internal static class Consent
{
    /// <summary>How long a person has.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>Shows the link and waits: on the redirect's port of this machine, or for a pasted address.</summary>
    /// <exception cref="CliException">Nobody consented in time, the port cannot be used, or what was pasted is no address.</exception>
    public static async Task<Uri> AskAsync(CliTerminal terminal, Uri authorize, Uri redirect, bool paste, CancellationToken cancellationToken)
    {
        terminal.Out.MarkupLine("Open this in the browser in which you are logged in as the account, and consent:");
        terminal.Raw(authorize.ToString());
        return paste ? await PastedAsync(terminal, cancellationToken) : await ReturnedAsync(terminal, redirect, cancellationToken);
    }

    private static async Task<Uri> ReturnedAsync(CliTerminal terminal, Uri redirect, CancellationToken cancellationToken)
    {
        terminal.Out.MarkupLine("Waiting for the browser to come back …");
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            return await XLogin.WaitForRedirectAsync(redirect, either.Token);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            throw new CliException("Nobody consented within ten minutes. Run the command again.");
        }
        catch (XLoginException error)
        {
            throw new CliException($"{error.Message} With --paste no port is needed.");
        }
    }

    private static async Task<Uri> PastedAsync(CliTerminal terminal, CancellationToken cancellationToken)
    {
        terminal.Out.MarkupLine("Then paste the whole address that the browser ends at:");
        var line = await Console.In.ReadLineAsync(cancellationToken);
        return Uri.TryCreate(line?.Trim(), UriKind.Absolute, out var address)
            ? address
            : throw new CliException("That is no address. Paste it whole, as it stands in the browser's address line.");
    }
}
