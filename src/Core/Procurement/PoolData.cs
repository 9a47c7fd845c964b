using Vauban.Core.Model;
using Vauban.Core.Output;

namespace Vauban.Core.Procurement;

/// <summary>What a joint procurement is about, as arrays: who wants what, and who can deliver it.</summary>
sealed class PoolData
{
    const int LongestDefault = 36;

    readonly List<Finding> _findings = [];
    readonly ControlGraph _control;

    internal PoolData(Network network, PoolOptions options)
    {
        (Network, Options) = (network, options);
        _control = new(network);
        Items = [.. options.Items.Select(id => network.Items.FirstOrDefault(i => i.Id == id)?.Index ?? throw new ArgumentException($"There is no item {id}.", nameof(options))).Distinct().Order()];
        var rows = network.Demands.Where(d => Items.Contains(d.Item)).ToArray();
        var buyers = rows.Select(d => d.Buyer).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        foreach (var state in options.States)
            if (!buyers.Contains(state)) throw new ArgumentException($"{state} wants none of it.", nameof(options));
        States = options.States.Count == 0 ? buyers : [.. options.States.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        foreach (var band in options.Workshares)
            if (!States.Contains(band.State)) throw new ArgumentException($"{band.State} is none of those that buy together.", nameof(options));
        Demands = [.. rows.Where(d => States.Contains(d.Buyer))];
        if (Demands.Length == 0) throw new ArgumentException("Nobody wants any of it.", nameof(options));
        var first = options.From ?? network.Package.Head.AsOf ?? Demands.Select(d => d.Start).Where(d => d is not null).Min() ?? new DateOnly(2026, 1, 1);
        First = new(first.Year, first.Month, 1);
        var last = Demands.Select(d => d.End).Max();
        Wanted = options.Months ?? Math.Clamp(last is { } end ? (end.Year - First.Year) * 12 + end.Month - First.Month + 1 : 12, 1, LongestDefault);
        Months = Wanted + options.Late;
        Pooled = Pool();
        Wants = ReadWants();
        Sources = ReadSources();
        Weight = [.. Sources.Select(s => s.UnitCost ?? MeanCost())];
        Ways = [.. Sources.Select(s => States.Select(b => options.Transport.LastOrDefault(t => (t.Line == "*" || t.Line == s.Id) && (t.Buyer == "*" || t.Buyer == b)) ?? new PoolTransport(s.Id, b, 0, 0)).ToArray())];
        OthersWant = [.. Enumerable.Range(0, Months).Select(m => rows.Where(d => !States.Contains(d.Buyer) && d.Rate.IsKnown).Sum(d => Finite(d.Rate, options.Reading) * Part(d, m)))];
        if (options.Workshares.Sum(b => b.Least) > 1 + 1e-9) Find("W-POOL-06", Severity.Warning, Quantity.Text(Math.Round(100 * options.Workshares.Sum(b => b.Least), 6)));
    }

    internal Network Network { get; }
    internal PoolOptions Options { get; }
    internal int[] Items { get; }
    internal string[] States { get; }
    internal Demand[] Demands { get; }
    internal DateOnly First { get; }

    /// <summary>Months in which something is wanted.</summary>
    internal int Wanted { get; }

    /// <summary>Months in which something may be delivered.</summary>
    internal int Months { get; }

    internal PooledDemand[] Pooled { get; }
    internal PoolWant[] Wants { get; }
    internal PoolSource[] Sources { get; }

    /// <summary>EUR per unit before learning, per source: what shares of the work are measured by.</summary>
    internal double[] Weight { get; }

    /// <summary>Transport, per source and state.</summary>
    internal PoolTransport[][] Ways { get; }

    /// <summary>What buyers outside the pool want, per month.</summary>
    internal double[] OthersWant { get; }

    internal IReadOnlyList<Finding> Findings => _findings;

    /// <summary>True where a source may serve a want.</summary>
    internal bool Serves(PoolSource source, PoolWant want) => Options.AreInterchangeable || source.Item == want.Item;

    // What nobody states a price for is weighed like the mean of the rest, so that shares of the work can be told at all.
    double MeanCost()
    {
        var known = Sources.Where(s => s.UnitCost is > 0).Select(s => s.UnitCost!.Value).ToArray();
        return known.Length == 0 ? 1 : known.Average();
    }

    void Find(string code, Severity severity, params string[] values) => _findings.Add(new(code, severity, new Place(), values));

    // Part of a month in which a demand holds, by days of the calendar month.
    double Part(Demand demand, int month) => Covered(demand.Start, demand.End, month);

    double Covered(DateOnly? start, DateOnly? end, int month)
    {
        var (from, to) = (First.AddMonths(month), First.AddMonths(month + 1).AddDays(-1));
        var days = to.DayNumber - from.DayNumber + 1;
        var begin = start is { } s && s > from ? s : from;
        var stop = end is { } e && e < to ? e : to;
        return Math.Max(0, stop.DayNumber - begin.DayNumber + 1) / (double)days;
    }

    static double Finite(Quantity quantity, Reading reading) => Math.Max(0, double.IsInfinity(quantity.Need(reading)) ? quantity.Central : quantity.Need(reading));

    PooledDemand[] Pool()
    {
        var list = new List<PooledDemand>();
        foreach (var item in Items)
            foreach (var certainty in Certainties)
            {
                var rows = Demands.Where(d => d.Item == item && d.Certainty == certainty && d.Rate.IsKnown).ToArray();
                if (rows.Length == 0) continue;
                for (var m = 0; m < Wanted; m++)
                {
                    var parts = rows.Select(d => (d.Rate, Part: Part(d, m))).Where(d => d.Part > 0).ToArray();
                    if (parts.Length > 0)
                        list.Add(new(item, m, certainty, parts.Sum(d => Math.Max(0, d.Rate.Low) * d.Part), parts.Sum(d => d.Rate.Central * d.Part), parts.Sum(d => d.Rate.High * d.Part)));
                }
            }
        return [.. list];
    }

    internal static IReadOnlyList<string> Certainties { get; } = ["firm", "option", "intention"];

    // A priority of one state is nobody else's business unless it was declared public: else a late unit weighs by its certainty alone.
    PoolWant[] ReadWants()
    {
        var list = new List<PoolWant>();
        foreach (var unknown in Demands.Where(d => !d.Rate.IsKnown)) Find("N-POOL-01", Severity.Note, unknown.Buyer, Network.Items[unknown.Item].Id);
        foreach (var group in Demands.Where(d => d.Rate.IsKnown).GroupBy(d => (State: Array.IndexOf(States, d.Buyer), d.Item, Certainty: Certainties.ToList().IndexOf(d.Certainty), Priority: Declared(d))).OrderBy(g => g.Key))
        {
            var due = Enumerable.Range(0, Wanted).Select(m => group.Sum(d => Finite(d.Rate, Options.Reading) * Part(d, m))).ToArray();
            if (due.Sum() <= 0) continue;
            var weight = (group.Key.Certainty switch { 0 => 1, 1 => Options.OptionWeight, _ => Options.IntentionWeight }) / (group.Key.Priority ?? 1);
            list.Add(new(list.Count, group.Key.State, group.Key.Item, Certainties[group.Key.Certainty], weight, due) { Rows = [.. group.Select(d => d.Index)], Priority = group.Key.Priority });
        }
        var before = Demands.Any(d => d.Start is { } start && start < First);
        var after = Demands.Any(d => d.End is null || d.End >= First.AddMonths(Wanted));
        if (before || after) Find("N-POOL-02", Severity.Note, Dates.Text(First), Dates.Text(First.AddMonths(Wanted).AddDays(-1)));
        return [.. list];
    }

    static double? Declared(Demand demand) => demand is { IsPriorityPublic: true, Priority.IsKnown: true } ? Math.Max(demand.Priority.Central, 1e-3) : null;

    PoolSource[] ReadSources()
    {
        var list = new List<PoolSource>();
        var variants = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var line in Network.Lines.Where(l => Items.Contains(l.Item) && l.Status <= Options.Status))
        {
            if (Refused(line) is { } code)
            {
                if (code.Length > 0) Find(code, code[0] == 'N' ? Severity.Note : Severity.Warning, line.Name);
                continue;
            }
            var lead = line.LeadTimeDays.IsKnown ? Finite(line.LeadTimeDays, Options.Reading) / Units.DaysPerMonth : 0;
            var rate = line.Capacity.Supply(Options.Reading);
            if (double.IsInfinity(rate)) rate = line.Capacity.Central;
            // A lead time of whole months leaves nothing of the month before, whatever the last bit of a division says.
            double[] capacity = [.. Enumerable.Range(0, Months).Select(m => rate * Covered(line.Start, line.End, m) * (m + 1 - lead is > 1e-9 and var part ? Math.Min(1, part) : 0))];
            if (capacity.Sum() <= 0) continue;
            var (cost, ofItem) = CostOf(line.Item, line.UnitCost);
            var learns = line.Learning.IsKnown && line.UnitsMade.IsKnown && line.Learning.Central < 100 && line.UnitsMade.Central > 0 && cost > 0;
            list.Add(new(list.Count, line.Id, line.Item, line.Index, _control.PlaceOf(line), HomeOf(line), VariantOf(variants, line), cost, lead)
            {
                Capacity = capacity, IsCostOfItem = ofItem, Made = learns ? line.UnitsMade.Central : 0, Power = learns ? Math.Log2(Math.Max(1, line.Learning.Need(Options.Reading)) / 100) : 0,
            });
        }
        Rests(list, variants);
        foreach (var source in list.Where(s => s.IsCostOfItem)) Find("N-POOL-05", Severity.Note, NameOf(source));
        foreach (var source in list.Where(s => s.UnitCost is null)) Find("W-POOL-04", Severity.Warning, NameOf(source));
        return [.. list];
    }

