using System.Globalization;

namespace PuppetEngine.Engine.Agents.Relationships;

/// <summary>A relationship in words, for a prompt and for a person.</summary>
public static class RelationshipWords
{
    /// <summary>As in <c>an acquaintance whom you like and trust a little (sentiment 0.40, familiarity 0.35, trust 0.20)</c>.</summary>
    public static string Describe(Relationship relationship)
    {
        var known = relationship.Familiarity switch
        {
            <= 0.02 => "somebody you have not met before",
            < 0.2 => "somebody you hardly know",
            < 0.5 => "an acquaintance",
            < 0.8 => "somebody you know well",
            _ => "an old acquaintance",
        };
        var liked = relationship.Sentiment switch
        {
            < -0.5 => "whom you cannot stand",
            < -0.15 => "whom you do not care for",
            <= 0.15 => "to whom you are indifferent",
            <= 0.5 => "whom you like",
            _ => "of whom you are very fond",
        };
        var trusted = relationship.Trust switch
        {
            < -0.5 => "and whose word you do not believe",
            < -0.15 => "and of whom you are wary",
            <= 0.15 => "",
            <= 0.5 => "and whom you trust a little",
            _ => "and whom you trust",
        };
        var words = trusted.Length == 0 ? $"{known}, {liked}" : $"{known}, {liked} {trusted}";
        return string.Create(CultureInfo.InvariantCulture,
            $"{words} (sentiment {relationship.Sentiment:0.00}, familiarity {relationship.Familiarity:0.00}, trust {relationship.Trust:0.00})");
    }
}
