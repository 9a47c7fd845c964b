using System.Globalization;
using System.Text.Json;
using Vauban.Adapters.Texts;
using Vauban.App.Cli;
using Vauban.App.Workbench.Access;
using Vauban.App.Workbench.Jobs;
using Vauban.Core.Model;

namespace Vauban.App.Workbench.Studio;

/// <summary>Makes a step of a scenario from the fields of a form. Rows are found by what they make and where, never by a name that not everybody may see.</summary>
static class ScenarioStep
{
    /// <summary>Fields that a step may alter, by table: what a person would ask "what if" about.</summary>
    public static readonly IReadOnlyList<(string Table, string Field)> Fields =
    [
        ("lines", "capacity"), ("lines", "unit_cost"), ("lines", "lead_time_days"), ("lines", "recovery_days"), ("lines", "status"), ("stocks", "quantity"), ("stocks", "target"),
        ("expansions", "adds"), ("expansions", "capex"), ("expansions", "permit_months"), ("expansions", "build_months"), ("expansions", "status"), ("demands", "rate"), ("goals", "rate"),
    ];

    /// <summary>What is done to a field.</summary>
    public static readonly IReadOnlyList<string> Operations = ["times", "set", "plus", "at_most", "at_least"];

    // Amounts that are written with a unit of their own, row by row.
    static readonly string[] Rates = ["lines.capacity", "expansions.adds", "demands.rate", "goals.rate"];