    string NameOf(PoolSource source) => source.Line >= 0 ? Network.Lines[source.Line].Name : source.Id;

    // Why a line gets no order: a code, nothing where the user said so, null where it may.
    string? Refused(Line line)
    {
        if (Options.Excluded.Contains(line.Id)) return "";
        if (!line.Capacity.IsKnown) return "W-POOL-03";
        if (line.IsShareOfNeed) return "N-POOL-07";
        if (!line.From.Trusted && Options.Reading != Reading.Optimistic) return "N-POOL-08";
        return Options.Inside && !_control.IsInside(line, Options.Perimeter)[Options.Reading] ? "N-POOL-09" : null;
    }

    (double? Cost, bool OfItem) CostOf(int item, Quantity cost)
    {
        if (cost.IsKnown) return (Finite(cost, Options.Reading), false);
        return Network.Items[item].UnitValue is { IsKnown: true } value ? (Finite(value, Options.Reading), true) : (null, false);
    }

    // What a published total leaves beside the listed lines can be ordered too; nobody states its lead time.
    void Rests(List<PoolSource> list, Dictionary<string, int> variants)
    {
        if (!Network.Totals.Any(t => Items.Contains(t.Item))) return;
        var rests = new SortedDictionary<(int Item, string Id), (CountrySet Place, double[] Capacity)>();
        (string Key, Supply[] Supplies, double[] Left) last = ("", [], []);
        for (var m = 0; m < Months; m++)
        {
            var network = Network.At(First.AddMonths(m), Options.Status);
            var key = string.Join(',', network.Totals.Select(t => t.From.Key)) + "|" + string.Join(',', network.Lines.Where(l => Items.Contains(l.Item)).Select(l => l.Id));
            if (key != last.Key)
            {
                var table = new SupplyTable(network, Options.Perimeter);
                var reading = new CapacityReading(table, Options.Reading, new double[network.Items.Count]);
                var supplies = table.All.Where(s => s.Kind == SupplyKind.Others && Items.Contains(s.Item) && !reading.SharesTotal(s.Total) && (s.IsTrusted || Options.Reading == Reading.Optimistic)
                    && (!Options.Inside || s.Inside[Options.Reading])).ToArray();
                last = (key, supplies, [.. supplies.Select(s => reading.Of(s))]);
            }
            for (var k = 0; k < last.Supplies.Length; k++)
            {
                var supply = last.Supplies[k];
                if (!rests.TryGetValue((supply.Item, supply.Id), out var rest)) rests[(supply.Item, supply.Id)] = rest = (supply.Place, new double[Months]);
                rest.Capacity[m] = double.IsInfinity(last.Left[k]) ? supply.Capacity.Central : last.Left[k];
            }
        }
        foreach (var ((item, id), (place, capacity)) in rests)
        {
            if (capacity.Sum() <= 1e-9 || Options.Excluded.Contains(id)) continue;
            var (cost, ofItem) = CostOf(item, Quantity.Unknown);
            list.Add(new(list.Count, id, item, -1, place, place.Count == 1 ? HomeOf(place) : -1, Variant(variants, item, Network.RecipeOfItem[item]), cost, 0) { Capacity = capacity, IsCostOfItem = ofItem });
        }
    }

