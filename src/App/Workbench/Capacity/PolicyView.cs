using System.Globalization;
using System.Text.Json;
using Vauban.App.Workbench.Api;
using Vauban.App.Workbench.Jobs;
using Vauban.App.Workbench.Tables;
using Vauban.Core.Capacity;
using Vauban.Core.Model;

namespace Vauban.App.Workbench.Capacity;

/// <summary>What measures are worth, as tables and a chart.</summary>
/// <param name="document">What <c>vauban capacity policy --json</c> writes.</param>
/// <param name="say">Names and numbers.</param>
sealed class PolicyView(JsonElement document, CapacityNames say)
{
    readonly JsonElement _result = document.List("results")[0];

    /// <summary>The result of an address; null where there is none, or it holds sums only.</summary>
    public static async Task<PolicyView?> Of(TableRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return await AskedJob.Of(request, PolicyJob.Key) is { IsOfLines: true } asked ? new(asked.Document, new(asked.Job.Package.Network, request.Texts, request.Caller.SeesNames)) : null;
    }

    string T(string key, params ReadOnlySpan<string> values) => say.Texts.Format("capacity.policy." + key, values);

    IReadOnlyList<JsonElement> Cases => _result.List("cases");

    string Name(string name) => name switch
    {
        PolicyCase.Base => T("base"),
        PolicyCase.Together => T("together"),
        _ => document.List("measures").FirstOrDefault(m => m.Text("name") == name).Text("title") is { Length: > 0 } title ? title : name,
    };

    string Goal(JsonElement output) => say.Goal(output.Text("technology"), output.Text("verb"));

    /// <summary>What each measure is, and how many rows it alters.</summary>
    public TableContent Measures() => new(say.Texts["workbench.policy.measures"], [new(say.Texts["workbench.policy.measure"]), new(say.Texts["workbench.policy.about"]), new(say.Texts["workbench.policy.altered"], true), new(say.Texts["workbench.policy.unknown"], true)],
        [.. document.List("measures").Select(m =>
        {
            var (altered, unknown) = (m.List("changes").Sum(c => c.List("altered").Count), m.List("changes").Sum(c => c.List("unknown").Count));
            return (IReadOnlyList<TableCell>)[m.Text("title") is { Length: > 0 } title ? title : m.Text("name"), m.Text("about"), altered == 0 ? new TableCell(T("no-effect")) { Value = 0 } : Count(altered), Count(unknown)];
        })]);

    static TableCell Count(int value) => TableCell.Number(value, value.ToString(CultureInfo.InvariantCulture));

    /// <summary>The most that can come out today, with each measure.</summary>
    public TableContent Today() => new(T("today"), [new(say.Texts["column.goal"]), new(say.Texts["workbench.policy.measure"]), new(say.Texts["capacity.everybody"], true), new(say.Texts["workbench.policy.gain"], true), new(say.Texts.Format("capacity.inside", _result.Text("perimeter")), true), new(say.Texts["workbench.policy.gain"], true)],
        [.. from output in Cases.SelectMany((c, i) => c.List("outputs").Select((o, j) => (Case: c, Output: o, Order: j, Number: i))).Where(o => Moves(o.Order)).OrderBy(o => o.Order).ThenBy(o => o.Number)
            select (IReadOnlyList<TableCell>)
            [
                Goal(output.Output) + (output.Output.Has("item") ? $", {say.Item(output.Output.Text("item"))}" : ""), Name(output.Case.Text("name")),
                Theta(output.Output.Part("all")), Gain(output.Output.Part("all")), Theta(output.Output.Part("inside")), Gain(output.Output.Part("inside")),
            ]]);

    // What no measure moves is named below the table.
    bool Moves(int output) => Cases.Any(c => IsMoved(c.List("outputs")[output].Part("all")) || IsMoved(c.List("outputs")[output].Part("inside")));

    static bool IsMoved(JsonElement maximum) => Math.Abs(maximum.Number("thetaGain")) > 1e-9 || Math.Abs(maximum.Number("thetaGainPessimistic")) > 1e-9;

    /// <summary>Goals that no measure moves.</summary>
    public string Rest => string.Join(", ", Cases[0].List("outputs").Where((_, i) => !Moves(i)).Select(Goal).Distinct(StringComparer.Ordinal));

    TableCell Theta(JsonElement maximum) => TableCell.Number(maximum.Part("theta").Number("central"), say.Numbers.Goal(maximum.Part("theta").Number("low"), maximum.Part("theta").Number("central"), maximum.Part("theta").Number("high")));

    TableCell Gain(JsonElement maximum) => TableCell.Number(maximum.Number("thetaGain"), say.Share(maximum.Number("thetaGain")));

