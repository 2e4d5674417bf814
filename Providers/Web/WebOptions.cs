namespace PuppetEngine.Providers.Web;

/// <summary>How the web beyond the vendors is read: section <c>Puppet:Web</c>.</summary>
public sealed class WebOptions
{
    /// <summary>The section.</summary>
    public const string Section = "Puppet:Web";

    /// <summary>
    /// Addresses inside that may be called all the same, as <c>host:port</c>: a feed on the own network. Everything else that is not a
    /// public address is refused, whatever name leads to it.
    /// </summary>
    public IReadOnlyList<string> AllowedInside { get; set; } = [];

    /// <summary>The longest that one request may take; 20 s unless set.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>The most bytes of one answer, unpacked; 4 MiB unless set.</summary>
    public int MaxBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>Redirects followed, each checked anew; 5 unless set.</summary>
    public int MaxRedirects { get; set; } = 5;
}