    // A line is at home in a state where it stands in that country and no other, or where the package says for which state its party works.
    int HomeOf(Line line)
    {
        var party = _control.PartyOf(line);
        if (party >= 0)
        {
            var contracts = Network.Package["contracts"];
            var id = Network.Parties[party].Id;
            foreach (var row in contracts.Rows)
                if (contracts.Cell(row, "fact") == "home-state" && contracts.Cell(row, "party") == id && Array.IndexOf(States, contracts.Cell(row, "value")) is >= 0 and var state) return state;
        }
        return HomeOf(_control.PlaceOf(line));
    }

    int HomeOf(CountrySet place) => place.Count != 1 ? -1
        : Array.FindIndex(States, s => Demands.First(d => d.Buyer == s) is var d && (d.BuyerParty >= 0 ? Network.Parties[d.BuyerParty].Country : d.BuyerCountry) == place);

    int VariantOf(Dictionary<string, int> variants, Line line) => Variant(variants, line.Item, Network.RecipeFor(line));

    // Two products made of the same things in the same amounts are one variant.
    int Variant(Dictionary<string, int> variants, int item, ReadOnlySpan<int> recipe)
    {
        var parts = new List<string>();
        foreach (var r in recipe) parts.Add($"{Network.Recipes[r].Input}:{Network.Recipes[r].Quantity}:{Network.Recipes[r].Group}:{Network.Recipes[r].Criticality}");
        parts.Sort(StringComparer.Ordinal);
        var key = $"{item}|{string.Join('|', parts)}";
        if (!variants.TryGetValue(key, out var variant)) variants[key] = variant = variants.Count;
        return variant;
    }
}
