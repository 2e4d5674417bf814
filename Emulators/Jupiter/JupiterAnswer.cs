namespace PuppetEngine.Emulators.Jupiter;

/// <summary>An answer before it is sent.</summary>
internal sealed record JupiterAnswer(int Status, object? Body)
{
    public static JupiterAnswer Ok(object? body) => new(200, body);

    public static JupiterAnswer Bad(string error) => new(400, new { error });

    public static JupiterAnswer Bad(QuoteRefusal refusal) => new(400, new { error = refusal.Message, errorCode = refusal.Code });
}
