using NSubstitute;
using NSubstitute.ExceptionExtensions;
using Orleans.Runtime;
using PuppetEngine.Engine.Access;
using PuppetEngine.Grains.Abstractions.Access;
using PuppetEngine.Grains.Access;

namespace PuppetEngine.Tests.Grains.Access;

public sealed class KillSwitchGrainTests
{
    private readonly IKillSwitch _switch = Substitute.For<IKillSwitch>();

    private KillSwitchGrain CreateSut() => new(Substitute.For<IGrainContext>(), _switch);

    [Fact]
    public async Task Set_passes_on_to_the_row()
    {
        _switch.SetAsync("all", true, "why", Arg.Any<CancellationToken>()).Returns(new KillSwitchState { All = true, Epoch = 3 });
        Assert.Equal(3, (await CreateSut().Set("all", true, "why")).Epoch);
    }

    [Fact]
    public async Task Get_fails_where_the_row_cannot_be_read()
    {
        _switch.ReadAsync(default).ThrowsForAnyArgs(new IOException("no"));
        await Assert.ThrowsAsync<IOException>(() => CreateSut().Get());
    }
}
