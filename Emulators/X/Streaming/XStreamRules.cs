using PuppetEngine.Emulators.Storage;
using PuppetEngine.Emulators.X.Posts;
using PuppetEngine.Emulators.X.Search;

namespace PuppetEngine.Emulators.X.Streaming;

/// <summary>The rules of every app's stream. Guarded by the world's lock.</summary>
internal sealed class XStreamRules(EmulatorLog log, TimeProvider time)
{
    /// <summary>Most rules of an app.</summary>
    public const int Most = 1_000;

    /// <summary>Longest rule.</summary>
    public const int Longest = 1_024;

    private readonly SortedDictionary<ulong, (XStreamRule Rule, PostQuery Query)> _rules = [];
    private readonly SnowflakeClock _ids = new();

    public List<XStreamRule> Of(string consumerKey) => [.. _rules.Values.Select(r => r.Rule).Where(r => r.ConsumerKey == consumerKey)];

    public List<(XStreamRule Rule, PostQuery Query)> QueriesOf(string consumerKey) => [.. _rules.Values.Where(r => r.Rule.ConsumerKey == consumerKey)];

    /// <summary>The id that a rule would get; it is in force only after <see cref="Add"/>.</summary>
    public XStreamRule Make(string consumerKey, string value, string tag) => new(_ids.Next(time.GetUtcNow()), consumerKey, value, tag);

    public void Add(XStreamRule rule)
    {
        log.Append(new LogEntry { Rule = rule });
        Restore(rule);
    }

    public bool Delete(string consumerKey, ulong id)
    {
        if (!_rules.TryGetValue(id, out var entry) || entry.Rule.ConsumerKey != consumerKey)
        {
            return false;
        }

        log.Append(new LogEntry { RuleDeleted = id });
        RestoreDeletion(id);
        return true;
    }

    public void Restore(XStreamRule rule)
    {
        _ids.Saw(rule.Id);
        var (query, problem) = PostQuery.Parse(rule.Value);
        _rules[rule.Id] = (rule, query ?? throw new InvalidDataException($"The stream rule {rule.Id} of the log cannot be read: {problem}"));
    }

    public void RestoreDeletion(ulong id) => _rules.Remove(id);
}
