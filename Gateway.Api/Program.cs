using Microsoft.Extensions.Options;
using PuppetEngine.Gateway.Api.Hosting;

// The gateway as a process of its own: a thin client of the cluster.
try
{
    var builder = WebApplication.CreateBuilder(args);
    // Services start in this order, and the gateway's ask the cluster at once.
    builder.AddClusterConnection();
    builder.AddGateway();

    var app = builder.Build();
    app.MapGateway();
    await app.RunAsync();
    return 0;
}
catch (Exception error) when (error is InvalidOperationException or OptionsValidationException or IOException)
{
    // What a person can mend is one sentence, not a stack.
    await Console.Error.WriteLineAsync(error.Message);
    return 1;
}
