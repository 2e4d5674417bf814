using System.CommandLine;
using PuppetEngine.Cli.Gateway;
using PuppetEngine.Cli.Terminal;
using Spectre.Console;

namespace PuppetEngine.Cli.Commands;

/// <summary>The root of all commands, and the one place where failures become exit codes.</summary>
internal static class PuppetCommand
{
    /// <summary>Runs a command line; returns one of <see cref="ExitCodes"/>.</summary>
    public static async Task<int> RunAsync(string[] args, CliTerminal terminal, Func<string, string?>? variable = null, HttpMessageHandler? handler = null)
    {
        var context = new CommandContext(terminal, variable ?? Environment.GetEnvironmentVariable, handler);
        var parsed = Create(context).Parse(args is ["help", .. var rest] ? [.. rest, "--help"] : args.Length == 0 ? ["--help"] : args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                terminal.Error.MarkupLine($"[red]{CliTerminal.Safe(error.Message)}[/]");
            }

            terminal.Error.MarkupLine("See: puppet help");
            return ExitCodes.Usage;
        }

        try
        {
            var configuration = new InvocationConfiguration { EnableDefaultExceptionHandler = false, Output = terminal.Out.Profile.Out.Writer, Error = terminal.Error.Profile.Out.Writer };
            return await parsed.InvokeAsync(configuration);
        }
        catch (CliException error)
        {
            terminal.Error.MarkupLine($"[red]{CliTerminal.SafeLines(error.Message)}[/]");
            return error.ExitCode;
        }
        catch (GatewayUnreachableException error)
        {
            terminal.Error.MarkupLine($"[red]{CliTerminal.Safe(error.Message)}[/]");
            return ExitCodes.Failure;
        }
        catch (OperationCanceledException)
        {
            return ExitCodes.Failure;
        }
    }

    private static RootCommand Create(CommandContext context)
    {
        var root = new RootCommand("PuppetEngine: agents that live on their own schedules.\n\nAlso, by the script itself: puppet up | test | emulators | bench\nExit codes: 0 done, 1 failed, 2 something waits for a person, 64 wrong command line.");
        AgentCommands.Add(root, context);
        PostCommands.Add(root, context);
        EffectCommands.Add(root, context);
        EventCommands.Add(root, context);
        StatusCommands.Add(root, context);
        StopCommands.Add(root, context);
        JournalCommands.Add(root, context);
        MemoryCommands.Add(root, context);
        ImportCommands.Add(root, context);
        XCommands.Add(root, context);
        return root;
    }
}
