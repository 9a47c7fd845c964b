using Spectre.Console;
using Vauban.Adapters.Reports;
using Vauban.Adapters.Texts;
using Vauban.App.Cli;
using Vauban.Core.Model;
using Vauban.Core.Survey;

namespace Vauban.App.Survey;

/// <summary>A planned release and an attack on releases as text, for the officer: with reasons, and with the names of groups.</summary>
static class SurveyText
{
    const int MostCells = 30, MostExposures = 10;

    static readonly int[] CellWidths = [26, 44, 22, 10, 44];

    static readonly int[] GroupWidths = [30, 24, 24, 14];

    public static void Write(Call call, SurveyProposal proposal, string fingerprint, bool isApproved)
    {
        var (texts, console, release) = (call.Texts, call.Terminal.Out, proposal.Release);
        var numbers = new Numbers(texts);
        string T(string key, params ReadOnlySpan<string> values) => texts.Format("survey." + key, values);
        void Line(string text, int indent = 2) => Indented(call, text, indent);
        var utility = release.Utility;
        console.WriteLine();
        Lines.Write(console, T("report.title", release.Round.Survey, release.Round.Period), 0, 2, Sheet.Strong);
        Line(T(!proposal.MayLeave ? "decision.refused" : isApproved ? "decision.approved" : "decision.may"));
        Line(T("fingerprint", fingerprint));
        console.WriteLine();
        Line(T("utility", numbers.Text(utility.Shown), numbers.Text(utility.Cells), numbers.Share(utility.Share), numbers.Text(utility.Primary), numbers.Text(utility.Secondary)));
        if (utility.Ranges > 0) Line(T("utility.ranges", numbers.Text(utility.Ranges), numbers.Share(utility.Width)));
        Line(T(proposal.IsExact ? "exact" : "not-exact"));
        Line(T("attack", numbers.Exact(proposal.Audit.Checks), numbers.Text(proposal.History.Count)));
        Cells(call, release, numbers);
        Exposures(call, proposal.Audit.Exposures, [.. proposal.History, release], numbers);
        if (!proposal.MayLeave) Line(T(proposal.Audit.Exposures.Any(e => e.IsOld) ? "hint.old" : "hint.adapt"));
        console.WriteLine();
        foreach (var note in SurveyReportWriter.Notes(release.Rules, texts)) Lines.Write(console, note, 0, 0, Sheet.Quiet);
        Lines.Write(console, T("officer-only"), 0, 0, Sheet.Quiet);
    }

    public static void Write(Call call, SurveyAudit audit, IReadOnlyList<SurveyRelease> releases, double percent)
    {
        var (texts, console) = (call.Texts, call.Terminal.Out);
        var numbers = new Numbers(texts);
        string T(string key, params ReadOnlySpan<string> values) => texts.Format("survey." + key, values);
        console.WriteLine();
        Lines.Write(console, T(audit.IsSafe ? "audit.pass" : "audit.fail"), 0, 2, Sheet.Strong);
        Indented(call, T("audit.checks", numbers.Text(releases.Count), numbers.Exact(audit.Checks), numbers.Share(percent)), 2);
        console.WriteLine();
        var sheet = Sheet.Of(call.Terminal, GroupWidths);
        sheet.Row(Heads(texts, "group", "above", "below", "verdict"));
        foreach (var group in audit.Narrowest.OrderBy(n => n.IsSafe).ThenBy(n => Math.Min(n.Above, n.Below)).ThenBy(n => n.Group, StringComparer.Ordinal))
            sheet.Row("  " + group.Group, End(group.Above), End(group.Below), T(group.IsSafe ? "pass" : "fail"));
        Exposures(call, audit.Exposures, releases, numbers);
        console.WriteLine();
        Lines.Write(console, T("audit.about"), 0, 0, Sheet.Quiet);

        string End(double share) => double.IsInfinity(share) ? T("no-end") : double.IsNaN(share) ? T("no-value") : numbers.Share(share);
    }

    static void Cells(Call call, SurveyRelease release, Numbers numbers)
    {
        var texts = call.Texts;
        var withheld = release.Cells.Where(c => c.Kind != CellKind.Shown).ToArray();
        if (withheld.Length == 0) return;
        call.Terminal.Out.WriteLine();
        var sheet = Sheet.Of(call.Terminal, CellWidths);
        sheet.Row(Heads(texts, "question", "cell", "leaves", "groups", "reason"));
        foreach (var cell in withheld.Take(MostCells))
            sheet.Row("  " + cell.Question, Place(cell.Codes, texts), cell.Kind == CellKind.Range ? SurveyReportWriter.Cell(cell, numbers, texts) : texts["survey.withheld"], numbers.Text(cell.Contributors), string.Join(", ", Reasons(cell).Select(r => texts["survey.reason." + r])));
        if (withheld.Length > MostCells) Indented(call, texts.Format("survey.more", numbers.Text(withheld.Length - MostCells)), 2);
    }

    static void Exposures(Call call, IReadOnlyList<SurveyExposure> exposures, IReadOnlyList<SurveyRelease> releases, Numbers numbers)
    {
        if (exposures.Count == 0) return;
        call.Terminal.Out.WriteLine();
        // One attacker stands for all who find the same.
        var found = exposures.DistinctBy(e => (e.Question, e.Group, e.IsUpper, e.Release, string.Join('\u001f', e.Codes))).ToArray();
        foreach (var e in found.Take(MostExposures))
        {
            var key = (e.Group.Length == 0 ? "exposure.rest." : "exposure.") + (e.IsUpper ? "most" : "least");
            Indented(call, call.Texts.Format("survey." + key, e.Attacker, e.Group, string.Join(", ", e.Contributors), e.Question, Place(e.Codes, call.Texts), releases[e.Release].Round.Period is { Length: > 0 } period ? period : releases[e.Release].Round.Survey,
                numbers.Exact(Math.Round(e.Bound, 6)), numbers.Exact(e.Value)), 2);
        }
        if (found.Length > MostExposures) Indented(call, call.Texts.Format("survey.more", numbers.Text(found.Length - MostExposures)), 2);
    }

    /// <summary>Words of the reasons for which a cell is not shown.</summary>
    public static IEnumerable<string> Reasons(ReleasedCell cell)
    {
        if (cell.Sensitive.HasFlag(Sensitivity.AllZero)) yield return "all-zero";
        if (cell.Sensitive.HasFlag(Sensitivity.FewContributors)) yield return "few-contributors";
        if (cell.Sensitive.HasFlag(Sensitivity.Dominance)) yield return "dominance";
        if (cell.Sensitive.HasFlag(Sensitivity.Percent)) yield return "percent";
        if (cell.IsSecondary) yield return "secondary";
    }

    static string Place(IReadOnlyList<string> codes, Texts texts) => codes.All(c => c.Length == 0) ? texts["survey.total"] : string.Join(" · ", codes.Where(c => c.Length > 0));

    static SheetCell[] Heads(Texts texts, params string[] keys) => [.. keys.Select((k, i) => new SheetCell((i == 0 ? "  " : "") + texts["survey.head." + k], Sheet.Quiet))];

    static void Indented(Call call, string text, int indent)
    {
        call.Terminal.Out.Write(new Text(new string(' ', indent)));
        Lines.Write(call.Terminal.Out, text, indent, indent);
    }
}
