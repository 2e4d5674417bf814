using System.Text.Json.Serialization;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Gateway.Api.Effects;

/// <summary>A post, as the lists of posts show it; <c>GET /v1/effects/{id}</c> tells the rest.</summary>
/// <param name="EffectId">The effect's id.</param>
/// <param name="AgentId">The agent.</param>
/// <param name="Text">The exact text; empty until it is written.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="ExternalId">The vendor's id; null until confirmed.</param>
/// <param name="At">When the intent was stored.</param>
/// <param name="Thread">Its place in a thread; left out where it stands alone.</param>
/// <param name="Poll">The poll under it; left out where there is none.</param>
/// <param name="MediaIds">The media under it; left out where there is none.</param>
public sealed record PostResource(string EffectId, string AgentId, string Text, EffectState Status, string? ExternalId, DateTimeOffset At,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ThreadResource? Thread = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] PollRequest? Poll = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? MediaIds = null)
{
    internal static PostResource From(EffectView view) =>
        new(view.EffectId, view.AgentId, view.Text, view.State, view.ExternalId, view.At, ThreadResource.From(view), PollRequest.From(view.Poll), view.MediaIds);
}

/// <summary>A person's request for a post.</summary>
/// <param name="Topic">What to write about; the agent chooses when it is left out. At most 500 characters.</param>
/// <param name="Text">The exact text, when a person wrote it; the agent writes when it is left out.</param>
/// <param name="ThreadLength">The most parts of a thread, 1 to 25; 1, a single post, when it is left out. Never above the definition's <c>max_thread_length</c>.</param>
/// <param name="Force">Skips schedule and near-duplicate checks, never policy or budgets.</param>
/// <param name="Preview">Answers three drafts that are neither sent nor remembered, but charged.</param>
/// <param name="ReplyTo">The post to answer, the number at the end of its address. It is read first; X's rules decide whether it may be answered.</param>
/// <param name="QuoteOf">The post to quote, likewise.</param>
/// <param name="Poll">A poll under the post, whose answers the writer knows. Not under a reply, a quote or a thread.</param>
/// <param name="MediaIds">Pictures under the post, one to four ids of uploads (<c>POST …/media</c>); under the first part of a thread.</param>
/// <param name="MadeWithAi">Whether a model made the pictures, which X wants to be told.</param>
public sealed record PostRequest(
    string? Topic = null, string? Text = null, int? ThreadLength = null, bool Force = false, bool Preview = false, string? ReplyTo = null, string? QuoteOf = null,
    PollRequest? Poll = null, IReadOnlyList<string>? MediaIds = null, bool MadeWithAi = false);

/// <summary>A poll under a post.</summary>
/// <param name="Options">Two to four answers of 1 to 25 characters.</param>
/// <param name="DurationMinutes">How long it runs, 5 to 10,080 minutes. Default: a day.</param>
public sealed record PollRequest(IReadOnlyList<string>? Options = null, int DurationMinutes = 1440)
{
    internal static PollRequest? From(SocialPoll? poll) => poll is null ? null : new PollRequest(poll.Options, poll.DurationMinutes);
}

/// <summary>A person's request for a like or a repost.</summary>
/// <param name="Kind"><c>like</c> or <c>repost</c>.</param>
/// <param name="PostId">The post, the number at the end of its address.</param>
public sealed record InteractionRequest(string? Kind = null, string? PostId = null);

/// <summary>A draft that is neither sent nor remembered.</summary>
/// <param name="Text">The text after clean-up; empty when no tier answered.</param>
/// <param name="Prompt">What it was written from.</param>
/// <param name="Tier">The tier that wrote it.</param>
/// <param name="Model">The model that wrote it.</param>
/// <param name="CostUsd">What it cost, in dollars.</param>
/// <param name="PromptTokens">Tokens of the prompt.</param>
/// <param name="CompletionTokens">Tokens written.</param>
/// <param name="Verdicts">Codes of broken rules; empty when it could be sent.</param>
/// <param name="Error">Why there is no text; null when there is one.</param>
/// <param name="Thread">The parts of a thread, in order, all of which stand in the text too; left out for a single post.</param>
public sealed record DraftResource(
    string Text, Agents.ContextResource Prompt, string Tier, string Model, decimal CostUsd, long PromptTokens, long CompletionTokens, IReadOnlyList<string> Verdicts, string? Error,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Thread = null)
{
    internal static DraftResource From(DraftView view) => new(
        view.Text, Agents.ContextResource.From(view.Prompt), view.Tier, view.Model, view.Usage.MicroDollars / 1_000_000m,
        view.Usage.PromptTokens, view.Usage.CompletionTokens, view.Verdicts, view.Error, view.Thread.Count > 0 ? view.Thread : null);
}
