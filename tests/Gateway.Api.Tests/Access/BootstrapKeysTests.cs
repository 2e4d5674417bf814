using System.Net;
using Microsoft.Extensions.DependencyInjection;
using PuppetEngine.Gateway.Api.Access;
using PuppetEngine.Gateway.Api.Hosting;
using PuppetEngine.Tests.Gateway.Api.Fixtures;

namespace PuppetEngine.Tests.Gateway.Api.Access;

public sealed class BootstrapKeysTests
{
    [Fact]
    public async Task The_first_start_makes_a_key_and_gives_it_to_the_host()
    {
        var sink = new Sink();
        await using var gateway = await TestGateway.StartAsync(withKeys: false, configure: services => services.AddSingleton<IFirstKeySink>(sink));

        Assert.StartsWith("pup_", sink.Key, StringComparison.Ordinal);
        Assert.True(sink.Key!.Length > 40);
        Assert.Equal(HttpStatusCode.OK, (await gateway.Client(sink.Key).GetAsync("/v1/keys")).StatusCode);
        var stored = Assert.Single(await gateway.Cluster.Access.List());
        Assert.DoesNotContain(sink.Key, stored.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_later_start_makes_none()
    {
        var sink = new Sink();
        await using var gateway = await TestGateway.StartAsync(configure: services => services.AddSingleton<IFirstKeySink>(sink));

        Assert.Null(sink.Key);
    }

    [Fact]
    public async Task The_given_key_is_the_first_admin_key()
    {
        const string key = "given-key-given-key-given";
        var sink = new Sink();
        await using var gateway = await TestGateway.StartAsync(new() { ["PUPPET_API_KEY"] = key }, services => services.AddSingleton<IFirstKeySink>(sink), withKeys: false);

        Assert.Null(sink.Key);
        Assert.Equal(HttpStatusCode.OK, (await gateway.Client(key).GetAsync("/v1/keys")).StatusCode);
    }

    [Fact]
    public async Task The_given_key_may_lie_in_a_file()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "file-key-file-key-file-key\n");
        try
        {
            await using var gateway = await TestGateway.StartAsync(new() { ["PUPPET_API_KEY_FILE"] = file }, withKeys: false);

            Assert.Equal(HttpStatusCode.OK, (await gateway.Client("file-key-file-key-file-key").GetAsync("/v1/keys")).StatusCode);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("PUPPET_API_KEY", "short", "5 characters")]
    [InlineData("PUPPET_API_KEY_FILE", "/nowhere/at/all", "cannot be read")]
    [InlineData("PUPPET_NOTHING", "", "Set PUPPET_API_KEY")]
    public async Task A_start_that_would_lock_everybody_out_fails_with_a_sentence(string setting, string value, string words)
    {
        var error = await Assert.ThrowsAsync<KeySetupException>(() => TestGateway.StartAsync(new() { [setting] = value }, withKeys: false));

        Assert.Contains(words, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_cannot_be_kept_is_not_made()
    {
        var sink = new Sink { Failure = new IOException("The disk is full.") };

        await Assert.ThrowsAsync<IOException>(() => TestGateway.StartAsync(withKeys: false, configure: services => services.AddSingleton<IFirstKeySink>(sink)));

        Assert.Null(sink.Key);
    }

    private sealed class Sink : IFirstKeySink
    {
        public string? Key { get; private set; }

        public Exception? Failure { get; init; }

        public Task KeepAsync(string key, CancellationToken cancellationToken)
        {
            if (Failure is not null)
            {
                return Task.FromException(Failure);
            }

            Key = key;
            return Task.CompletedTask;
        }
    }
}
