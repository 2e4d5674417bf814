using PuppetEngine.Engine.Social;

namespace PuppetEngine.Grains.Social;

/// <summary>
/// Which post confirms which effect: each post one, each effect one. The newest 64 claims are kept, older ones for 15 minutes (an
/// attempt and its reconciliation take less) and 1,024 at most. What was forgotten can be bound to nobody: posts at or below the highest
/// forgotten one count as taken, which leaves an effect in doubt rather than confirming two by one post.
/// </summary>
internal static class XClaims
{
    private const int Kept = 64;
    private const int Most = 1_024;
    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(15);

    /// <summary>Binds the first free candidate; null when none is free. The flag says whether the state changed.</summary>
    internal static (string? PostId, bool Changed) Claim(XAccountState state, string effectId, IEnumerable<string> candidates, DateTimeOffset now)
    {
        if (state.Claims.Find(c => c.Effect == effectId) is { } held)
        {
            return (held.Post, false);
        }

        var floor = PostIds.Parse(state.ClaimFloor);
        foreach (var post in candidates)
        {
            if (PostIds.Parse(post) > floor && !state.Claims.Exists(c => c.Post == post))
            {
                state.Claims.Add(new ClaimEntry { Post = post, Effect = effectId, At = now });
                state.NewestPost = PostIds.Max(state.NewestPost, post);
                Forget(state, now);
                return (post, true);
            }
        }

        return (null, false);
    }

    private static void Forget(XAccountState state, DateTimeOffset now)
    {
        while (state.Claims.Count > Most || (state.Claims.Count > Kept && now - state.Claims[0].At > KeptFor))
        {
            state.ClaimFloor = PostIds.Max(state.ClaimFloor, state.Claims[0].Post);
            state.Claims.RemoveAt(0);
        }
    }
}
