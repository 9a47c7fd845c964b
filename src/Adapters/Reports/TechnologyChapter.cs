using System.Globalization;
using Vauban.Core.Model;
using Vauban.Core.Output;
using Vauban.Core.Sovereignty;

namespace Vauban.Adapters.Reports;

/// <summary>The chapter on one technology: the grid, why perimeters differ, and per perimeter and verb what the verdict rests on.</summary>
sealed class TechnologyChapter(Html html, PageShell shell, Texts.Texts texts, Sentences say, SovereigntyResult result)
{
    const int MostFlows = 15, MostFailures = 12, MostAsks = 8;

    public void Write(Grid[] grids, int number)
    {
        html.Add($"<section id=\"t{number}\">\n<h2>{grids[0].Technology.Name}</h2>\n");
        shell.Grid(grids, texts.Format("report.grid", grids[0].Technology.Name, shell.Date(result)));
        shell.Legend();
        Differences(grids);
        for (var i = 0; i < grids.Length; i++) Perimeter(grids[i], i == 0);
        html.Raw("</section>\n");
    }

    void Differences(Grid[] grids)
    {
        var rows = result.Differences.Where(d => d.Technology.Index == grids[0].Technology.Index).ToArray();
        if (grids.Length < 2) return;
        html.Add($"<h3>{texts["report.differences"]}</h3>\n");
        if (rows.Length == 0) html.Add($"<p>{texts["report.no-difference"]}</p>\n");
        else
        {
            html.Raw("<ul>\n");
            foreach (var row in rows) html.Add($"<li>{say.Difference(row, say.Period(grids[0].Rows.First(r => r.Verb == row.Verb)))}</li>\n");
            html.Raw("</ul>\n");
        }
    }

    void Perimeter(Grid grid, bool isOpen)
    {
        html.Raw(isOpen ? "<details open=\"open\">\n" : "<details>\n");
        html.Add($"<summary><h3>{grid.Technology.Name}, {grid.Perimeter.Name}</h3><span class=\"at\">{texts.Format("report.countries", Count(grid.Perimeter.Members.Count))}</span></summary>\n");
        foreach (var row in grid.Rows) Verb(grid, row);
        Tree(grid);
        html.Raw("</details>\n");
    }

    void Verb(Grid grid, VerbRow row)
    {
        html.Add($"<section class=\"verb\">\n<h4>{texts.Format("sentence.summary.row", say.Verb(row.Verb), say.Goals(row))}</h4>\n");
        if (row.Goals.Count == 0)
        {
            html.Raw("</section>\n");
            return;
        }
        html.Add($"<div class=\"pair\">\n<div>\n<h5>{texts["column.reliance"]}</h5>\n<p>");
        shell.Verdict(row.Reliance.Verdict);
        html.Add($"</p>\n<p>{say.Reliance(grid, row)}</p>\n");
        if (say.Consents(row) is { Length: > 0 } consents) html.Add($"<p>{consents}</p>\n");
        if (row.Reliance.ThetaIn is { } theta) html.Add($"<p class=\"legend\">{texts.Format("report.rests", say.Coverage(theta), Basis(theta.Basis))}</p>\n");
        html.Add($"</div>\n<div>\n<h5>{texts["column.exposure"]}</h5>\n<p>");
        shell.Verdict(row.Exposure.Verdict);
        html.Add($"</p>\n<p>{say.Exposure(row)}</p>\n</div>\n</div>\n");
        MakeYes(row);
        Ladder(row);
        Vetoes(row);
        Failures(row);
        Asks(row);
        Flows(row);
        html.Raw("</section>\n");
    }

    void MakeYes(VerbRow row)
    {
        if (say.MakeYes(row, ListLimit.Table) is not { Length: > 0 } make) return;
        html.Add($"<p class=\"make\"><strong>{texts["report.make-yes"]}</strong> {make}</p>\n");
        if (row.Reliance.MakeYes is not { Extra: { Count: var count } extra } || count <= ListLimit.Table.Most + 1) return;
        var period = say.Period(row);
        shell.Table(texts.Format("report.make-yes.caption", say.Verb(row.Verb)), texts["column.item"], texts["column.extra"], texts["column.extra-of-need"]);
        foreach (var e in extra)
            html.Add($"<tr><th scope=\"row\">{say.Names.Item(e.Item)}</th><td class=\"q\">{say.Numbers.Text(e.PerMonth * Numbers.Factor(period))} {say.Numbers.RateUnit(result.Network.Items[e.Item].Unit.Amount, period)}</td><td class=\"q\">{say.Numbers.Share(e.ShareOfNeed)}</td></tr>\n");
        shell.EndTable();
    }

