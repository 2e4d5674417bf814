namespace PuppetEngine.Tests.Emulators.X.Users;

public sealed class UserTests
{
    [Fact]
    public async Task Users_are_found_by_id_and_by_handle_and_the_others_are_partial_errors()
    {
        await using var sut = await EmulatorFixture.StartAsync();
        var ada = sut.As("ada");
        var me = await ada.IdAsync();
        await sut.ControlPostAsync("/control/x/accounts", new { handle = "bob", description = "a bot of rain", created_at = "2026-01-02T00:00:00Z", followers = 7 });

        var byHandle = await ada.GetAsync("/x/2/users/by?usernames=Bob,nobody&user.fields=description,created_at,public_metrics");
        var byId = await ada.GetAsync($"/x/2/users?ids={me},55");

        var bob = Assert.Single(byHandle.Json.GetProperty("data").EnumerateArray());
        Assert.Equal(("bob", "a bot of rain", "2026-01-02T00:00:00.000Z", 7), (bob.GetProperty("username").GetString(), bob.GetProperty("description").GetString(),
            bob.GetProperty("created_at").GetString(), bob.GetProperty("public_metrics").GetProperty("followers_count").GetInt32()));
        Assert.Equal("nobody", byHandle.Json.GetProperty("errors")[0].GetProperty("value").GetString());
        Assert.Equal([me], byId.Ids);
        Assert.Equal("55", byId.Json.GetProperty("errors")[0].GetProperty("resource_id").GetString());
        Assert.Equal("ada", (await ada.GetAsync($"/x/2/users/{me}")).Json.GetProperty("data").GetProperty("username").GetString());
        Assert.Equal(me, (await ada.GetAsync("/x/2/users/by/username/ada")).Id);
    }

    [Theory]
    [InlineData("/x/2/users?ids=abc")]
    [InlineData("/x/2/users")]
    [InlineData("/x/2/users/by?usernames=a%20b")]
    [InlineData("/x/2/users/by?usernames=ada&colour=red")]
    [InlineData("/x/2/users/by?usernames=ada&user.fields=shoe_size")]
    public async Task Bad_look_up_is_refused(string path)
    {
        await using var sut = await EmulatorFixture.StartAsync();
        Assert.Equal(400, (await sut.As("ada").GetAsync(path)).Status);
    }
}
