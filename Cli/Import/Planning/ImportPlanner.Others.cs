using System.Globalization;
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
        if (KeyOf(agentName) is not { } key || _refusedAgents.Contains(key))
        {
            relationships.ToList().ForEach(one => Refuse("relationship", document.File, $"{place}.{one.Key}", "It names no agent, or one whose file is refused. Mend that first."));
            return;
        }

        foreach (var (target, value) in relationships)
        {
            if (value is not JsonObject || _credentials.In(value.ToJsonString()))
            {
                Refuse("relationship", document.File, $"{place}.{target}", value is JsonObject ? "It holds what looks like a key or a token (not shown here). Take it out." : "It is no relationship: an object with sentiment, familiarity and trust.");
                continue;
            }

            var initial = InitialMemoryOf(key);
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

    // What was answered longer ago is never read: mentions are read from a minute before an agent came into being here. So many are more than
    // a minute has.
    private void PlanProcessed(IEnumerable<OldDocument> documents)
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
                else if (!seen.Add(id))
                {
                    Tally("processed id").Merged++;
                }

                number++;
            }
        }

        // Ids grow with time; a longer one is a later one.
        List<string> newest = [.. seen.OrderByDescending(id => id.Length).ThenByDescending(id => id, StringComparer.Ordinal).Take(MostAnswered)];
        List<string> agents = [.. _agents.Keys.Union(_memories.Keys, StringComparer.Ordinal).Union(_without.Keys, StringComparer.Ordinal)];
        if (seen.Count == 0 || agents.Count == 0)
        {
            Tally("processed id").NotNeeded += seen.Count;
            return;
        }

        Tally("processed id").Kept += newest.Count;
        Tally("processed id").NotNeeded += seen.Count - newest.Count;
        foreach (var initial in agents.Select(InitialMemoryOf))
        {
            var own = (initial["answered_mentions"] as JsonArray ?? []).Select(OldValue.Text).OfType<string>();
            initial["answered_mentions"] = new JsonArray([.. own.Union(newest, StringComparer.Ordinal).Select(id => JsonValue.Create(id))]);
        }

        _notes.Add(string.Create(CultureInfo.InvariantCulture, $"Mentions that the old engine answered are not answered again: their newest ids (at most {MostAnswered}) go with each agent, which also reads none from before it came here. Stop the old engine first."));
    }

    /// <summary>The initial memory of an agent's file; of one that has no file here, what the engine's own is to be completed with.</summary>
    private JsonObject InitialMemoryOf(string agent)
    {
        if (!_agents.TryGetValue(agent, out var planned))
        {
            return _without.TryGetValue(agent, out var known) ? known : _without[agent] = [];
        }

        if (planned.Body["initial_memory"] is not JsonObject initial)
        {
            planned.Body["initial_memory"] = initial = [];
        }

        return initial;
    }
}
