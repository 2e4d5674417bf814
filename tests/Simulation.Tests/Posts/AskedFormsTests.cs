using System.Net.Http.Json;
using System.Text.Json.Nodes;
using PuppetEngine.Engine.Agents.Turns;
using PuppetEngine.Engine.Journal;
using PuppetEngine.Grains.Abstractions.Access;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Journal;
using PuppetEngine.Grains.Abstractions.Social;
using PuppetEngine.Tests.TestHost;

namespace PuppetEngine.Tests.Simulation.Posts;

/// <summary>What a person asks an agent to do with somebody's post, on the whole product: the emulated network, the real grains and prompts.</summary>
public sealed class AskedFormsTests
{
    private const string Words = "@ada what do you make of the fog over the breakwater this morning?";

    [Fact]
    public async Task A_reply_is_written_into_the_conversation_with_the_strangers_words_as_data_and_one_post_gets_one()
    {
        await using var town = await Town.OpenAsync(41);
        await using var process = await StartAsync(town, "enterprise");
        var question = await SayAsync(town, "mina", Words);

        var reply = await AskAsync(process, town, "r1", new PostCommand { Cause = "k/r1", BodyHash = "1", ReplyToId = question, Topic = "say that the fog lifts at ten" });
        Assert.Equal((EffectState.Confirmed, EffectKind.Reply, question), (reply.State, reply.Kind, reply.TargetId));
        var landed = (await town.PostsAsync()).Single(p => p.Id == reply.ExternalId);
        Assert.Equal((reply.Text, question), (landed.Text, landed.ReplyToId));
        var (_, said) = (await town.PromptsAsync()).Last(p => p.Said.Contains("the fog over the breakwater", StringComparison.Ordinal));
        Assert.Matches(@"@mina: \[data-[0-9a-f]{6} external\] @ada what do you make of the fog", said);
        Assert.Contains("What it should say: say that the fog lifts at ten", said, StringComparison.Ordinal);
        await ReplaysAsync(process, reply.EffectId);

        var second = await AskAsync(process, town, "r2", new PostCommand { Cause = "k/r2", BodyHash = "2", ReplyToId = question, Text = "Once more: at ten." });
        Assert.Equal((EffectState.Failed, "already_answered"), (second.State, second.Verdict));
        var asked = await process.Grains.GetGrain<IAgentGrain>("ada").Post(new PostCommand { Cause = "k/r1", BodyHash = "other", ReplyToId = question });
        Assert.Equal(AgentProblemCodes.IdempotencyConflict, asked.Problem);
        Assert.Equal(0, (await process.Grains.GetGrain<IXAccountGrain>($"{town.WorldId}/ada").GetStatus()).PostsToday - PostsBefore(await Books.EffectsAsync(process.Services)));
    }

    [Fact]
    public async Task A_persons_own_words_are_sent_as_they_are_and_too_many_are_refused_at_once()
    {
        await using var town = await Town.OpenAsync(42);
        await using var process = await StartAsync(town, "enterprise");
        var question = await SayAsync(town, "mina", Words);
        var reply = await AskAsync(process, town, "r1", new PostCommand { Cause = "k/r1", BodyHash = "1", ReplyToId = question, Text = "At ten, I think." });
        Assert.Equal((EffectState.Confirmed, "At ten, I think."), (reply.State, reply.Text));
        var tooLong = await process.Grains.GetGrain<IAgentGrain>("ada").Post(new PostCommand { Cause = "k/r2", BodyHash = "2", ReplyToId = question, Text = new string('a', 300) });
        Assert.Equal(AgentProblemCodes.BlockedOutgoing, tooLong.Problem);
    }

