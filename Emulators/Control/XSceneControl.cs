using System.Globalization;
using Microsoft.AspNetCore.Http;
using PuppetEngine.Emulators.X;
using PuppetEngine.Emulators.X.Accounts;
using PuppetEngine.Emulators.X.Posts;
using PuppetEngine.Emulators.X.Streaming;

namespace PuppetEngine.Emulators.Control;

/// <summary>What happens in the emulated world without the vendor API: posts by hand, users who answer, streams that break.</summary>
internal sealed class XSceneControl(XWorld world, ScriptedBots bots, StreamHub hub)
{
    private const int MostAnswers = 10_000;

    /// <summary>Somebody writes a post: in an agent's own timeline, under another's post, as a quote or a repost.</summary>
    public async Task<IResult> PostAsync(HttpRequest request)
    {
        var body = await ControlJson.ReadAsync<XPostRequest>(request);
        lock (world.Gate)
        {
            var author = User(body.Author);
            TimeSpan? lag = body.LagMs is { } ms ? TimeSpan.FromMilliseconds(ms) : null;
            var post = body.RepostOf is not null
                ? world.Posts.Repost(author, Post(body.RepostOf, "repeat")!, scripted: true)
                : world.Posts.Create(author, new PostDraft { Text = body.Text, InReplyTo = Post(body.InReplyTo, "answer")?.Id, Quoted = Post(body.QuoteOf, "quote")?.Id }, lag, scripted: true);
            return ControlJson.Ok(XControl.Item(post), 201);
        }
    }

    public async Task<IResult> SetBotsAsync(HttpRequest request)
    {
        var (items, _) = await ControlJson.ReadListAsync<XBotRequest>(request, "bots");
        lock (world.Gate)
        {
            foreach (var body in items)
            {
                if (body.Most is < 0 or > MostAnswers || body.DelayMs < 0)
                {
                    throw new FormatException($"A bot answers 0 to {MostAnswers} times and waits no negative time.");
                }

                bots.Set(User(body.Handle).Id, new ScriptedBot(body.Text, body.Most, TimeSpan.FromMilliseconds(body.DelayMs), body.Only));
            }

            return ControlJson.Ok(new { items = Bots() }, 201);
        }
    }

    public IResult ListBots()
    {
        lock (world.Gate)
        {
            return ControlJson.Ok(new { items = Bots() });
        }
    }

    public IResult ClearBots()
    {
        lock (world.Gate)
        {
            bots.Clear();
            return Results.NoContent();
        }
    }

    public IResult Stream()
    {
        lock (world.Gate)
        {
            return ControlJson.Ok(new
            {
                connections = hub.Open.Select(c => new { app = c.App.Record.ConsumerKey, silent = c.IsSilent }).ToList(),
                rules = world.Directory.Apps.SelectMany(a => world.Rules.Of(a.Record.ConsumerKey))
                    .Select(r => new { id = r.Id.ToString(CultureInfo.InvariantCulture), app = r.ConsumerKey, value = r.Value, tag = r.Tag }).ToList(),
            });
        }
    }

    public async Task<IResult> SetStreamAsync(HttpRequest request)
    {
        var body = await ControlJson.ReadAsync<XStreamRequest>(request);
        lock (world.Gate)
        {
            hub.Duplicates = body.Duplicates ?? hub.Duplicates;
            foreach (var connection in hub.Open.ToList())
            {
                switch (body.Do)
                {
                    case "disconnect": hub.Disconnect(connection); break;
                    case "break": connection.Break(); break;
                    case "silence": connection.IsSilent = true; break;
                    case "garbage": connection.Send("{\"data\":\r\n"u8.ToArray()); break;
                    case null: break;
                    default: throw new FormatException($"'{body.Do}' cannot be done to a stream; use disconnect, break, silence or garbage.");
                }
            }

            return Results.NoContent();
        }
    }

    private object Bots() => bots.All.Select(b => new { handle = b.Handle, said = b.Said, most = b.Most }).ToList();

    private XPost? Post(string? id, string what) =>
        id is null ? null
        : PostDraftReader.TryId(id, out var value) && world.Posts.Find(value) is { } post ? post
        : throw new FormatException($"There is no post {id} to {what}.");

    private XAccount User(string handle) => !XDirectory.IsHandle(handle)
        ? throw new FormatException($"'{handle}' is not a handle: use 1 to 64 letters, digits, '_', '-' or '.'.")
        : world.Directory.ByHandle(handle) ?? world.Directory.Save(new XAccountRecord
        {
            UserId = XDirectory.UserIdOf(handle),
            Handle = handle,
            Name = handle,
            ConsumerKey = XDirectory.EmulatedApp,
        });
}
