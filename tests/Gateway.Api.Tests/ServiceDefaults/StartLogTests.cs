using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using PuppetEngine.ServiceDefaults.Logging;
using PuppetEngine.Tests.Gateway.Api.Fixtures;

namespace PuppetEngine.Tests.Gateway.Api.ServiceDefaults;

/// <summary>What a program without a settings file writes, and when.</summary>
public sealed class StartLogTests
{
    private const string Host = "Microsoft.Extensions.Hosting.Internal.Host";

    [Theory]
    [InlineData("PuppetEngine.Gateway.Api.Access.BootstrapKeys", LogLevel.Information, true)]
    [InlineData("Microsoft.Hosting.Lifetime", LogLevel.Information, false)]
    [InlineData("Microsoft.AspNetCore.Routing", LogLevel.Warning, true)]
    [InlineData("Orleans.Runtime.Client", LogLevel.Information, false)]
    [InlineData("System.Net.Http.HttpClient", LogLevel.Information, false)]
    public void Of_what_it_stands_on_a_program_writes_warnings_only(string category, LogLevel level, bool written) =>
        Assert.Equal(written, Log([]).CreateLogger(category).IsEnabled(level));

    [Fact]
    public void Whoever_wants_to_read_more_says_so() =>
        Assert.True(Log([("Logging:LogLevel:Microsoft.Hosting", "Information")]).CreateLogger("Microsoft.Hosting.Lifetime").IsEnabled(LogLevel.Information));

    [Theory]
    [InlineData(Host, LogLevel.Critical)]
    [InlineData("Orleans.Networking", LogLevel.Error)]
    public void A_start_is_silent_until_it_is_done(string category, LogLevel level)
    {
        var sut = new StartLog();
        var log = Log([], sut).CreateLogger(category);
        Assert.False(log.IsEnabled(level));
        sut.Started();
        Assert.True(log.IsEnabled(level));
        Assert.False(log.IsEnabled(LogLevel.Information));
    }

    [Theory]
    [InlineData(Host)]
    [InlineData("Orleans.Networking")]
    public void A_start_that_is_looked_into_speaks(string category) =>
        Assert.True(Log([("Logging:LogLevel:Default", "Debug")], new StartLog()).CreateLogger(category).IsEnabled(LogLevel.Error));

    private static ILoggerFactory Log((string Key, string Value)[] settings, StartLog? start = null)
    {
        var configuration = new ConfigurationManager();
        configuration.AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value));
        LogDefaults.Add(configuration);
        return LoggerFactory.Create(logging =>
        {
            logging.AddConfiguration(configuration.GetSection("Logging")).AddProvider(new LogCapture());
            start?.Filter(logging, configuration, "Orleans");
        });
    }
}