    [Fact]
    public async Task A_held_reply_is_edited_by_the_rules_of_replies()
    {
        await using var town = await Town.OpenAsync(48);
        await using var process = await StartAsync(town, "enterprise", publish: "review");
        var question = await SayAsync(town, "mina", Words);
        var ada = process.Grains.GetGrain<IAgentGrain>("ada");
        var held = await AskAsync(process, town, "r1", new PostCommand { Cause = "k/r1", BodyHash = "1", ReplyToId = question, Topic = "say that the fog lifts at ten" });
        Assert.Equal(EffectState.Held, held.State);

        var long280 = string.Join(' ', Enumerable.Range(1, 40).Select(n => $"gull{n:00}"));
        Assert.Equal(279, long280.Length);
        var tooLong = await ada.Review(new ReviewCommand { EffectId = held.EffectId, Verdict = "edit", By = "ann", Text = long280 + ", and so on" });
        Assert.Equal(AgentProblemCodes.BlockedOutgoing, tooLong.Problem);
        var edited = await ada.Review(new ReviewCommand { EffectId = held.EffectId, Verdict = "edit", By = "ann", Text = $"@mina {long280}" });
        Assert.True(edited.Problem is null, edited.Detail);
        await process.RunUntilAsync(town.Clock.GetUtcNow() + TimeSpan.FromMinutes(6));
        var landed = (await town.PostsAsync()).Single(p => p.ReplyToId == question);
        Assert.EndsWith(long280, landed.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_thread_is_previewed_in_its_parts_and_none_of_it_leaves()
    {
        await using var town = await Town.OpenAsync(49);
        await using var process = await StartAsync(town, "enterprise");
        var before = (await town.PostsAsync()).Count;
        var worker = process.Grains.GetGrain<IDraftWorkerGrain>("worker");
        var drafts = await worker.DraftThread("ada", "the fog", 2, 3, CancellationToken.None);
        Assert.Equal((null, 2), (drafts.Problem, drafts.Drafts.Count));
        Assert.All(drafts.Drafts, draft => Assert.True(draft.Thread.Count is > 1 and <= 3 && draft.Error is null && draft.Text == string.Join("\n\n", draft.Thread), draft.Text));
        Assert.Equal(AgentProblemCodes.ThreadTooLong, (await worker.DraftThread("ada", null, 2, 9, CancellationToken.None)).Problem);
        await process.RunAsync(TimeSpan.FromMinutes(2));
        Assert.Equal(before, (await town.PostsAsync()).Count);
    }

    [Fact]
    public async Task A_quote_a_like_and_a_repost_stand_at_the_network()
    {
        await using var town = await Town.OpenAsync(43);
        await using var process = await StartAsync(town, "enterprise");
        var post = await SayAsync(town, "mina", "The fog over the breakwater has a colour that nobody named yet.");

        var quote = await AskAsync(process, town, "q1", new PostCommand { Cause = "k/q1", BodyHash = "1", QuoteOfId = post, Force = true });
        Assert.Equal((EffectState.Confirmed, EffectKind.Quote, post), (quote.State, quote.Kind, quote.TargetId));
        Assert.Equal(post, (await town.PostsAsync()).Single(p => p.Id == quote.ExternalId).QuoteOfId);
        await ReplaysAsync(process, quote.EffectId);

        var like = await InteractAsync(process, town, "l1", SocialInteractionKind.Like, post);
        var repost = await InteractAsync(process, town, "p1", SocialInteractionKind.Repost, post);
        Assert.Equal([(EffectState.Confirmed, EffectKind.Like), (EffectState.Confirmed, EffectKind.Repost)], new[] { like, repost }.Select(e => (e.State, e.Kind)));
        Assert.Equal((1L, 1L), await CountsAsync(town));
    }

    [Fact]
    public async Task A_poll_stands_under_the_post_that_asks_and_one_that_x_takes_not_is_refused_at_once()
    {
        await using var town = await Town.OpenAsync(46);
        await using var process = await StartAsync(town, "pay_per_use");
        var poll = new SocialPoll { Options = ["By ten", "Not before noon"], DurationMinutes = 60 };
        var own = await AskAsync(process, town, "p1", new PostCommand { Cause = "k/p1", BodyHash = "1", Text = "When does it lift?", Poll = poll, Force = true });
        var written = await AskAsync(process, town, "p2", new PostCommand { Cause = "k/p2", BodyHash = "2", Topic = "the fog", Poll = poll, Force = true });
        Assert.Equal([EffectState.Confirmed, EffectState.Confirmed], new[] { own, written }.Select(e => e.State));
        Assert.Contains("\"By ten\", \"Not before noon\"", (await town.PromptsAsync()).Last(p => p.Said.Contains("the fog", StringComparison.Ordinal)).Said, StringComparison.Ordinal);
        await ReplaysAsync(process, written.EffectId);
        using var control = new HttpClient { BaseAddress = town.Emulators };
        var posts = (await control.GetFromJsonAsync<JsonObject>("/control/x/posts"))!["items"]!.AsArray();
        Assert.All(new[] { own, written }, e => Assert.Equal(60, (int)posts.Single(p => (string?)p!["id"] == e.ExternalId)!["poll"]!["duration_minutes"]!));

        var bad = await process.Grains.GetGrain<IAgentGrain>("ada").Post(new PostCommand { Cause = "k/p3", BodyHash = "3", Text = "Well?", Poll = poll with { Options = ["one"] }, Force = true });
        Assert.Equal(AgentProblemCodes.InvalidPost, bad.Problem);
        Assert.Contains("2 to 4", bad.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_picture_is_uploaded_with_its_alt_text_and_named_by_a_post_and_what_is_none_is_not()
    {
        await using var town = await Town.OpenAsync(47);
        await using var process = await StartAsync(town, "pay_per_use");
        byte[] picture = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a, .. new byte[200]];
        var upload = new MediaUpload
        {
            AccountKey = $"{town.WorldId}/ada", AgentId = "ada", Kind = MediaKind.Image, MimeType = "image/png", Length = picture.Length, AltText = "Fog over a breakwater.",
            Deadline = town.Clock.GetUtcNow() + TimeSpan.FromMinutes(1),
        };
        var worker = process.Grains.GetGrain<ISocialWorkerGrain>("worker");
        var done = await worker.Upload(upload, picture, CancellationToken.None);
        Assert.True(done.Outcome.Class == OutcomeClass.Sent, done.Outcome.Detail);
        var post = await AskAsync(process, town, "m1", new PostCommand { Cause = "k/m1", BodyHash = "1", Text = "The fog, at last.", MediaIds = [done.MediaId], Force = true });
        Assert.Equal(EffectState.Confirmed, post.State);
        using var control = new HttpClient { BaseAddress = town.Emulators };
        var posts = (await control.GetFromJsonAsync<JsonObject>("/control/x/posts"))!["items"]!.AsArray();
        Assert.Equal([done.MediaId], posts.Single(p => (string?)p!["id"] == post.ExternalId)!["media_ids"]!.AsArray().Select(m => (string)m!));

        var none = await worker.Upload(upload, [.. "no picture at all"u8], CancellationToken.None);
        Assert.Equal((OutcomeClass.NotSent, SocialOutcomeCodes.Invalid), (none.Outcome.Class, none.Outcome.Code));
        await process.Grains.GetGrain<IKillSwitchGrain>("kill-switch").Set("all", true, "test");
        await process.RunAsync(TimeSpan.FromSeconds(5));
        Assert.Equal(SocialOutcomeCodes.Killed, (await worker.Upload(upload, picture, CancellationToken.None)).Outcome.Code);
    }

    [Fact]
    public async Task A_film_goes_up_in_parts_under_one_permit_and_is_waited_for_until_it_is_processed()
    {
        await using var town = await Town.OpenAsync(50);
        await using var process = await StartAsync(town, "pay_per_use");
        byte[] film = [0, 0, 0, 24, .. "ftypmp42"u8, .. new byte[3_000_000]];
        var worker = process.Grains.GetGrain<ISocialWorkerGrain>("worker");
        MediaUpload Now(int length) => new()
        {
            AccountKey = $"{town.WorldId}/ada", AgentId = "ada", Kind = MediaKind.Video, MimeType = "video/mp4", Length = length, AltText = "Fog moves.", Deadline = town.Clock.GetUtcNow() + TimeSpan.FromMinutes(1),
        };
        var none = await worker.BeginUpload(Now(600_000_000), film[..32], CancellationToken.None);
        Assert.Equal((OutcomeClass.NotSent, SocialOutcomeCodes.Invalid), (none.Outcome.Class, none.Outcome.Code));
        Assert.Contains("make it smaller", none.Outcome.Detail, StringComparison.Ordinal);

        var begun = await worker.BeginUpload(Now(film.Length), film[..32], CancellationToken.None);
        Assert.True(begun.Outcome.Class == OutcomeClass.Sent, begun.Outcome.Detail);
        var at = 0;
        foreach (var segment in film.Chunk(1_000_000))
        {
            Assert.Equal(OutcomeClass.Sent, (await worker.AppendUpload(Now(film.Length), begun.MediaId, at++, segment, CancellationToken.None)).Class);
        }

        // No time to wait for the processing: it is asked again later, and not uploaded anew.
        var still = await worker.FinishUpload(Now(film.Length) with { Deadline = town.Clock.GetUtcNow() + TimeSpan.FromMilliseconds(900) }, begun.MediaId, false, CancellationToken.None);
        Assert.Equal((SocialOutcomeCodes.Timeout, begun.MediaId), (still.Outcome.Code, still.MediaId));
        await process.RunAsync(TimeSpan.FromMinutes(1));
        var done = await worker.FinishUpload(Now(film.Length), begun.MediaId, true, CancellationToken.None);
        Assert.True(done.Outcome.Class == OutcomeClass.Sent, done.Outcome.Detail);
        var post = await AskAsync(process, town, "m1", new PostCommand { Cause = "k/m1", BodyHash = "1", Text = "The fog, moving.", MediaIds = [done.MediaId], Force = true });
        Assert.Equal((EffectState.Confirmed, done.MediaId), (post.State, Assert.Single(post.MediaIds!)));
    }

    [Theory]
    [InlineData("pay_per_use", "not_summoned", "quote_not_in_tier", "like_not_in_tier")]
    public async Task What_the_tier_forbids_is_not_asked_of_the_network(string tier, string reply, string quote, string like)
    {
        await using var town = await Town.OpenAsync(44);
        await using var process = await StartAsync(town, tier);
        var post = await SayAsync(town, "mina", "The fog over the breakwater has a colour that nobody named yet.");
        var before = (await town.PostsAsync()).Count;
        Assert.Equal(reply, (await AskAsync(process, town, "r1", new PostCommand { Cause = "k/r1", BodyHash = "1", ReplyToId = post })).Verdict);
        var refused = await AskAsync(process, town, "q1", new PostCommand { Cause = "k/q1", BodyHash = "2", QuoteOfId = post, Force = true });
        Assert.Equal((EffectState.Failed, quote), (refused.State, refused.Verdict));
        Assert.Contains("enterprise", refused.Detail, StringComparison.Ordinal);
        Assert.Equal(like, (await InteractAsync(process, town, "l1", SocialInteractionKind.Like, post)).Verdict);
        Assert.Equal("no_target", (await AskAsync(process, town, "r2", new PostCommand { Cause = "k/r2", BodyHash = "3", ReplyToId = "1234567890123456789" })).Verdict);
        Assert.Equal(before, (await town.PostsAsync()).Count);
        Assert.Equal((0L, 0L), await CountsAsync(town));
    }

    [Theory]
    [InlineData("SocialReader.ReadPosts.before")]
    [InlineData("SocialReader.ReadPosts.after")]
    [InlineData("SocialInteractions.Act.on-its-way")]
    [InlineData("SocialInteractions.Act.after")]
    [InlineData("SocialClient.Publish.on-its-way")]
    [InlineData("SocialClient.Publish.after")]
    [InlineData("turn.Write.after")]
    public async Task What_was_asked_for_happens_once_wherever_the_process_dies(string death)
    {
        await using var town = await Town.OpenAsync(45);
        var points = new KillPoints();
        string post;
        await using (var dying = await StartAsync(town, "enterprise", points))
        {
            post = await SayAsync(town, "mina", Words);
            points.Begin(death, 1);
            Forget(dying.Grains.GetGrain<IAgentGrain>("ada").Post(new PostCommand { Cause = "k/r1", BodyHash = "1", ReplyToId = post }));
            Forget(dying.Grains.GetGrain<IAgentGrain>("ada").Interact(new InteractionCommand { Cause = "k/p1", BodyHash = "2", Kind = SocialInteractionKind.Repost, PostId = post }));
            Assert.False(await dying.RunAsync(TimeSpan.FromMinutes(5)));
            await dying.KillAsync();
        }

        points.Begin(null, 0);
        await using var process = await Process.StartAsync(town, points, Setup("enterprise"));
        var reply = await AskAsync(process, town, "r1", new PostCommand { Cause = "k/r1", BodyHash = "1", ReplyToId = post });
        Assert.True(reply.State == EffectState.Confirmed, $"{reply.State} {reply.Verdict} {reply.Detail}");
        Assert.Equal(EffectState.Confirmed, (await InteractAsync(process, town, "p1", SocialInteractionKind.Repost, post, "2")).State);
        Assert.Single(await town.PostsAsync(), p => p.ReplyToId == post);
        Assert.Equal(1L, (await CountsAsync(town)).Reposts);
    }

    private static ProcessSetup Setup(string tier) => new() { Settings = new Dictionary<string, string?> { ["Puppet:Social:Tier"] = tier } };

    private static async Task<Process> StartAsync(Town town, string tier, KillPoints? points = null, string publish = "live")
    {
        var process = await Process.StartAsync(town, points, Setup(tier));
        var ada = $$"""
            {"id": "ada", "name": "Ada", "handle": "ada", "publish": "{{publish}}", "description": "Walks along the harbour.", "personality": {"interests": ["tides", "ropes", "gulls"]},
             "behavior": {"post_frequency": {"min_hours_between_posts": 10000, "max_hours_between_posts": 10001}, "content_preferences": {"max_thread_length": 4} } }
            """;
        var defined = await process.Grains.GetGrain<IAgentGrain>("ada").Define(new DefinitionChange { Json = ada, Source = "test", ContentHash = "1", Scopes = ApiScope.Admin });
        Assert.True(defined.Accepted, string.Join("; ", defined.Problems.Select(p => p.Message)));
        await process.RunAsync(TimeSpan.FromMinutes(2));
        return process;
    }

    private static async Task<string> SayAsync(Town town, string author, string text)
    {
        using var control = new HttpClient { BaseAddress = town.Emulators };
        using var answer = await control.PostAsJsonAsync("/control/x/posts", new { author, text });
        answer.EnsureSuccessStatusCode();
        return (string)(await answer.Content.ReadFromJsonAsync<JsonObject>())!["id"]!;
    }

    private static async Task<EffectView> AskAsync(Process process, Town town, string key, PostCommand command)
    {
        var result = await process.Grains.GetGrain<IAgentGrain>("ada").Post(command);
        return await EndAsync(process, town, key, result);
    }

    private static async Task<EffectView> InteractAsync(Process process, Town town, string key, SocialInteractionKind kind, string post, string hash = "1") =>
        await EndAsync(process, town, key, await process.Grains.GetGrain<IAgentGrain>("ada").Interact(new InteractionCommand { Cause = $"k/{key}", BodyHash = hash, Kind = kind, PostId = post }));

    private static async Task<EffectView> EndAsync(Process process, Town town, string key, CommandResult result)
    {
        Assert.True(result.Problem is null, $"{key}: {result.Problem} {result.Detail}");
        await process.RunUntilAsync(town.Clock.GetUtcNow() + TimeSpan.FromMinutes(6));
        return (await Books.EffectsAsync(process.Services)).Single(e => e.EffectId == result.Effect!.EffectId);
    }

    private static int PostsBefore(List<EffectView> effects) => effects.Count(e => e.Kind == EffectKind.Post && e.State == EffectState.Confirmed);

    private static async Task<(long Likes, long Reposts)> CountsAsync(Town town)
    {
        using var control = new HttpClient { BaseAddress = town.Emulators };
        var accounts = (await control.GetFromJsonAsync<JsonObject>("/control/x/accounts"))!["items"]!.AsArray();
        var posts = (await control.GetFromJsonAsync<JsonObject>("/control/x/posts"))!["items"]!.AsArray();
        return (accounts.Sum(a => a!["likes"]?.AsArray().Count ?? 0), posts.Count(p => p!["repost_of"] is not null));
    }

    /// <summary>The decision comes out the same from the journal alone.</summary>
    private static async Task ReplaysAsync(Process process, string effectId)
    {
        var rows = (await Books.JournalAsync(process.Services, "ada")).Select(r => new JournalMaterial(r.Seq, r.Kind, r.EffectId, r.Payload is null ? null : JsonNode.Parse(JournalPayload.Decompress(r.Payload)))).Reverse().ToList();
        var decision = await RecordedDecision.FindAsync((_, below, _) => Task.FromResult<IReadOnlyList<JournalMaterial>>([.. rows.Where(r => below == 0 || r.Seq < below)]), "ada", effectId, CancellationToken.None);
        Assert.All(decision.Replay(), step => Assert.True(step.IsEqual && step.IsRecorded, $"{step.What}: recorded '{step.Recorded}', now '{step.Replayed}'"));
    }

    private static void Forget(Task call) => _ = call.ContinueWith(t => _ = t.Exception, TaskScheduler.Default);
}
