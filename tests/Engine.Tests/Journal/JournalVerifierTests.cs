using PuppetEngine.Engine.Journal;
using PuppetEngine.Grains.Abstractions.Journal;

namespace PuppetEngine.Tests.Engine.Journal;

public sealed class JournalVerifierTests
{
    private static IReadOnlyList<JournalFinding> Find(IEnumerable<JournalRow> rows, params KnownHead[] known)
    {
        var verifier = new JournalVerifier("ada", known);
        foreach (var row in rows)
        {
            verifier.Add(row);
        }

        return verifier.Finish();
    }

    private static KnownHead Known(JournalRow row) => new(JournalHead.Of(row), "the agent's state");

    [Fact]
    public void An_intact_chain_agrees_with_heads_known_from_elsewhere()
    {
        var rows = Chains.Of(9);
        Assert.Empty(Find(rows, Known(rows[8]), Known(rows[3])));
    }

    [Fact]
    public void An_empty_chain_is_intact() => Assert.Empty(Find([], new KnownHead(JournalHead.Empty("ada"), "the agent's state")));

    [Theory]
    [InlineData("summary")]
    [InlineData("kind")]
    [InlineData("key")]
    [InlineData("time")]
    [InlineData("effect")]
    [InlineData("digest")]
    [InlineData("prev")]
    [InlineData("agent")]
    public void An_edit_of_any_field_is_found_at_its_row(string field)
    {
        var rows = Chains.Of(9);
        rows[4] = field switch
        {
            "summary" => rows[4] with { Summary = "entry 5 " },
            "kind" => rows[4] with { Kind = JournalKinds.Ended },
            "key" => rows[4] with { EntryKey = "key-50" },
            "time" => rows[4] with { AtMs = rows[4].AtMs + 1 },
            "effect" => rows[4] with { EffectId = "" },
            "digest" => rows[4] with { PayloadDigest = new byte[32] },
            "prev" => rows[4] with { Prev = new byte[32] },
            _ => rows[4] with { AgentId = "bob" },
        };

        var findings = Find(rows);
        Assert.Contains(findings, f => f.Flaw == JournalFlaw.Edit && f.Seq == 5);
        Assert.All(findings, f => Assert.Equal(5, f.Seq));
    }

    [Fact]
    public void An_edit_with_its_hash_made_anew_is_found_as_a_fork_at_the_next_row()
    {
        var rows = Chains.Of(9);
        var chain = new JournalChain(new Chains.CountingSalts(99));
        rows[4] = chain.Append(JournalHead.Of(rows[3]), "key-5", JournalKinds.Planned, Chains.Noon, "e5", "a kinder story", new { Number = 5 });

        var finding = Assert.Single(Find(rows));
        Assert.Equal((JournalFlaw.Fork, 6L), (finding.Flaw, finding.Seq));
    }

    [Fact]
    public void A_changed_payload_is_found()
    {
        var rows = Chains.Of(9);
        rows[2] = rows[2] with { Payload = rows[3].Payload };
        Assert.Equal((JournalFlaw.Payload, 3L), Single(Find(rows)));
    }

    [Fact]
    public void A_payload_that_is_gone_with_its_salt_was_erased_and_verifies()
    {
        var rows = Chains.Of(9);
        rows[2] = rows[2] with { Payload = null, Salt = [] };
        Assert.Empty(Find(rows, Known(rows[8])));
    }

    [Fact]
    public void A_payload_that_is_gone_without_its_salt_is_found()
    {
        var rows = Chains.Of(9);
        rows[2] = rows[2] with { Payload = null };
        Assert.Equal((JournalFlaw.Payload, 3L), Single(Find(rows)));
    }

    [Fact]
    public void Deleted_rows_are_found_as_a_gap()
    {
        var rows = Chains.Of(9);
        rows.RemoveRange(3, 2);
        Assert.Equal((JournalFlaw.Gap, 4L), Single(Find(rows)));
    }

    [Fact]
    public void A_deleted_first_row_is_found_as_a_gap()
    {
        var rows = Chains.Of(9);
        rows.RemoveAt(0);
        Assert.Equal((JournalFlaw.Gap, 1L), Single(Find(rows)));
    }

    [Fact]
    public void A_cut_tail_is_found_only_by_a_head_known_from_elsewhere()
    {
        var rows = Chains.Of(9);
        var cut = rows.Take(6).ToList();
        Assert.Empty(Find(cut));
        Assert.Equal((JournalFlaw.Truncation, 7L), Single(Find(cut, Known(rows[8]))));
        Assert.Equal((JournalFlaw.Truncation, 1L), Single(Find([], Known(rows[8]))));
    }

    [Fact]
    public void Rows_in_each_others_place_are_found_as_reordered()
    {
        var rows = Chains.Of(9);
        (rows[3], rows[5]) = (rows[5] with { Seq = 4 }, rows[3] with { Seq = 6 });
        var findings = Find(rows);
        Assert.Contains(findings, f => f.Flaw == JournalFlaw.Reorder && f.Seq == 4);
        Assert.Contains(findings, f => f.Flaw == JournalFlaw.Reorder && f.Seq == 6);
        Assert.DoesNotContain(findings, f => f.Flaw == JournalFlaw.Edit);
    }

    [Fact]
    public void Two_rows_in_one_place_are_found_as_a_fork()
    {
        var rows = Chains.Of(9);
        rows.Insert(5, rows[4]);
        Assert.Contains(Find(rows), f => f is { Flaw: JournalFlaw.Fork, Seq: 5 });
    }

    [Fact]
    public void A_full_rewrite_is_found_only_by_a_head_known_from_elsewhere()
    {
        var truth = Chains.Of(9);
        var rewritten = Chains.Of(9, salt: 100);
        Assert.Empty(Find(rewritten));
        Assert.Equal((JournalFlaw.Rewrite, 7L), Single(Find(rewritten, Known(truth[6]))));
    }

    [Fact]
    public void Verdict_tells_each_finding_with_its_seq()
    {
        var rows = Chains.Of(3);
        rows[1] = rows[1] with { Summary = "no" };
        var verdict = JournalVerifier.Verify("ada", rows, []);
        Assert.False(verdict.Intact);
        Assert.Equal(["edit at 2: its fields are not those that were hashed"], verdict.Problems);
    }

    private static (JournalFlaw Flaw, long Seq) Single(IReadOnlyList<JournalFinding> findings)
    {
        var finding = Assert.Single(findings);
        return (finding.Flaw, finding.Seq);
    }
}
