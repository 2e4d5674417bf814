namespace PuppetEngine.Tests.Silo.Fixtures;

/// <summary>One product that is up, for the tests of a class; its two agents have made their first posts.</summary>
public sealed class RunningHouse : IAsyncLifetime
{
    internal House House { get; private set; } = null!;

    internal RunningSilo Silo { get; private set; } = null!;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        House = await House.OpenAsync();
        Silo = await House.UpAsync();
        await FirstPostAsync("wren");
        await FirstPostAsync("fox");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Silo.DisposeAsync();
        await House.DisposeAsync();
    }

    /// <summary>Runs something that must not touch the neighbours, and sees that it did not, and that they go on.</summary>
    internal async Task<T> BesideNeighboursAsync<T>(Func<Task<T>> something)
    {
        var before = (await Silo.StateOfAsync("wren"), await Silo.StateOfAsync("fox"));
        var result = await something();
        Assert.Equal(before, (await Silo.StateOfAsync("wren"), await Silo.StateOfAsync("fox")));
        await NextPostAsync("wren");
        return result;
    }

    /// <summary>An agent posts, the post is at X, and the agent remembers it.</summary>
    internal async Task NextPostAsync(string agent)
    {
        var post = await Silo.PostAsync(agent);
        Assert.True(post.Status == 202 && post.Json.GetProperty("status").GetString() == "confirmed", post.Body + Silo.Process.Output);
        var id = post.Json.GetProperty("external_id").GetString();
        Assert.Contains(await House.LandedAsync(), landed => landed.GetProperty("id").GetString() == id);
        await RememberedAsync(agent, post.Json.GetProperty("effect_id").GetString()!);
    }

    private async Task FirstPostAsync(string agent)
    {
        var posts = await Silo.UntilAsync(
            $"/v1/agents/{agent}/posts?status=confirmed", a => a.Status == 200 && a.Json.GetProperty("items").GetArrayLength() > 0, $"the first post of {agent}");
        await RememberedAsync(agent, posts.Json.GetProperty("items")[0].GetProperty("effect_id").GetString()!);
    }

    // The journal and the memory are told side by side: who sees the one may not see the other yet.
    private Task RememberedAsync(string agent, string effectId) =>
        Silo.UntilAsync($"/v1/agents/{agent}/memories?kind=post", a => a.Body.Contains(effectId, StringComparison.Ordinal), $"the memory of {effectId}");
}
