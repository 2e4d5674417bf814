using System.Globalization;

namespace PuppetEngine.Providers.Storage.Sql;

/// <summary>Cursors over (time, id), newest first. One row more than asked for is read, to know whether there is a next page.</summary>
internal static class Pages
{
    /// <summary>The cursor after a row.</summary>
    internal static string Cursor(long atMs, string id) => string.Create(CultureInfo.InvariantCulture, $"{atMs}.{id}");

    /// <summary>What a cursor stands for; beyond every row when there is none.</summary>
    /// <exception cref="ArgumentException">It was not made by <see cref="Cursor"/>.</exception>
    internal static (long AtMs, string Id) ReadCursor(string? cursor)
    {
        if (cursor is null)
        {
            return (long.MaxValue, "");
        }

        var dot = cursor.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && long.TryParse(cursor.AsSpan(0, dot), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var atMs)
            ? (atMs, cursor[(dot + 1)..])
            : throw new ArgumentException("The cursor is not one that a page ended with. Begin again without a cursor.", nameof(cursor));
    }

    /// <summary>Drops the row beyond the limit; whether there was one.</summary>
    internal static bool Cut<T>(List<T> items, int limit)
    {
        var more = items.Count > limit;
        if (more)
        {
            items.RemoveRange(limit, items.Count - limit);
        }

        return more;
    }
}
