namespace PuppetEngine.Engine.Agents.Definitions;

/// <summary>The codes of problems in definitions. Stable: they stand in the API's answers.</summary>
public static class ProblemCodes
{
    /// <summary>The text is no JSON.</summary>
    public const string Syntax = "syntax";

    /// <summary>The document is larger than <see cref="AgentDefinitionParser.MaxBytes"/>.</summary>
    public const string TooLarge = "too_large";

    /// <summary>A value has another form than its field.</summary>
    public const string WrongType = "wrong_type";

    /// <summary>A number or a list's number is out of range.</summary>
    public const string OutOfRange = "out_of_range";

    /// <summary>A word that the field does not know.</summary>
    public const string UnknownValue = "unknown_value";

    /// <summary>No such provider.</summary>
    public const string UnknownProvider = "unknown_provider";

    /// <summary>No such time zone.</summary>
    public const string UnknownTimeZone = "unknown_time_zone";

    /// <summary>The id is missing.</summary>
    public const string MissingId = "missing_id";

    /// <summary>The id can be no key.</summary>
    public const string BadId = "bad_id";

    /// <summary>The id is a path.</summary>
    public const string PathInId = "path_in_id";

    /// <summary>The id was mapped to a key. A warning.</summary>
    public const string IdMapped = "id_mapped";

    /// <summary>A name (account, wallet, handle, endpoint, tool) has characters that names do not have.</summary>
    public const string BadName = "bad_name";

    /// <summary>An address that is none.</summary>
    public const string BadUrl = "bad_url";

    /// <summary>An address where the name of a configured endpoint belongs.</summary>
    public const string UrlNotAllowed = "url_not_allowed";

    /// <summary>A value that is kept and has no effect. A warning.</summary>
    public const string Ignored = "ignored";

    /// <summary>A field that is read and stored, and that nothing follows from in this version. A warning.</summary>
    public const string NotUsedYet = "not_used_yet";

    /// <summary>A name that stands twice; the later one counts. A warning.</summary>
    public const string Repeated = "repeated_key";

    /// <summary>An unknown key that looks like a known one. A warning; the key is kept.</summary>
    public const string Misspelt = "misspelt_key";

    /// <summary>A reference to somebody else's secret.</summary>
    public const string BadReference = "bad_reference";

    /// <summary>The file cannot be read.</summary>
    public const string Unreadable = "unreadable";

    /// <summary>A persona file of another product, which this version does not read.</summary>
    public const string NotSupported = "not_supported";

    /// <summary>The agent could not take the definition just now; it is tried again.</summary>
    public const string NotApplied = "not_applied";

    /// <summary>Two files define the same agent.</summary>
    public const string DuplicateId = "duplicate_id";
}
