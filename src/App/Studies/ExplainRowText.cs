using Spectre.Console;
using Vauban.Adapters.Reports;
using Vauban.App.Cli;
using Vauban.Core.Model;
using Vauban.Core.Studies;

namespace Vauban.App.Studies;

/// <summary>A row on a terminal: what it says, what it rests on, and where it matters.</summary>
static class ExplainRowText
{
    public static void Write(Call call, ExplainRowResult result)
    {
        var sentences = new Sentences(result.Network, call.Texts, true);
        var texts = call.Texts;
        call.Terminal.Out.WriteLine();
        Line(call, result.Address, Sheet.Strong);
        var width = result.Cells.Max(c => c.Field.Name.Length);
        foreach (var (field, text) in result.Cells)
        {
            call.Terminal.Out.Write(new Text("  " + field.Name.PadRight(width), Sheet.Quiet));
            Lines.Write(call.Terminal.Out, "  " + Value(result.Network.Package, field, text), width + 2, width + 4);
        }
        call.Terminal.Out.WriteLine();
        foreach (var r in result.Readings)
            Line(call, texts.Format("terminal.row.readings", r.Field.Name, Number(r.Pessimistic), Number(r.Central), Number(r.Optimistic), r.Unit));
        if (!result.IsTrusted) Line(call, texts["terminal.row.untrusted"]);
        foreach (var source in result.Sources)
            Line(call, texts.Format("terminal.row.source", source.Id, string.Join(". ", new[] { source.Title, source.Publisher, source.Date, source.Url }.Where(t => t.Length > 0)), source.Reliability, source.Credibility));
        var date = (result.Options.At ?? result.Network.Package.Head.AsOf) is { } d ? Dates.Text(d) : texts["terminal.assess.no-date"];
        if (result.Counts is { } counts)
            Line(call, texts.Format(counts ? "terminal.row.counts" : "terminal.row.not-counted", date, texts["terminal.assess.status." + FieldCatalog.Statuses[result.Options.Status]]));
        if (result.Counts == true) Matter(call, result, sentences);

        string Number(double value) => sentences.Numbers.Exact(value);
    }

    static void Matter(Call call, ExplainRowResult result, Sentences sentences)
    {
        var texts = call.Texts;
        call.Terminal.Out.WriteLine();
        Line(call, texts.Format("terminal.row.matters", result.Options.Perimeters[0].Name, texts["terminal.reading." + ExplainJson.Word(result.Reading)]), Sheet.Strong);
        Line(call, result.Trees.Count == 0 ? texts["terminal.row.nowhere"] : texts.Format("terminal.row.trees", sentences.Names.Join(result.Trees.Select(Goal))));
        if (result.Withdrawn.Count > 0) Line(call, texts.Format("terminal.row.withdrawn", sentences.Names.Join(result.Withdrawn.Select(Goal))));
        foreach (var use in result.Uses)
        {
            var unit = sentences.Numbers.Unit(result.Network.Items[use.Term.Item].Unit.Amount);
            Line(call, texts.Format("terminal.row.use", $"{use.Technology.Id}/{use.Verb}/{use.Figure}", use.Term.Address, $"{sentences.Numbers.Text(use.Term.Capacity)}\u00A0{unit}",
                sentences.Numbers.Text(use.Term.Price), sentences.Numbers.Text(use.Term.Product), sentences.Numbers.Text(use.Theta)));
        }
        if (result.CanBind && result.Trees.Count > 0 && result.Uses.Count == 0) Line(call, texts["terminal.row.no-use"]);

        string Goal((Technology Technology, string Verb) goal) =>
            result.Network.Technologies.Count > 1 ? $"{goal.Technology.Name}, {sentences.Verb(goal.Verb)}" : sentences.Verb(goal.Verb);
    }

    // A reference is shown with the name of what it points to.
    static string Value(Package package, FieldSpec field, string text)
    {
        if (field.Type != FieldType.Reference) return text;
        foreach (var target in field.Targets.Where(t => FieldCatalog.Find(t)?.Find("name") >= 0))
        {
            var table = package[target];
            if (table.Rows.FirstOrDefault(r => r.Cells[0] == text) is { } row && table.Cell(row, "name") is { Length: > 0 } name && name != text) return $"{text} ({name})";
        }
        return text;
    }

    static void Line(Call call, string text, Style? style = null) => Lines.Write(call.Terminal.Out, text, 0, 2, style);
}
