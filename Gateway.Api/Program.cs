using PuppetEngine.Gateway.Api.Hosting;

// The gateway as a process of its own: a thin client of the cluster.
return await GatewayProgram.RunAsync(args);
