using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using Vauban.Adapters.Reports;
using Vauban.Adapters.Solvers;
using Vauban.App.Cli;
using Vauban.Core.Studies;

namespace Vauban.App.Import;

/// <summary><c>diff</c>: what changed between two snapshots, and which verdicts moved because of it.</summary>
sealed class DiffCommand
{
    const int MostRows = 20;
    readonly Argument<string> _before = new("BEFORE") { Description = "The older package." };
    readonly Argument<string> _after = new("AFTER") { Description = "The newer package." };
    readonly Option<string[]> _perimeter = Shell.Perimeter();
    readonly Option<int> _trials = new("--trials") { Description = "Most assessments made to find out which change moved a verdict.", HelpName = "N", DefaultValueFactory = _ => 60 };
    readonly Option<bool> _all = new("--all") { Description = "Shows every row that changed." };

    public static Command Create(Shell shell)
    {
        var me = new DiffCommand();
        var command = new Command("diff", "Shows what changed between two packages, which verdicts moved, and which changes moved them.") { me._before, me._after, me._perimeter, me._trials, me._all };
        return shell.Run(command, me.Run);
    }

    int Run(Call call)
    {
        var trials = call.Value(_trials);
        if (trials < 0) throw new InputException(call.Texts["terminal.diff.trials"]);
        var options = new VerdictComparisonOptions { Assessment = new() { Perimeters = call.Perimeters(call.Value(_perimeter)), Explains = false }, Trials = trials };
        var before = call.Load(call.Value(_before)!, isWhole: true).Network;
        var after = call.Load(call.Value(_after)!, isWhole: true).Network;
        var result = VerdictComparison.Run(before.Package, after.Package, options, LinearSolvers.Default, call.Stop);
        if (call.IsJson) call.WriteJson(json => DiffJson.Write(json, result));
        else Show(call, result, call.Value(_all));
        return ExitCode.Ok;
    }

    static void Show(Call call, VerdictComparison result, bool all)
    {
        var console = call.Terminal.Out;
        var rows = result.Rows;
        Line(call, $"- {rows.Before.Head.Name}  {rows.Before.Hash}");
        Line(call, $"+ {rows.After.Head.Name}  {rows.After.Hash}");
        if (rows.Before.Hash == rows.After.Hash)
        {
            Line(call, call.Texts["terminal.diff.same"]);
            return;
        }
        foreach (var head in rows.Head) Line(call, $"~ {head.Field}: {Arrow(call, head.Old, head.New)}");
        foreach (var table in rows.Rows.GroupBy(r => r.Table))
        {
            console.WriteLine();
            console.Write(new Text(table.Key, Sheet.Strong));
            Lines.Write(console, "  " + call.Texts.Format("terminal.diff.counts", Count(table, RowChangeKind.Added), Count(table, RowChangeKind.Removed), Count(table, RowChangeKind.Changed)), Lines.Cells(table.Key), 4, Sheet.Quiet);
            foreach (var change in table.Take(all ? int.MaxValue : MostRows)) Row(call, change);
            if (!all && table.Count() > MostRows) Line(call, "  " + call.Texts.Format("sentence.more", Number(table.Count() - MostRows)));
        }
        console.WriteLine();
        console.Write(new Text(call.Texts[result.Moves.Count > 0 ? "terminal.diff.moves" : "terminal.diff.no-moves"], Sheet.Strong));
        console.WriteLine();
        foreach (var move in result.Moves) Move(call, move);
    }

    static void Row(Call call, RowChange change)
    {
        var sign = change.Kind switch { RowChangeKind.Added => "+", RowChangeKind.Removed => "-", _ => "~" };
        var cells = change.Kind == RowChangeKind.Changed ? change.Cells.Select(c => $"{c.Field} {Arrow(call, c.Old, c.New)}") : change.Cells.Where(c => c.Field != "id").Select(c => $"{c.Field} {(c.New.Length > 0 ? c.New : c.Old)}");
        Lines.Write(call.Terminal.Out, $"  {sign} {change.Key}: {string.Join("; ", cells)}", 0, 6);
    }

    static void Move(Call call, VerdictMove move)
    {
        Lines.Write(call.Terminal.Out, $"  {move.Technology}, {move.Perimeter}, {call.Texts["verb." + move.Verb]}, {call.Texts["terminal.danger." + move.Danger]}: {State(call, move.Before)} {To(call)} {State(call, move.After)}", 0, 6);
        if (move.Cause is not { } cause) return;
        var names = cause.Rows.Select(r => r.Address).ToList();
        if (cause.IsHead) names.Add(call.Texts["terminal.diff.date"]);
        var text = !cause.IsEnded ? call.Texts["terminal.diff.not-ended"]
            : call.Texts.Format(cause.IsSmallest ? "terminal.diff.because" : "terminal.diff.because-all", string.Join(", ", names.Take(MostRows)) + (names.Count > MostRows ? " " + call.Texts.Format("sentence.more", Number(names.Count - MostRows)) : ""));
        Lines.Write(call.Terminal.Out, "    " + text, 0, 6, Sheet.Quiet);
    }

    static string State(Call call, CellState state) => state.Verdict.Length == 0 ? call.Texts["terminal.diff.absent"]
        : double.IsNaN(state.Central) ? call.Texts["verdict." + state.Verdict] : $"{call.Texts["verdict." + state.Verdict]} ({Range(state)})";

    static string Range(CellState state) => state.Low.Equals(state.High) ? JsonText.Digits(state.Central) : $"{JsonText.Digits(state.Low)}..{JsonText.Digits(state.High)}";

    static string Arrow(Call call, string old, string now) => $"{(old.Length > 0 ? old : call.Texts["terminal.diff.blank"])} {To(call)} {(now.Length > 0 ? now : call.Texts["terminal.diff.blank"])}";

    static string To(Call call) => call.Terminal.HasSymbols ? "→" : "->";

    static string Count(IEnumerable<RowChange> rows, RowChangeKind kind) => Number(rows.Count(r => r.Kind == kind));

    static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    static void Line(Call call, string text) => Lines.Write(call.Terminal.Out, text, 0, 2);
}
