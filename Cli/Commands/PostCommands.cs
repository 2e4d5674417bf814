using System.CommandLine;
using System.Security.Cryptography;
using PuppetEngine.Cli.Gateway;
using PuppetEngine.Cli.Terminal;
using PuppetEngine.Gateway.Api.Effects;
using PuppetEngine.Gateway.Api.Http;
using PuppetEngine.Grains.Abstractions.Agents;
using Spectre.Console;

namespace PuppetEngine.Cli.Commands;

/// <summary><c>post</c>.</summary>
internal static class PostCommands
{
    private const int LongestWait = 25;

    /// <summary>Adds the command.</summary>
    public static void Add(RootCommand root, CommandContext context)
    {
        var agent = AgentCommands.Agent();
        var topic = new Option<string?>("--topic") { Description = "What to write about." };
        var text = new Option<string?>("--text") { Description = "The exact text, instead of one that the agent writes." };
        var thread = new Option<int?>("--thread") { Description = "Write a thread of at most so many posts." };
        var replyTo = new Option<string?>("--reply-to") { Description = "The post to answer, the number at the end of its address." };
        var quote = new Option<string?>("--quote") { Description = "The post to quote, likewise." };
        var preview = new Option<bool>("--preview") { Description = "Show three drafts; nothing is sent or remembered." };
        var force = new Option<bool>("--force") { Description = "Skip the schedule and the near-duplicate check." };
        var wait = new Option<bool>("--wait") { Description = $"Wait for the end, at most {LongestWait} s." };
        var key = new Option<string?>("--key") { Description = "An Idempotency-Key: the same key never posts twice. Default: a new one." };
        var post = new Command("post", "Ask an agent for a post.") { agent, topic, text, thread, replyTo, quote, preview, force, wait, key };
        post.SetAction((parsed, token) =>
        {
            var request = new PostRequest(parsed.GetValue(topic), parsed.GetValue(text), parsed.GetValue(thread), parsed.GetValue(force), parsed.GetValue(preview), parsed.GetValue(replyTo), parsed.GetValue(quote));
            return request.Preview
                ? PreviewAsync(context, parsed.GetRequiredValue(agent), request, token)
                : PostAsync(context, parsed.GetRequiredValue(agent), request, parsed.GetValue(wait), parsed.GetValue(key), token);
        });
        root.Add(post);
        root.Add(Interaction(context, "like", "Have an agent like a post."));
        root.Add(Interaction(context, "repost", "Have an agent repost a post."));
    }

    private static Command Interaction(CommandContext context, string kind, string description)
    {
        var agent = AgentCommands.Agent();
        var target = new Argument<string>("post") { Description = "The post, the number at the end of its address." };
        var wait = new Option<bool>("--wait") { Description = $"Wait for the end, at most {LongestWait} s." };
        var key = new Option<string?>("--key") { Description = "An Idempotency-Key. Default: a new one." };
        var command = new Command(kind, description) { agent, target, wait, key };
        command.SetAction((parsed, token) => SendAsync(
            context, parsed.GetRequiredValue(agent), "interactions", new InteractionRequest(kind, parsed.GetRequiredValue(target)), parsed.GetValue(wait), parsed.GetValue(key), token));
        return command;
    }

    private static async Task<int> PreviewAsync(CommandContext context, string agent, PostRequest request, CancellationToken cancellationToken)
    {
        using var client = context.Client();
        var drafts = await client.PostAsync<Page<DraftResource>>($"/v1/agents/{GatewayClient.Escape(agent)}/posts", request, cancellationToken);
        foreach (var draft in drafts.Items)
        {
            var verdict = draft.Error is { } error ? $"[red]{CliTerminal.Safe(error)}[/]" : draft.Verdicts.Count > 0 ? $"[yellow]{CliTerminal.Safe(string.Join(", ", draft.Verdicts))}[/]" : "[green]could be sent[/]";
            context.Terminal.Out.Write(new Panel(new Markup($"{Words(draft)}\n\n{verdict} [grey]{CliTerminal.Safe(draft.Tier)} {CliTerminal.Safe(draft.Model)}, {FormattableString.Invariant($"${draft.CostUsd:0.0000}")}[/]")) { UseSafeBorder = true });
        }

        return drafts.Items.All(draft => draft.Error is null) ? ExitCodes.Ok : ExitCodes.Failure;
    }

    private static string Words(DraftResource draft) => draft.Thread is { } parts
        ? string.Join("\n\n", parts.Select((part, at) => AgentCommands.Place(new ThreadResource("", at + 1, parts.Count)) + CliTerminal.SafeLines(part)))
        : CliTerminal.SafeLines(draft.Text);

    private static Task<int> PostAsync(CommandContext context, string agent, PostRequest request, bool wait, string? key, CancellationToken cancellationToken) =>
        SendAsync(context, agent, "posts", request, wait, key, cancellationToken);

    private static async Task<int> SendAsync(CommandContext context, string agent, string what, object request, bool wait, string? key, CancellationToken cancellationToken)
    {
        using var client = context.Client();
        var chosen = key ?? "cli-" + RandomNumberGenerator.GetHexString(24, lowercase: true);
        var effect = await client.PostAsync<EffectResource>($"/v1/agents/{GatewayClient.Escape(agent)}/{what}{(wait ? $"?wait={LongestWait}" : "")}", request, cancellationToken, chosen);
        return EffectCommands.Report(context.Terminal, effect, ended: wait);
    }
}
