using PuppetEngine.Engine.Social;

namespace PuppetEngine.Tests.Engine.Social;

public sealed class StreamRulePackingTests
{
    [Fact]
    public void Thirty_accounts_share_one_rule()
    {
        var (rule, handles) = Assert.Single(StreamRulePacking.Pack(Handles(30, 15), 1_000));
        Assert.Equal(30, handles.Count);
        Assert.InRange(rule.Value.Length, 1, StreamRulePacking.LongestRule);
        Assert.Equal(StreamRulePacking.Tag, rule.Tag);
        Assert.EndsWith(") -is:retweet", rule.Value, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 4)]
    [InlineData(53, 15)]
    [InlineData(54, 15)]
    [InlineData(1_000, 15)]
    [InlineData(777, 1)]
    public void Each_handle_stands_in_one_rule_of_legal_length_and_no_rule_could_be_spared(int count, int length)
    {
        var handles = Handles(count, length);
        var packed = StreamRulePacking.Pack(handles, 1_000);
        Assert.All(packed, p => Assert.InRange(p.Rule.Value.Length, 1, StreamRulePacking.LongestRule));
        Assert.Equal(handles.Order(StringComparer.Ordinal), packed.SelectMany(p => p.Handles).Order(StringComparer.Ordinal));
        Assert.All(packed, p => Assert.All(p.Handles, handle => Assert.Contains($"@{handle}", p.Rule.Value, StringComparison.Ordinal)));
        var needed = handles.Sum(h => h.Length + 5) - 4;
        Assert.InRange(packed.Count, 1, (int)Math.Ceiling(needed / (double)(StreamRulePacking.LongestRule - 14)) + 1);
    }

    [Fact]
    public void The_same_handles_give_the_same_rules_in_any_order_and_spelling()
    {
        var handles = Handles(100, 12);
        var there = StreamRulePacking.Pack(handles, 1_000).Select(p => p.Rule.Value);
        Assert.Equal(there, StreamRulePacking.Pack([.. handles.Reverse<string>().Select(h => h.ToUpperInvariant()), handles[0]], 1_000).Select(p => p.Rule.Value));
    }

    [Fact]
    public void What_has_no_room_is_left_out() =>
        Assert.InRange(StreamRulePacking.Pack(Handles(200, 15), 2).Sum(p => p.Handles.Count), 100, 106);

    private static List<string> Handles(int count, int length) => [.. Enumerable.Range(0, count).Select(i => $"{new string('a', Math.Max(0, length - 4))}{i:0000}")];
}
