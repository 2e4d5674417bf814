using System.Text.Json;
using PuppetEngine.Emulators.Storage;
using PuppetEngine.Emulators.X.Accounts;
using PuppetEngine.Emulators.X.Posts;
using PuppetEngine.Emulators.X.Wire;

namespace PuppetEngine.Emulators.X.Media;

/// <summary>Uploads under way and done. Guarded by the world's lock.</summary>
internal sealed class XMediaStore(EmulatorLog log, XEmulatorOptions options, TimeProvider time)
{
    private static readonly TimeSpan Life = TimeSpan.FromHours(24);
    private readonly Dictionary<ulong, XMedia> _done = [];
    private readonly Dictionary<ulong, MediaSession> _sessions = [];
    private readonly SnowflakeClock _ids = new();

    public MediaSession Begin(XAccount owner, string type, string category, long bytes)
    {
        var now = time.GetUtcNow();
        var session = new MediaSession(new XMedia
        {
            Id = _ids.Next(now),
            OwnerId = owner.Id,
            Type = type,
            Category = category,
            TotalBytes = bytes,
            ExpiresAt = now + Life,
        });
        _sessions[session.Media.Id] = session;
        return session;
    }

    public MediaSession? Session(ulong id, XAccount owner) =>
        _sessions.GetValueOrDefault(id) is { } session && session.Media.OwnerId == owner.Id && session.Media.ExpiresAt > time.GetUtcNow() ? session : null;

    /// <summary>Ends the upload: what is whole is processed, films for a while.</summary>
    public XMedia Finish(MediaSession session)
    {
        _sessions.Remove(session.Media.Id);
        var media = session.Media with
        {
            ReadyAt = time.GetUtcNow() + (session.Media.IsFilm ? options.MediaProcessing : TimeSpan.Zero),
            Failure = MediaTypes.Agrees(session.Media.Type, session.Head) ? "" : "InvalidMedia",
        };
        return Save(media);
    }

    public XMedia Save(XMedia media)
    {
        log.Append(new LogEntry { Media = media });
        Restore(media);
        return media;
    }

    public void Restore(XMedia media)
    {
        _ids.Saw(media.Id);
        _done[media.Id] = media;
    }

    public XMedia? Find(ulong id) => _done.GetValueOrDefault(id);

    public string KeyOf(ulong id) => Find(id)?.Key ?? $"3_{id}";

    public bool IsFilm(ulong id) => Find(id)?.IsFilm == true;

    /// <summary>Why a post may not name these; null where it may.</summary>
    public XAnswer? Refuse(XAccount author, List<ulong> ids)
    {
        var now = time.GetUtcNow();
        var media = ids.Select(Find).OfType<XMedia>().Where(m => m.OwnerId == author.Id && m.ExpiresAt > now && m.ReadyAt <= now && m.Failure.Length == 0).ToList();
        return media.Count < ids.Count || ids.Distinct().Count() < ids.Count || (media.Count > 1 && media.Exists(m => m.IsFilm))
            ? XProblem.Invalid("media.media_ids", string.Join(',', ids), "Your media IDs are invalid.")
            : null;
    }

    /// <summary>Writes an included media.</summary>
    public void Write(Utf8JsonWriter w, ulong id, PostFields fields)
    {
        w.WriteStartObject();
        w.WriteString("media_key", KeyOf(id));
        w.WriteString("type", Find(id)?.Category switch { "tweet_gif" => "animated_gif", "tweet_video" => "video", _ => "photo" });
        if (fields.Media.Contains("url"))
        {
            w.WriteString("url", $"https://pbs.twimg.com/media/{id}.jpg");
        }

        if (fields.Media.Contains("alt_text") && Find(id)?.AltText is { Length: > 0 } alt)
        {
            w.WriteString("alt_text", alt);
        }

        w.WriteEndObject();
    }
}
