using System.Text;
using PuppetEngine.Engine.Events;
using PuppetEngine.Grains.Abstractions.Events;

namespace PuppetEngine.Tests.Engine.Events;

public sealed class EventIntakeTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    private static EventDraft Draft() => new() { Cause = "k", Source = "api:ops", Type = "news", Data = """{"headline":"Fog"}""", Targets = ["ada"] };

    [Fact]
    public void An_event_that_is_due_in_the_past_happens_now()
    {
        Assert.Equal(Now, EventIntake.Read(Draft() with { Due = Now.AddDays(-1) }, Now).Event!.Due);
        Assert.Equal(Now.AddHours(1), EventIntake.Read(Draft() with { Due = Now.AddHours(1) }, Now).Event!.Due);
    }

    [Fact]
    public void What_is_wrong_is_named()
    {
        Assert.Equal("type", EventIntake.Read(Draft() with { Type = "News!" }, Now).Refusal.Field);
        Assert.Equal("target_agent_ids", EventIntake.Read(Draft() with { Targets = [.. Enumerable.Range(1, 1001).Select(i => $"a{i}")] }, Now).Refusal.Field);
        Assert.Equal("tag", EventIntake.Read(Draft() with { Tag = "harbour" }, Now).Refusal.Field);
        Assert.Equal("due_at", EventIntake.Read(Draft() with { Due = Now.AddYears(2) }, Now).Refusal.Field);
        Assert.Equal("data.headline", EventIntake.Read(Draft() with { Data = "{}" }, Now).Refusal.Field);
    }

    [Fact]
    public void A_repetition_is_the_same_event_whatever_the_order_of_its_targets()
    {
        var made = EventIntake.Read(Draft() with { Targets = ["ada", "bea"] }, Now).Event!;

        Assert.True(EventIntake.IsSame(made, Draft() with { Targets = ["bea", "ada", "ada"] }));
        Assert.False(EventIntake.IsSame(made, Draft()));
        Assert.False(EventIntake.IsSame(made, Draft() with { Targets = ["ada", "bea"], Data = """{"headline":"Sun"}""" }));
    }

    [Fact]
    public void A_webhooks_body_never_says_whom_it_reaches()
    {
        var rule = new WebhookRule { Tag = "traders" };
        var (shaped, _) = rule.Read("desk", "d1", Encoding.UTF8.GetBytes("""{"type":"market","timestamp":"x","data":{"description":"Up."},"tag":"all","targets":["mira"],"priority":"critical"}"""));
        var (plain, _) = rule.Read("desk", "d2", Encoding.UTF8.GetBytes("""{"job":7}"""));

        Assert.Equal(("market", """{"description":"Up."}""", "traders", EventPriority.Normal, 0), (shaped!.Type, shaped.Data, shaped.Tag, shaped.Priority, shaped.Targets.Count));
        Assert.Equal(("webhook.desk", """{"job":7}""", "webhook:desk"), (plain!.Type, plain.Data, plain.Source));
        Assert.Contains("JSON", rule.Read("desk", "d3", Encoding.UTF8.GetBytes("<x/>")).Problem);
        Assert.Contains("object", rule.Read("desk", "d3", Encoding.UTF8.GetBytes("[1]")).Problem);
    }
}
