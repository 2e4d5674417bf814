using System.Net.WebSockets;
using PuppetEngine.Gateway.Api.Http;

namespace PuppetEngine.Gateway.Api.Stream;

/// <summary>Why the gateway closes a socket: the close code, and the problem code with its sentence as the reason.</summary>
/// <param name="Code">RFC 6455's, or 4000 and the HTTP status of the same refusal.</param>
/// <param name="Reason">At most 123 bytes.</param>
internal sealed record SocketClose(int Code, string Reason)
{
    /// <summary>The peer closed, or is gone.</summary>
    public static readonly SocketClose Done = new((int)WebSocketCloseStatus.NormalClosure, "");

    /// <summary>The process ends.</summary>
    public static readonly SocketClose GoingAway = new((int)WebSocketCloseStatus.EndpointUnavailable, "The gateway stops. Come back with after= the last id.");

    /// <summary>The key cannot be looked up now.</summary>
    public static readonly SocketClose Unavailable = new((int)WebSocketCloseStatus.InternalServerError, $"{ProblemCodes.ClusterUnavailable}: come back later.");

    /// <summary>A message is too large.</summary>
    public static readonly SocketClose TooBig = new((int)WebSocketCloseStatus.MessageTooBig, $"{ProblemCodes.BodyTooLarge}: a message has 4096 bytes at most.");

    /// <summary>A message that this socket does not take.</summary>
    public static readonly SocketClose Invalid = new(4400, $"{ProblemCodes.InvalidBody}: the first message is {{\"key\"}} or {{\"code\"}}; after it nothing is taken.");

    /// <summary>No such key.</summary>
    public static readonly SocketClose Unauthorized = new(4401, $"{ProblemCodes.Unauthorized}: this key is not known.");

    /// <summary>No such one-time code.</summary>
    public static readonly SocketClose InvalidCode = new(4401, $"{ProblemCodes.InvalidCode}: this code is unknown, used or older than ten minutes.");

    /// <summary>The key may not read.</summary>
    public static readonly SocketClose MissingScope = new(4403, $"{ProblemCodes.MissingScope}: this needs the scope read.");

    /// <summary>No first message came.</summary>
    public static readonly SocketClose TooLate = new(4408, $"{ProblemCodes.Unauthorized}: no key came within ten seconds.");

    /// <summary>The key made too many requests.</summary>
    public static readonly SocketClose RateLimited = new(4429, $"{ProblemCodes.RateLimited}: too many requests; come back later.");

    /// <summary>One subscriber too many.</summary>
    public static readonly SocketClose Full = new(4503, $"{ProblemCodes.TooManySubscribers}: come back later.");
}
