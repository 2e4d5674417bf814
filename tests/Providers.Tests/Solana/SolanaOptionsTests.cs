using PuppetEngine.Providers.Solana;

namespace PuppetEngine.Tests.Providers.Solana;

public sealed class SolanaOptionsTests
{
    [Theory]
    [InlineData("http://api.mainnet-beta.solana.com")]
    [InlineData("ftp://127.0.0.1")]
    [InlineData("https://user:secret@example.org")]
    [InlineData("nowhere")]
    public void Validate_refuses_an_endpoint_that_others_could_read(string endpoint)
    {
        var result = new SolanaOptionsValidator().Validate(null, new SolanaOptions { Endpoints = [endpoint] });

        Assert.Contains("Puppet:Solana:Endpoints:0", result.FailureMessage, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", result.FailureMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_refuses_the_same_endpoint_twice_and_values_out_of_bounds()
    {
        var validator = new SolanaOptionsValidator();

        Assert.True(validator.Validate(null, new SolanaOptions()).Succeeded);
        Assert.True(validator.Validate(null, new SolanaOptions { Endpoints = ["https://a.example", "https://A.example"] }).Failed);
        Assert.True(validator.Validate(null, new SolanaOptions { SocketUrl = "https://a.example" }).Failed);
        Assert.True(validator.Validate(null, new SolanaOptions { MaxAttempts = 0 }).Failed);
        Assert.True(validator.Validate(null, new SolanaOptions { MaxBatch = 5000 }).Failed);
        Assert.True(validator.Validate(null, new SolanaOptions { RequestTimeout = TimeSpan.Zero }).Failed);
        Assert.True(validator.Validate(null, new SolanaOptions { RetryDelay = TimeSpan.Zero }).Failed);
    }

    [Theory]
    [InlineData("https://a.example", "wss://a.example/")]
    [InlineData("http://127.0.0.1:8899", "ws://127.0.0.1:8900/")]
    [InlineData("http://127.0.0.1:8090/solana", "ws://127.0.0.1:8090/solana")]
    public void Subscriptions_follow_the_first_endpoint(string endpoint, string socket)
    {
        Assert.Equal(socket, new SolanaOptions { Endpoints = [endpoint, "https://b.example"] }.SocketAddress.ToString());
    }
}
