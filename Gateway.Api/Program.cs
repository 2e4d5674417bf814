using PuppetEngine.Gateway.Api.Hosting;

// The gateway as a process of its own: a thin client of the cluster.
var builder = WebApplication.CreateBuilder(args);
builder.AddGateway();

var app = builder.Build();
app.MapGateway();
app.Run();
