using Microsoft.AspNetCore.Http;
using PuppetEngine.Emulators.Llm;

namespace PuppetEngine.Emulators.Control;

/// <summary>The LLM part of the control API.</summary>
internal sealed class LlmControl(LlmLedger ledger, ReplyScript script)
{
    public IResult Requests(int most) => ControlJson.Ok(new { total = ledger.Total, items = ledger.Read(most) });

    public IResult ClearRequests()
    {
        ledger.Clear();
        return Results.NoContent();
    }

    public IResult Replies() => ControlJson.Ok(new { items = script.Waiting });

    /// <summary>Adds scripted replies: one, a list, or <c>{"replies":[…]}</c>.</summary>
    public async Task<IResult> AddRepliesAsync(HttpRequest request)
    {
        var (replies, _) = await ControlJson.ReadListAsync<ScriptedReply>(request, "replies");
        return ControlJson.Ok(new { items = script.Add(replies) }, 201);
    }

    public IResult ClearReplies()
    {
        script.Clear();
        return Results.NoContent();
    }
}