    string Basis(string basis) => basis.Length == 0 ? texts["unit.unknown"] : texts.Find("report.basis." + basis) ?? basis;

    void Ladder(VerbRow row)
    {
        if (row.Reliance.Ladder.Count == 0) return;
        html.Add($"<h5>{texts["report.ladder"]}</h5>\n");
        if (row.Reliance.LadderReading != Reading.Central) html.Add($"<p class=\"legend\">{texts["report.ladder.pessimistic"]}</p>\n");
        shell.Table(texts.Format("report.ladder.caption", say.Verb(row.Verb)), texts["column.rung"], texts["column.binds"], texts["column.inside"], texts["column.need"], texts["column.inside-of-need"], texts["column.carries"]);
        for (var i = 0; i < row.Reliance.Ladder.Count; i++)
        {
            var rung = row.Reliance.Ladder[i];
            for (var j = 0; j < rung.Rows.Count; j++)
            {
                var b = rung.Rows[j];
                html.Add($"<tr><th scope=\"row\">{(j == 0 ? Count(i + 1) : texts["report.ladder.with"])}</th>");
                Binding(b, row);
                if (j == 0) html.Add($"<td rowspan=\"{rung.Rows.Count}\">{texts.Format("report.from-to", say.Numbers.Goal(rung.Theta, rung.Theta, rung.Theta), say.Numbers.Goal(rung.NextTheta, rung.NextTheta, rung.NextTheta))}</td>");
                html.Raw("</tr>\n");
            }
        }
        shell.EndTable();
    }

    void Binding(BottleneckRow b, VerbRow row)
    {
        if (b.Relief.Kind != ReliefKind.Supply)
        {
            html.Add($"<td colspan=\"4\">{say.Bottleneck(b, row)}</td>");
            return;
        }
        var unit = say.Numbers.RateUnit(b.Unit ?? result.Network.Items[b.Relief.Index].Unit.Amount, say.Period(row), b.Need.Central * Numbers.Factor(say.Period(row)));
        var (inside, need) = say.InsideAndNeed(b, row);
        html.Add($"<td>{say.Names.Item(b.Relief.Index)}</td><td class=\"q\">{(Sentences.IsNumber(b.Inside) ? $"{inside} {unit}" : inside)}</td><td class=\"q\">{need} {unit}</td><td>");
        if (b.Need.Central > 0) shell.Bar(texts.Format("report.bar", say.Names.Item(b.Relief.Index)), say.Bottleneck(b, row), b.Inside.Low / b.Need.Central, b.Inside.Central / b.Need.Central, b.Inside.High / b.Need.Central);
        html.Raw("</td>");
    }

    void Vetoes(VerbRow row)
    {
        if (row.Reliance.Vetoes.Count == 0) return;
        html.Add($"<h5>{texts["report.vetoes"]}</h5>\n");
        if (row.Reliance.VetoLevel < 1) html.Add($"<p class=\"legend\">{texts.Format("sentence.veto.level", say.Numbers.Share(row.Reliance.VetoLevel))}</p>\n");
        html.Raw("<ul>\n");
        foreach (var sentence in say.Vetoes(row.Reliance, ListLimit.Report)) html.Add($"<li>{sentence}</li>\n");
        html.Raw("</ul>\n");
    }

    void Failures(VerbRow row)
    {
        var failures = row.Exposure.Failures;
        if (failures.Count == 0) return;
        html.Add($"<h5>{texts["report.failures"]}</h5>\n");
        shell.Table(texts.Format("report.failures.caption", say.Verb(row.Verb)), texts["column.failure"], texts["column.left"], texts["column.met"], texts["column.lost"], texts["column.certainty"]);
        foreach (var f in failures.Take(MostFailures))
        {
            html.Add($"<tr><th scope=\"row\">{Sentence(say.Condition(f))}</th><td>");
            if (!say.IsHolding(row)) shell.Bar(texts.Format("report.failure.bar", say.Names.Actor(f.Actor)), say.Failure(f, row), f.Phi.Low, f.Phi.Central, f.Phi.High);
            html.Add($"</td><td class=\"q\">{say.Left(f, row)}</td><td class=\"q\">{say.Lost(f, row)}</td>");
            html.Add($"<td>{texts[!f.Decides ? "report.failure.shown" : f.Holds.IsCertain ? "report.failure.certain" : "report.failure.possible"]}</td></tr>\n");
        }
        shell.EndTable();
        More(failures.Count - MostFailures);
    }

