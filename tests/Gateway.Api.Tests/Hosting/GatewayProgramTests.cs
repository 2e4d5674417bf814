using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using PuppetEngine.Gateway.Api.Access;
using PuppetEngine.Gateway.Api.Hosting;

namespace PuppetEngine.Tests.Gateway.Api.Hosting;

/// <summary>The gateway as a process of its own: what it says when it cannot start, and what it says of itself.</summary>
public sealed class GatewayProgramTests
{
    public static TheoryData<Exception, string> Rows => new()
    {
        { new GatewayStartException("No silo answers. Start one."), "No silo answers. Start one." },
        { new AggregateException(new KeySetupException("The cluster has no API key. Set PUPPET_API_KEY.")), "The cluster has no API key. Set PUPPET_API_KEY." },
        { new OptionsValidationException("o", typeof(GatewayOptions), ["Url is wrong. Set it.", "So is that."]), "Url is wrong. Set it. So is that." },
        {
            new IOException("Failed to bind to address http://127.0.0.1:8080: address already in use.", new AddressInUseException("in use")),
            "Failed to bind to address http://127.0.0.1:8080: address already in use. Stop what listens there, or choose another with --Puppet:Gateway:Url=http://127.0.0.1:N."
        },
        { new SocketException((int)SocketError.AccessDenied), "The gateway cannot listen there: " },
        { new InvalidOperationException("Failed to convert configuration value 'x' at 'Puppet:Gateway:RequestBurst' to type 'System.Int32'."), "Puppet:Gateway:RequestBurst is 'x'. Set it to a whole number." },
        { new NotSupportedException("Hm."), "The start failed for a reason that it has no words for (NotSupportedException: Hm). Start again with --Logging:LogLevel:Default=Debug" },
    };

    [Theory, MemberData(nameof(Rows))]
    public void Describe_says_in_a_sentence_what_happened_and_how_to_mend_it(Exception failure, string sentence)
    {
        var said = GatewayProgram.Describe(failure);
        Assert.StartsWith(sentence, said, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', said);
    }

    [Fact]
    public void The_facts_of_a_gateway_apart_name_the_actor_host_that_was_built() =>
        Assert.Contains(DeploymentFacts.From(new ConfigurationBuilder().Build()).ActorRuntime, (string[])["local", "orleans"]);
}
