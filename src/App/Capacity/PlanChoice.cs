using System.CommandLine;
using System.Globalization;
using Vauban.Adapters.Formats;
using Vauban.App.Cli;
using Vauban.App.Sovereignty;
using Vauban.Core.Capacity;
using Vauban.Core.Model;

namespace Vauban.App.Capacity;

/// <summary>The options of every command that plans: when, for whom, how long, and what else is wanted instead.</summary>
/// <param name="isPart">True for a command that plans beside other questions: it has its own options for whom and for the rows that count, and no other demands.</param>
sealed class PlanChoice(bool isPart = false)
{
    readonly Option<string?> _from = new("--from") { Description = "First month of the plan (2026-07); the package's date where not given.", HelpName = "DATE" };
    readonly Option<string?> _to = new("--to") { Description = "Last month of the plan (2029-12); that of the last demand where not given, at least 12 and at most 36 months.", HelpName = "DATE" };
    readonly Option<string> _perimeter = new("--perimeter", "-p") { Description = "Who \"we\" are: a named set or a list of countries.", HelpName = "SET", DefaultValueFactory = _ => "EU27" };
    readonly Option<bool> _alone = new("--alone") { Description = "Plans without any supply from outside the perimeter and without what consents held outside cover." };
    readonly Option<string> _status = new("--status") { Description = "Which rows count: running only, also funded, also announced.", HelpName = "running|funded|announced", DefaultValueFactory = _ => "running" };
    readonly Option<string[]> _target = new("--target") { Description = "Table of demands (CSV) instead of the package's. May be repeated: plans side by side.", HelpName = "FILE", DefaultValueFactory = _ => [] };
    readonly Option<string[]> _hold = new("--hold") { Description = "What must hold without somebody: \"theta >= 0.8 without CN by 2028-06\"; several joined by +, outside, or any-outside for any single outsider. May be repeated.", HelpName = "TEXT", DefaultValueFactory = _ => [] };
    readonly Option<double?> _shortfall = new("--shortfall-price") { Description = "EUR for one unit late or missing for a month, where a demand states none; the item's value where not given.", HelpName = "EUR" };
    readonly Option<double> _discount = new("--discount") { Description = "Per cent a year by which later money counts less.", HelpName = "PERCENT", DefaultValueFactory = _ => 3 };
    readonly Option<bool> _empty = new("--empty-pipeline") { Description = "Nothing is under way at the start: what takes a lead time arrives that much later." };
    readonly Option<double> _gap = new("--gap") { Description = "How far the plan may be above the cheapest one, in per cent.", HelpName = "PERCENT", DefaultValueFactory = _ => 0.1 };
    readonly Option<double?> _time = new("--time-limit") { Description = "Seconds after which the best plan so far is taken; such a run cannot be repeated exactly.", HelpName = "SECONDS" };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        Option[] options = isPart ? [_from, _to, _alone, _hold, _shortfall, _discount, _empty, _gap, _time]
            : [_from, _to, _perimeter, _alone, _status, _target, _hold, _shortfall, _discount, _empty, _gap, _time];
        foreach (var option in options) command.Options.Add(option);
    }

    /// <summary>The settings the user asks for.</summary>
    /// <exception cref="InputException">One cannot be.</exception>
    public PlanOptions Of(Call call, Network network)
    {
        var (from, to) = (AssessCommand.Date(call, call.Value(_from)), AssessCommand.Date(call, call.Value(_to)));
        int? months = null;
        if (to is { } last)
        {
            var first = from ?? network.Package.Head.AsOf ?? network.Demands.Select(d => d.Start).Where(s => s is not null).Min() ?? throw new InputException(call.Texts["capacity.plan.from"]);
            months = (last.Year - first.Year) * 12 + last.Month - first.Month + 1;
            if (months is < 1 or > 120) throw new InputException(call.Texts["capacity.plan.months"]);
        }
        if (call.Value(_shortfall) is { } price && !(price >= 0 && price < Quantity.Largest)) throw new InputException(call.Texts["capacity.plan.price"]);
        if (call.Value(_discount) is not (>= 0 and < 1000) || call.Value(_gap) is not (>= 0 and <= 100)) throw new InputException(call.Texts["capacity.plan.percent"]);
        if (call.Value(_time) is { } seconds && !(seconds > 0 && seconds < 1e9)) throw new InputException(call.Texts["capacity.plan.time"]);
        var settings = new PlanOptions
        {
            From = from, Months = months, Alone = call.Value(_alone),
            ShortfallPrice = call.Value(_shortfall), DiscountRate = call.Value(_discount) / 100, Pipeline = call.Value(_empty) ? PlanPipeline.Empty : PlanPipeline.Full,
            Gap = call.Value(_gap) / 100, TimeLimitSeconds = call.Value(_time),
            Holds = [.. (call.Value(_hold) ?? []).Select(t => PlanHold.TryParse(t, network, out var hold, out var wrong) ? hold : throw new InputException(call.Texts.Format("capacity.plan.hold", t, wrong)))],
        };
        return isPart ? settings : settings with { Perimeter = call.Perimeters([call.Value(_perimeter)!])[0], Status = AssessCommand.Status(call, call.Value(_status)!) };
    }

    /// <summary>The networks to plan: the package's own demands, or one network for each table of demands.</summary>
    /// <exception cref="InputException">A table has errors; every one of them is on standard error.</exception>
    public IReadOnlyList<(string? Target, Network Network)> Targets(Call call, Network network)
    {
        var files = call.Value(_target) ?? [];
        if (files.Length == 0) return [(null, network)];
        return [.. files.Select(f => ((string?)Path.GetFileNameWithoutExtension(f), WithDemands(call, network, f)))];
    }

    static Network WithDemands(Call call, Network network, string file)
    {
        var findings = new List<Finding>();
        var path = call.PathOf(file);
        if (!File.Exists(path)) throw new InputException(call.Texts.Format("capacity.plan.target", file));
        var changed = DemandTable.With(network, Path.GetFileName(path), File.ReadAllBytes(path), findings);
        if (changed is not null && changed.Demands.Count > 0) return changed;
        FindingList.Write(call, findings, int.MaxValue, file);
        throw new InputException(changed is null ? "" : call.Texts.Format("capacity.plan.target", file));
    }

    /// <summary>A reading by its word, or null for both.</summary>
    /// <exception cref="InputException">It is none.</exception>
    public static Reading? ReadingOf(Call call, string word) => word.ToLower(CultureInfo.InvariantCulture) switch
    {
        "both" => null,
        "central" => Reading.Central,
        "pessimistic" => Reading.Pessimistic,
        "optimistic" => Reading.Optimistic,
        _ => throw new InputException(call.Texts.Format("capacity.plan.reading", word)),
    };
}
