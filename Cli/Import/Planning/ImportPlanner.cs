using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using PuppetEngine.Cli.Import.Reading;
using PuppetEngine.Engine.Agents.Definitions;
using PuppetEngine.Engine.Agents.Effects;
using PuppetEngine.Gateway.Api.Memory;
using PuppetEngine.Grains.Abstractions.Access;
using PuppetEngine.Grains.Abstractions.Memory;

namespace PuppetEngine.Cli.Import.Planning;

/// <summary>Makes a plan of what was read. Pure: it neither reads nor sends.</summary>
internal sealed partial class ImportPlanner
{
    /// <summary>Characters of a memory at most; the gateway's own limit.</summary>
    public const int MaxContent = 8000;

    /// <summary>Ids of answered mentions that go with an agent, at most.</summary>
    public const int MostAnswered = 500;

    private readonly DateTimeOffset _now;
    private readonly SortedDictionary<string, ImportTally> _tallies = new(StringComparer.Ordinal);
    private readonly List<ImportRefusal> _refusals = [];
    private readonly List<string> _notes = [];
    private readonly SortedDictionary<string, (OldDocument Document, ParsedDefinition Parsed, JsonObject Body)> _agents = new(StringComparer.Ordinal);
    private readonly HashSet<string> _refusedAgents = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _relationships = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, Dictionary<string, MemoryRecord>> _memories = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Agent, string OldId), string> _ids = [];

    // Of agents without a file here, for those that the engine has already.
    private readonly SortedDictionary<string, JsonObject> _without = new(StringComparer.Ordinal);
    private Credentials _credentials = new([]);
    private int _withoutTime;

    private ImportPlanner(DateTimeOffset now) => _now = now;

    /// <summary>The plan.</summary>
    /// <param name="files">What was read.</param>
    /// <param name="now">The moment; what has no time of its own happened then.</param>
    public static ImportPlan Plan(OldFiles files, DateTimeOffset now) => new ImportPlanner(now).Run(files);

    private ImportPlan Run(OldFiles files)
    {
        var byShape = files.Documents.ToLookup(OldShapes.Of);
        PlanAgents(byShape[OldShape.Agent]);
        foreach (var document in byShape[OldShape.AgentMemory])
        {
            var agent = document.Text("agentId") ?? Path.GetFileNameWithoutExtension(document.File);
            PlanMemories(OldMemory.OfAgent(document, agent, _now));
            PlanRelationships(document, agent);
        }

        PlanMemories(byShape[OldShape.Tweet].Select(document => OldMemory.OfTweet(document, _now)));
        PlanMemories(byShape[OldShape.MemoryItem].Select(document => OldMemory.OfPort(document, _now)));
        foreach (var document in byShape[OldShape.TokenState])
        {
            PlanToken(document);
        }

        PlanProcessed(byShape[OldShape.ProcessedIds]);
        foreach (var document in byShape[OldShape.Unknown])
        {
            Refuse("record", document.File, document.Place, "It is none of the original's records: an agent, a memory, a tweet, a token's state.");
        }

        if (_withoutTime > 0)
        {
            _notes.Add(string.Create(CultureInfo.InvariantCulture, $"{_withoutTime} memories have no time that can be read; they take the time of the import."));
        }

        List<PlannedAgent> agents = [.. _agents.Select(agent => new PlannedAgent(agent.Key, agent.Value.Body, agent.Value.Parsed.Credentials.Count, _relationships.GetValueOrDefault(agent.Key)))];
        if (agents.Sum(agent => agent.Credentials) is var credentials and > 0)
        {
            _notes.Add(string.Create(CultureInfo.InvariantCulture, $"{credentials} sets of credentials stand in the agents' files; they go into the secret store, for which the key needs the scope admin."));
        }

        var memories = _memories.ToDictionary(agent => agent.Key, agent => Associated(agent.Key, agent.Value), StringComparer.Ordinal);
        var initial = _without.Concat(_agents.Where(agent => agent.Value.Body["initial_memory"] is JsonObject).Select(agent => KeyValuePair.Create(agent.Key, (JsonObject)agent.Value.Body["initial_memory"]!)))
            .ToDictionary(StringComparer.Ordinal);
        return new ImportPlan(IdOf(agents, memories, _without), agents, memories, initial, _tallies, _refusals, _notes, files.LeftAside);
    }

    private void PlanAgents(IEnumerable<OldDocument> documents)
    {
        foreach (var document in documents)
        {
            var parsed = AgentDefinitionParser.Parse(document.Source ?? document.Body!.ToJsonString(), Path.GetFileName(document.File));
            if (parsed.Definition is null)
            {
                var problem = parsed.Problems.First(problem => problem.Fatal);
                _refusedAgents.Add(parsed.AgentId);
                Refuse("agent", document.File, string.Create(CultureInfo.InvariantCulture, $"line {problem.Line}"), problem.Message);
            }
            else if (new Credentials([]).In(parsed.CanonicalJson))
            {
                _refusedAgents.Add(parsed.AgentId);
                Refuse("agent", document.File, document.Place, "A text of it holds what looks like a key or a token, which would stand in prompts. Take it out; credentials have fields of their own, as twitter_credentials.");
            }
            else
            {
                PlanAgent(document, parsed);
            }
        }

        _credentials = new Credentials(_agents.Values.SelectMany(agent => agent.Parsed.Credentials.Values));
    }

    private void PlanAgent(OldDocument document, ParsedDefinition parsed)
    {
        var body = (JsonObject)document.Body!.DeepClone();
        if (OldValue.Text(body["id"]) is { } spelt && spelt != parsed.AgentId)
        {
            // The id as the file spells it stays readable as the name.
            body["name"] ??= spelt;
            body["id"] = parsed.AgentId;
            _notes.Add($"The id '{spelt}' is no key here; the agent is called '{parsed.AgentId}'.");
        }

        if (_agents.TryAdd(parsed.AgentId, (document, parsed, body)))
        {
            Tally("agent").Kept++;
        }
        else if (JsonNode.DeepEquals(_agents[parsed.AgentId].Body, body))
        {
            Tally("agent").Merged++;
        }
        else
        {
            Refuse("agent", document.File, document.Place, $"{_agents[parsed.AgentId].Document.File} defines '{parsed.AgentId}' already, in another way. Leave one of the files out.");
        }
    }

    private void PlanMemories(IEnumerable<OldMemory> memories)
    {
        foreach (var memory in memories)
        {
            if (Problem(memory, out var agent) is { } problem)
            {
                Refuse("memory", memory.File, memory.Place, problem);
                continue;
            }

            Plan(agent, memory, "memory");
        }
    }

    private void Plan(string agent, OldMemory memory, string what)
    {
        // The id that a definition's own memories have: what stands in both is one memory.
        var id = EffectId.From(agent, $"initial:{memory.Kind}:{memory.Content}");
        if (memory.OldId is { Length: > 0 } old)
        {
            _ids[(agent, old)] = id;
        }

        if (!_memories.TryGetValue(agent, out var known))
        {
            _memories[agent] = known = new(StringComparer.Ordinal);
        }

        var record = new MemoryRecord(id, memory.Kind, memory.Content!, memory.At ?? _now, memory.Importance, memory.Valence, memory.Provenance, memory.OldAssociations);
        if (known.TryGetValue(id, out var before))
        {
            Tally(what).Merged++;
            known[id] = before with
            {
                At = before.At < record.At ? before.At : record.At,
                Importance = Math.Max(before.Importance, record.Importance),
                Associations = [.. (before.Associations ?? []).Union(record.Associations ?? [], StringComparer.Ordinal)],
            };
            return;
        }

        known[id] = record;
        Tally(what).Kept++;
        _withoutTime += memory.At is null ? 1 : 0;
    }

    private string? Problem(OldMemory memory, out string agent)
    {
        agent = "";
        if (KeyOf(memory.Agent) is not { } key)
        {
            return "It names no agent, or one whose name can be no id here.";
        }

        agent = key;
        return memory.Content switch
        {
            _ when _refusedAgents.Contains(key) => $"The file of its agent '{key}' is refused. Mend that first.",
            null => "It has no text.",
            var text when string.IsNullOrWhiteSpace(text) => "Its text is empty.",
            { Length: > MaxContent } text => string.Create(CultureInfo.InvariantCulture, $"It has {text.Length} characters, and a memory {MaxContent} at most. Shorten or split it; nothing is cut off silently."),
            var text when text.Contains('\0', StringComparison.Ordinal) => "It holds a NUL character. Take that out.",
            var text when _credentials.In(text) => "It holds what looks like a key or a token (not shown here). Take it out, and replace that key where it was issued.",
            _ => null,
        };
    }

    // Related memories are named by their ids here; those that did not come along are dropped.
    private IReadOnlyList<MemoryRecord> Associated(string agent, Dictionary<string, MemoryRecord> records) =>
    [
        .. records.Values.OrderBy(record => record.At).ThenBy(record => record.Id, StringComparer.Ordinal).Select(record => record with
        {
            Associations = [.. (record.Associations ?? []).Select(old => _ids.GetValueOrDefault((agent, old))).OfType<string>().Where(id => id != record.Id).Distinct(StringComparer.Ordinal).Take(200)],
        }),
    ];

    private static string? KeyOf(string? id) => id is null || AgentIdMapping.IsPath(id) ? null : AgentIdMapping.ToKey(id);

    private ImportTally Tally(string what) => _tallies.TryGetValue(what, out var tally) ? tally : _tallies[what] = new ImportTally();

    private void Refuse(string what, string file, string place, string reason)
    {
        Tally(what).Refused++;
        _refusals.Add(new ImportRefusal(file, place, what, reason));
    }

    private static string IdOf(IEnumerable<PlannedAgent> agents, Dictionary<string, IReadOnlyList<MemoryRecord>> memories, IEnumerable<KeyValuePair<string, JsonObject>> without)
    {
        var text = new StringBuilder();
        foreach (var agent in agents)
        {
            text.Append(agent.Id).Append('\n').Append(agent.Document.ToJsonString()).Append('\n');
        }

        foreach (var (agent, initial) in without)
        {
            text.Append(agent).Append('\n').Append(initial.ToJsonString()).Append('\n');
        }

        foreach (var id in memories.OrderBy(agent => agent.Key, StringComparer.Ordinal).SelectMany(agent => agent.Value.Select(record => $"{agent.Key}/{record.Id}").Order(StringComparer.Ordinal)))
        {
            text.Append(id).Append('\n');
        }

        return "i" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 8));
    }
}
