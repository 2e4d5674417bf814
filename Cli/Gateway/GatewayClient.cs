using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using PuppetEngine.Cli.Terminal;

namespace PuppetEngine.Cli.Gateway;

/// <summary>Calls the gateway and turns its refusals into sentences.</summary>
public sealed class GatewayClient : IDisposable
{
    // The longest wait that a post may ask for, and something for the way.
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(100);

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    private readonly HttpClient _http;
    private readonly GatewayAddress _address;

    /// <summary>A client for an address; a handler of one's own is for tests.</summary>
    public GatewayClient(GatewayAddress address, HttpMessageHandler? handler = null)
    {
        _address = address;
        _http = new HttpClient(handler ?? new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(5) }) { BaseAddress = address.Url, Timeout = Timeout };
        if (address.Key is { } key)
        {
            _http.DefaultRequestHeaders.TryAddWithoutValidation("X-Api-Key", key);
        }
    }

    /// <summary>Reads.</summary>
    public Task<T> GetAsync<T>(string path, CancellationToken cancellationToken) => SendAsync<T>(HttpMethod.Get, path, null, null, cancellationToken);

    /// <summary>Reads; null when it is not there.</summary>
    public async Task<T?> FindAsync<T>(string path, CancellationToken cancellationToken)
        where T : class
    {
        using var response = await SendAsync(new HttpRequestMessage(HttpMethod.Get, path), HttpCompletionOption.ResponseContentRead, cancellationToken);
        return response.StatusCode == HttpStatusCode.NotFound ? null
            : response.IsSuccessStatusCode ? await response.Content.ReadFromJsonAsync<T>(Json, cancellationToken)
            : throw await RefusalAsync(response, cancellationToken);
    }

    /// <summary>Posts.</summary>
    /// <param name="path">The path with its query.</param>
    /// <param name="body">The body; null for none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="idempotencyKey">The header of that name; null for none.</param>
    public Task<T> PostAsync<T>(string path, object? body, CancellationToken cancellationToken, string? idempotencyKey = null) =>
        SendAsync<T>(HttpMethod.Post, path, body, idempotencyKey is null ? null : ("Idempotency-Key", idempotencyKey), cancellationToken);

    /// <summary>Replaces what is at a version, and nothing newer.</summary>
    /// <param name="path">The path.</param>
    /// <param name="body">The body.</param>
    /// <param name="version">The version that was read.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ChangedMeanwhileException">It is at another version by now.</exception>
    public Task<T> PutAsync<T>(string path, object body, long version, CancellationToken cancellationToken) =>
        SendAsync<T>(HttpMethod.Put, path, body, ("If-Match", string.Create(CultureInfo.InvariantCulture, $"\"{version}\"")), cancellationToken);

    /// <summary>Deletes; false when it is not there.</summary>
    public async Task<bool> DeleteAsync(string path, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(new HttpRequestMessage(HttpMethod.Delete, path), HttpCompletionOption.ResponseContentRead, cancellationToken);
        return response.IsSuccessStatusCode || (response.StatusCode == HttpStatusCode.NotFound ? false : throw await RefusalAsync(response, cancellationToken));
    }

    /// <summary>Reads a body line by line while it comes.</summary>
    public async IAsyncEnumerable<string> ReadLinesAsync(string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var response = await SendAsync(new HttpRequestMessage(HttpMethod.Get, path), HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            throw await RefusalAsync(response, cancellationToken);
        }

        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken));
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            yield return line;
        }
    }

    /// <summary>Escapes a segment of a path.</summary>
    public static string Escape(string segment) => Uri.EscapeDataString(segment);

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    private async Task<T> SendAsync<T>(HttpMethod method, string path, object? body, (string Name, string Value)? header, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = JsonContent.Create(body, body.GetType(), options: Json);
        }

        if (header is { } said)
        {
            request.Headers.TryAddWithoutValidation(said.Name, said.Value);
        }

        using var response = await SendAsync(request, HttpCompletionOption.ResponseContentRead, cancellationToken);
        try
        {
            return response.IsSuccessStatusCode
                ? await response.Content.ReadFromJsonAsync<T>(Json, cancellationToken) ?? throw new CliException("The gateway answered with nothing where something was expected. Is it of the same version?")
                : throw await RefusalAsync(response, cancellationToken);
        }
        catch (JsonException)
        {
            throw new CliException($"What answers at {_address.Url} is no gateway of this version. Check PUPPET_URL.");
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, HttpCompletionOption completion, CancellationToken cancellationToken)
    {
        try
        {
            return await _http.SendAsync(request, completion, cancellationToken);
        }
        catch (HttpRequestException error) when (error.InnerException is SocketException || error.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError)
        {
            throw new GatewayUnreachableException(_address.Url);
        }
        catch (HttpRequestException error)
        {
            throw new CliException($"The gateway at {_address.Url} broke off ({error.HttpRequestError}). Try again; puppet status tells how it stands.");
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new CliException($"The gateway at {_address.Url} did not answer in time. Try again; what was asked for may have happened.");
        }
    }

    private async Task<CliException> RefusalAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.StatusCode == HttpStatusCode.Unauthorized && _address.Key is null)
        {
            return new CliException("No API key was found. Set PUPPET_API_KEY, or run this where data/api-key lies (PUPPET_DATA_DIR).");
        }

        JsonObject? problem;
        try
        {
            problem = await response.Content.ReadFromJsonAsync<JsonObject>(Json, cancellationToken);
        }
        catch (JsonException)
        {
            problem = null;
        }

        var detail = problem?["detail"]?.GetValue<string>() ?? $"The gateway answered {(int)response.StatusCode}.";
        var errors = problem?["errors"] is JsonArray { Count: > 1 } list
            ? string.Concat(list.Select(error => $"\n  {error?["line"]?.ToString().Insert(0, "line ")} {error?["field"]}: {error?["message"]}"))
            : "";
        return response.StatusCode == HttpStatusCode.PreconditionFailed ? new ChangedMeanwhileException(detail) : new CliException(detail + errors);
    }
}
