using System.CommandLine;
using Vauban.Adapters.Formats;
using Vauban.App.Cli;
using Vauban.App.Sovereignty;
using Vauban.Core.Model;
using Vauban.Core.Procurement;

namespace Vauban.App.Procurement;

/// <summary>The options of a joint procurement: what, for whom, when, and on what terms.</summary>
sealed class PoolChoice
{
    readonly Option<string[]> _item = Item();
    readonly Option<string[]> _states = States();
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

    /// <summary><c>--item</c>.</summary>
    public static Option<string[]> Item() => new("--item", "-i") { Description = "Item by its id. May be repeated, for items that are variants of one another.", HelpName = "ID", Required = true };

    /// <summary><c>--states</c>.</summary>
    public static Option<string[]> States() => new("--states") { Description = "Buyers that pool their demand, as the demands name them, joined by commas; all buyers of the item where not given.", HelpName = "A,B", DefaultValueFactory = _ => [] };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _item, _states, _from, _to, _early, _late, _perimeter, _inside, _status, _reading, _exclude, _workshare, _fairReturn, _interchangeable, _variants, _least, _transport }) command.Options.Add(option);
    }

    /// <summary>The settings the user asks for.</summary>
    /// <exception cref="InputException">One cannot be.</exception>
    public PoolOptions Of(Call call, Network network) => new PoolQuestion
    {
        Items = call.Value(_item)!, States = Split(call.Value(_states)), From = AssessCommand.Date(call, call.Value(_from)), To = AssessCommand.Date(call, call.Value(_to)), Early = call.Value(_early), Late = call.Value(_late),
        Perimeter = call.Perimeters([call.Value(_perimeter)!])[0], Inside = call.Value(_inside), Status = AssessCommand.Status(call, call.Value(_status)!), Reading = call.Value(_reading)!,
        Excluded = call.Value(_exclude) ?? [], Workshares = call.Value(_workshare) ?? [], FairReturn = call.Value(_fairReturn), AreInterchangeable = call.Value(_interchangeable), Variants = call.Value(_variants),
        IsLeastLate = call.Value(_least), Transport = call.Value(_transport) is { } file ? Transport(call, file) : [],
    }.Of(network, call.Texts);

    /// <summary>States joined by commas, also over several options.</summary>
    public static IReadOnlyList<string> Split(string[]? texts) => [.. (texts ?? []).SelectMany(s => s.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];

    static IReadOnlyList<PoolTransport> Transport(Call call, string file)
    {
        var findings = new List<Finding>();
        if (TransportTable.Read(call.PathOf(file), findings) is { } rows) return rows;
        FindingList.Write(call, findings, int.MaxValue, file);
        throw new InputException("");
    }
}
