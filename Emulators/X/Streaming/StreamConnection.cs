using System.Threading.Channels;
using PuppetEngine.Emulators.X.Accounts;
using PuppetEngine.Emulators.X.Posts;

namespace PuppetEngine.Emulators.X.Streaming;

/// <summary>One open stream. What it has not sent yet waits in a queue of limited length: who reads too slowly is disconnected, as at X.</summary>
internal sealed class StreamConnection(XApp app, PostFields fields)
{
    private const int Longest = 1_000;
    private readonly Channel<byte[]> _lines = Channel.CreateBounded<byte[]>(new BoundedChannelOptions(Longest) { SingleReader = true });

    public XApp App => app;

    public PostFields Fields => fields;

    /// <summary>Sends nothing any more, not even keep-alives, and stays open.</summary>
    public bool IsSilent { get; set; }

    /// <summary>Ends without a last line.</summary>
    public bool IsBroken { get; private set; }

    public ChannelReader<byte[]> Lines => _lines.Reader;

    /// <summary>Queues a line with its end; false where the queue was full.</summary>
    public bool Send(byte[] line) => IsSilent || _lines.Writer.TryWrite(line);

    /// <summary>Ends after what is queued.</summary>
    public void Complete() => _lines.Writer.TryComplete();

    /// <summary>Breaks the connection.</summary>
    public void Break()
    {
        IsBroken = true;
        _lines.Writer.TryComplete();
    }
}
