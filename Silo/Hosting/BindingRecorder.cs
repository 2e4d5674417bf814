namespace PuppetEngine.Silo.Hosting;

/// <summary>A source of configuration that holds nothing, and notes which section is asked for: an options type does not tell where it is bound.</summary>
internal sealed class BindingRecorder : ConfigurationProvider, IConfigurationSource
{
    private string? _section;
    private bool _listens;

    /// <inheritdoc/>
    public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

    /// <summary>The first section that is read while something is bound; null when none is.</summary>
    public string? SectionOf(Action bind)
    {
        (_section, _listens) = (null, true);
        try
        {
            bind();
        }
        finally
        {
            _listens = false;
        }

        return _section;
    }

    /// <inheritdoc/>
    public override IEnumerable<string> GetChildKeys(IEnumerable<string> earlierKeys, string? parentPath)
    {
        if (_listens)
        {
            _section ??= parentPath;
        }

        return earlierKeys;
    }

    /// <inheritdoc/>
    public override void Set(string key, string? value)
    {
        // Whoever sets something sets it in every source; this one holds nothing.
    }
}
