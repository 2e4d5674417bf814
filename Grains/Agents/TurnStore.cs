using Microsoft.Extensions.Logging;
using Orleans.Runtime;
using PuppetEngine.Engine.Agents;
using PuppetEngine.Engine.Agents.Effects;
using PuppetEngine.Engine.Agents.Turns;
using PuppetEngine.Engine.Journal;
using PuppetEngine.Engine.Social;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Journal;

namespace PuppetEngine.Grains.Agents;

/// <summary>
/// The one gate through which an agent's state changes: a step is reduced against the newest snapshot, written with its ETag, swapped in,
/// and its outbox told to the tables. After a write that failed nothing more is done: whether it took effect is not known here, and
/// the next activation reads it.
/// </summary>
internal sealed partial class TurnStore(
    string agentId,
    IPersistentState<AgentTurnState> state,
    AgentServices services,
    WakeReminder reminder,
    Func<TurnState, AgentCard?> card,
    Action<string> end,
    ILogger logger)
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private TurnState _current = state.State.Turn;
    private bool _told;

    // Whether the catalog has the agent's line as it is: not known at first, and most steps of a turn change nothing that it shows.
    private bool _cardTold;

    /// <summary>The newest snapshot; safe to read at any time.</summary>
    public TurnState Current => Volatile.Read(ref _current);

    /// <summary>Whether a write failed: this activation must not act any more.</summary>
    public bool IsLost { get; private set; }

    /// <summary>The last journal row that the table was told; null before the first.</summary>
    public JournalMark? ToldJournal() => Current switch
    {
        { Journal: null } => null,
        { Outbox.Rows: [var first, ..] } when !_told => first.Seq == 1 ? null : new JournalMark { Seq = first.Seq - 1, Hash = first.Prev },
        { Journal: var head } => new JournalMark { Seq = head.Seq, Hash = head.Hash.ToArray() },
    };

    /// <summary>
    /// Reduces and writes, with the wake reminder in order: an earlier tick is registered before the state that needs it, a later one
    /// after. False when the step was answered by null: somebody else was faster, and what was done for it is dropped.
    /// </summary>
    /// <param name="reduce">The step. Called once, on the newest snapshot, while no other step runs.</param>
    /// <exception cref="ActivationLostException">A write failed, now or before.</exception>
    public async Task<bool> CommitAsync(Func<TurnState, TurnChange?> reduce)
    {
        await _gate.WaitAsync();
        try
        {
            ThrowIfLost();
            if (reduce(_current) is not { } change)
            {
                return false;
            }

            var next = Seal(change);

            // News without an entry is of the line itself: what stands on it is not all in this state.
            _cardTold &= (!change.HasNews || !change.Journal.IsEmpty || !change.Effects.IsEmpty) && ShowsTheSame(_current, next);
            var tickAt = _current.ReminderAt;
            next = await reminder.BeforeWriteAsync(_current, next, TurnMachine.WakeAt(next, services.Turns));
            await WriteAsync(next);
            if (change.HasNews || !next.Outbox.IsEmpty)
            {
                await TellAsync();
            }
            else
            {
                _told = true;
            }

            await reminder.AfterWriteAsync(tickAt, next.ReminderAt);
            return true;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Tells the tables what they have not been told; false when they cannot be reached now.</summary>
    public async Task<bool> FlushAsync()
    {
        await _gate.WaitAsync();
        try
        {
            ThrowIfLost();
            return _told || await TellAsync();
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>
    /// Moves the wake reminder to the tick that the state notes, where it ticks earlier: a move was cut off between the two. Within the
    /// gate, because a step that needs an earlier tick registers it before its state is written, and must not find it moved away again.
    /// </summary>
    public async Task MendReminderAsync()
    {
        await _gate.WaitAsync();
        try
        {
            if (!IsLost)
            {
                await reminder.MendAsync(_current.ReminderAt);
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    private TurnState Seal(TurnChange change)
    {
        var now = services.Time.GetUtcNow();
        var outbox = _told ? Outbox.Empty : _current.Outbox;
        var head = change.State.Journal ?? JournalHead.Empty(agentId);
        var rows = outbox.Rows.ToBuilder();
        foreach (var draft in change.Journal)
        {
            var row = services.Journal.Append(head, draft.Key, draft.Kind, now, draft.EffectId, draft.Summary, draft.Payload);
            head = JournalHead.Of(row);
            rows.Add(row);
        }

        return change.State with
        {
            Commit = _current.Commit + 1,
            Journal = head.Seq == 0 ? null : head,
            Outbox = new Outbox(
                rows.ToImmutable(),
                outbox.Effects.AddRange(change.Effects.Select(e => e.ToView())).AddRange(change.Views),
                outbox.Memories.AddRange(change.Memories))
            {
                Relationships = outbox.Relationships.AddRange(change.Relationships),
            },
        };
    }

    private async Task WriteAsync(TurnState next)
    {
        state.State.Turn = next;
        try
        {
            await state.WriteStateAsync();
        }
        catch (Exception e)
        {
            IsLost = true;
            LogWriteFailed(e, agentId, next.Commit);
            end("a state write failed");
            throw new ActivationLostException(agentId, e);
        }

        Volatile.Write(ref _current, next);
        _told = false;
    }

    private async Task<bool> TellAsync()
    {
        var outbox = _current.Outbox;
        try
        {
            // Side by side: the two tables share a transaction where they share a database, and either may be told again.
            await Task.WhenAll(
                services.Ledger.CommitAsync(new AgentCommit(agentId, outbox.Rows, outbox.Effects, _cardTold ? null : card(_current)) { Relationships = outbox.Relationships, Said = SaidIn(outbox) }, CancellationToken.None),
                outbox.Memories.Length > 0 ? services.Grains.GetGrain<Abstractions.Memory.IMemoryGrain>(agentId).Append([.. outbox.Memories]) : Task.CompletedTask);
            (_told, _cardTold) = (true, true);

            // What was told is in the tables; the stored state still has it, and an idle agent need not.
            state.State.Turn = _current with { Outbox = Outbox.Empty };
            Volatile.Write(ref _current, state.State.Turn);
        }
        catch (JournalConflictException e)
        {
            IsLost = true;
            LogConflict(e, agentId);
            end("the journal has another writer");
            throw new ActivationLostException(agentId, e);
        }
        catch (Exception e)
        {
            // The state holds the outbox: it is told again before the next act, and first thing on the next activation.
            LogNotTold(e, agentId, outbox.Rows.Length);
        }

        return _told;
    }

    /// <summary>What an attempt is about to say: told before the act, with the effect, so that two accounts that want to say the same learn of one another.</summary>
    private List<SaidText> SaidIn(Outbox outbox) =>
    [
        .. outbox.Effects.Where(e => e is { State: EffectState.Attempting, Kind: EffectKind.Post or EffectKind.Reply or EffectKind.Quote } && services.IdenticalWindow > TimeSpan.Zero)
            .Select(e => SaidText.KeyOf(e.World, e.Text) is { } key ? new SaidText(key, e.AccountKey, e.EffectId, e.UpdatedAt, e.UpdatedAt + services.IdenticalWindow) : null)
            .OfType<SaidText>(),
    ];

    /// <summary>Whether an agent's line in the catalog reads the same for both, but for its version, which <see cref="AgentProfile"/> makes.</summary>
    private static bool ShowsTheSame(TurnState before, TurnState after) =>
        (before.PausedBy, before.PauseReason, before.Deleted, before.PostCount, before.LastPostAt, before.Approvals, before.DefinitionVersion)
            == (after.PausedBy, after.PauseReason, after.Deleted, after.PostCount, after.LastPostAt, after.Approvals, after.DefinitionVersion)
        && TurnMachine.OccurrenceAt(before) == TurnMachine.OccurrenceAt(after)
        && ReferenceEquals(before.Mood, after.Mood)
        && ReferenceEquals(before.Own, after.Own)
        && before.Recent == after.Recent;

    private void ThrowIfLost()
    {
        if (IsLost)
        {
            throw new ActivationLostException(agentId, null);
        }
    }
}
