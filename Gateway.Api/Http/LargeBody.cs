namespace PuppetEngine.Gateway.Api.Http;

/// <summary>Marks a route whose body is a file that is handed on in parts, and so may be longer than <c>MaxBodyBytes</c>.</summary>
/// <param name="MaxBytes">Its longest body.</param>
internal sealed record LargeBody(long MaxBytes);