    /// <summary>Changes of a field of the rows about an item. An expansion names what it adds to by its line or by itself, which makes two.</summary>
    /// <param name="network">Network.</param>
    /// <param name="what">Table and field, <c>lines.capacity</c>.</param>
    /// <param name="item">Item that the rows are about.</param>
    /// <param name="place">Country or area that they stand in; empty for anywhere.</param>
    /// <param name="operation">What is done.</param>
    /// <param name="value">Value; of an amount per month in the item's unit.</param>
    /// <param name="row">Line or company that it is held to; null for all.</param>
    /// <param name="texts">Language.</param>
    /// <exception cref="InputException">It cannot be; the message says why.</exception>
    public static IReadOnlyList<string> Change(Network network, string what, string item, string place, string operation, string value, ScenarioRow? row, Texts texts)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(texts);
        if (Fields.FirstOrDefault(f => $"{f.Table}.{f.Field}" == what) is not { Table: { } table, Field: var field } || !Operations.Contains(operation)) throw new InputException(texts["workbench.studio.wrong.what"]);
        if (network.Items.FirstOrDefault(i => i.Id == item) is not { } about) throw new InputException(texts.Format("exposure.item.unknown", item));
        var isWord = field == "status";
        if (isWord && (operation != "set" || !FieldCatalog.Statuses.Contains(value))) throw new InputException(texts.Format("workbench.studio.wrong.status", string.Join(", ", FieldCatalog.Statuses)));
        var number = 0.0;
        if (!isWord && !(double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && Math.Abs(number) < Quantity.Largest)) throw new InputException(texts.Format("workbench.studio.wrong.number", value));
        if (place.Length > 0 && table is not ("lines" or "expansions")) throw new InputException(texts["workbench.studio.wrong.place"]);
        if (place.Length > 0 && !CountrySet.TryParse(place, out _, out _)) throw new InputException(texts.Format("terminal.perimeter.unknown", place));
        if (row is not null && table != "lines") throw new InputException(texts["workbench.studio.wrong.row.lines"]);
        string[] paths = table != "expansions" ? ["item"] : [.. new[] { ("line.item", network.Expansions.Any(e => e.Line >= 0 && e.Item == about.Index)), ("item", network.Expansions.Any(e => e.Line < 0 && e.Item == about.Index)) }.Where(p => p.Item2).Select(p => p.Item1)];
        if (paths.Length == 0) throw new InputException(texts.Format("workbench.studio.wrong.none", about.Name));
        return [.. paths.Select(path => JsonText.Of(json =>
        {
            json.WriteStartObject();
            json.WriteString("table", table);
            json.WriteStartObject("where");
            json.WriteString(path, item);
            if (place.Length > 0) json.WriteString("place", "touches " + place);
            if (row is not null) json.WriteString(row.Kind == "line" ? "id" : "party", row.Id);
            json.WriteEndObject();
            json.WriteString("field", field);
            if (Rates.Contains(what) && operation != "times") json.WriteString("unit", about.Unit.Amount + "/month");
            if (isWord) json.WriteString(operation, value);
            else json.WriteValue(operation, number);
            json.WriteEndObject();
        }).Trim())];
    }

    /// <summary>A second source: a new line of an item in a country.</summary>
    /// <exception cref="InputException">It cannot be; the message says why.</exception>
    public static string Source(ScenarioContent content, Network network, string item, string country, string capacity, ScenarioRow? party, Texts texts)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(texts);
        if (network.Items.FirstOrDefault(i => i.Id == item) is not { } made) throw new InputException(texts.Format("exposure.item.unknown", item));
        if (!Quantity.TryParse(capacity, out var amount) || !amount.IsKnown || amount.Low < 0) throw new InputException(texts.Format("workbench.studio.wrong.number", capacity));
        var ids = network.Lines.Select(l => l.Id).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var own = string.Join(' ', content.Changes);
        var id = Enumerable.Range(1, int.MaxValue).Select(n => $"what-if-{n.ToString(CultureInfo.InvariantCulture)}").First(i => !ids.Contains(i) && !own.Contains($"\"{i}\"", StringComparison.Ordinal));
        return JsonText.Of(json =>
        {
            json.WriteStartObject();
            json.WriteString("table", "lines");
            json.WriteStartObject("add");
            json.WriteString("id", id);
            json.WriteString("name", texts.Format("workbench.studio.new-source", made.Name, country));
            json.WriteString("item", item);
            json.WriteString("country", country);
            if (party is not null) json.WriteString("party", party.Id);
            json.WriteString("capacity", capacity);
            json.WriteString("capacity_unit", made.Unit.Amount + "/month");
            json.WriteString("status", "running");
            json.WriteString("basis", "assumed");
            json.WriteEndObject();
            json.WriteEndObject();
        }).Trim();
    }

    /// <summary>An own change in words.</summary>
    public static string Words(string change, CallerWorkspace caller, Texts texts)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(texts);
        using var document = JsonDocument.Parse(change);
        var root = document.RootElement;
        string Item(string id) => caller.Network.Items.FirstOrDefault(i => i.Id == id)?.Name ?? id;
        if (root.Has("add")) return texts.Format("workbench.studio.step.add", Item(root.Part("add").Text("item")), root.Part("add").Text("country"), root.Part("add").Text("capacity"), root.Part("add").Text("capacity_unit")) + Who(root.Part("add"), caller, texts);
        var (table, field, where) = (root.Text("table"), root.Text("field"), root.Part("where"));
        var operation = Operations.FirstOrDefault(o => root.TryGetProperty(o, out _)) ?? "set";
        var value = root.Part(operation) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : root.Part(operation).GetRawText();
        var place = where.Text("place").Replace("touches ", "", StringComparison.Ordinal);
        return texts.Format("workbench.studio.step.change", Field(texts, table, field), Item(ItemOf(root)), place.Length > 0 ? place : texts["workbench.studio.anywhere"], texts["workbench.studio.operation." + operation], value) + Who(where, caller, texts);
    }

    /// <summary>All steps in words: their kind, their place among those of the kind, and what they do.</summary>
    public static IEnumerable<(string Kind, int Index, string Words)> Words(ScenarioContent content, CallerWorkspace caller, Texts texts)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(caller);
        if (content.Demands.Length > 0) yield return ("demands", 0, texts.Format("workbench.studio.step.demands", content.DemandsName, (Demands(content)?.Rows.Count ?? 0).ToString(CultureInfo.InvariantCulture)));
        for (var i = 0; i < content.Measures.Count; i++) yield return ("measure", i, Adapters.Formats.Measures.Load(content.Measures[i], [])?.Title ?? content.Measures[i]);
        for (var i = 0; i < content.Without.Count; i++) yield return ("without", i, texts.Format("workbench.studio.step.without", Actor(content.Without[i], caller, texts)));
        for (var i = 0; i < content.Changes.Count; i++) yield return ("change", i, Words(content.Changes[i], caller, texts));
    }

    static Table? Demands(ScenarioContent content) => Vauban.App.Capacity.DemandTable.Read(content.DemandsName, System.Text.Encoding.UTF8.GetBytes(content.Demands), []);

    // A table of demands is for those who would see its rows in the package.
    static bool IsSeen(Table demands, CallerWorkspace caller, HashSet<string> items)
    {
        return demands.Rows.All(r => caller.MayShow(demands.Spec, r.Cells) && items.Contains(demands.Cell(r, "item"))
            && (demands.Cell(r, "marking") is not { Length: > 0 } marking || (FieldCatalog.Markings.Contains(marking) && caller.Clearance.Covers(marking))));
    }

    static string Actor(string id, CallerWorkspace caller, Texts texts) =>
        Core.Output.ActorSearch.Find(caller.Network.At(null, 0), id) is [var actor] ? new Adapters.Reports.Sentences(caller.Network, texts, caller.SeesNames).Names.Actor(actor) : id;

    // A step by name is shown to those who may see names only (IsSeen).
    static string Who(JsonElement part, CallerWorkspace caller, Texts texts) =>
        RowOf(part) is { } row ? " " + texts.Format("workbench.studio.step.row", ScenarioRow.Of(row, caller)?.Name ?? row) : "";

    static string? RowOf(JsonElement part) => part.Text("party") is { Length: > 0 } party ? "party:" + party : part.Text("id") is { Length: > 0 } id && !id.StartsWith("what-if-", StringComparison.Ordinal) ? "line:" + id : null;

    static string ItemOf(JsonElement change) => change.Has("add") ? change.Part("add").Text("item") : change.Part("where").Text("item") is { Length: > 0 } own ? own : change.Part("where").Text("line.item");

    /// <summary>A field in words.</summary>
    public static string Field(Texts texts, string table, string field)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return texts.Find($"workbench.studio.field.{table}.{field}") ?? $"{table}.{field}";
    }

    /// <summary>True where every row that a scenario speaks of is one that the caller sees: others may have seen more when they made it.</summary>
    public static bool IsSeen(ScenarioContent content, CallerWorkspace caller)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(caller);
        var items = caller.Network.Items.Select(i => i.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var change in content.Changes)
        {
            using var document = JsonDocument.Parse(change);
            var item = ItemOf(document.RootElement);
            if (item.Length > 0 && !items.Contains(item)) return false;
            var part = document.RootElement.Has("add") ? document.RootElement.Part("add") : document.RootElement.Part("where");
            if (RowOf(part) is { } row && ScenarioRow.Of(row, caller) is null) return false;
        }
        if (content.Demands.Length > 0 && (Demands(content) is not { } demands || !IsSeen(demands, caller, items))) return false;
        return content.Without.All(w => w.StartsWith("country:", StringComparison.Ordinal) || caller.SeesNames);
    }
}
