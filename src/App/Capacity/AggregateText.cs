using Vauban.Adapters.Formats;
using Vauban.Adapters.Reports;
using Vauban.App.Cli;
using Vauban.App.Reports;
using Vauban.Core.Capacity;
using Vauban.Core.Model;

namespace Vauban.App.Capacity;

/// <summary>Answers for an association: tables on a terminal, in a report and in a workbook, all from the same sums.</summary>
/// <param name="call">Call.</param>
/// <param name="network">Network, for its name and hash only.</param>
/// <param name="options">What had to hold for a figure to be shown.</param>
/// <param name="title">Title.</param>
sealed class AggregateText(Call call, Network network, AggregateOptions options, string title)
{
    ReportIdentity Identity => new(network.Package.Hash, ProductVersion.Text);

    /// <summary>Plans in the form asked for.</summary>
    /// <param name="call">Call.</param>
    /// <param name="network">Network, for its name and hash only.</param>
    /// <param name="plan">Options of the plans.</param>
    /// <param name="options">What had to hold for a figure to be shown.</param>
    /// <param name="question">Question, as in the keys of the titles.</param>
    /// <param name="plans">Plans with the names of their demands or measures.</param>
    /// <param name="findings">What was found in the data, of which only the numbers are told.</param>
    /// <param name="report">Where the report goes, or null.</param>
    /// <param name="workbook">Where the workbook goes, or null.</param>
    public static void Plans(Call call, Network network, PlanOptions plan, AggregateOptions options, string question, IReadOnlyList<(string? Name, AggregatePlan Plan)> plans, IReadOnlyList<Finding> findings,
        string? report = null, string? workbook = null)
    {
        var text = new AggregateText(call, network, options, call.Texts.Format("capacity.aggregate.title." + question, plan.Perimeter.Name));
        var tables = new AggregateWords(call.Texts).Plans(plans);
        if (call.IsJson) call.WriteJson(json => AggregateJson.Plans(json, network.Package, plan, options, plans, findings));
        else text.Write(tables);
        if (report is not null) text.WriteReport(tables, report);
        if (workbook is not null) text.WriteWorkbook(tables, workbook);
    }

    /// <summary>Writes the tables to the terminal.</summary>
    public void Write(IReadOnlyList<AggregateTable> tables)
    {
        var look = new Look(call, network, "");
        look.Title(title);
        foreach (var table in tables)
        {
            look.Blank();
            look.Line(table.Title, 0, Sheet.Strong);
            var each = Math.Max(12, (call.Terminal.Width - 38) / Math.Max(1, table.Heads.Count - 1) - 2);
            var sheet = look.Sheet([32, .. table.Heads.Skip(1).Select(_ => Math.Min(26, each))]);
            sheet.Row([.. table.Heads.Select((h, i) => new SheetCell((i == 0 ? "  " : "") + h, Sheet.Quiet))]);
            foreach (var row in table.Rows) sheet.Row([.. row.Select((c, i) => i == 0 ? new SheetCell("  " + c.Text, Hang: 1) : new SheetCell(c.Text))]);
        }
        look.Blank();
        foreach (var note in new AggregateWords(call.Texts).Notes(options)) look.Line(note, 0, Sheet.Quiet);
    }

    /// <summary>Writes the tables as an HTML file.</summary>
    public void WriteReport(IReadOnlyList<AggregateTable> tables, string file) =>
        ReportFiles.Save(call, file, AggregateReportWriter.Write(network, title, tables, options, Identity, call.Texts.Language), "terminal.files.report");

    /// <summary>Writes the tables as a workbook.</summary>
    public void WriteWorkbook(IReadOnlyList<AggregateTable> tables, string file)
    {
        using (var stream = new FileStream(call.PathOf(file), FileMode.Create, FileAccess.ReadWrite)) AggregateWorkbook.Write(tables, options, Identity, call.Texts, stream);
        if (!call.IsJson) Lines.Write(call.Terminal.Out, call.Texts.Format("terminal.files.workbook", Path.GetDirectoryName(file) is { Length: > 0 } ? file : Path.GetFileName(file)), 0, 2);
    }
}
