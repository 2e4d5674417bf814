using System.Text.Json.Serialization;

namespace PuppetEngine.Grains.Social;

/// <summary>The stored forms of this feature.</summary>
[JsonSerializable(typeof(XAccountState))]
[JsonSerializable(typeof(XAppState))]
[JsonSerializable(typeof(XMentionsState))]
[JsonSerializable(typeof(XOwnerState))]
internal sealed partial class SocialStateContext : JsonSerializerContext;