    static string Sentence(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    void Asks(VerbRow row)
    {
        if (row.Reliance.Asks.Count == 0) return;
        html.Add($"<h5>{texts["report.asks"]}</h5>\n<ol>\n");
        foreach (var ask in row.Reliance.Asks.Take(MostAsks)) html.Add($"<li>{say.Ask(ask, row)} <span class=\"sub\"><code>{ask.Address}</code></span></li>\n");
        html.Raw("</ol>\n");
        More(row.Reliance.Asks.Count - MostAsks);
        if (row.Reliance.AsksLeft > 0) html.Add($"<p class=\"legend\">{texts.Format("report.asks.left", Count(row.Reliance.AsksLeft))}</p>\n");
    }

    void Flows(VerbRow row)
    {
        var flows = row.Reliance.Flows;
        if (flows.Count == 0) return;
        var period = say.Period(row);
        html.Add($"<h5>{(row.Reliance.ThetaIn is { Central: < 1 } part ? texts.Format("report.flows.part", say.Numbers.Goal(part.Central, part.Central, part.Central)) : texts["report.flows"])}</h5>\n");
        shell.Table(texts.Format("report.flows.caption", say.Verb(row.Verb)), texts["column.supply"], texts["column.item"], texts["column.output"], texts["column.capacity"]);
        foreach (var flow in flows.Take(MostFlows))
        {
            var unit = say.Numbers.RateUnit(result.Network.Items[flow.Supply.Item].Unit.Amount, period);
            var factor = Numbers.Factor(period);
            html.Add($"<tr><th scope=\"row\">{say.Names.Supply(flow.Supply)}</th><td>{say.Names.Item(flow.Supply.Item)}</td><td class=\"q\">{say.Numbers.Text(flow.Output * factor)} {unit}</td><td class=\"q\">{Capacity(flow, factor, unit)}</td></tr>\n");
        }
        shell.EndTable();
        More(flows.Count - MostFlows);
    }

    string Capacity(ProofFlow flow, double factor, string unit) =>
        double.IsInfinity(flow.Capacity) ? texts[flow.Supply.Capacity.IsKnown ? "unit.unlimited" : "unit.unknown"] : $"{say.Numbers.Text(flow.Capacity * factor)} {unit}";

    void Tree(Grid grid)
    {
        const int MostNodes = 200;
        var goals = grid.Rows[^1].Goals.Count > 0 ? grid.Rows[^1].Goals : [.. grid.Rows.SelectMany(r => r.Goals).DistinctBy(g => g.Index)];
        if (goals.Count == 0) return;
        var tree = SupplyTree.From(grid.Table, goals, MostNodes);
        // Goals of several verbs may be stated per month and per year; the tree takes the period of the first that is a rate.
        var row = grid.Rows.FirstOrDefault(r => r.Goals.Count > 0 && !say.IsHolding(r)) ?? grid.Rows[^1];
        html.Add($"<section class=\"verb\">\n<h4>{texts["report.tree"]}</h4>\n<p class=\"legend\">{texts["report.tree.legend"]}</p>\n<ul class=\"tree\">\n");
        foreach (var root in tree.Roots) Node(root, true, say.Period(row));
        html.Raw("</ul>\n");
        if (tree.HiddenItems > 0) html.Add($"<p class=\"legend\">{texts.Format("report.tree.hidden", Count(tree.HiddenItems), Count(tree.Count))}</p>\n");
        html.Raw("</section>\n");
    }

    void Node(SupplyNode node, bool isRoot, RatePeriod period)
    {
        var item = result.Network.Items[node.Item];
        html.Add($"<li><div class=\"node\"><div><span class=\"name\">{item.Name}</span>");
        if (!isRoot) html.Add($"<span class=\"sub\">{say.PerUnit(node)}</span>");
        html.Raw("</div><div>");
        var words = node.IsRepeated ? texts["report.tree.repeated"] : say.Supplied(node, period);
        if (node.IsRepeated || item.IsShared || item.IsFree || node.Need.Central <= 0) html.Raw("</div><div>");
        else
        {
            shell.Bar(texts.Format("report.bar", item.Name), words, node.Inside.Low / node.Need.Central, node.Inside.Central / node.Need.Central, node.Inside.High / node.Need.Central);
            html.Raw("</div><div>");
        }
        html.Add($"<span class=\"sub\">{words}</span></div></div>");
        if (node.Children.Count > 0 || node.Hidden > 0)
        {
            html.Raw("\n<ul>\n");
            foreach (var child in node.Children) Node(child, false, period);
            if (node.Hidden > 0) html.Add($"<li class=\"sub\">{texts.Format("sentence.more", Count(node.Hidden))}</li>\n");
            html.Raw("</ul>\n");
        }
        html.Raw("</li>\n");
    }

    void More(int count)
    {
        if (count > 0) html.Add($"<p class=\"legend\">{texts.Format("sentence.more", Count(count))}</p>\n");
    }

    static string Count(int value) => value.ToString(CultureInfo.InvariantCulture);
}
