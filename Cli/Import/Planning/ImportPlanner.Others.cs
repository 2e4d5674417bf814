using System.Text.Json.Nodes;
using PuppetEngine.Engine.Agents.Definitions;
using PuppetEngine.Grains.Abstractions.Access;
using PuppetEngine.Grains.Abstractions.Memory;

namespace PuppetEngine.Cli.Import.Planning;

/// <summary>What is neither agent nor memory: relationships, a token's state, processed ids.</summary>
internal sealed partial class ImportPlanner
{
    private void PlanRelationships(OldDocument document, string? agentName)
    {
        if (OldValue.Member(document.Body, "relationships") is not JsonObject { Count: > 0 } relationships)
        {
            return;
        }

        var place = $"{document.Place}, relationships";
        if (KeyOf(agentName) is not { } key || !_agents.TryGetValue(key, out var agent))
        {
            relationships.ToList().ForEach(one => Refuse("relationship", document.File, $"{place}.{one.Key}", "There is no file of its agent among what is imported. Import the agent's file together with its memory."));
            return;
        }

        foreach (var (target, value) in relationships)
        {
            if (value is not JsonObject || _credentials.In(value.ToJsonString()))
            {
                Refuse("relationship", document.File, $"{place}.{target}", value is JsonObject ? "It holds what looks like a key or a token (not shown here). Take it out." : "It is no relationship: an object with sentiment, familiarity and trust.");
                continue;
            }

            if (agent.Body["initial_memory"] is not JsonObject initial)
            {
                agent.Body["initial_memory"] = initial = [];
            }

            if (initial["relationships"] is not JsonObject own)
            {
                initial["relationships"] = own = [];
            }

            if (!own.TryAdd(target, value.DeepClone()))
            {
                Tally("relationship").Merged++;
                continue;
            }

            Tally("relationship").Kept++;
            _relationships[key] = _relationships.GetValueOrDefault(key) + 1;
        }
    }

    private void PlanToken(OldDocument document)
    {
        var name = Path.GetFileNameWithoutExtension(document.File);
        var agent = document.Text("agentId") ?? (name.EndsWith("-token-state", StringComparison.Ordinal) ? name[..^"-token-state".Length] : null);
        if (agent is not null && KeyOf(agent) is { } key && !_agents.ContainsKey(key) && _agents.ContainsKey(key + "-agent"))
        {
            // The original called one agent's file by the first half of its id.
            agent = key + "-agent";
        }

        if (document.Text("tokenMintAddress") is not { Length: > 0 } mint || OldValue.Member(document.Body, "tokenLaunched")?.ToJsonString() != "true")
        {
            Tally("token state").NotNeeded++;
            _notes.Add($"{document.File}, {document.Place}: no token was launched, so there is nothing to remember.");
            return;
        }

        var launched = OldValue.Time(OldValue.Member(document.Body, "launchDate"), _now) ?? OldValue.Time(OldValue.Member(document.Body, "lastUpdated"), _now);
        var memory = new OldMemory(agent, MemoryKinds.Semantic, $"A token was launched in my name; its mint address is {mint}.", Provenance.Operator, 0.7, 0, launched, null, [], document.File, document.Place);
        if (Problem(memory, out var owner) is { } problem)
        {
            Refuse("token state", document.File, document.Place, problem);
            return;
        }

        Plan(owner, memory, "token state");
    }

    private void CountProcessed(IEnumerable<OldDocument> documents)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (var document in documents)
        {
            var number = 0;
            foreach (var item in (JsonArray)document.Body!)
            {
                var id = OldValue.Text(item);
                if (id is not { Length: > 0 and <= 20 } || !id.All(char.IsAsciiDigit))
                {
                    Refuse("processed id", document.File, $"{document.Place}, [{number}]", "It is no id of a tweet: digits in quotes.");
                }
                else if (seen.Add(id))
                {
                    Tally("processed id").NotNeeded++;
                }
                else
                {
                    Tally("processed id").Merged++;
                }

                number++;
            }
        }

        if (seen.Count > 0)
        {
            _notes.Add("Processed ids are not needed: an account's mentions are read from one minute before its agent came into being here, so what the old engine answered is never seen. Stop the old engine first.");
        }
    }
}
