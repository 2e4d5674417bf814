using PuppetEngine.Grains.Abstractions.Llm;
using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Gateway.Api.Status;

/// <summary>What the current UTC day has cost.</summary>
/// <param name="Day">The UTC day, <c>yyyy-MM-dd</c>.</param>
/// <param name="Llm">Models.</param>
/// <param name="Accounts">Accounts of the agents on this page of agents, with <c>accounts=true</c>; empty otherwise.</param>
/// <param name="Next">The <c>cursor</c> of the next accounts; null at the end.</param>
public sealed record UsageResource(string Day, LlmUsageResource Llm, IReadOnlyList<AccountUsageResource> Accounts, string? Next);

/// <summary>What models have cost.</summary>
/// <param name="CeilingUsd">The ceiling of the day, in dollars.</param>
/// <param name="GrantedUsd">Granted to silos and not given back, in dollars.</param>
/// <param name="SpentUsd">Settled costs, in dollars.</param>
/// <param name="PromptTokens">Tokens of prompts.</param>
/// <param name="CompletionTokens">Tokens written.</param>
/// <param name="Calls">Calls settled.</param>
public sealed record LlmUsageResource(decimal CeilingUsd, decimal GrantedUsd, decimal SpentUsd, long PromptTokens, long CompletionTokens, long Calls)
{
    internal static LlmUsageResource From(LlmUsageReport report) => new(
        report.CeilingMicroDollars / 1_000_000m, report.GrantedMicroDollars / 1_000_000m, report.SpentMicroDollars / 1_000_000m,
        report.PromptTokens, report.CompletionTokens, report.Calls);
}

/// <summary>What one account has used.</summary>
/// <param name="Account">The account, <c>world/credential</c>.</param>
/// <param name="Handle">The handle without the at sign; empty until it was looked up.</param>
/// <param name="Tier">The access tier as far as known; empty when not.</param>
/// <param name="Posts">Posts of the day.</param>
/// <param name="Replies">Replies of the day.</param>
/// <param name="CostUsd">Dollars of the day.</param>
/// <param name="StoppedBy">Why nothing is sent now; null when it may post.</param>
/// <param name="StoppedUntil">When the stop ends by itself; null when a person must mend it, or when there is none.</param>
public sealed record AccountUsageResource(string Account, string Handle, string Tier, int Posts, int Replies, decimal CostUsd, string? StoppedBy, DateTimeOffset? StoppedUntil)
{
    internal static AccountUsageResource From(SocialAccountStatus status) => new(
        status.Key, status.Handle, status.Tier, status.PostsToday, status.RepliesToday, status.MicroDollarsToday / 1_000_000m, status.StoppedBy, status.StoppedUntil);
}
