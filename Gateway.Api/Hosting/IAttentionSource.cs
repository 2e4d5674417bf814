namespace PuppetEngine.Gateway.Api.Hosting;

/// <summary>Tells what waits for a person. The host may register several; <c>GET /v1/status</c> lists them all.</summary>
public interface IAttentionSource
{
    /// <summary>What waits now; empty when nothing does.</summary>
    Task<IReadOnlyList<AttentionItem>> ReadAsync(CancellationToken cancellationToken);
}

/// <summary>One thing that only a person can mend.</summary>
/// <param name="Code">A stable code, as in <c>effects_unknown</c>.</param>
/// <param name="Detail">What is the matter, in words, free of secrets.</param>
/// <param name="Command">The one command that shows or mends it.</param>
/// <param name="Subject">What it is about: an agent, an account, an effect; empty for the whole deployment. With the code it names the failure.</param>
public sealed record AttentionItem(string Code, string Detail, string Command, string Subject = "");
