using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Vauban.Adapters.Reports;
using Vauban.App.Capacity;
using Vauban.App.Workbench.Jobs;
using Vauban.App.Workbench.Tables;
using Vauban.Core.Capacity;
using Vauban.Core.Model;
using Vauban.Core.Output;

namespace Vauban.App.Workbench.Capacity;

/// <summary>What limits output today, as sentences, tables and charts; single lines where the reader may see lines, else sums.</summary>
sealed class TodayWords
{
    // Sources with a bar of their own.
    const int MostBars = 24;

    readonly TableRequest _request;
    readonly CapacityNames _say;
    readonly TodayFigures _figures;
    readonly LadderWords _ladder;

    TodayWords(TableRequest request, TodayResult result)
    {
        (_request, Result) = (request, result);
        var network = result.Table.Network;
        _say = new(network, request.Texts, request.Caller.SeesNames);
        _figures = new(network, request.Texts, _say.Numbers);
        _ladder = new(network, request.Texts, _say.Names, _say.Numbers);
    }

    /// <summary>Result.</summary>
    public TodayResult Result { get; }

    /// <summary>True where the reader gets single lines.</summary>
    public bool SeesLines => JobDesk.SeesLines(_request.Caller);

    /// <summary>What the address asks; null where that cannot be, and then a sentence says why.</summary>
    public static async Task<(TodayWords? Words, string Wrong)> Of(TableRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var (caller, texts) = (request.Caller, request.Texts);
        // Sums for several choices can be taken from each other: who gets sums has no choice.
        var query = JobDesk.SeesLines(caller) ? request.Query : new();
        if (query.Options(caller, texts, out var wrong) is not { } asked) return (null, wrong);
        if (caller.Network.At(asked.At, asked.Status).Goals.Count == 0) return (null, texts["terminal.nothing"]);
        var runs = request.Http.RequestServices.GetRequiredService<CapacityRuns>();
        return (new(request, await runs.Today(caller.Network, new() { Perimeter = asked.Perimeters[0], At = asked.At, Status = asked.Status, Technologies = asked.Technologies }, request.Stop)), "");
    }

    string T(string key, params ReadOnlySpan<string> values) => _request.Texts.Format("capacity." + key, values);

    string Inside => T("inside", Result.Options.Perimeter.Name);

    string Goal(TodayRow row) => _say.Goal(row.Technology.Id, row.Verb);

    /// <summary>The goal that is met least, and what binds it first.</summary>
    public IEnumerable<string> Answer()
    {
        var rows = Result.Rows.Where(r => !r.IsHolding && r.Verb != TodayEngine.Together).ToArray();
        if (rows.MinBy(r => r.Inside.Theta.Central) is not { } worst) yield break;
        yield return _request.Texts.Format("workbench.capacity.answer", Goal(worst), Inside, _say.Numbers.Goal(worst.Inside.Theta), T("everybody"), _say.Numbers.Goal(worst.All.Theta));
        if (worst.Inside.Ladders.FirstOrDefault(l => l.Rungs.Count > 0) is { } ladder) yield return _request.Texts.Format("workbench.capacity.first", string.Join("; ", ladder.Rungs[0].Reliefs.Select(_ladder.Member)), _ladder.Step(ladder.Rungs[0]));
    }

    /// <summary>Most that comes out a month, goal by goal.</summary>
    public TableContent Most() => new(_request.Texts.Format("capacity.today.title", Result.Options.Perimeter.Name),
        [new(_request.Texts["column.goal"]), new(_request.Texts["column.item"]), new(T("everybody"), true), new(T("share"), true), new(Inside, true), new(T("share"), true)],
        [.. from row in Result.Rows
            from i in Enumerable.Range(0, row.IsHolding ? 1 : row.All.Outputs.Count)
            select (IReadOnlyList<TableCell>)
            [
                Goal(row), row.IsHolding ? "" : row.All.Outputs[i].Item.Name,
                row.IsHolding ? Held(row.All.Theta) : TableCell.Number(row.All.Outputs[i].PerMonth.Central, _figures.Output(row.All, i)), row.IsHolding ? "" : Share(row, row.All, "theta_all"),
                row.IsHolding ? Held(row.Inside.Theta) : TableCell.Number(row.Inside.Outputs[i].PerMonth.Central, _figures.Output(row.Inside, i)), row.IsHolding ? "" : Share(row, row.Inside, "theta_in"),
            ]]);

