using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PuppetEngine.Cli.Gateway;
using PuppetEngine.Cli.Offline;
using PuppetEngine.Cli.Terminal;
using PuppetEngine.Gateway.Api.Memory;
using PuppetEngine.Providers.Storage.Memory;
using Spectre.Console;

namespace PuppetEngine.Cli.Commands;

/// <summary><c>memory export</c>, <c>import</c> and <c>rotate-key</c>.</summary>
internal static class MemoryTransfer
{
    private const int MostItems = 500;

    // Half of what the gateway takes by default, for characters grow when they are escaped.
    private const int MostCharacters = 250_000;

    /// <summary>Adds the commands.</summary>
    public static void Add(Command memory, CommandContext context)
    {
        var (exported, to) = (AgentCommands.Agent(), new Option<string?>("--to") { Description = "The file; - or nothing for the terminal." });
        var export = new Command("export", "Write all memories as lines of JSON.") { exported, to };
        export.SetAction((parsed, token) => ExportAsync(context, MemoryCommands.Path(parsed.GetRequiredValue(exported)), parsed.GetValue(to), token));
        memory.Add(export);

        var (imported, from) = (AgentCommands.Agent(), new Argument<string>("file") { Description = "An export." });
        var import = new Command("import", "Add memories of an export. All lines are read before any is added; what is there already stays as it is.") { imported, from };
        import.SetAction((parsed, token) => ImportAsync(context, MemoryCommands.Path(parsed.GetRequiredValue(imported)), parsed.GetRequiredValue(from), token));
        memory.Add(import);

        var rotate = new Command("rotate-key", "Seal all memories under a new key and forget the old one. The engine must not be running on the same data directory.");
        rotate.SetAction((_, token) => RotateAsync(context, token));
        memory.Add(rotate);
    }

    private static async Task<int> ExportAsync(CommandContext context, string path, string? to, CancellationToken cancellationToken)
    {
        using var client = context.Client();
        if (to is null or "-")
        {
            await foreach (var line in client.ReadLinesAsync(path + "/export", cancellationToken))
            {
                context.Terminal.Raw(line);
            }

            return ExitCodes.Ok;
        }

        var count = 0;
        var draft = to + ".part";
        try
        {
            // Moved when it is whole: a file that broke off is not taken for an export.
            await using (var file = new StreamWriter(draft))
            {
                await foreach (var line in client.ReadLinesAsync(path + "/export", cancellationToken))
                {
                    await file.WriteLineAsync(line.AsMemory(), cancellationToken);
                    count++;
                }
            }

            File.Move(draft, to, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or HttpRequestException)
        {
            throw new CliException($"The export broke off: {error.Message} Nothing was written to '{to}'.");
        }

        context.Terminal.Out.MarkupLine(string.Create(CultureInfo.InvariantCulture, $"{count} memories in {CliTerminal.Safe(to)}"));
        return ExitCodes.Ok;
    }

    private static async Task<int> ImportAsync(CommandContext context, string path, string from, CancellationToken cancellationToken)
    {
        var lines = await ReadAsync(from, cancellationToken);
        using var client = context.Client();
        var (added, known, at) = (0, 0, 0);
        while (at < lines.Count)
        {
            var items = new JsonArray();
            for (var characters = 0; at < lines.Count && items.Count < MostItems && characters < MostCharacters; at++)
            {
                characters += lines[at].Text.Length;
                items.Add(lines[at].Item.DeepClone());
            }

            var done = await client.PostAsync<ImportedMemories>(path + "/import", new JsonObject { ["items"] = items }, cancellationToken);
            (added, known) = (added + done.Added, known + done.Known);
        }

        context.Terminal.Out.MarkupLine(string.Create(CultureInfo.InvariantCulture, $"{added} added, {known} were there already."));
        return ExitCodes.Ok;
    }

    private static async Task<List<(string Text, JsonNode Item)>> ReadAsync(string from, CancellationToken cancellationToken)
    {
        List<(string Text, JsonNode Item)> lines = [];
        try
        {
            var number = 0;
            await foreach (var line in File.ReadLinesAsync(from, cancellationToken))
            {
                number++;
                if (line.Length > 0)
                {
                    lines.Add((line, Parse(line) ?? throw new CliException($"Line {number} of '{from}' is no memory in JSON: the file is cut off or no export. Nothing was added.")));
                }
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CliException($"'{from}' cannot be read: {error.Message}");
        }

        return lines;
    }

    private static JsonObject? Parse(string line)
    {
        try
        {
            return JsonNode.Parse(line) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Task<int> RotateAsync(CommandContext context, CancellationToken cancellationToken) => OfflineData.WithAsync(context.Variable, async services =>
    {
        var sealing = services.GetRequiredService<MemorySealing>();
        if (!sealing.IsOn)
        {
            throw new CliException("Memories are not sealed. Set Puppet:Storage:EncryptMemory to true (Puppet__Storage__EncryptMemory=true) first.");
        }

        var count = await sealing.RotateAsync(cancellationToken);
        context.Terminal.Out.MarkupLine(string.Create(CultureInfo.InvariantCulture, $"{count} texts, vectors and blocks are sealed under a new key; the old one is gone from memory.key."));
        return ExitCodes.Ok;
    });
}
