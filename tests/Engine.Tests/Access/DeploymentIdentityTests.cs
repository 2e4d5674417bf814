using PuppetEngine.Engine.Access;

namespace PuppetEngine.Tests.Engine.Access;

public sealed class DeploymentIdentityTests
{
    [Theory]
    [InlineData("prod", "prod", true)]
    [InlineData("prod", "staging", false)]
    [InlineData("prod", "", false)]
    public void Live_effects_are_allowed_only_where_the_ids_agree(string stored, string configured, bool allowed)
    {
        var identity = new DeploymentIdentity(stored, configured);
        Assert.Equal(allowed, identity.AllowsLive);
        Assert.Equal(allowed, identity.Refusal.Length == 0);
    }
}