    TableCell Share(TodayRow row, TodayScope scope, string figure) => new(_say.Numbers.Goal(scope.Theta))
    {
        Value = scope.Theta.Central, Figure = row.Verb == TodayEngine.Together ? "" : $"{row.Technology.Id}/{row.Verb}/{figure}",
    };

    string Held(Figure theta) => _request.Texts[theta.Low > 0 ? "sentence.held" : theta.High <= 0 ? "sentence.not-held" : "sentence.held-unknown"];

    /// <summary>The ladder: what binds, each relieved before the next.</summary>
    public TableContent Ladder() => new(_request.Texts["workbench.capacity.ladder"],
        [new(_request.Texts["column.goal"]), new(_request.Texts["workbench.capacity.scope"]), new(_request.Texts["column.rung"], true), new(_request.Texts["column.binds"]), new(_request.Texts["column.met"], true), new(_request.Texts["workbench.capacity.price"])],
        [.. from r in Rungs()
            select (IReadOnlyList<TableCell>)
            [
                Goal(r.Row), r.Ladder.Reading == Reading.Pessimistic ? T("policy.worst.of", r.Scope) : r.Scope, TableCell.Number(r.Number, r.Number.ToString(CultureInfo.InvariantCulture)),
                string.Join("; ", r.Rung.Reliefs.Select(_ladder.Member)), r.Row.IsHolding ? "" : TableCell.Number(r.Rung.Theta, _ladder.Step(r.Rung)), _figures.Price(r.Row, r.Rung),
            ]]) { Nothing = T("limits.none") };

    IEnumerable<(TodayRow Row, string Scope, TodayLadder Ladder, int Number, TodayRung Rung)> Rungs() =>
        from row in Result.Rows
        from scope in new[] { (row.All, Name: T("everybody")), (row.Inside, Name: Inside) }
        from ladder in scope.Item1.Ladders
        where ladder.Reading == Reading.Central || scope.Item1.Ladders[0].Rungs.Count == 0
        from rung in ladder.Rungs.Select((r, i) => (Rung: r, Number: i + 1))
        select (row, scope.Name, ladder, rung.Number, rung.Rung);

    /// <summary>Use of every source, the fullest first.</summary>
    public TableContent Uses() => new(T("uses"), [new(T("head.source")), new(_request.Texts["column.item"]), new(_request.Texts["column.goal"]), new(T("head.capacity"), true), new(T("everybody"), true), new(Inside, true)],
        [.. Pairs().Select(p => (IReadOnlyList<TableCell>)
        [
            Source(p.All.Supply), Result.Table.Network.Items[p.All.Supply.Item].Name, Goal(p.Row),
            p.All.Capacity is { } c ? TableCell.Number(c, _say.Rate(c, Result.Table.Network.Items[p.All.Supply.Item].Id)) : _request.Texts["unit.unknown"],
            new TableCell(_figures.Use(p.All)) { Value = p.All.Share }, p.Inside.IsDenied ? T("outside") : new TableCell(_figures.Use(p.Inside)) { Value = p.Inside.Share },
        ])]) { Nothing = _request.Texts["workbench.capacity.no-uses"] };

    string Source(Supply supply) => supply.Kind == SupplyKind.Line ? _say.Line(supply.Id) ?? _say.Names.Supply(supply) : _say.Names.Supply(supply);

    IEnumerable<(TodayRow Row, SupplyUse All, SupplyUse Inside)> Pairs() =>
        Result.Rows.Where(r => !r.IsHolding && r.Verb != TodayEngine.Together).SelectMany(r => r.All.Uses.Zip(r.Inside.Uses, (all, inside) => (Row: r, All: all, Inside: inside)))
            .Where(p => p.All.Output > 0 || p.Inside.Output > 0).OrderByDescending(p => Math.Max(p.All.Share ?? -1, p.Inside.Share ?? -1)).ThenBy(p => p.Row.Technology.Index).ThenBy(p => p.All.Supply.Index);

    // Where the axis of shares ends: all bars and the goal itself are within it.
    static readonly double[] Ends = [1.2, 2, 3, 5, OutputProgram.ThetaCap, double.PositiveInfinity];

