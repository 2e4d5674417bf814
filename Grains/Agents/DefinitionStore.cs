using System.Text;
using Orleans.Runtime;
using PuppetEngine.Engine.Agents.Definitions;
using PuppetEngine.Engine.Journal;
using PuppetEngine.Engine.Social;
using PuppetEngine.Grains.Abstractions.Access;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Grains.Agents;

/// <summary>
/// An agent's definition: changed only as far as the caller's scopes allow. Of an idle agent only the packed document is kept; whoever is
/// busy has a profile, parsed once per version.
/// </summary>
internal sealed class DefinitionStore(string agentId, IPersistentState<AgentDefinitionState> state, AgentServices services)
{
    private byte[] _packed = [];
    private string _accountProblem = "";

    /// <summary>What is stored, but for the document, <see cref="Json"/>, and what <see cref="Journaled"/> let go.</summary>
    public AgentDefinitionState State => state.State;

    /// <summary>The document in force, without credentials; empty before the first.</summary>
    public string Json => _packed.Length == 0 ? state.State.Json : Encoding.UTF8.GetString(JournalPayload.Decompress(_packed));

    /// <summary>Whether there is a definition at all.</summary>
    public bool Exists => state.RecordExists && state.State.Revision > 0;

    /// <summary>The definition in the present worlds; null before the first.</summary>
    /// <exception cref="InvalidOperationException">This release cannot read what is stored.</exception>
    public AgentProfile? Profile
    {
        get
        {
            if (!Exists)
            {
                return null;
            }

            if (services.Profiles.Find(agentId, state.State.Revision) is { } kept)
            {
                return kept;
            }

            var profile = new AgentProfile(Parse(Json), state.State.Revision, services, _accountProblem);
            services.Profiles.Keep(agentId, profile);
            return profile;
        }
    }

    /// <summary>Reads the stored definition and looks up its account.</summary>
    /// <exception cref="InvalidOperationException">This release cannot read what is stored.</exception>
    public async Task LoadAsync()
    {
        if (!Exists)
        {
            return;
        }

        var definition = Parse(state.State.Json);
        _accountProblem = await AccountProblemAsync(definition);
        services.Profiles.Keep(agentId, new AgentProfile(definition, state.State.Revision, services, _accountProblem));

        // The document is written by ApplyAsync alone, which sets it anew.
        _packed = JournalPayload.Compress(Encoding.UTF8.GetBytes(state.State.Json));
        state.State.Json = "";
    }

    /// <summary>
    /// The journal has the last change: its fields (of a new agent: all that its document has) and its hash are needed no more. They stay
    /// stored until the next change, which sets them anew.
    /// </summary>
    public void Journaled()
    {
        state.State.Changed = [];
        state.State.ContentHash = state.State.Proposed.Length > 0 ? state.State.ContentHash : "";
    }

    /// <summary>Looks the account up anew; whether what is wrong with it has changed.</summary>
    public async Task<bool> LookAccountUpAsync()
    {
        var (definition, before) = (Parse(Json), _accountProblem);
        _accountProblem = await AccountProblemAsync(definition);
        services.Profiles.Keep(agentId, new AgentProfile(definition, state.State.Revision, services, _accountProblem));
        return _accountProblem != before;
    }

