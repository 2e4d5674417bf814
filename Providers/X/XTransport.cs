using System.Net.Http.Headers;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PuppetEngine.Grains.Abstractions.Social;
using PuppetEngine.Providers.X.Auth;
using PuppetEngine.Providers.X.Wire;

namespace PuppetEngine.Providers.X;

/// <summary>Makes one signed request and classes its end. Nothing is sent twice, and no failure of X leaves it as an exception.</summary>
internal sealed partial class XTransport(IHttpClientFactory clients, IOptions<XOptions> options, TimeProvider time, ILogger<XTransport> logger)
{
    /// <summary>The name of the client at the factory.</summary>
    internal const string ClientName = "x";

    /// <summary>Sends one request with a credential.</summary>
    /// <param name="credential">Who calls.</param>
    /// <param name="kind">What is wanted.</param>
    /// <param name="method">The method.</param>
    /// <param name="pathAndQuery">The path under the base address, with its query, percent-encoded.</param>
    /// <param name="json">The body; null for none.</param>
    /// <param name="deadline">When the call ends, answered or not.</param>
    /// <param name="cancellationToken">Ends it earlier.</param>
    internal async Task<(SocialOutcome Outcome, XAnswer? Answer)> SendAsync(
        XCredential credential, XCallKind kind, HttpMethod method, string pathAndQuery, byte[]? json, DateTimeOffset deadline, CancellationToken cancellationToken)
    {
        using var content = json is null ? null : new XRequestContent(json, "application/json");
        return await SendContentAsync(credential, kind, method, pathAndQuery, content, deadline, cancellationToken);
    }

    /// <summary>Sends one request with a credential and a body that is not signed: JSON or multipart.</summary>
    internal async Task<(SocialOutcome Outcome, XAnswer? Answer)> SendContentAsync(
        XCredential credential, XCallKind kind, HttpMethod method, string pathAndQuery, XRequestContent? content, DateTimeOffset deadline, CancellationToken cancellationToken)
    {
        var address = options.Value.At(pathAndQuery);
        using var request = new HttpRequestMessage(method, address) { Content = content };
        request.Headers.Authorization = credential switch
        {
            OAuth1Credential user => AuthenticationHeaderValue.Parse(OAuth1Signer.Header(user, method.Method, address, [], Nonce(), time.GetUtcNow())),
            OAuth2Credential pair => new AuthenticationHeaderValue("Bearer", pair.AccessToken),
            _ => throw new NotSupportedException($"A {credential.GetType().Name} cannot call."),
        };
        return await SendAsync(request, content, kind, credential is OAuth2Credential, deadline, cancellationToken);
    }

    /// <summary>Sends a prepared request and classes its end.</summary>
    internal async Task<(SocialOutcome Outcome, XAnswer? Answer)> SendAsync(
        HttpRequestMessage request, XRequestContent? content, XCallKind kind, bool renewable, DateTimeOffset deadline, CancellationToken cancellationToken)
    {
        var left = deadline - time.GetUtcNow();
        if (left <= TimeSpan.Zero || cancellationToken.IsCancellationRequested)
        {
            return (XOutcomeTable.Classify(new OperationCanceledException(), left: false, cut: true), null);
        }

        using var cut = new CancellationTokenSource(left, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cut.Token, cancellationToken);
        try
        {
            using var response = await clients.CreateClient(ClientName).SendAsync(request, HttpCompletionOption.ResponseContentRead, either.Token);
            var body = await response.Content.ReadAsStringAsync(either.Token);
            var answer = XAnswer.Of((int)response.StatusCode, body, response.Headers, time.GetUtcNow());
            var outcome = XOutcomeTable.Classify(answer, kind, time.GetUtcNow(), renewable);
            if (outcome.Class != OutcomeClass.Sent)
            {
                LogRefused(logger, request.Method.Method, request.RequestUri!.AbsolutePath, answer.Status, outcome.Code, answer.TransactionId);
            }

            return (outcome, answer);
        }
        // The transport's own failures; a defect of ours (an ArgumentException) is not one of them and goes up.
        catch (Exception failure) when (failure is HttpRequestException or IOException or OperationCanceledException or InvalidOperationException)
        {
            // A request without a body tells nobody when it left; its act counts as made once the connection stood.
            var outcome = XOutcomeTable.Classify(failure, content?.Started ?? true, either.IsCancellationRequested);
            LogBroken(logger, request.Method.Method, request.RequestUri!.AbsolutePath, outcome.Code, failure.GetType().Name);
            return (outcome, null);
        }
    }

    private static string Nonce() => RandomNumberGenerator.GetHexString(32, lowercase: true);
}
