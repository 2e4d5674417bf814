using PuppetEngine.Cli.Gateway;
using PuppetEngine.Cli.Import.Planning;
using PuppetEngine.Cli.Terminal;
using PuppetEngine.Gateway.Api.Agents;
using PuppetEngine.Gateway.Api.Memory;

namespace PuppetEngine.Cli.Import.Applying;

/// <summary>Does what a plan says, looks whether it is there, and takes it back.</summary>
/// <remarks>
/// First everything is looked up, then the receipt is written, then it is sent. What the gateway refuses ends the import and is taken
/// back at once; what breaks off is gone on with by the same command. Ids follow from content, so a repetition adds nothing.
/// </remarks>
internal sealed class ImportRun(ImportTarget target, string receipts, TimeProvider time)
{
    /// <summary>What became of an import.</summary>
    /// <param name="Agents">Agents that were made.</param>
    /// <param name="AgentsKnown">Agents that were there already and were left as they are.</param>
    /// <param name="Memories">Memories that were added.</param>
    /// <param name="MemoriesKnown">Memories that were there already.</param>
    /// <param name="Relationships">Relationships that agents which were there were given.</param>
    /// <param name="Answered">Ids of answered mentions that these were given.</param>
    public sealed record Outcome(int Agents, int AgentsKnown, int Memories, int MemoriesKnown, int Relationships, int Answered)
    {
        /// <summary>Whether nothing was to be done.</summary>
        public bool IsNothing => Agents + Memories + Relationships + Answered == 0;
    }

    /// <summary>What became of taking one back.</summary>
    /// <param name="Forgotten">Memories that were forgotten.</param>
    /// <param name="Agents">Agents that were paused or deleted.</param>
    /// <param name="Definitions">Other agents whose definitions lost what the import had added.</param>
    public sealed record Undone(long Forgotten, int Agents, int Definitions);

    /// <summary>Imports.</summary>
    /// <exception cref="CliException">It cannot be done; the message says what stands.</exception>
    public async Task<Outcome> ApplyAsync(ImportPlan plan, CancellationToken cancellationToken)
    {
        var there = await LookAsync(plan, cancellationToken);
        var before = ImportReceipt.Find(receipts, plan.Id);
        // What this import added once and is gone now was forgotten here on purpose: a repetition does not bring it back.
        var settled = before is { State: "applied" } ? before.Memories.SelectMany(agent => agent.Value).ToHashSet(StringComparer.Ordinal) : [];
        var (missing, known) = await MissingAsync(plan, there, settled, cancellationToken);
        List<PlannedAgent> made = [.. plan.Agents.Where(agent => there[agent.Id] is null)];
        List<AgentResource> paused = [.. there.Values.OfType<AgentResource>().Where(agent => agent.Status == "paused" && agent.StatusReason.Contains(Reason(plan.Id), StringComparison.Ordinal))];
        // What this import gave once and is gone now was taken out here on purpose.
        var completed = plan.InitialMemories
            .Where(agent => there[agent.Key] is not null && before is not { State: "applied" })
            .Select(agent => (Agent: agent.Key, Old: agent.Value, Added: DefinitionAdditions.Missing(there[agent.Key]!.Definition, agent.Value)))
            .Where(agent => agent.Added.Count > 0).ToList();
        if (completed.Where(agent => there[agent.Agent]!.Pending.Count > 0).Select(agent => agent.Agent).ToList() is { Count: > 0 } waiting)
        {
            throw new CliException($"Privileged changes wait for {string.Join(", ", waiting)}, and completing its definition would drop them. Approve them first (puppet approve-definition), or replace the definition. Nothing was imported.");
        }

        var outcome = new Outcome(
            made.Count + paused.Count, plan.Agents.Count - made.Count - paused.Count, missing.Sum(agent => agent.Value.Count), known,
            completed.Sum(agent => agent.Added.Relationships.Count), completed.Sum(agent => agent.Added.Answered.Count));
        if (outcome.IsNothing && before is null or { State: "applied" })
        {
            await ValidateAsync(plan, before, settled, cancellationToken);
            return outcome;
        }

        var ids = missing.ToDictionary(agent => agent.Key, agent => agent.Value.Select(record => record.Id).ToList(), StringComparer.Ordinal);
        var fresh = new ImportReceipt { Id = plan.Id, At = time.GetUtcNow() };
        var added = completed.ToDictionary(agent => agent.Agent, agent => agent.Added, StringComparer.Ordinal);
        var receipt = (before ?? fresh).With(made.Select(agent => agent.Id), ids, added);
        receipt.Write(receipts);
        try
        {
            foreach (var agent in made)
            {
                await target.CreateAsync(agent.Document, cancellationToken);
            }

            foreach (var (agent, records) in missing)
            {
                await target.AddAsync(agent, records, cancellationToken);
            }

            foreach (var (agent, old, additions) in completed)
            {
                await target.ChangeAsync(agent, definition => additions.AddTo(definition, old), cancellationToken);
            }

            foreach (var agent in paused)
            {
                await target.ResumeAsync(agent.Id, cancellationToken);
            }

            await ValidateAsync(plan, before, settled, cancellationToken);
        }
        catch (CliException error)
        {
            // An earlier run that was whole stays; only what this one added goes.
            throw before is { State: "applied" }
                ? await TakenBackAsync(fresh.With(made.Select(agent => agent.Id), ids, added), before, error, cancellationToken)
                : await TakenBackAsync(receipt, receipt with { State = "undone" }, error, cancellationToken);
        }
        catch (GatewayUnreachableException error)
        {
            throw new CliException($"{error.Message} The import broke off: the same command goes on where it stood, or take it back by: puppet import --undo {plan.Id}");
        }

        (receipt with { State = "applied" }).Write(receipts);
        return outcome;
    }

