using PuppetEngine.Emulators.Http;
using PuppetEngine.Emulators.X.Accounts;
using PuppetEngine.Emulators.X.Limits;
using PuppetEngine.Emulators.X.Posts;

namespace PuppetEngine.Emulators.X.Streaming;

/// <summary>Gives each post that lands to the open streams whose rules let it through. Guarded by the world's lock.</summary>
internal sealed class StreamHub
{
    private static readonly byte[] KeepAliveLine = "\r\n"u8.ToArray();
    private readonly XWorld _world;
    private readonly List<StreamConnection> _open = [];

    public StreamHub(XWorld world)
    {
        _world = world;
        world.Posts.Created += Deliver;
    }

    /// <summary>Streams that are open.</summary>
    public IReadOnlyList<StreamConnection> Open => _open;

    /// <summary>Each post comes twice, as X allows itself.</summary>
    public bool Duplicates { get; set; }

    public void Add(StreamConnection connection, int backfillMinutes)
    {
        _open.Add(connection);
        if (backfillMinutes > 0)
        {
            var oldest = SnowflakeClock.FirstAt(_world.Now.AddMinutes(-backfillMinutes));
            foreach (var post in _world.Posts.Landed.Where(p => p.Id >= oldest && !p.Deleted))
            {
                Deliver(connection, post);
            }
        }
    }

    public void Remove(StreamConnection connection) => _open.Remove(connection);

    public static void KeepAlive(StreamConnection connection) => connection.Send(KeepAliveLine);

    /// <summary>Ends a stream in the vendor's words.</summary>
    public void Disconnect(StreamConnection connection, string type = "UpstreamOperationalDisconnect", string detail = "This stream has been disconnected upstream for operational reasons.")
    {
        _world.Counters.Add("x", "stream_disconnects");
        connection.Send([.. JsonBytes.Write(w =>
        {
            w.WriteStartObject();
            w.WriteStartArray("errors");
            w.WriteStartObject();
            w.WriteString("title", "operational-disconnect");
            w.WriteString("disconnect_type", type);
            w.WriteString("detail", detail);
            w.WriteString("type", "https://api.twitter.com/2/problems/operational-disconnect");
            w.WriteEndObject();
            w.WriteEndArray();
            w.WriteEndObject();
        }), .. KeepAliveLine]);
        connection.Complete();
    }

    private void Deliver(XPost post)
    {
        foreach (var connection in _open.ToList())
        {
            Deliver(connection, post);
        }
    }

    private void Deliver(StreamConnection connection, XPost post)
    {
        var matching = _world.Rules.QueriesOf(connection.App.Record.ConsumerKey).Where(r => r.Query.Matches(post, _world.Directory)).Select(r => r.Rule).ToList();
        if (matching.Count == 0)
        {
            return;
        }

        byte[] line =
        [
            .. JsonBytes.Write(w => new PostListWriter(_world, connection.Fields).WriteStreamed(w, post, writer => StreamRuleEndpoints.Rules(writer, matching, "matching_rules", withValue: false))),
            .. KeepAliveLine,
        ];
        connection.App.Usage.CountRead(_world.Now, post.Id, XPrices.PostRead);
        for (var i = 0; i < (Duplicates ? 2 : 1); i++)
        {
            _world.Counters.Add("x", "streamed");
            if (!connection.Send(line))
            {
                _world.Counters.Add("x", "stream_overflows");
                connection.Break();
            }
        }
    }
}
