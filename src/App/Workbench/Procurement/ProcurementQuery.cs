using System.Globalization;
using Microsoft.AspNetCore.Http;
using Vauban.Adapters.Texts;
using Vauban.App.Cli;
using Vauban.App.Procurement;
using Vauban.App.Workbench.Api;
using Vauban.App.Workbench.Jobs;
using Vauban.Core.Model;
using Vauban.Core.Procurement;

namespace Vauban.App.Workbench.Procurement;

/// <summary>What pages and endpoints about buying together read from an address: the options of the commands under the same names.</summary>
static class ProcurementQuery
{
    static readonly ApiParameter Item = new("item", "Id of the item that is bought; may be repeated, for items that are variants of one another. The one with the most buyers where not given.") { IsList = true };
    static readonly ApiParameter States = new("states", "Buyers, as the demands name them, joined by commas; all buyers of the item where not given.");

    /// <summary>Options of the pooled demand.</summary>
    public static IReadOnlyList<ApiParameter> Demand { get; } = [Item, States, new("from", "First month; the package's date where not given.") { Format = "date" }, new("to", "Last month in which something is wanted.") { Format = "date" }];

    /// <summary>Options of <c>vauban procurement groups</c>.</summary>
    public static IReadOnlyList<ApiParameter> Groups { get; } =
    [
        Item, States, new("pack", "Name of a rule pack; all where not given.") { IsList = true, Choices = Adapters.Formats.Eligibility.RulePacks.Names }, new("candidates", "Countries that might join; those that the rules name where not given."),
        new("fact", "A fact of the contract (contract.value=250000000) or of a state (state-a/safe_loan=yes); several on lines of their own.") { IsList = true }, new("date", "Day of the assessment; the package's where not given.") { Format = "date" },
    ];

    /// <summary>Options of <c>vauban procurement readiness</c>.</summary>
    public static IReadOnlyList<ApiParameter> Readiness { get; } =
        [new("year", "Base year; that of the latest contract where not given.") { Type = "integer", Least = FirstYear, Most = LastYear }, new("perimeter", "Who \"we\" are; EU27 where not given.") { Example = "EU27" }];

    const int FirstYear = 1950, LastYear = 2200, MostTexts = 50, MostLength = 2000;

    /// <summary>Values of a part of an address, split at commas and line ends.</summary>
    /// <exception cref="InputException">There is more than anybody would ask.</exception>
    public static IReadOnlyList<string> All(HttpRequest request, string name, Texts texts)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(texts);
        var values = request.Query[name].OfType<string>().ToArray();
        if (values.Length > MostTexts || values.Any(v => v.Length > MostLength)) throw new InputException(texts["workbench.job.long"]);
        return PoolJob.Split(values);
    }

    static DateOnly? Date(HttpRequest request, string name, Texts texts)
    {
        if (request.Query[name].ToString().Trim() is not { Length: > 0 } text) return null;
        return Dates.TryParse(text, false, out var date) ? date : throw new InputException(texts.Format("workbench.query.date", text));
    }

    /// <summary>Items that are asked for; else the one that the most buyers want.</summary>
    public static IReadOnlyList<string> Items(Network network, HttpRequest request, Texts texts)
    {
        ArgumentNullException.ThrowIfNull(network);
        if (All(request, "item", texts) is { Count: > 0 } named) return named;
        return Wanted(network) is [var first, ..] ? [first.Id] : [];
    }

    /// <summary>Items that somebody wants, those with the most buyers first.</summary>
    public static IReadOnlyList<Item> Wanted(Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return [.. network.Demands.GroupBy(d => d.Item).OrderByDescending(g => g.Select(d => d.Buyer).Distinct(StringComparer.Ordinal).Count()).ThenBy(g => network.Items[g.Key].Id, StringComparer.Ordinal).Select(g => network.Items[g.Key])];
    }

    /// <summary>True where nothing is asked for by name and nobody wants anything: there is nothing to show, and nothing wrong.</summary>
    public static bool IsNothing(Network network, HttpRequest request, Texts texts) => All(request, "item", texts).Count == 0 && Wanted(network).Count == 0;

    /// <summary>A table of nothing, which says so.</summary>
    public static Tables.TableContent Nothing(string caption, Texts texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return new(caption, [new(texts["column.item"])], []) { Nothing = texts["workbench.pool.no-demand"] };
    }

    /// <summary>The settings of the pooled demand.</summary>
    /// <exception cref="InputException">One cannot be.</exception>
    public static PoolOptions Pool(Network network, HttpRequest request, Texts texts) =>
        new PoolQuestion { Items = Items(network, request, texts), States = All(request, "states", texts), From = Date(request, "from", texts), To = Date(request, "to", texts) }.Of(network, texts);

    /// <summary>What is asked about groups.</summary>
    /// <exception cref="InputException">Something cannot be.</exception>
    public static GroupQuestion Group(Network network, HttpRequest request, Texts texts)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new() { Items = Items(network, request, texts), States = All(request, "states", texts), Candidates = request.Query["candidates"].ToString().Trim(), Facts = All(request, "fact", texts), Date = Date(request, "date", texts) };
    }

    /// <summary>The base year and who "we" are.</summary>
    /// <exception cref="InputException">One cannot be.</exception>
    public static (int Year, Perimeter Perimeter) Ready(Network network, HttpRequest request, Texts texts)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(texts);
        var text = request.Query["perimeter"].ToString() is { Length: > 0 } given ? given : "EU27";
        var perimeter = Perimeter.TryParse(text, out var set, out var wrong) ? set : throw new InputException(texts.Format("terminal.perimeter.unknown", wrong ?? text));
        if (request.Query["year"].ToString().Trim() is not { Length: > 0 } year) return (ReadinessEngine.LastYear(network) ?? network.Package.Head.AsOf?.Year ?? FirstYear, perimeter);
        return (int.TryParse(year, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= FirstYear and <= LastYear ? number : throw new InputException(texts["procurement.readiness.year"]), perimeter);
    }
}
