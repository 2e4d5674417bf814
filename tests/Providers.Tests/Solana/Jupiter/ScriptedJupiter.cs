using System.Net;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PuppetEngine.Providers.Solana.Jupiter;

namespace PuppetEngine.Tests.Providers.Solana.Jupiter;

/// <summary>A Jupiter that answers what a test says, and keeps what it was asked.</summary>
internal sealed class ScriptedJupiter(Func<HttpRequestMessage, string> answer) : HttpMessageHandler
{
    private ServiceProvider? _services;

    public ScriptedJupiter(string answer)
        : this(_ => answer)
    {
    }

    public HttpStatusCode Status { get; init; } = HttpStatusCode.OK;

    public Exception? Breaks { get; init; }

    public string Key { get; init; } = "";

    public Dictionary<string, string> Headers { get; } = [];

    public List<(HttpRequestMessage Request, string Body)> Requests { get; } = [];

    public JupiterClient Client => (_services ??= Services()).GetRequiredService<JupiterClient>();

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Requests.Add((request, request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken)));
        if (Breaks is not null)
        {
            throw Breaks;
        }

        var response = new HttpResponseMessage(Status) { Content = new StringContent(answer(request), Encoding.UTF8, "application/json") };
        foreach (var (name, value) in Headers)
        {
            response.Headers.TryAddWithoutValidation(name, value);
        }

        return response;
    }

    private ServiceProvider Services()
    {
        var services = new ServiceCollection().AddLogging()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Puppet:Jupiter:BaseUrl"] = "https://jupiter.example/", ["Puppet:Jupiter:ApiKey"] = Key }).Build())
            .AddJupiterProvider().AddJupiterProvider();
        services.AddHttpClient(JupiterTransport.ClientName).ConfigurePrimaryHttpMessageHandler(() => this);
        return services.BuildServiceProvider();
    }
}
