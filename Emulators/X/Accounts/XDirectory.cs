using System.Collections.Concurrent;
using System.Globalization;
using PuppetEngine.Emulators.Storage;
using PuppetEngine.Emulators.X.Auth;

namespace PuppetEngine.Emulators.X.Accounts;

/// <summary>Apps, accounts and token grants, by every key they are looked up with. Changes go to the log first.</summary>
internal sealed class XDirectory
{
    /// <summary>Consumer key of the app that auto-provisioned accounts belong to; its secret is <c>emulated-app-secret</c>.</summary>
    public const string EmulatedApp = "emulated-app";

    private const string TokenSuffix = "-emulated";
    private readonly Lock _gate = new();
    private readonly EmulatorLog _log;
    private readonly XEmulatorOptions _options;
    private readonly ConcurrentDictionary<ulong, XAccount> _byId = [];
    private readonly ConcurrentDictionary<string, XAccount> _byHandle = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<(string Consumer, string Token), XAccount> _bySigner = [];
    private readonly ConcurrentDictionary<string, XApp> _apps = [];
    private readonly ConcurrentDictionary<string, TokenGrant> _grants = [];

    public XDirectory(EmulatorLog log, XEmulatorOptions options)
    {
        (_log, _options) = (log, options);
        Restore(EmulatedAppRecord(options));
    }

    public IEnumerable<XAccount> Accounts => _byId.Values;

    public IEnumerable<XApp> Apps => _apps.Values;

    public IEnumerable<TokenGrant> Grants => _grants.Values;

    public XAccount? ById(ulong id) => _byId.GetValueOrDefault(id);

    public XAccount? ByHandle(string handle) => _byHandle.GetValueOrDefault(handle);

    public XApp? App(string consumerKey) => _apps.GetValueOrDefault(consumerKey);

    public XApp? AppByClient(string clientId) => _apps.Values.FirstOrDefault(a => a.Record.ClientId == clientId && clientId.Length > 0);

    public XApp? FindAppByBearer(string token) => _apps.Values.FirstOrDefault(a => a.Record.BearerToken == token && token.Length > 0);

    public TokenGrant? FindGrant(string accessToken) => _grants.GetValueOrDefault(accessToken);

    /// <summary>The account a consumer key and token belong to; made on first use where the credentials are the emulated world's.</summary>
    public XAccount? FindSigner(string consumerKey, string token)
    {
        if (_bySigner.TryGetValue((consumerKey, token), out var account))
        {
            return account;
        }

        if (!_options.AutoProvision || consumerKey != EmulatedApp || !token.EndsWith(TokenSuffix, StringComparison.Ordinal))
        {
            return null;
        }

        var handle = token[..^TokenSuffix.Length];
        return IsHandle(handle) ? Provision(handle) : null;
    }

    /// <summary>The account with this handle; made with the emulated world's credentials where there is none.</summary>
    public XAccount Provision(string handle)
    {
        lock (_gate)
        {
            return ByHandle(handle) is { } known && known.Record.AccessToken.Length > 0 ? known : Save(new XAccountRecord
            {
                UserId = UserIdOf(handle),
                Handle = handle,
                Name = CultureInfo.InvariantCulture.TextInfo.ToTitleCase(handle.Replace('_', ' ')),
                ConsumerKey = EmulatedApp,
                AccessToken = handle + TokenSuffix,
                AccessSecret = handle + TokenSuffix + "-secret",
                Tier = _options.Tier,
                LagMs = (int)_options.TimelineLag.TotalMilliseconds,
            });
        }
    }

    /// <summary>A handle of letters, digits, <c>_</c>, <c>-</c> and <c>.</c>: agent ids are handles of the emulated world.</summary>
    public static bool IsHandle(string handle) =>
        handle.Length is > 0 and <= 64 && handle.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.');

    /// <summary>A user id that depends on the handle alone, so that a fresh emulator gives the same account the same id.</summary>
    public static ulong UserIdOf(string handle) => 1_000_000_000 + (StableHash.Of(handle.ToLowerInvariant()) % 900_000_000_000_000_000);

    public XAccount Save(XAccountRecord record)
    {
        lock (_gate)
        {
            _log.Append(new LogEntry { Account = record });
            return Restore(record);
        }
    }

    public XApp Save(XAppRecord record)
    {
        lock (_gate)
        {
            _log.Append(new LogEntry { App = record });
            return Restore(record);
        }
    }

    public XAccount Restore(XAccountRecord record)
    {
        var app = App(record.ConsumerKey) ?? App(EmulatedApp)!;
        var tier = XTier.Find(record.Tier) ?? throw new InvalidDataException($"The tier '{record.Tier}' of {record.Handle} does not exist.");
        var account = _byId.GetOrAdd(record.UserId, _ => new XAccount(record, app, tier));
        if (account.Record.AccessToken.Length > 0)
        {
            _bySigner.TryRemove((account.Record.ConsumerKey, account.Record.AccessToken), out _);
        }

        account.Apply(record, app, tier);
        _byHandle[record.Handle] = account;
        if (record.AccessToken.Length > 0)
        {
            _bySigner[(record.ConsumerKey, record.AccessToken)] = account;
        }

        return account;
    }

    public XApp Restore(XAppRecord record)
    {
        var tier = XTier.Find(record.Tier) ?? throw new InvalidDataException($"The tier '{record.Tier}' of app {record.ConsumerKey} does not exist.");
        var app = _apps.GetOrAdd(record.ConsumerKey, _ => new XApp(record, tier));
        app.Record = record;
        return app;
    }

    /// <summary>Puts a token pair in force and ends the one it replaces. A pair without an access token only ends.</summary>
    public void Restore(TokenGrant grant)
    {
        if (grant.ReplacesAccess.Length > 0)
        {
            _grants.TryRemove(grant.ReplacesAccess, out _);
        }

        _grants[grant.AccessToken] = grant;
    }

    public void RemoveGrant(string accessToken) => _grants.TryRemove(accessToken, out _);

    private static XAppRecord EmulatedAppRecord(XEmulatorOptions options) => new()
    {
        ConsumerKey = EmulatedApp,
        ConsumerSecret = EmulatedApp + "-secret",
        BearerToken = EmulatedApp + "-bearer",
        ClientId = "emulated-client",
        Tier = options.Tier,
    };
}
