using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;
using PuppetEngine.Engine.Agents.Definitions;
using PuppetEngine.Grains.Abstractions.Access;
using PuppetEngine.Grains.Abstractions.Agents;

namespace PuppetEngine.Grains.Agents;

/// <summary>Applies the agents folder by content hash; see <see cref="IDefinitionsGrain"/>.</summary>
/// <remarks>
/// A file counts by its hash: an edit through the API stands until the file itself changes. What was applied is stored after the agents
/// were told; a crash between the two tells them again, which changes nothing.
/// </remarks>
[GrainType("definitions")]
internal sealed partial class DefinitionsGrain(
    IGrainContext context,
    [PersistentState("definitions", "Default")] IPersistentState<DefinitionsState> state,
    IGrainFactory grains,
    ILogger<DefinitionsGrain> logger) : IDefinitionsGrain, IGrainBase
{
    /// <summary>Why an agent is paused whose file is gone.</summary>
    public const string RemovedReason = "Its file was removed from the agents folder; put it back, or resume the agent by hand.";

    // Agents are defined side by side, so that their writes share commits, but not all of a large folder at once.
    private const int Together = 64;

    /// <inheritdoc/>
    public IGrainContext GrainContext => context;

    /// <inheritdoc/>
    public async Task<List<AgentFileReport>> Apply(List<AgentFile> files)
    {
        var reports = new Dictionary<string, AgentFileReport>(StringComparer.Ordinal);
        var present = Present(files, reports);
        var owners = present.ToDictionary(file => file.AgentId, file => file.File.Name, StringComparer.Ordinal);
        var changed = await ApplyNew(present, owners, reports);
        changed |= await RemoveVanished(files, owners, reports);
        if (changed)
        {
            await state.WriteStateAsync();
        }

        return [.. reports.Values.OrderBy(report => report.File, StringComparer.Ordinal)];
    }

    private async Task<bool> ApplyNew(
        List<(AgentFile File, string AgentId)> present, Dictionary<string, string> owners, Dictionary<string, AgentFileReport> reports)
    {
        var changed = false;
        foreach (var chunk in present.Where(IsNew).Chunk(Together))
        {
            foreach (var (hash, report) in await Task.WhenAll(chunk.Select(entry => ApplyFile(entry.File, entry.AgentId, owners))))
            {
                reports[report.File] = report;
                if (!report.Result.Accepted)
                {
                    continue;
                }

                changed = true;
                var extra = state.State.Files.GetValueOrDefault(report.File)?.Extra;
                state.State.Files[report.File] = new AppliedFile { Hash = hash, AgentId = report.AgentId, Extra = extra };
            }
        }

        return changed;
    }

    private async Task<bool> RemoveVanished(List<AgentFile> files, Dictionary<string, string> owners, Dictionary<string, AgentFileReport> reports)
    {
        var changed = false;
        var names = files.Select(file => file.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var (name, applied) in state.State.Files.Where(file => !names.Contains(file.Key) && !file.Value.Removed).ToList())
        {
            if (owners.ContainsKey(applied.AgentId))
            {
                // The file was renamed; its agent lives on under the new name.
                state.State.Files.Remove(name);
            }
            else if (await PauseOf(applied.AgentId, name))
            {
                applied.Removed = true;
                LogRemoved(logger, name, applied.AgentId);
                reports[name] = new AgentFileReport { File = name, AgentId = applied.AgentId, Removed = true, Result = new DefinitionResult { Accepted = true } };
            }
            else
            {
                continue;
            }

            changed = true;
        }

        return changed;
    }

    /// <summary>The files that define an agent, one for each agent; reports on those that cannot.</summary>
    private List<(AgentFile File, string AgentId)> Present(List<AgentFile> files, Dictionary<string, AgentFileReport> reports)
    {
        var read = new List<(AgentFile File, string AgentId)>();
        foreach (var file in files.OrderBy(file => file.Name, StringComparer.Ordinal))
        {
            var known = state.State.Files.GetValueOrDefault(file.Name);
            if (!file.Problems.Exists(problem => problem.Fatal) && known is not null && known.Hash == file.ContentHash)
            {
                read.Add((file, known.AgentId));
                continue;
            }

            var parsed = AgentDefinitionParser.Parse(file.Json, file.Name);
            var problems = file.Problems.Exists(problem => problem.Fatal) || parsed.Definition is not null ? file.Problems : parsed.Problems;
            if (problems.Exists(problem => problem.Fatal))
            {
                reports[file.Name] = Refuse(file.Name, known?.AgentId ?? parsed.AgentId, problems);
            }
            else
            {
                read.Add((file, parsed.AgentId));
            }
        }

        return [.. read.GroupBy(entry => entry.AgentId, StringComparer.Ordinal).Select(group => Owner(group, reports))];
    }

    /// <summary>Of several files with one id, the one that defined the agent before, else the first by name.</summary>
    private (AgentFile File, string AgentId) Owner(IGrouping<string, (AgentFile File, string AgentId)> files, Dictionary<string, AgentFileReport> reports)
    {
        var owner = files.OrderByDescending(entry => IsOwner(entry.File.Name, entry.AgentId)).First();
        foreach (var (file, agentId) in files.Where(entry => entry.File.Name != owner.File.Name))
        {
            reports[file.Name] = Refuse(file.Name, agentId, [.. file.Problems, new DefinitionProblem
            {
                File = file.Name,
                Field = "id",
                Code = ProblemCodes.DuplicateId,
                Message = $"{owner.File.Name} defines the agent '{agentId}' already. Give this one another id, or remove one of the files.",
            }]);
        }

        return owner;
    }

    private bool IsOwner(string file, string agentId) => state.State.Files.GetValueOrDefault(file) is { Removed: false } known && known.AgentId == agentId;

    private bool IsNew((AgentFile File, string AgentId) entry) =>
        state.State.Files.GetValueOrDefault(entry.File.Name) is not { } known || known.Removed || known.Hash != entry.File.ContentHash;

    private async Task<(string Hash, AgentFileReport Report)> ApplyFile(AgentFile file, string agentId, Dictionary<string, string> owners)
    {
        var agent = grains.GetGrain<IAgentGrain>(agentId);
        try
        {
            var result = await agent.Define(new DefinitionChange
            {
                Json = file.Json,
                Source = $"file:{file.Name}",
                ContentHash = file.ContentHash,
                Scopes = ApiScope.Operate,
            });
            if (!result.Accepted)
            {
                return (file.ContentHash, Refuse(file.Name, agentId, [.. file.Problems, .. result.Problems], result));
            }

            await ResumeIfRemoved(agent);
            await PauseFormer(file.Name, agentId, owners);
            LogApplied(logger, file.Name, agentId, result.Version, string.Join(", ", result.Changed));
            return (file.ContentHash, new AgentFileReport { File = file.Name, AgentId = agentId, Result = result with { Problems = [.. file.Problems, .. result.Problems] } });
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // One agent that cannot be reached must not keep the others of the folder from being defined.
            LogFailed(logger, failure, file.Name, agentId);
            return (file.ContentHash, Refuse(file.Name, agentId, [.. file.Problems, new DefinitionProblem
            {
                File = file.Name,
                Code = ProblemCodes.NotApplied,
                Message = $"The agent '{agentId}' could not take the definition ({failure.GetType().Name}). It is tried again with the next look at the folder.",
            }]));
        }
    }

    // The agent that this file defined before it got another id has no file any more.
    private async Task PauseFormer(string file, string agentId, Dictionary<string, string> owners)
    {
        if (state.State.Files.GetValueOrDefault(file) is { Removed: false } known && known.AgentId != agentId && !owners.ContainsKey(known.AgentId))
        {
            await PauseOf(known.AgentId, file);
        }
    }

    private static async Task ResumeIfRemoved(IAgentGrain agent)
    {
        var card = await agent.GetCard();
        if (card.Status == AgentStatuses.Paused && card.StatusReason.Contains(RemovedReason, StringComparison.Ordinal))
        {
            await agent.Resume("file");
        }
    }

    /// <summary>Pauses an agent whose file is gone; false when it could not be told, so that it is tried again.</summary>
    private async Task<bool> PauseOf(string agentId, string file)
    {
        try
        {
            await grains.GetGrain<IAgentGrain>(agentId).Pause($"file:{file}", RemovedReason);
            return true;
        }
        catch (AgentNotFoundException)
        {
            // Deleted through the API meanwhile: there is nothing to pause.
            return true;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            LogFailed(logger, failure, file, agentId);
            return false;
        }
    }

    private AgentFileReport Refuse(string file, string agentId, List<DefinitionProblem> problems, DefinitionResult? result = null)
    {
        var first = problems.Find(problem => problem.Fatal) ?? problems.FirstOrDefault();
        LogRefused(logger, file, problems.Count, first?.Code ?? "", first?.Line ?? 0, first?.Field ?? "");
        return new AgentFileReport { File = file, AgentId = agentId, Result = (result ?? new DefinitionResult { Accepted = false }) with { Problems = problems } };
    }
}