    /// <summary>Applies a change, in the definition's own state; the turn's commit tells the journal afterwards.</summary>
    public async Task<DefinitionResult> ApplyAsync(DefinitionChange change)
    {
        if (Exists && change.MustCreate)
        {
            return Refused(new DefinitionProblem { Field = "id", Code = AgentProblemCodes.AgentExists, Message = $"There is an agent '{agentId}' already. Change it with PUT, or choose another id." });
        }

        if (change.ExpectedVersion > 0 && change.ExpectedVersion != state.State.Revision)
        {
            return Refused(Changed(change.ExpectedVersion, "Read it again, change that, and send it with its ETag."));
        }

        if (!Exists && !change.MayCreate)
        {
            throw new AgentNotFoundException(agentId);
        }

        var parsed = AgentDefinitionParser.Parse(change.Json, change.Source);
        if (parsed.Definition is not { } proposed)
        {
            return Refused([.. parsed.Problems]);
        }

        if (proposed.Id != agentId)
        {
            return Refused(new DefinitionProblem { Field = "id", Code = "wrong_id", Message = $"The document names the agent '{proposed.Id}', the address '{agentId}'. Let them be the same." });
        }

        var merged = DefinitionMerge.Apply(Exists ? Json : null, parsed.CanonicalJson, change.Scopes, Defaults);
        if (AgentDefinitionParser.Parse(merged.EffectiveJson, change.Source) is { Definition: null } clash)
        {
            // What waits for an administrator does not go together with the rest of the new document.
            return Refused([.. clash.Problems]) with { Pending = merged.Pending };
        }

        var waits = merged.Pending.Count > 0 ? parsed.CanonicalJson : "";
        if (Exists && merged.Changed.Count == 0 && merged.Pending.SequenceEqual(state.State.Pending) && waits == state.State.Proposed)
        {
            return new DefinitionResult { Accepted = true, Version = state.State.Revision, Pending = merged.Pending, Problems = parsed.Problems };
        }

        var created = !Exists;
        (state.State.Json, _packed) = (merged.EffectiveJson, []);
        state.State.Revision++;
        state.State.Source = change.Source;
        state.State.ContentHash = change.ContentHash;
        state.State.AppliedAt = services.Time.GetUtcNow();
        state.State.Changed = merged.Changed;
        state.State.Pending = merged.Pending;
        state.State.Proposed = waits;
        await state.WriteStateAsync();
        await LoadAsync();
        return new DefinitionResult
        {
            Accepted = true,
            Version = state.State.Revision,
            Changed = merged.Changed,
            Pending = merged.Pending,
            Problems = parsed.Problems,
            Created = created,
        };
    }

    /// <summary>Applies what waits, as an administrator's word.</summary>
    /// <param name="by">Who approves.</param>
    /// <param name="version">The version that they have seen; 0 for whichever it is.</param>
    public async Task<DefinitionResult> ApproveAsync(string by, long version)
    {
        if (version > 0 && version != state.State.Revision)
        {
            return Refused(Changed(version, "Look at what waits there, then approve that."));
        }

        if (state.State.Pending.Count == 0)
        {
            return new DefinitionResult { Accepted = true, Version = state.State.Revision };
        }

        if (state.State.Proposed.Length == 0)
        {
            return Refused(new DefinitionProblem { Field = "pending", Code = AgentProblemCodes.DefinitionChanged, Message = $"What waits was proposed to an earlier release, which kept only its names. Save the file again, or send the document with PUT /v1/agents/{agentId} and a key of the scope admin." });
        }

        return await ApplyAsync(new DefinitionChange { Json = state.State.Proposed, Source = $"approved by {by}", ContentHash = state.State.ContentHash, Scopes = ApiScope.Admin });
    }

    /// <summary>The definition as people see it.</summary>
    public DefinitionView View() => new()
    {
        Json = DefinitionSecrets.Mask(Json),
        Version = state.State.Revision,
        Source = state.State.Source,
        AppliedAt = state.State.AppliedAt,
        Pending = state.State.Pending,
    };

    private AgentDefinition Parse(string json)
    {
        var parsed = AgentDefinitionParser.ParseCanonical(json);
        return parsed.Definition
            ?? throw new InvalidOperationException($"The stored definition of '{agentId}' cannot be read by this release: {parsed.Problems.FirstOrDefault(p => p.Fatal)?.Message}");
    }

    private PrivilegeDefaults Defaults => services.Worlds.X.IsLive ? PrivilegeDefaults.Live : PrivilegeDefaults.Emulated;

    private async Task<string> AccountProblemAsync(AgentDefinition definition) =>
        services.Worlds.X.IsLive
            ? (await services.Accounts.ResolveAsync(new SocialAccountKey(services.Worlds.X.Id, definition.Account), CancellationToken.None)).Problem ?? ""
            : "";

    private DefinitionProblem Changed(long version, string mend) => new()
    {
        Field = "version",
        Code = AgentProblemCodes.DefinitionChanged,
        Message = $"The definition is at version {state.State.Revision} now, not {version}. {mend}",
    };

    private static DefinitionResult Refused(params List<DefinitionProblem> problems) => new() { Accepted = false, Problems = problems };
}
