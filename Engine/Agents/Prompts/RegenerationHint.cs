namespace PuppetEngine.Engine.Agents.Prompts;

/// <summary>Tells a model what was wrong with its last draft.</summary>
public static class RegenerationHint
{
    /// <summary>The hint for a row of verdicts; null when there is none.</summary>
    /// <remarks>The draft itself is not repeated: a model that sees it tends to write it again.</remarks>
    public static string? From(IReadOnlyList<Verdict> verdicts)
    {
        if (verdicts.Count == 0)
        {
            return null;
        }

        var lines = verdicts.Select(verdict => $"- {verdict.Detail} {Advice(verdict.Code)}".TrimEnd()).Distinct(StringComparer.Ordinal);
        return $"Your last draft could not be used:\n{string.Join('\n', lines)}\nWrite another post that is clearly different.";
    }

    private static string Advice(string code) => code switch
    {
        VerdictCodes.Empty => "Write at least one sentence.",
        VerdictCodes.TooLong => "Say less instead of cutting it off.",
        VerdictCodes.ForbiddenTopic => "Choose another subject.",
        VerdictCodes.AvoidedTerm => "Say it in other words.",
        VerdictCodes.NearDuplicate => "Choose another subject or another angle, and other words.",
        VerdictCodes.IdenticalElsewhere => "Choose another angle, and other words.",
        VerdictCodes.BlockedOutgoing => "Leave out names, links, addresses and symbols that are not yours to share.",
        _ => "",
    };
}
