using System.Text.Json;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Llm;
using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Tests.Gateway.Api.Fixtures;

/// <summary>An agent of <see cref="FakeCluster"/>.</summary>
public sealed class FakeAgent(FakeCluster cluster, string id) : IAgentGrain
{
    private readonly Lock _gate = new();

    public Task<DefinitionResult> Define(DefinitionChange change)
    {
        cluster.Commands.Add(change);
        cluster.BeforeDefine?.Invoke(id);
        var exists = cluster.Agents.ContainsKey(id);
        var before = exists ? cluster.Definitions[id].Version : 0;
        if (change.ExpectedVersion > 0 && change.ExpectedVersion != before)
        {
            return Task.FromResult(new DefinitionResult { Accepted = false, Problems = [new DefinitionProblem { Code = AgentProblemCodes.DefinitionChanged, Message = "Read it again." }] });
        }

        if (exists && change.MustCreate)
        {
            return Task.FromResult(new DefinitionResult { Accepted = false, Problems = [new DefinitionProblem { Code = AgentProblemCodes.AgentExists, Message = "It exists." }] });
        }

        using var json = JsonDocument.Parse(change.Json);
        if (json.RootElement.TryGetProperty("name", out var name) && name.ValueKind != JsonValueKind.String)
        {
            return Task.FromResult(new DefinitionResult { Accepted = false, Problems = [new DefinitionProblem { Field = "name", Line = 3, Code = "wrong_type", Message = "name must be a text." }] });
        }

        var card = cluster.AddAgent(id);
        cluster.Definitions[id] = new DefinitionView { Json = change.Json, Version = before + 1, Source = change.Source, AppliedAt = FakeCluster.Moment };
        return Task.FromResult(new DefinitionResult { Accepted = true, Created = !exists, Version = exists ? before + 1 : card.DefinitionVersion, Changed = ["name"] });
    }

    public Task<DefinitionResult> ApproveDefinition(string by, long version) => Here(() =>
    {
        var before = cluster.Definitions[id];
        if (version > 0 && version != before.Version)
        {
            return new DefinitionResult { Accepted = false, Problems = [new DefinitionProblem { Code = AgentProblemCodes.DefinitionChanged, Message = "Look again." }] };
        }

        cluster.Definitions[id] = before with { Pending = [], Version = before.Version + 1 };
        return new DefinitionResult { Accepted = true, Version = before.Version + 1, Changed = before.Pending };
    });

    public Task<DefinitionView> GetDefinition() => Here(() => cluster.Definitions[id]);

    public Task<AgentCard> GetCard() => Here(() => cluster.Agents[id]);

    public Task<AgentCard> Pause(string by, string reason) => Here(() => cluster.Agents[id] = cluster.Agents[id] with { Status = AgentStatuses.Paused, StatusReason = $"{by}: {reason}" });

    public Task<AgentCard> Resume(string by) => Here(() => cluster.Agents[id] = cluster.Agents[id] with { Status = AgentStatuses.Active, StatusReason = "" });

    public Task Delete(string by) => Here(() => cluster.Agents.Remove(id));

    public Task<CommandResult> Post(PostCommand command) => Here(() =>
    {
        lock (_gate)
        {
            cluster.Commands.Add(command);
            if (cluster.NextResult is { } result)
            {
                return result;
            }

            var known = cluster.Effects.Find(effect => effect.AgentId == id && effect.Cause == command.Cause);
            if (known is not null)
            {
                return known.BodyHash == command.BodyHash
                    ? new CommandResult { Effect = known }
                    : new CommandResult { Problem = AgentProblemCodes.IdempotencyConflict, Detail = "The key came with another body. Use a new key." };
            }

            return new CommandResult { Effect = cluster.AddEffect(id, EffectState.Planned, command.Text ?? "", cause: command.Cause, bodyHash: command.BodyHash) };
        }
    });

    public Task<CommandResult> Interact(InteractionCommand command) => Here(() =>
    {
        cluster.Commands.Add(command);
        return new CommandResult { Effect = cluster.AddEffect(id, EffectState.Planned, "", command.Kind == SocialInteractionKind.Like ? EffectKind.Like : EffectKind.Repost, command.Cause, command.BodyHash) };
    });

    public Task<CommandResult> Trade(TradeCommand command) => Here(() =>
    {
        cluster.Commands.Add(command);
        return cluster.NextResult ?? new CommandResult { Effect = cluster.AddTrade(id, command) };
    });

    public Task<CommandResult> DeletePost(string effectId, string cause) => Here(() =>
    {
        cluster.Commands.Add((effectId, cause));
        return cluster.Effects.Exists(effect => effect.EffectId == effectId)
            ? new CommandResult { Effect = cluster.AddEffect(id, EffectState.Planned, "", EffectKind.Delete) }
            : new CommandResult { Problem = AgentProblemCodes.EffectNotFound, Detail = "There is no such effect." };
    });

    public Task<CommandResult> Review(ReviewCommand command) => Here(() =>
    {
        cluster.Commands.Add(command);
        var effect = cluster.Effects.Find(one => one.EffectId == command.EffectId)!;
        return effect.State switch
        {
            EffectState.Held when command.Verdict is "approve" or "edit" => new CommandResult { Effect = cluster.Change(effect, one => one with { State = EffectState.Attempting, Text = command.Text ?? one.Text }) },
            EffectState.Held when command.Verdict == "reject" => new CommandResult { Effect = cluster.Change(effect, one => one with { State = EffectState.Cancelled }) },
            EffectState.Unknown when command.Verdict == "sent" => new CommandResult { Effect = cluster.Change(effect, one => one with { State = EffectState.Confirmed, ExternalId = command.ExternalId }) },
            EffectState.Unknown when command.Verdict == "not_sent" => new CommandResult { Effect = cluster.Change(effect, one => one with { State = EffectState.Failed }) },
            _ => new CommandResult { Problem = AgentProblemCodes.EffectState, Detail = "Its state does not allow it." },
        };
    });

    public Task<List<EffectView>> GetOpenEffects() => Here(() => cluster.Effects.Where(effect => effect.AgentId == id).ToList());

    public Task<List<ScheduleView>> GetSchedule() => Here(() => new List<ScheduleView> { new() { Activity = "post", NextDue = FakeCluster.Moment, Rule = "every 1 to 2 h, UTC" } });

    public Task<PromptView> GetPrompt(string? topic) => Here(() => new PromptView
    {
        Messages = [new LlmMessage { Role = "system", Text = $"You are {id}. {topic}" }],
        DefinitionVersion = 1,
        Valence = 0.4,
        MoodInWords = "in good spirits",
        Relationships = [new RelationshipView { TargetId = "bo", IsAgent = true }],
    });

    public Task<DraftMaterial> GetDraftMaterial() => Here(() => new DraftMaterial { DefinitionJson = "{}", DefinitionVersion = 1 });

    public Task AccountChanged() => Here(() => { cluster.Commands.Add($"account changed: {id}"); return true; });

    private Task<T> Here<T>(Func<T> answer) =>
        cluster.Agents.ContainsKey(id) ? Task.FromResult(answer()) : Task.FromException<T>(new AgentNotFoundException(id));
}
