namespace PuppetEngine.Engine.Access;

/// <summary>An environment variable that gives a secret its value, as in <c>OPENAI_API_KEY</c> for <c>llm/openai</c>. Each room registers its own.</summary>
/// <param name="Name">The secret's name.</param>
/// <param name="Variable">The variable; with <c>_FILE</c> appended it names a file that holds the value.</param>
public sealed record SecretAlias(string Name, string Variable);
