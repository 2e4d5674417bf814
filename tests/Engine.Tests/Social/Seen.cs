using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Tests.Engine.Social;

/// <summary>Posts of others for tests.</summary>
internal static class Seen
{
    internal static SeenPost Post(string author, string text) => new()
    {
        Id = "10",
        Text = text,
        Author = new SeenUser { Id = "9", Handle = author },
        CreatedAt = DateTimeOffset.UnixEpoch,
        ConversationId = "10",
    };
}