    /// <summary>Takes an import back: forgets what it added, and pauses the agents that it made, or deletes them for good.</summary>
    /// <exception cref="CliException">There is no such import.</exception>
    public async Task<Undone> UndoAsync(string id, bool deleteAgents, CancellationToken cancellationToken)
    {
        var receipt = ImportReceipt.Find(receipts, id)
            ?? throw new CliException($"There is no receipt of an import '{id}' in '{receipts}'. Run this where it was imported, with the same PUPPET_DATA_DIR.");
        var undone = await UndoAsync(receipt, deleteAgents, cancellationToken);
        (receipt with { State = "undone" }).Write(receipts);
        return undone;
    }

    private async Task<Undone> UndoAsync(ImportReceipt receipt, bool deleteAgents, CancellationToken cancellationToken)
    {
        var (forgotten, agents) = (0L, 0);
        foreach (var (agent, ids) in receipt.Memories)
        {
            if (await target.FindAsync(agent, cancellationToken) is not null)
            {
                forgotten += await target.ForgetAsync(agent, ids, cancellationToken);
            }
        }

        foreach (var agent in receipt.Agents)
        {
            if (await target.FindAsync(agent, cancellationToken) is not { } found)
            {
                continue;
            }

            agents++;
            if (deleteAgents)
            {
                await target.DeleteAsync(agent, cancellationToken);
            }
            else if (found.Status != "paused")
            {
                await target.PauseAsync(agent, Reason(receipt.Id), cancellationToken);
            }
        }

        var definitions = 0;
        foreach (var (agent, added) in receipt.Definitions)
        {
            if (await target.FindAsync(agent, cancellationToken) is not null && await target.ChangeAsync(agent, added.TakeFrom, cancellationToken))
            {
                definitions++;
            }
        }

        return new Undone(forgotten, agents, definitions);
    }

