using System.Reflection;
using Microsoft.Extensions.Options;

namespace PuppetEngine.Silo.Hosting;

/// <summary>
/// Finds settings under <c>Puppet:</c> that nothing reads: a slip of the pen would else leave the default in force without a word. On the
/// command line it is an error, in variables and files, which may belong to another release, a warning of the start.
/// </summary>
internal sealed class UnknownSettings
{
    private const string Root = "Puppet:";

    /// <summary>What is read without being an options type of the container.</summary>
    private static readonly (string Path, Type Type)[] ReadApart =
    [
        ("Puppet:World", typeof(WorldOptions)),
        ("Puppet:Emulators", typeof(EmulatorSettings)),
        ("Puppet:Storage:AcceptRestore", typeof(bool)),
        ("Puppet:Deployment:Id", typeof(string)),
        ("Puppet:Log:Format", typeof(string)),
        ("Puppet:X:Credentials", typeof(Dictionary<string, Dictionary<string, string>>)),
        ("Puppet:Solana:Watch", typeof(Dictionary<string, string>)),
        // Of the Orleans build alone; one configuration may serve both.
        ("Puppet:Cluster", typeof(Dictionary<string, string>)),
    ];

    /// <summary>The sentences for the start report; none when all is known.</summary>
    public IReadOnlyList<string> Warnings { get; private set; } = [];

    /// <summary>Looks at everything that is set.</summary>
    /// <param name="args">The command line, its short words replaced.</param>
    /// <param name="configuration">All settings.</param>
    /// <param name="services">The services, with the options types among them.</param>
    /// <param name="provider">The built services.</param>
    /// <param name="recorder">The configuration's last source.</param>
    /// <exception cref="StartupException">The command line has a setting that nothing reads.</exception>
    public void Check(string[] args, IConfiguration configuration, IServiceCollection services, IServiceProvider provider, BindingRecorder recorder)
    {
        var known = Known(services, provider, recorder);
        var given = args.Select(word => word.TrimStart('-')).Select(word => word[..(word.IndexOf('=', StringComparison.Ordinal) is > 0 and var end ? end : word.Length)]).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var unknown = configuration.AsEnumerable()
            .Where(setting => setting.Value is not null && setting.Key.StartsWith(Root, StringComparison.OrdinalIgnoreCase) && !known.Knows(setting.Key))
            .Select(setting => setting.Key).Order(StringComparer.OrdinalIgnoreCase).ToList();
        if (unknown.Where(given.Contains).Select(key => Sentence(key, known)).ToList() is { Count: > 0 } wrong)
        {
            throw new StartupException(string.Join(" ", wrong), null, StartupException.Usage);
        }

        Warnings = unknown.ConvertAll(key => Sentence(key, known));
    }

    private static string Sentence(string key, SettingTree known) => known.Nearest(key) is { } nearest
        ? $"{key} is no setting; did you mean {nearest}?"
        : $"{key} is no setting. Look its name up in the settings in docs/.";

    private static SettingTree Known(IServiceCollection services, IServiceProvider provider, BindingRecorder recorder)
    {
        var known = new SettingTree();
        foreach (var (path, type) in ReadApart)
        {
            known.Add(path, type);
        }

        var configured = services.Select(service => service.ServiceType)
            .Where(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IConfigureOptions<>)).Select(type => type.GetGenericArguments()[0])
            .Where(type => type.Assembly.GetName().Name!.StartsWith("PuppetEngine.", StringComparison.Ordinal)).Distinct();
        foreach (var type in configured)
        {
            var bind = typeof(UnknownSettings).GetMethod(nameof(Bind), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(type);
            if (recorder.SectionOf(() => bind.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [provider], null)) is { } section
                && section.StartsWith(Root, StringComparison.OrdinalIgnoreCase))
            {
                known.Add(section, type);
            }
        }

        return known;
    }

    private static void Bind<T>(IServiceProvider provider)
        where T : class, new()
    {
        var options = new T();
        foreach (var configure in provider.GetServices<IConfigureOptions<T>>())
        {
            configure.Configure(options);
        }
    }
}
