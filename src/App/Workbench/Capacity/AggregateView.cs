using System.Text.Json;
using Vauban.Adapters.Reports;
using Vauban.Adapters.Texts;
using Vauban.App.Workbench.Jobs;
using Vauban.App.Workbench.Tables;
using Vauban.Core.Capacity;

namespace Vauban.App.Workbench.Capacity;

/// <summary>An answer in sums over independent owners, as tables. A withheld figure is a text that says why, never a number or a blank.</summary>
/// <param name="document">What the command writes for an association.</param>
/// <param name="texts">Language.</param>
sealed class AggregateView(JsonElement document, Texts texts)
{
    readonly Numbers _numbers = new(texts);

    /// <summary>The rule that every figure follows, and why it is so.</summary>
    public IReadOnlyList<string> Notes => new AggregateWords(texts).Notes(new());

    /// <summary>Every item of every plan.</summary>
    public TableContent Plans() => new(texts["capacity.aggregate.made"],
        [H("item"), new(texts["workbench.aggregate.case"]), H("wanted", true), H("delivered", true), H("missing", true), H("made", true), H("capacity", true), H("added", true), H("use", true), H("cost", true)],
        [.. from plan in document.List("results")
            from item in plan.List("items")
            select (IReadOnlyList<TableCell>)
            [
                Item(item), Case(plan), Cell(item, "wanted"), Cell(item, "delivered"), Cell(item, "missing"), Cell(item, "production"), Cell(item, "capacityPerMonth"), Cell(item, "addedPerMonth"),
                Cell(item, "utilisation", _numbers.Share), Cell(item, "cost", Euro),
            ]]);

    /// <summary>Money of every plan.</summary>
    public TableContent MoneyTable() => new(texts["capacity.aggregate.money"], [new(texts["workbench.aggregate.case"]), new(texts["capacity.aggregate.money.production"], true), new(texts["capacity.aggregate.money.capex"], true)],
        [.. document.List("results").Select(p => (IReadOnlyList<TableCell>)[Case(p), Cell(p, "productionCost", Euro), Cell(p, "capex", Euro)])]);

    /// <summary>What could be added.</summary>
    public TableContent Fixes() => new(texts["capacity.aggregate.fixes"], [H("item"), H("adds", true), H("cost", true)],
        [.. document.List("items").Select(i => (IReadOnlyList<TableCell>)[Item(i), Cell(i, "adds"), Cell(i, "cost", Euro)])]);

    TableColumn H(string key, bool isNumber = false) => new(texts["capacity.aggregate.head." + key], isNumber);

    static TableCell Item(JsonElement item) => new(item.Text("name")) { Sub = item.Text("unit") };

    string Case(JsonElement plan)
    {
        var reading = texts["capacity.plan.reading." + plan.Text("reading")];
        return plan.Text("target") is { Length: > 0 } name ? texts.Format("terminal.colon", name switch { PolicyCase.Base => texts["capacity.policy.base"], PolicyCase.Together => texts["capacity.policy.together"], _ => name }, reading) : reading;
    }

    string Euro(double value) => Money.Text(texts, _numbers, value);

    TableCell Cell(JsonElement of, string name, Func<double, string>? text = null)
    {
        var part = of.Part(name);
        if (part.ValueKind == JsonValueKind.Object)
            return texts["capacity.aggregate.withheld." + part.Text("withheld") switch { "few-owners" => "few", "dominance" => "dominance", "derivable" => "derivable", _ => "unknown" }];
        var value = of.Number(name);
        return double.IsNaN(value) ? texts["unit.unknown"] : double.IsInfinity(value) ? texts["unit.unlimited"] : TableCell.Number(value, (text ?? _numbers.Text)(value));
    }
}
