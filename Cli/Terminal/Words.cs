namespace PuppetEngine.Cli.Terminal;

/// <summary>Statuses with their colours.</summary>
internal static class Words
{
    /// <summary>A status of an agent or an effect, a publish mode or a world, coloured by what it means for the person.</summary>
    public static string Status(string? status)
    {
        var colour = status switch
        {
            "active" or "confirmed" or "ok" or "live" => "green",
            "held" or "paused" or "review" or "planned" or "attempting" => "yellow",
            "failed" or "unknown" or "needs_account" or "killed" or "attention" => "red",
            _ => "grey",
        };
        return $"[{colour}]{CliTerminal.Safe(status)}[/]";
    }

    /// <summary>A world: red when people see it.</summary>
    public static string World(string? world) =>
        string.IsNullOrEmpty(world) ? "[grey]-[/]" : world.StartsWith("live", StringComparison.Ordinal) ? "[red]live[/]" : "[grey]emulated[/]";
}
