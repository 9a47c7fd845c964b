using Vauban.Adapters.Texts;
using Vauban.App.Cli;
using Vauban.Core.Model;
using Vauban.Core.Procurement;

namespace Vauban.App.Procurement;

/// <summary>What somebody asks of a joint procurement, as texts: for the command and for the workbench alike.</summary>
sealed record PoolQuestion
{
    public IReadOnlyList<string> Items { get; init; } = [];
    public IReadOnlyList<string> States { get; init; } = [];
    public DateOnly? From { get; init; }
    public DateOnly? To { get; init; }
    public double Early { get; init; }
    public double Late { get; init; }
    public Perimeter Perimeter { get; init; } = Perimeter.Defaults[0];
    public bool Inside { get; init; }
    public int Status { get; init; }
    public string Reading { get; init; } = "central";
    public IReadOnlyList<string> Excluded { get; init; } = [];
    public IReadOnlyList<string> Workshares { get; init; } = [];
    public string? FairReturn { get; init; }
    public bool AreInterchangeable { get; init; }
    public double? Variants { get; init; }
    public bool IsLeastLate { get; init; }
    public IReadOnlyList<PoolTransport> Transport { get; init; } = [];

    /// <summary>The settings of the engine.</summary>
    /// <exception cref="InputException">One cannot be; the message says why.</exception>
    public PoolOptions Of(Network network, Texts texts)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(texts);
        var (items, states) = Pool(network, Items, States, texts);
        foreach (var line in Excluded)
            if (!line.StartsWith("others:", StringComparison.Ordinal)) Known(texts, "line", line, [.. network.Lines.Where(l => items.Contains(network.Items[l.Item].Id)).Select(l => l.Id)]);
        int? months = null;
        if (To is { } last)
        {
            var first = From ?? network.Package.Head.AsOf ?? network.Demands.Where(d => states.Contains(d.Buyer)).Select(d => d.Start).Where(s => s is not null).Min() ?? throw new InputException(texts["capacity.plan.from"]);
            months = (last.Year - first.Year) * 12 + last.Month - first.Month + 1;
            if (months is < 1 or > 120) throw new InputException(texts["capacity.plan.months"]);
        }
        if (!IsWindow(Early) || !IsWindow(Late)) throw new InputException(texts["procurement.window"]);
        if (Variants is { } most && !(most >= 1 && most <= int.MaxValue && most == Math.Floor(most))) throw new InputException(texts["procurement.variants.least"]);
        return new()
        {
            Items = items, States = states, From = From, Months = months, Early = (int)Early, Late = (int)Late, Perimeter = Perimeter, Inside = Inside, Status = Status, Reading = ReadingOf(texts),
            Excluded = Excluded, Workshares = [.. Workshares.Select(w => Workshare(texts, w, states))], FairReturn = FairReturn is { } fair ? Band(texts, "--fair-return", fair, double.PositiveInfinity) : null,
            AreInterchangeable = AreInterchangeable, MostVariants = (int?)Variants, NobodyLater = !IsLeastLate, Transport = Transport,
        };
    }

    static bool IsWindow(double months) => months is >= 0 and <= 60 && months == Math.Floor(months);

    /// <summary>Items and buyers, checked; all buyers of the items where none is named.</summary>
    /// <exception cref="InputException">There is no such item or buyer, or nobody wants the item.</exception>
    public static (IReadOnlyList<string> Items, IReadOnlyList<string> States) Pool(Network network, IReadOnlyList<string> items, IReadOnlyList<string> states, Texts texts)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(states);
        ArgumentNullException.ThrowIfNull(texts);
        if (items.Count == 0) throw new InputException(texts["procurement.item.needed"]);
        foreach (var id in items) Known(texts, "item", id, [.. network.Items.Select(i => i.Id)]);
        var buyers = network.Demands.Where(d => items.Contains(network.Items[d.Item].Id)).Select(d => d.Buyer).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        if (buyers.Length == 0) throw new InputException(texts.Format("procurement.nobody", string.Join(", ", items)));
        foreach (var state in states) Known(texts, "state", state, buyers);
        return ([.. items], states.Count == 0 ? buyers : [.. states.Distinct(StringComparer.Ordinal)]);
    }

    Reading ReadingOf(Texts texts) => Reading.ToLowerInvariant() switch
    {
        "central" => Core.Model.Reading.Central,
        "pessimistic" => Core.Model.Reading.Pessimistic,
        "optimistic" => Core.Model.Reading.Optimistic,
        _ => throw new InputException(texts["procurement.reading"]),
    };

    static void Known(Texts texts, string what, string id, string[] known)
    {
        if (known.Contains(id)) return;
        throw new InputException(Spelling.Nearest(id, known) is { } near ? texts.Format($"procurement.{what}.nearest", id, near) : texts.Format($"procurement.{what}.unknown", id, string.Join(", ", known.Take(20))));
    }

    static WorkBand Workshare(Texts texts, string text, IReadOnlyList<string> states)
    {
        var at = text.IndexOf('=', StringComparison.Ordinal);
        if (at <= 0) throw new InputException(texts.Format("procurement.band", "--workshare", text));
        var state = text[..at].Trim();
        Known(texts, "state", state, [.. states]);
        var (least, most) = Band(texts, "--workshare", text[(at + 1)..], 1);
        return new(state, least, most);
    }

    static (double Least, double Most) Band(Texts texts, string option, string text, double most)
    {
        if (!Quantity.TryParse(text, out var band) || !band.IsKnown || band.Low < 0 || (band.High > 100 * most && !double.IsInfinity(band.High))) throw new InputException(texts.Format("procurement.band", option, text));
        return (double.IsInfinity(band.Low) ? 0 : band.Low / 100, Math.Min(most, band.High / 100));
    }
}
