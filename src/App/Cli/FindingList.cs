using System.Globalization;
using Spectre.Console;
using Vauban.Core.Model;

namespace Vauban.App.Cli;

/// <summary>Findings on standard error: severity, place, cause and way out, and how many there are.</summary>
static class FindingList
{
    /// <summary>Writes errors and warnings (and notes where all are asked for), then the count.</summary>
    /// <param name="call">Call.</param>
    /// <param name="findings">Findings.</param>
    /// <param name="most">Most to write; the rest is counted and where to see it is said.</param>
    /// <param name="path">Package, as the user named it.</param>
    public static void Write(Call call, IReadOnlyList<Finding> findings, int most, string path)
    {
        var all = most == int.MaxValue;
        var shown = findings.Where(f => all || f.Severity != Severity.Note).OrderByDescending(f => f.Severity).ToArray();
        foreach (var finding in shown.Take(most))
        {
            var word = call.Texts["terminal.finding." + FindingsJson.Word(finding.Severity)];
            call.Terminal.Error.Write(new Text(word, finding.Severity switch { Severity.Error => new(Color.Red, decoration: Decoration.Bold), Severity.Warning => new(Color.Yellow), _ => Style.Plain }));
            Lines.Write(call.Terminal.Error, $" {finding.Code}  {call.Texts.Sentence(finding)}", word.Length, word.Length + 3 + finding.Code.Length);
        }
        if (shown.Length > most) Lines.Write(call.Terminal.Error, call.Texts.Format("terminal.finding.more", Number(shown.Length - most), path), 0, 2);
        if (all && findings.Count > 0) Lines.Write(call.Terminal.Error, Summary(call, findings), 0, 2);
    }

    /// <summary>How many there are, in words.</summary>
    public static string Summary(Call call, IReadOnlyList<Finding> findings) => findings.Count == 0
        ? call.Texts["terminal.finding.none"]
        : call.Texts.Format("terminal.finding.count", Number(findings.Count(f => f.Severity == Severity.Error)), Number(findings.Count(f => f.Severity == Severity.Warning)),
            Number(findings.Count(f => f.Severity == Severity.Note)));

    static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
