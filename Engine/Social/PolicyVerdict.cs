namespace PuppetEngine.Engine.Social;

/// <summary>Why X's rules forbid what is proposed.</summary>
/// <param name="Code">One of <see cref="PolicyCodes"/>; stands in journal and API.</param>
/// <param name="Detail">The rule that it breaks, in words.</param>
/// <param name="Mend">What a person does about it, in words.</param>
public sealed record PolicyVerdict(string Code, string Detail, string Mend);