    private async Task<CliException> TakenBackAsync(ImportReceipt receipt, ImportReceipt afterwards, CliException error, CancellationToken cancellationToken)
    {
        try
        {
            await UndoAsync(receipt, deleteAgents: false, cancellationToken);
            afterwards.Write(receipts);
            return new CliException($"{error.Message}\nThe import {receipt.Id} was taken back: its memories are forgotten again, agents that it had made are paused.");
        }
        catch (Exception second) when (second is CliException or GatewayUnreachableException)
        {
            return new CliException($"{error.Message}\nTaking the import back failed too: {second.Message} Do that later by: puppet import --undo {receipt.Id}");
        }
    }

    private async Task<SortedDictionary<string, AgentResource?>> LookAsync(ImportPlan plan, CancellationToken cancellationToken)
    {
        var there = new SortedDictionary<string, AgentResource?>(StringComparer.Ordinal);
        foreach (var agent in plan.AgentIds)
        {
            there[agent] = await target.FindAsync(agent, cancellationToken);
        }

        var deleted = await target.DeletedAsync(cancellationToken);
        if (deleted.Intersect(plan.AgentIds, StringComparer.Ordinal).ToList() is { Count: > 0 } gone)
        {
            throw new CliException($"These agents were deleted here, and the id of a deleted agent cannot be used again: {string.Join(", ", gone)}. Give them other ids in their files and memories, or leave them out. Nothing was imported.");
        }

        var planned = plan.Agents.Select(agent => agent.Id).ToHashSet(StringComparer.Ordinal);
        List<string> nobody = [.. there.Where(agent => agent.Value is null && !planned.Contains(agent.Key)).Select(agent => agent.Key)];
        return nobody.Count == 0
            ? there
            : throw new CliException($"There are memories or relationships of agents that are neither here nor among the files: {string.Join(", ", nobody)}. Import their files with them, or leave these memories out. Nothing was imported.");
    }

    private async Task<(SortedDictionary<string, List<MemoryRecord>> Missing, int Known)> MissingAsync(ImportPlan plan, SortedDictionary<string, AgentResource?> there, HashSet<string> settled, CancellationToken cancellationToken)
    {
        var missing = new SortedDictionary<string, List<MemoryRecord>>(StringComparer.Ordinal);
        var known = 0;
        foreach (var (agent, records) in plan.Memories)
        {
            List<MemoryRecord> wanted = [.. records];
            if (there[agent] is not null)
            {
                var (ids, texts) = await target.MemoriesAsync(agent, cancellationToken);
                wanted.RemoveAll(record => ids.Contains(record.Id) || settled.Contains(record.Id) || texts.Contains((record.Kind, record.Content)));
            }

            known += records.Count - wanted.Count;
            if (wanted.Count > 0)
            {
                missing[agent] = wanted;
            }
        }

        return (missing, known);
    }

    private async Task ValidateAsync(ImportPlan plan, ImportReceipt? before, HashSet<string> settled, CancellationToken cancellationToken)
    {
        foreach (var agent in plan.AgentIds)
        {
            if (await target.FindAsync(agent, cancellationToken) is not { } there)
            {
                throw new CliException($"After the import there is no agent '{agent}'.");
            }

            if (before is not { State: "applied" } && DefinitionAdditions.Missing(there.Definition, plan.InitialMemories.GetValueOrDefault(agent)) is { Count: > 0 } absent)
            {
                throw new CliException($"After the import {absent.Relationships.Count} relationships and {absent.Answered.Count} answered mentions of '{agent}' are not there.");
            }

            var (ids, texts) = await target.MemoriesAsync(agent, cancellationToken);
            var lost = plan.Memories.GetValueOrDefault(agent, []).Count(record => !ids.Contains(record.Id) && !settled.Contains(record.Id) && !texts.Contains((record.Kind, record.Content)));
            if (lost > 0)
            {
                throw new CliException($"After the import {lost} memories of '{agent}' are not there.");
            }
        }
    }

    private static string Reason(string id) => $"import {id} was undone";
}
