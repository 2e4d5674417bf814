using PuppetEngine.Grains.Abstractions.Access;
using PuppetEngine.Grains.Abstractions.Memory;

namespace PuppetEngine.Gateway.Api.Memory;

/// <summary>Something an agent is to remember. Its provenance is <c>operator</c>, whatever the text says.</summary>
/// <param name="Content">The text, 1 to 8,000 characters.</param>
/// <param name="Kind">The kind. Default: <c>semantic</c>.</param>
/// <param name="Importance">0 to 1. Default: 0.5.</param>
/// <param name="EmotionalValence">-1 to 1. Default: 0.</param>
public sealed record CreateMemoryRequest(string Content, string Kind = "semantic", double Importance = 0.5, double EmotionalValence = 0);

/// <summary>A question to an agent's memory.</summary>
/// <param name="Text">What to look for, 1 to 2,000 characters.</param>
/// <param name="Kind">Only this kind. Default: all.</param>
/// <param name="Since">Only what happened then or later. Default: no bound.</param>
/// <param name="Until">Only what happened before. Default: no bound.</param>
/// <param name="Limit">How many, 1 to 200. Default: 10.</param>
/// <param name="Mode"><c>hybrid</c>, <c>lexical</c> or <c>vector</c>. Default: <c>hybrid</c>.</param>
/// <param name="Recall">Whether what is found counts as recalled, as it does when the agent asks. Default: true.</param>
public sealed record SearchMemoriesRequest(
    string Text, string? Kind = null, DateTimeOffset? Since = null, DateTimeOffset? Until = null, int Limit = 10,
    MemorySearchMode Mode = MemorySearchMode.Hybrid, bool Recall = true);

/// <summary>Which memories are to be forgotten: those to which everything that is set applies. Something must be set.</summary>
/// <param name="Ids">Only these ids, 1,000 at most. Default: any.</param>
/// <param name="Kind">Only this kind. Default: any.</param>
/// <param name="Since">Only what happened then or later. Default: no bound.</param>
/// <param name="Until">Only what happened before. Default: no bound.</param>
/// <param name="Provenance">Only what has this label. Default: any.</param>
public sealed record ForgetMemoriesRequest(
    IReadOnlyList<string>? Ids = null, string? Kind = null, DateTimeOffset? Since = null, DateTimeOffset? Until = null, Provenance? Provenance = null);

/// <summary>Memories that were exported, 500 at most in one request.</summary>
/// <param name="Items">The lines of an export.</param>
public sealed record ImportMemoriesRequest(IReadOnlyList<MemoryRecord> Items);