    /// <summary>The cheapest ramp-up plan with each measure; null where plans were not asked for.</summary>
    public TableContent? Plans() => Cases.All(c => !c.Has("plan")) ? null : new(T("plan"),
        [new(say.Texts["workbench.policy.measure"]), new(T("plan.spent"), true), new(say.Texts["workbench.policy.more"], true), new(say.Texts["column.item"]), new(T("plan.met")), new(say.T("head.late"), true), new(say.Texts["workbench.policy.delivered"], true)],
        [.. from c in Cases
            let plan = c.Part("plan")
            from delivery in plan.List("deliveries").DefaultIfEmpty()
            let item = delivery.Text("item")
            select (IReadOnlyList<TableCell>)
            [
                new TableCell(Name(c.Text("name"))) { Sub = plan.Text("status") == "no-plan" ? T("plan.none") : "" }, TableCell.Number(plan.Number("spending"), say.Euro(plan.Number("spending"))), TableCell.Number(plan.Number("moreSpending"), say.Euro(plan.Number("moreSpending"))),
                say.Item(item), new TableCell(delivery.Text("metFrom") is { Length: >= 7 } met ? met[..7] : T("plan.never"))
                {
                    Sub = delivery.Number("monthsEarlier") is var months && months > 0 ? T("plan.earlier", say.Number(months)) : months < 0 ? T("plan.later", say.Number(-months)) : "",
                },
                TableCell.Number(delivery.Number("missingUnitMonths"), say.Number(delivery.Number("missingUnitMonths"))), TableCell.Number(delivery.Number("moreDelivered"), say.Amount(delivery.Number("moreDelivered"), item)),
            ]]);

    /// <summary>What every measure adds to the share of the goal met inside.</summary>
    public object Chart()
    {
        var cases = Cases.Where(c => c.Text("name") != PolicyCase.Base).ToArray();
        var goals = Cases[0].List("outputs").Select((o, i) => (Goal: Goal(o), Index: i)).Where(g => cases.Any(c => Math.Abs(c.List("outputs")[g.Index].Part("inside").Number("thetaGain")) > 1e-9)).ToArray();
        return new
        {
            tooltip = new { trigger = "axis" }, legend = new { }, xAxis = new { type = "value" }, yAxis = new { type = "category", data = cases.Reverse().Select(c => Name(c.Text("name"))), axisLabel = new { width = 160, overflow = "break", lineHeight = 14 } },
            series = goals.Select(g => new { name = g.Goal, type = "bar", barMaxWidth = 16, data = cases.Reverse().Select(c => c.List("outputs")[g.Index].Part("inside").Number("thetaGain")) }),
        };
    }

    /// <summary>True where some measure moves what can come out today inside.</summary>
    public bool MovesToday => Cases.Any(c => c.List("outputs").Any(o => Math.Abs(o.Part("inside").Number("thetaGain")) > 1e-9));

    /// <summary>True where some measure moves something today, in some reading.</summary>
    public bool MovesAnything => Cases[0].List("outputs").Where((_, i) => Moves(i)).Any();

    /// <summary>The measure that brings most, in a sentence.</summary>
    public IEnumerable<string> Answer()
    {
        foreach (var c in Cases.Where(c => c.Text("name") is not (PolicyCase.Base or PolicyCase.Together)))
        {
            var gain = c.List("outputs").Select(o => o.Part("inside").Number("thetaGain")).DefaultIfEmpty(0).Max();
            var earlier = c.Part("plan").List("deliveries").Select(d => d.Number("monthsEarlier")).Where(m => m > 0).DefaultIfEmpty(0).Max();
            yield return say.Texts.Format("workbench.policy.worth", Name(c.Text("name")), gain > 1e-9 ? say.Texts.Format("workbench.policy.worth.today", say.Share(gain)) : say.Texts["workbench.policy.worth.nothing"],
                !c.Has("plan") ? "" : earlier > 0 ? T("plan.earlier", say.Number(earlier)) : say.Texts["workbench.policy.worth.plan-same"]);
        }
    }
}

/// <summary>What each measure is.</summary>
sealed class PolicyMeasuresTable : ITableSource
{
    public static string Key => "policy-measures";

    public static IReadOnlyList<ApiParameter> Takes => ApiParameters.OfJob;

    public static async Task<TableContent?> Read(TableRequest request) => (await PolicyView.Of(request))?.Measures();
}

/// <summary>Most that comes out today with each measure.</summary>
sealed class PolicyTodayTable : ITableSource
{
    public static string Key => "policy-today";

    public static IReadOnlyList<ApiParameter> Takes => ApiParameters.OfJob;

    public static async Task<TableContent?> Read(TableRequest request) => (await PolicyView.Of(request))?.Today();
}

/// <summary>The cheapest plan with each measure.</summary>
sealed class PolicyPlansTable : ITableSource
{
    public static string Key => "policy-plans";

    public static IReadOnlyList<ApiParameter> Takes => ApiParameters.OfJob;

    public static async Task<TableContent?> Read(TableRequest request) => (await PolicyView.Of(request))?.Plans();
}
