using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NSubstitute;
using Orleans;
using PuppetEngine.Engine.Access;
using PuppetEngine.Engine.Agents.Definitions;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Alerts;
using PuppetEngine.Silo.Hosting;
using PuppetEngine.Tests.Silo.Fixtures;
using PuppetEngine.Tests.TestKit.Time;

namespace PuppetEngine.Tests.Silo.Hosting;

/// <summary>What the watcher does without anybody touching a file.</summary>
public sealed class AgentFolderTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("puppet-folder-").FullName;
    private readonly VirtualTimeProvider _clock = new();
    private readonly IDefinitionsGrain _definitions = Substitute.For<IDefinitionsGrain>();
    private int _applied;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task What_an_agent_could_not_take_is_tried_again_with_the_next_look_and_what_it_took_is_not()
    {
        File.WriteAllText(Path.Combine(_root, "wren.json"), Samples.Agent("wren"));
        _definitions.Apply(default!).ReturnsForAnyArgs(_ => Task.FromResult(Interlocked.Increment(ref _applied) == 1 ? NotTaken() : []));
        using var sut = CreateSut();
        await sut.StartAsync(default);

        await LooksAsync(() => Volatile.Read(ref _applied) == 2, "the second try");
        var tried = _clock.GetUtcNow();
        await LooksAsync(() => _clock.GetUtcNow() - tried > TimeSpan.FromMinutes(5), "five minutes later");

        Assert.Equal(2, _applied);
        await sut.StopAsync(default);
    }

    private AgentFolder CreateSut()
    {
        var cluster = Substitute.For<IClusterClient>();
        cluster.GetGrain<IDefinitionsGrain>("definitions").Returns(_definitions);
        var attention = Substitute.For<IAttentionGrain>();
        attention.List().Returns([]);
        cluster.GetGrain<IAttentionGrain>("attention").Returns(attention);
        var lifetime = Substitute.For<IHostApplicationLifetime>();
        lifetime.ApplicationStarted.Returns(new CancellationToken(canceled: true));
        var emulated = new World("emulated-1", IsLive: false);
        return new AgentFolder(
            cluster, Substitute.For<ISecretStore>(), Options.Create(new AgentFolderOptions { Folder = _root, Samples = false }), new Worlds(emulated, emulated, emulated), _clock, lifetime,
            NullLogger<AgentFolder>.Instance);
    }

    /// <summary>Passes time, a second with each question, until something is so.</summary>
    private Task LooksAsync(Func<bool> done, string what) => Eventually.HoldsAsync(
        () =>
        {
            if (done())
            {
                return true;
            }

            _clock.Advance(TimeSpan.FromSeconds(1));
            return false;
        },
        what);

    private static List<AgentFileReport> NotTaken() =>
    [
        new AgentFileReport
        {
            File = "wren.json",
            AgentId = "wren",
            Result = new DefinitionResult { Accepted = false, Problems = [new DefinitionProblem { File = "wren.json", Code = ProblemCodes.NotApplied, Message = "Later." }] },
        },
    ];
}
