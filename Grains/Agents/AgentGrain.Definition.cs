using PuppetEngine.Engine.Agents.Scheduling;
using PuppetEngine.Engine.Agents.Turns;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Journal;

namespace PuppetEngine.Grains.Agents;

/// <summary>What the agent is: defined, changed, approved, and brought back after it was deleted.</summary>
internal sealed partial class AgentGrain
{
    /// <inheritdoc/>
    public async Task<DefinitionResult> Define(DefinitionChange change)
    {
        if (!change.BringsBack || !_store.Current.Deleted)
        {
            return await JournaledAsync(await _definitions.ApplyAsync(change));
        }

        var applied = await JournaledAsync(await _definitions.ApplyAsync(change with { MustCreate = false }));
        if (applied.Accepted)
        {
            // It joins its account's mentions anew: the last delivery has told them that it left.
            _joined = "";
            var (profile, now) = (_definitions.Profile!, _services.Time.GetUtcNow());
            await CommitAsync(s => s.Deleted ? StatusTurns.BringBack(s, profile.FirstPosition(now), profile.Definition.IsActive, change.Source, now) : null);
        }

        return applied with { Created = applied.Accepted };
    }

    /// <inheritdoc/>
    public async Task<DefinitionResult> ApproveDefinition(string by, long version)
    {
        EnsureExists();
        return await JournaledAsync(await _definitions.ApproveAsync(by, version));
    }

    private async Task<DefinitionResult> JournaledAsync(DefinitionResult applied)
    {
        if (applied.Accepted && applied.Version > _store.Current.DefinitionVersion)
        {
            await JournalDefinitionAsync();
        }

        return applied;
    }

    /// <inheritdoc/>
    public async Task AccountChanged()
    {
        EnsureExists();
        if (await _definitions.LookAccountUpAsync())
        {
            // The catalog is a projection of commits.
            await CommitAsync(s => new TurnChange(s));
        }
    }

    /// <summary>The definition's own state is written first; this tells the journal, also after a crash between the two.</summary>
    private async Task JournalDefinitionAsync()
    {
        var definition = _definitions.State;
        if (definition.Revision <= _store.Current.DefinitionVersion)
        {
            _definitions.Journaled();
            return;
        }

        var profile = _definitions.Profile!;
        var now = _services.Time.GetUtcNow();
        await CommitAsync(s => new TurnChange(s with
        {
            CreatedAt = s.CreatedAt ?? now,
            DefinitionVersion = definition.Revision,
            Posting = s.Posting is { } position ? ScheduleEngine.Rearm(profile.Rule, position, now) : profile.FirstPosition(now),
            PausedBy = s.CreatedAt is null && !profile.Definition.IsActive ? "its definition" : s.PausedBy,
        })
        {
            Journal =
            [
                new JournalDraft(
                    $"definition:{definition.Revision}",
                    JournalKinds.Definition,
                    "",
                    $"version {definition.Revision}, changed: {string.Join(", ", definition.Changed)}",
                    new JournalPayloads.Definition(definition.Revision, definition.Source, definition.Changed, definition.Pending, _definitions.Json)),
            ],
            Memories = s.CreatedAt is null ? profile.InitialMemories(now) : [],
        });
        _definitions.Journaled();
    }
}
