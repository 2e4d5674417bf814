using System.Text.RegularExpressions;

namespace PuppetEngine.Engine.Llm.Pricing;

/// <summary>
/// Prices by provider, model and day. A model that is not in it is charged at the dearest prices of the whole table, and says so: a
/// budget may stop too early, never too late. The provider's own date at a model's end (<c>gpt-5-mini-2025-08-07</c>) does not count.
/// </summary>
public sealed partial class PriceTable
{
    private readonly Dictionary<(string Provider, string Model), List<ModelPrice>> _rows = [];
    private readonly List<ModelPrice> _all;

    /// <summary>A table of rows; of two rows for the same provider, model and day the later one counts, so that configuration overrides.</summary>
    /// <exception cref="ArgumentException">A price is negative.</exception>
    public PriceTable(IEnumerable<ModelPrice> rows)
    {
        foreach (var row in rows)
        {
            if (row.Input < 0 || row.Output < 0 || row.CachedInput < 0 || row.LongFactor < 1)
            {
                throw new ArgumentException($"The price of '{row.Model}' is negative or its factor is below 1; correct its row in Puppet:Llm:Prices.");
            }

            var list = Rows(LlmProviderNames.Canonical(row.Provider), row.Model.ToLowerInvariant());
            list.RemoveAll(other => other.ValidFrom == row.ValidFrom);
            list.Add(row);
        }

        foreach (var list in _rows.Values)
        {
            list.Sort(static (a, b) => a.ValidFrom.CompareTo(b.ValidFrom));
        }

        _all = [.. _rows.Values.SelectMany(static list => list)];
    }

    /// <summary>The number of models with a price.</summary>
    public int Count => _rows.Count;

    /// <summary>The price of a model on a day; null when the table does not know it.</summary>
    public ModelPrice? Find(string provider, string model, DateOnly day)
    {
        var name = model.Trim().ToLowerInvariant();
        var list = Known(provider, name) ?? Known(provider, DateAtEnd().Replace(name, ""));

        // Before its first day a model costs what it will: its name was not known earlier.
        return list?.LastOrDefault(row => row.ValidFrom <= day) ?? list?[0];
    }

    /// <summary>What tokens cost on a day.</summary>
    /// <param name="provider">The provider's name.</param>
    /// <param name="model">The model's name.</param>
    /// <param name="promptTokens">Tokens of the prompt, cached ones included.</param>
    /// <param name="cachedTokens">Those of them that were cached.</param>
    /// <param name="completionTokens">Tokens written and billed, reasoning included.</param>
    /// <param name="day">The UTC day.</param>
    public LlmCost Cost(string provider, string model, long promptTokens, long cachedTokens, long completionTokens, DateOnly day)
    {
        var price = Find(provider, model, day);
        return new LlmCost(LlmCost.Of(price ?? Dearest(day), promptTokens, cachedTokens, completionTokens), price is null);
    }

    /// <summary>The most tokens that may be written for an amount, with nothing of the prompt cached; below 0 when the prompt alone costs more.</summary>
    public long AffordableOutput(string provider, string model, long promptTokens, long microDollars, DateOnly day)
    {
        var price = Find(provider, model, day) ?? Dearest(day);
        var factor = price.LongAbove is { } above && promptTokens > above ? price.LongFactor : 1m;
        var left = (microDollars / factor) - (promptTokens * price.Input);
        if (left < 0)
        {
            return -1;
        }

        return price.Output == 0 ? long.MaxValue : (long)Math.Min(long.MaxValue, Math.Floor(left / price.Output));
    }

    private ModelPrice Dearest(DateOnly day)
    {
        // An empty table would make everything free; charge a hundred dollars instead.
        var current = _all.Where(row => row.ValidFrom <= day).DefaultIfEmpty(new ModelPrice { Model = "", ValidFrom = day, Input = 100, Output = 100 }).ToList();
        return new ModelPrice
        {
            Model = "",
            ValidFrom = day,
            Input = current.Max(static row => row.Input * (row.LongAbove is null ? 1 : row.LongFactor)),
            Output = current.Max(static row => row.Output * (row.LongAbove is null ? 1 : row.LongFactor)),
        };
    }

    private List<ModelPrice>? Known(string provider, string model)
    {
        var canonical = LlmProviderNames.Canonical(provider);
        // Azure sells OpenAI's models at OpenAI's prices.
        return _rows.GetValueOrDefault((canonical, model))
            ?? (canonical == "azure" ? _rows.GetValueOrDefault(("openai", model)) : null)
            ?? _rows.GetValueOrDefault(("", model));
    }

    private List<ModelPrice> Rows(string provider, string model)
    {
        if (!_rows.TryGetValue((provider, model), out var list))
        {
            _rows.Add((provider, model), list = []);
        }

        return list;
    }

    [GeneratedRegex(@"-(?:\d{4}-\d{2}-\d{2}|\d{8}|\d{4}|latest)$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 200)]
    private static partial Regex DateAtEnd();
}
