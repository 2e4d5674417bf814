using PuppetEngine.Emulators.Llm.Wire;

namespace PuppetEngine.Emulators.Llm;

/// <summary>Scripted or recorded replies, given in the order they were set, each to the first request that fits it.</summary>
internal sealed class ReplyScript
{
    private readonly Lock _gate = new();
    private readonly List<(ScriptedReply Reply, int Left)> _replies = [];
    private int _nextId;

    public List<ScriptedReply> Waiting
    {
        get
        {
            lock (_gate)
            {
                return [.. _replies.Select(r => r.Reply)];
            }
        }
    }

    public List<ScriptedReply> Add(IReadOnlyList<ScriptedReply> replies)
    {
        lock (_gate)
        {
            var added = replies.Select(r => r.Id.Length > 0 ? r : r with { Id = $"reply-{++_nextId}" }).ToList();
            _replies.AddRange(added.Select(r => (r, r.Times)));
            return added;
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _replies.Clear();
        }
    }

    public ChatReply? Take(string provider, ChatRequest request)
    {
        lock (_gate)
        {
            var index = _replies.FindIndex(r => r.Reply.Fits(provider, request));
            if (index < 0)
            {
                return null;
            }

            var (reply, left) = _replies[index];
            if (left == 1)
            {
                _replies.RemoveAt(index);
            }
            else if (left > 1)
            {
                _replies[index] = (reply, left - 1);
            }

            return reply.ToReply();
        }
    }
}
