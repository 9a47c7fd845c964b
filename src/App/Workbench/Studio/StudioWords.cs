using Vauban.Adapters.Reports;
using Vauban.App.Capacity;
using Vauban.App.Sovereignty;
using Vauban.App.Workbench.Kit;
using Vauban.App.Workbench.Tables;
using Vauban.Core.Model;
using Vauban.Core.Sovereignty;

namespace Vauban.App.Workbench.Studio;

/// <summary>What comes of scenarios, as tables and a chart.</summary>
/// <param name="request">What the table is asked for with.</param>
/// <param name="result">Result.</param>
sealed class StudioWords(TableRequest request, StudioResult result)
{
    readonly Sentences _say = new(request.Caller.Network, request.Texts, request.Caller.SeesNames);

    /// <summary>Name of a case.</summary>
    public string Name(StudioCase of) => of.Scenario?.Name ?? request.Texts["capacity.policy.base"];

    IEnumerable<VerbRow> Rows => result.Cases[0].Grid!.Rows.Where(r => r.Goals.Count > 0);

    static VerbRow? Row(StudioCase of, string verb) => of.Grid?.Rows.FirstOrDefault(r => r.Verb == verb && r.Goals.Count > 0);

    /// <summary>What a scenario moves, in sentences; that nothing moves is one too.</summary>
    public IEnumerable<string> Answer()
    {
        foreach (var of in result.Cases.Skip(1))
        {
            if (of.Grid is null)
            {
                yield return request.Texts.Format("workbench.studio.broken", Name(of), string.Join(" ", of.Findings.Where(f => f.Severity == Severity.Error).Take(2).Select(request.Texts.Sentence)));
                continue;
            }
            var moved = Rows.Where(r => Row(of, r.Verb) is { } now && Word(now) != Word(r)).Select(r => request.Texts.Format("workbench.portfolio.moved", _say.Verb(r.Verb), Word(r), Word(Row(of, r.Verb)!))).ToArray();
            yield return moved.Length > 0 ? request.Texts.Format("workbench.studio.moves", Name(of), string.Join("; ", moved)) : request.Texts.Format("workbench.studio.no-moves", Name(of));
        }
    }

    string Word(VerbRow row) => $"{_say.Verdict(row.Reliance.Verdict)} ({_say.Reach(row, row.Reliance.ThetaIn)})";

    /// <summary>Before and after, side by side: a row for each verb and figure.</summary>
    public TableContent Table()
    {
        var rows = new List<IReadOnlyList<TableCell>>();
        foreach (var verb in Rows.Select(r => r.Verb))
        {
            Add(verb, "workbench.studio.reliance", (r, _) => new TableCell(_say.Verdict(r.Reliance.Verdict)) { Mark = Marks.Of(r.Reliance.Verdict) });
            Add(verb, "column.inside-of-need", (r, c) => Share(r, r.Reliance.ThetaIn, c));
            Add(verb, "workbench.studio.all", (r, c) => Share(r, r.Reliance.ThetaAll, c));
            Add(verb, "workbench.studio.exposure", (r, _) => new TableCell(_say.Verdict(r.Exposure.Verdict)) { Mark = Marks.Of(r.Exposure.Verdict) });
            Add(verb, "workbench.studio.left", (r, c) => Share(r, r.Exposure.Phi, c));
            Add(verb, "workbench.studio.most", (_, c) => Most(c, verb));
            if (result.Cases.Any(c => c.Without is not null))
                Add(verb, "workbench.studio.cover", (_, c) => c.Without?.Grids[0].Rows.FirstOrDefault(w => w.After.Verb == verb) is { } row ? new TableCell(CoverText.Of(row.CoverDays, _say, request.Texts)) { Value = row.CoverDays.Central } : "–");
        }
        return new(request.Texts.Format("workbench.studio.caption", result.Cases[0].Grid!.Technology.Name, result.Options.Perimeters[0].Name),
            [new(request.Texts["column.verb"]), new(request.Texts["workbench.studio.figure"]), .. result.Cases.Select(c => new TableColumn(Name(c)))], rows);

        void Add(string verb, string key, Func<VerbRow, StudioCase, TableCell> cell)
        {
            IReadOnlyList<TableCell> row = [_say.Verb(verb), request.Texts[key], .. result.Cases.Select(c => Row(c, verb) is { } r ? cell(r, c) : "–")];
            // A row that is blank for all says nothing.
            if (row.Skip(2).Any(c => c.Text is not ("" or "–"))) rows.Add(row);
        }
    }

    // A figure of the network as it is can be explained; one of a scenario rests on rows that are not there.
    TableCell Share(VerbRow row, Figure? figure, StudioCase of) => figure is null ? "" : new TableCell(_say.Reach(row, figure)) { Value = figure.Central, Figure = of.Scenario is null ? figure.Address : "" };

    TableCell Most(StudioCase of, string verb)
    {
        if (of.Today?.Rows.FirstOrDefault(r => r.Verb == verb) is not { IsHolding: false } row || row.Inside.Outputs.Count == 0) return "";
        var figures = new TodayFigures(of.Today.Table.Network, request.Texts, _say.Numbers);
        // With somebody taken away the network's own most is not what comes out; the shares above are.
        return of.Without is not null ? "–" : new TableCell(figures.Output(row.Inside, 0)) { Value = row.Inside.Outputs[0].PerMonth.Central };
    }

    /// <summary>The chart: the share of each goal met inside, case by case.</summary>
    public object Chart()
    {
        var verbs = Rows.Where(r => !_say.IsHolding(r)).Select(r => r.Verb).ToArray();
        return new
        {
            tooltip = new { trigger = "axis" }, legend = new { }, xAxis = new { type = "category", data = verbs.Select(_say.Verb), axisLabel = new { interval = 0 } }, yAxis = new { type = "value", min = 0 },
            series = result.Cases.Select(c => new { name = Name(c), type = "bar", barMaxWidth = 36, data = verbs.Select(v => Row(c, v)?.Reliance.ThetaIn?.Central ?? double.NaN) }),
        };
    }
}

/// <summary>Scenarios side by side.</summary>
sealed class StudioTable : ITableSource
{
    public static string Key => "studio";

    public static async Task<TableContent?> Read(TableRequest request) => await StudioResult.Of(request) is ({ } result, _) ? new StudioWords(request, result).Table() : null;
}