    /// <summary>The chart of the most that comes out, as a share of every goal.</summary>
    public object MostChart()
    {
        var rows = Result.Rows.Where(r => !r.IsHolding).Reverse().ToArray();
        var largest = rows.SelectMany(r => new[] { r.All.Theta.Central, r.Inside.Theta.Central }).Append(0).Max();
        return new
        {
            tooltip = new { trigger = "axis" }, legend = new { }, xAxis = new { type = "value", max = Ends.First(e => e >= largest), name = "" }, yAxis = new { type = "category", data = rows.Select(Goal), axisLabel = new { width = 160, overflow = "break", lineHeight = 14 } },
            series = new[]
            {
                new { name = T("everybody"), type = "bar", barMaxWidth = 18, data = rows.Select(r => r.All.Theta.Central), markLine = (object?)new { silent = true, symbol = "none", lineStyle = new { color = "var(--ink)", type = "dashed" }, label = new { show = false }, data = new[] { new { xAxis = 1 } } } },
                new { name = Inside, type = "bar", barMaxWidth = 18, data = rows.Select(r => r.Inside.Theta.Central), markLine = (object?)null },
            },
        };
    }

    /// <summary>The chart of the fullest sources.</summary>
    public object UsesChart()
    {
        var pairs = Pairs().Where(p => p.All.Share is not null).Take(MostBars).Reverse().ToArray();
        return new
        {
            tooltip = new { trigger = "axis" }, legend = new { }, xAxis = new { type = "value", max = 1 }, yAxis = new { type = "category", data = pairs.Select(p => Source(p.All.Supply)), axisLabel = new { width = 170, overflow = "truncate" } },
            series = new[]
            {
                new { name = T("everybody"), type = "bar", barMaxWidth = 12, data = pairs.Select(p => p.All.Share ?? 0) },
                new { name = Inside, type = "bar", barMaxWidth = 12, data = pairs.Select(p => p.Inside.IsDenied ? 0 : p.Inside.Share ?? 0) },
            },
        };
    }

    /// <summary>Sums over independent owners, for who must not see lines.</summary>
    public IReadOnlyList<TableContent> Sums() => [.. new AggregateWords(_request.Texts).Today(AggregateToday.Of(Result)).Select(t => new TableContent(t.Title, [.. t.Heads.Select((h, i) => new TableColumn(h, i > 0))],
        [.. t.Rows.Select(r => (IReadOnlyList<TableCell>)[.. r.Select(c => new TableCell(c.Text) { Value = c.Number })])]))];

    /// <summary>A table of lines; null where the reader gets sums or the address asks for what cannot be.</summary>
    public static async Task<TableContent?> Table(TableRequest request, Func<TodayWords, TableContent?> table) => await Of(request) is ({ SeesLines: true } words, _) ? table(words) : null;
}

/// <summary>Most that comes out today.</summary>
sealed class CapacityMostTable : ITableSource
{
    public static string Key => "capacity-most";

    public static Task<TableContent?> Read(TableRequest request) => TodayWords.Table(request, w => w.Most());
}

/// <summary>The ladder of bottlenecks.</summary>
sealed class CapacityLadderTable : ITableSource
{
    public static string Key => "capacity-ladder";

    public static Task<TableContent?> Read(TableRequest request) => TodayWords.Table(request, w => w.Ladder());
}

/// <summary>Use of sources.</summary>
sealed class CapacityUsesTable : ITableSource
{
    public static string Key => "capacity-uses";

    public static Task<TableContent?> Read(TableRequest request) => TodayWords.Table(request, w => w.Uses());
}

/// <summary>Share of the goals that can be met, as sums show it.</summary>
sealed class CapacityGoalSumsTable : ITableSource
{
    public static string Key => "capacity-goal-sums";

    public static async Task<TableContent?> Read(TableRequest request) => (await TodayWords.Of(request)).Words?.Sums()[0];
}

/// <summary>Capacity by item, as sums show it.</summary>
sealed class CapacitySumsTable : ITableSource
{
    public static string Key => "capacity-sums";

    public static async Task<TableContent?> Read(TableRequest request) => (await TodayWords.Of(request)).Words?.Sums()[1];
}
