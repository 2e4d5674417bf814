using Microsoft.AspNetCore.Http.HttpResults;
using Orleans;
using PuppetEngine.Gateway.Api.Agents;
using PuppetEngine.Gateway.Api.Http;
using PuppetEngine.Grains.Abstractions.Events;

namespace PuppetEngine.Gateway.Api.Events;

/// <summary>Where others send what happened, signed as the Standard Webhooks specification has it.</summary>
internal static class WebhooksApi
{
    private const int MaxBody = 64 * 1024;

    /// <summary>Maps <c>/v1/webhooks</c>.</summary>
    public static IEndpointConventionBuilder MapWebhooksApi(this IEndpointRouteBuilder app) =>
        app.MapPost("/v1/webhooks/{name}", Deliver).WithTags("Events").Accepts<object>("application/json");

    [EndpointSummary("Takes a signed delivery and makes it an event.")]
    [EndpointDescription("No API key: the headers webhook-id, webhook-timestamp and webhook-signature prove the sender. A delivery that comes again is the same event. What it says is labelled external.")]
    private static async Task<Results<Accepted<EventResource>, ProblemHttpResult>> Deliver(string name, HttpRequest request, IGrainFactory grains, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        var buffer = new byte[8 * 1024];
        for (int read; (read = await request.Body.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            if (body.Length + read > MaxBody)
            {
                return Problems.Of(StatusCodes.Status413PayloadTooLarge, ProblemCodes.BodyTooLarge, $"A webhook's body has at most {MaxBody} bytes.");
            }

            body.Write(buffer, 0, read);
        }

        return EventsApi.Answer(await grains.EventLog().Deliver(new WebhookDelivery
        {
            Webhook = name,
            Id = request.Headers[WebhookDelivery.IdHeader],
            Timestamp = request.Headers[WebhookDelivery.TimestampHeader],
            Signature = request.Headers[WebhookDelivery.SignatureHeader],
            Body = body.ToArray(),
        }));
    }
}
