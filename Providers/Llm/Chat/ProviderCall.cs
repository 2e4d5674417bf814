using System.ClientModel;
using System.ClientModel.Primitives;
using PuppetEngine.Engine.Llm;
using PuppetEngine.Engine.Llm.Errors;
using PuppetEngine.Grains.Abstractions.Llm;

namespace PuppetEngine.Providers.Llm.Chat;

/// <summary>What chat and embeddings share: one request through the official package's pipeline, its raw body judged before anything reads it.</summary>
internal sealed class ProviderCall(LlmTierSettings tier, Keys.ILlmKeySource keys, TimeProvider time)
{
    /// <summary>The key as the package holds it. It takes no empty one; its value is set before each call.</summary>
    public ApiKeyCredential Credential { get; } = new("none");

    /// <summary>Sends one request and returns the body of an answer that is one.</summary>
    /// <exception cref="LlmTierException">There is no key, nothing came back, or what came back is an error.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<BinaryData> SendAsync(Func<RequestOptions, Task<ClientResult>> send, CancellationToken cancellationToken)
    {
        var key = await KeyAsync(cancellationToken).ConfigureAwait(false);
        Credential.Update(key);
        PipelineResponse response;
        try
        {
            var options = new RequestOptions { CancellationToken = cancellationToken, ErrorOptions = ClientErrorBehaviors.NoThrow };
            response = (await send(options).ConfigureAwait(false)).GetRawResponse();
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            throw Unreachable(e, key);
        }

        using (response)
        {
            var body = response.Content;
            // The raw body first: a 200 may hold an error, and the package's own reading of it would throw something else.
            if (response.Status is < 200 or >= 300 || LlmErrorClassifier.IsErrorInside(body.ToString()))
            {
                throw Refused(response, body.ToString(), key);
            }

            return body;
        }
    }

    private async Task<string> KeyAsync(CancellationToken cancellationToken)
    {
        string? key;
        try
        {
            key = await keys.GetAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new LlmTierException(LlmErrorClass.Auth, $"the key of tier '{tier.Name}' cannot be read ({e.GetType().Name}); {keys.HowToProvide}", LlmCharge.None, e);
        }

        return key ?? throw new LlmTierException(LlmErrorClass.Auth, $"the tier '{tier.Name}' has no key; {keys.HowToProvide}", LlmCharge.None);
    }

    private LlmTierException Refused(PipelineResponse response, string body, string key)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in response.Headers)
        {
            headers[name] = value;
        }

        var ok = response.Status is >= 200 and < 300;
        var verdict = LlmErrorClassifier.Classify(tier.Dialect, new LlmHttpAnswer(response.Status, body, headers), time.GetUtcNow(), key);
        // A 200 went through a model, at least in part: it may be billed.
        return new LlmTierException(verdict.Class, verdict.Detail, ok ? LlmCharge.InDoubt : LlmCharge.None)
        {
            Status = verdict.Status,
            RetryAfter = verdict.RetryAfter,
            FormatRefused = verdict.FormatRefused,
        };
    }

    private LlmTierException Unreachable(Exception e, string key)
    {
        var cause = Causes(e).ToList();
        var unsent = cause.OfType<HttpRequestException>().Any(static http => http.HttpRequestError
            is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError);
        var words = ProviderText.Clean($"no answer from {tier.BaseUrl.Host}: {cause[^1].Message}", key);
        return new LlmTierException(LlmErrorClass.Server, words, unsent ? LlmCharge.None : LlmCharge.InDoubt, e);
    }

    private static IEnumerable<Exception> Causes(Exception e)
    {
        for (var cause = e; cause is not null; cause = cause.InnerException)
        {
            yield return cause;
        }
    }
}
