using System.Text.Json;

namespace PuppetEngine.Emulators.Llm.Schema;

/// <summary>Numbers within a schema's bounds.</summary>
internal static class SchemaNumbers
{
    public static long Integer(JsonElement schema, string name, ulong salt)
    {
        var (least, most) = Bounds(schema, name, whole: true);
        var low = (long)Math.Ceiling(least);
        var high = (long)Math.Max(low, Math.Floor(most));
        if (SchemaView.Real(schema, "multipleOf") is { } step and >= 1)
        {
            var first = (long)Math.Ceiling(low / step);
            var last = Math.Max(first, (long)Math.Floor(high / step));
            return (long)(step * Draw(first, last, salt));
        }

        return Draw(low, high, salt);
    }

    public static decimal Number(JsonElement schema, string name, ulong salt)
    {
        var (least, most) = Bounds(schema, name, whole: false);
        if (SchemaView.Real(schema, "multipleOf") is { } step and > 0)
        {
            var first = (long)Math.Ceiling(least / step);
            var last = Math.Max(first, (long)Math.Floor(most / step));
            return (decimal)step * Draw(first, last, salt);
        }

        var value = least + ((most - least) * StableHash.Unit(StableHash.Mix(salt)));
        var rounded = Math.Round(value, 2);
        return (decimal)(rounded > least && rounded < most ? rounded : value);
    }

    private static long Draw(long low, long high, ulong salt)
    {
        var span = (ulong)Math.Min(high - low, 1_000_000) + 1;
        return low + (long)(StableHash.Mix(salt) % span);
    }

    private static (double Least, double Most) Bounds(JsonElement schema, string name, bool whole)
    {
        var gap = whole ? 1 : 1e-9;
        var least = SchemaView.Real(schema, "minimum");
        var most = SchemaView.Real(schema, "maximum");
        if (SchemaView.Real(schema, "exclusiveMinimum") is { } above)
        {
            least = Math.Max(least ?? double.MinValue, whole ? Math.Floor(above) + 1 : above + Math.Max(gap, Math.Abs(above) * gap));
        }

        if (SchemaView.Real(schema, "exclusiveMaximum") is { } below)
        {
            most = Math.Min(most ?? double.MaxValue, whole ? Math.Ceiling(below) - 1 : below - Math.Max(gap, Math.Abs(below) * gap));
        }

        var usual = whole || SchemaNames.IsCount(name) ? 10.0 : 1.0;
        return (least ?? Math.Min(0, (most ?? usual) - usual), most ?? Math.Max(usual, (least ?? 0) + usual));
    }
}
