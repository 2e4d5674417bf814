using PuppetEngine.Gateway.Api.Access;
using PuppetEngine.ServiceDefaults.Hosting;
using PuppetEngine.ServiceDefaults.Logging;
using Terminal = System.Console;

namespace PuppetEngine.Gateway.Api.Hosting;

/// <summary>The gateway as a process of its own: joins the cluster, serves, says where, and stops on Ctrl-C.</summary>
internal static class GatewayProgram
{
    /// <summary>What it ends with when it cannot start; the same as the silo's.</summary>
    private const int Failure = 1;

    /// <summary>Runs until told to stop: 0 when stopped, 1 when it cannot start, which it then says in one line.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var log = new StartLog();
        CancellationToken stopping = default;
        try
        {
            var builder = WebApplication.CreateBuilder(args);
            LogDefaults.Add(builder.Configuration);
            log.Filter(builder.Logging, builder.Configuration, "Orleans");
            // Services start in this order, and the gateway's ask the cluster at once.
            builder.AddClusterConnection();
            builder.AddGateway();

            await using var app = builder.Build();
            stopping = app.Lifetime.ApplicationStopping;
            app.MapGateway();
            await app.StartAsync();
            log.Started();
            Terminal.WriteLine($"Ready: the gateway at {string.Join(", ", app.Urls)}, a client of {ClusterConnection.Describe(app.Configuration)}. Ctrl-C stops.");
            await app.WaitForShutdownAsync();
            return 0;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            Terminal.WriteLine("Stopped before it was ready.");
            return 0;
        }
        catch (Exception failure)
        {
            await Terminal.Error.WriteLineAsync($"puppet: {Describe(failure)}");
            return Failure;
        }
    }

    /// <summary>The sentence for whoever started it.</summary>
    internal static string Describe(Exception failure) => failure switch
    {
        GatewayStartException or KeySetupException => failure.Message,
        AggregateException { InnerExceptions: [var only] } => Describe(only),
        _ => StartSentence.Of(failure, "--Puppet:Gateway:Url=http://127.0.0.1:N") ?? StartSentence.Unknown(failure),
    };
}
