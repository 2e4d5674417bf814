using System.Globalization;
using PuppetEngine.Engine.Agents.Definitions;

namespace PuppetEngine.Engine.Agents.Prompts;

/// <summary>Checks a cleaned draft. No verdict: the draft may go on to policy.</summary>
public static class PostChecks
{
    /// <summary>Checks a draft.</summary>
    /// <param name="text">The draft after <see cref="PostCleanup"/>.</param>
    /// <param name="definition">The agent.</param>
    /// <param name="recentPosts">Its recent posts.</param>
    /// <param name="weightedLength">The length as the network weighs it.</param>
    /// <param name="nearDuplicateOf">Gives the recent post that the draft nearly repeats, or null; null to skip the check (a forced post).</param>
    /// <param name="maxLength">The network's limit.</param>
    public static List<Verdict> Check(
        string text,
        AgentDefinition definition,
        IReadOnlyList<string> recentPosts,
        Func<string, int> weightedLength,
        Func<string, IReadOnlyList<string>, string?>? nearDuplicateOf = null,
        int maxLength = 280)
    {
        if (!text.Any(char.IsLetterOrDigit))
        {
            return [new Verdict(VerdictCodes.Empty, "The draft has no words.")];
        }

        var verdicts = new List<Verdict>();
        Length(text, definition, weightedLength, maxLength, verdicts);
        var words = new TermMatcher(text);
        verdicts.AddRange(definition.Style.TopicsToAvoid.Where(words.NamesTopic)
            .Select(topic => new Verdict(VerdictCodes.ForbiddenTopic, $"The draft names a topic to avoid: {topic}.")));
        verdicts.AddRange(definition.Style.AvoidTerms.Where(words.Holds)
            .Select(term => new Verdict(VerdictCodes.AvoidedTerm, $"The draft uses a word to avoid: {term}.")));
        if (nearDuplicateOf?.Invoke(text, recentPosts) is { } repeated)
        {
            verdicts.Add(new Verdict(VerdictCodes.NearDuplicate, $"The draft nearly repeats a recent post: \"{Start(repeated)}\"."));
        }

        return verdicts;
    }

    private static void Length(string text, AgentDefinition definition, Func<string, int> weightedLength, int maxLength, List<Verdict> verdicts)
    {
        // A limit in words is a wish that stands in the prompt: it would refuse what the network allows.
        var own = definition.Behavior.Content.MaxLength;
        var most = own is { IsWords: false, Value: var value } && value < maxLength ? value : maxLength;
        var length = weightedLength(text);
        if (length > most)
        {
            verdicts.Add(new Verdict(VerdictCodes.TooLong, string.Create(CultureInfo.InvariantCulture, $"The draft has {length} characters; at most {most} are allowed.")));
        }
    }

    private static string Start(string text) => text.Length <= 60 ? text : text[..60] + "…";
}
