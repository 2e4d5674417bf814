using PuppetEngine.Engine.Access;
using PuppetEngine.Silo.Hosting;

namespace PuppetEngine.Tests.Silo.Hosting;

public sealed class DeploymentGuardTests
{
    private static readonly World Live = new("live", IsLive: true);
    private static readonly World Emulated = new("emulated-1", IsLive: false);

    [Theory]
    [InlineData("ours", "ours", null)]
    [InlineData("ours", "", "No deployment is configured, so nothing is sent in a live world.")]
    [InlineData("ours", "theirs", "This database belongs to the deployment 'ours', and the configuration says 'theirs'")]
    public void Refusal_in_a_live_world_follows_from_the_two_ids(string stored, string configured, string? refusal)
    {
        var guard = new DeploymentGuard(new DeploymentIdentity(stored, configured), new Worlds(Live, Emulated, Emulated));
        if (refusal is null)
        {
            Assert.Null(guard.Refusal("live"));
        }
        else
        {
            Assert.StartsWith(refusal, guard.Refusal("live"), StringComparison.Ordinal);
            Assert.Contains("set Puppet:Deployment:Id to 'ours'", guard.Refusal("live"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Refusal_in_an_emulated_world_is_never() =>
        Assert.Null(new DeploymentGuard(new DeploymentIdentity("ours", "theirs"), new Worlds(Emulated, Emulated, Emulated)).Refusal("emulated-1"));
}
