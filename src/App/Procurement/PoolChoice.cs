using System.CommandLine;
using Vauban.Adapters.Formats;
using Vauban.App.Capacity;
using Vauban.App.Cli;
using Vauban.App.Sovereignty;
using Vauban.Core.Model;
using Vauban.Core.Procurement;

namespace Vauban.App.Procurement;

/// <summary>The options of a joint procurement: what, for whom, when, and on what terms.</summary>
sealed class PoolChoice
{
    readonly Option<string[]> _item = new("--item", "-i") { Description = "Item by its id. May be repeated, for items that are variants of one another.", HelpName = "ID", Required = true };
    readonly Option<string[]> _states = new("--states") { Description = "Buyers that pool their demand, as the demands name them, joined by commas; all buyers of the item where not given.", HelpName = "A,B", DefaultValueFactory = _ => [] };
    readonly Option<string?> _from = new("--from") { Description = "Month in which the orders are placed (2026-07); the package's date where not given.", HelpName = "DATE" };
    readonly Option<string?> _to = new("--to") { Description = "Last month in which something is wanted (2029-12); that of the last demand where not given, at most 36 months.", HelpName = "DATE" };
    readonly Option<int> _early = new("--early") { Description = "Months by which a delivery may come before it is wanted, so that the load can be levelled.", HelpName = "MONTHS" };
    readonly Option<int> _late = new("--late") { Description = "Months after which a delivery that has not come is late.", HelpName = "MONTHS" };
    readonly Option<string> _perimeter = new("--perimeter", "-p") { Description = "Who \"we\" are: a named set or a list of countries.", HelpName = "SET", DefaultValueFactory = _ => "EU27" };
    readonly Option<bool> _inside = new("--inside") { Description = "Orders inside the perimeter only." };
    readonly Option<string> _status = new("--status") { Description = "Which rows count: running only, also funded, also announced.", HelpName = "running|funded|announced", DefaultValueFactory = _ => "running" };
    readonly Option<string> _reading = new("--reading") { Description = "Reading of intervals.", HelpName = "pessimistic|central|optimistic", DefaultValueFactory = _ => "central" };
    readonly Option<string[]> _exclude = new("--exclude") { Description = "Line that gets no order, by its id, for example because it is not eligible. May be repeated.", HelpName = "ID", DefaultValueFactory = _ => [] };
    readonly Option<string[]> _workshare = new("--workshare") { Description = "Least and largest share of the work for a state, in per cent of its value: state-a=20..40. May be repeated.", HelpName = "STATE=MIN..MAX", DefaultValueFactory = _ => [] };
    readonly Option<string?> _fairReturn = new("--fair-return") { Description = "Least and largest work in a state for what it buys, in per cent: 80..120. Holds for the states that have a line.", HelpName = "MIN..MAX" };
    readonly Option<bool> _interchangeable = new("--interchangeable") { Description = "Every item of --item serves every demand." };
    readonly Option<int?> _variants = new("--variants") { Description = "Most variants that the joint order may name. Products with the same recipe are one variant.", HelpName = "N" };
    readonly Option<bool> _least = new("--least-late") { Description = "Makes the sum of what is late as small as can be, even where a state then gets later than alone." };
    readonly Option<string?> _transport = new("--transport") { Description = "CSV file of transport: line, buyer, days, cost (EUR a unit); * is any line or buyer.", HelpName = "FILE" };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _item, _states, _from, _to, _early, _late, _perimeter, _inside, _status, _reading, _exclude, _workshare, _fairReturn, _interchangeable, _variants, _least, _transport }) command.Options.Add(option);
    }

    /// <summary>The settings the user asks for.</summary>
    /// <exception cref="InputException">One cannot be.</exception>
    public PoolOptions Of(Call call, Network network)
    {
        string T(string key, params ReadOnlySpan<string> values) => call.Texts.Format("procurement." + key, values);
        var items = call.Value(_item)!;
        foreach (var id in items) Known(call, "item", id, [.. network.Items.Select(i => i.Id)]);
        var buyers = network.Demands.Where(d => items.Contains(network.Items[d.Item].Id)).Select(d => d.Buyer).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        if (buyers.Length == 0) throw new InputException(T("nobody", string.Join(", ", items)));
        var states = (call.Value(_states) ?? []).SelectMany(s => s.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).ToArray();
        foreach (var state in states) Known(call, "state", state, buyers);
        var pool = states.Length == 0 ? buyers : states;
        var exclude = call.Value(_exclude) ?? [];
        foreach (var line in exclude) if (!line.StartsWith("others:", StringComparison.Ordinal)) Known(call, "line", line, [.. network.Lines.Where(l => items.Contains(network.Items[l.Item].Id)).Select(l => l.Id)]);
        var (from, to) = (AssessCommand.Date(call, call.Value(_from)), AssessCommand.Date(call, call.Value(_to)));
        int? months = null;
        if (to is { } last)
        {
            var first = from ?? network.Package.Head.AsOf ?? network.Demands.Where(d => pool.Contains(d.Buyer)).Select(d => d.Start).Where(s => s is not null).Min() ?? throw new InputException(call.Texts["capacity.plan.from"]);
            months = (last.Year - first.Year) * 12 + last.Month - first.Month + 1;
            if (months is < 1 or > 120) throw new InputException(call.Texts["capacity.plan.months"]);
        }
        if (call.Value(_early) is < 0 or > 60 || call.Value(_late) is < 0 or > 60) throw new InputException(T("window"));
        if (call.Value(_variants) is < 1) throw new InputException(T("variants.least"));
        return new()
        {
            Items = items, States = pool, From = from, Months = months, Early = call.Value(_early), Late = call.Value(_late),
            Perimeter = call.Perimeters([call.Value(_perimeter)!])[0], Inside = call.Value(_inside), Status = AssessCommand.Status(call, call.Value(_status)!),
            Reading = PlanChoice.ReadingOf(call, call.Value(_reading)!) ?? throw new InputException(T("reading")),
            Excluded = exclude, Workshares = [.. (call.Value(_workshare) ?? []).Select(w => Workshare(call, w, pool))],
            FairReturn = call.Value(_fairReturn) is { } fair ? Band(call, "--fair-return", fair, double.PositiveInfinity) : null,
            AreInterchangeable = call.Value(_interchangeable), MostVariants = call.Value(_variants), NobodyLater = !call.Value(_least), Transport = call.Value(_transport) is { } file ? Transport(call, file) : [],
        };
    }

    static IReadOnlyList<PoolTransport> Transport(Call call, string file)
    {
        var findings = new List<Finding>();
        if (TransportTable.Read(call.PathOf(file), findings) is { } rows) return rows;
        FindingList.Write(call, findings, int.MaxValue, file);
        throw new InputException("");
    }

    static void Known(Call call, string what, string id, string[] known)
    {
        if (known.Contains(id)) return;
        throw new InputException(Spelling.Nearest(id, known) is { } near ? call.Texts.Format($"procurement.{what}.nearest", id, near) : call.Texts.Format($"procurement.{what}.unknown", id, string.Join(", ", known.Take(20))));
    }

    static WorkBand Workshare(Call call, string text, string[] states)
    {
        var at = text.IndexOf('=', StringComparison.Ordinal);
        if (at <= 0) throw new InputException(call.Texts.Format("procurement.band", "--workshare", text));
        var state = text[..at].Trim();
        Known(call, "state", state, states);
        var (least, most) = Band(call, "--workshare", text[(at + 1)..], 1);
        return new(state, least, most);
    }

    static (double Least, double Most) Band(Call call, string option, string text, double most)
    {
        if (!Quantity.TryParse(text, out var band) || !band.IsKnown || band.Low < 0 || (band.High > 100 * most && !double.IsInfinity(band.High))) throw new InputException(call.Texts.Format("procurement.band", option, text));
        return (double.IsInfinity(band.Low) ? 0 : band.Low / 100, Math.Min(most, band.High / 100));
    }
}
