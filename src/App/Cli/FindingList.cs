using System.Globalization;
using Spectre.Console;
using Vauban.Core.Model;

namespace Vauban.App.Cli;

/// <summary>Findings on standard error: severity, place, cause and way out, and how many there are.</summary>
static class FindingList
{
    /// <summary>Findings of one code above which they are told once, with their number and the first places.</summary>
    public const int MostAlike = 20;

    // Places that stand beside the first one.
    const int MorePlaces = 4;

    /// <summary>Writes errors and warnings (and notes where all are asked for), then the count.</summary>
    /// <param name="call">Call.</param>
    /// <param name="findings">Findings.</param>
    /// <param name="most">Most to write; the rest is counted and where to see it is said.</param>
    /// <param name="path">Package, as the user named it.</param>
    /// <param name="mostAlike">Findings of one code above which they are one line.</param>
    public static void Write(Call call, IReadOnlyList<Finding> findings, int most, string path, int mostAlike = MostAlike)
    {
        var all = most == int.MaxValue;
        var shown = findings.Where(f => all || f.Severity != Severity.Note).OrderByDescending(f => f.Severity).ToArray();
        var alike = shown.GroupBy(f => (f.Severity, f.Code)).Where(g => g.Count() > mostAlike).ToDictionary(g => g.Key, g => g.ToArray());
        var (lines, told) = (0, 0);
        foreach (var finding in shown)
        {
            var same = alike.GetValueOrDefault((finding.Severity, finding.Code));
            // Those alike stand where the first of them would.
            if (same is not null && !ReferenceEquals(same[0], finding)) continue;
            if (lines++ == most) break;
            told += same?.Length ?? 1;
            Write(call, finding, same);
        }
        if (told < shown.Length) Lines.Write(call.Terminal.Error, call.Texts.Format("terminal.finding.more", Number(shown.Length - told), path), 0, 2);
        if (all && findings.Count > 0) Lines.Write(call.Terminal.Error, Summary(call, findings), 0, 2);
    }

    static void Write(Call call, Finding finding, Finding[]? same)
    {
        var word = call.Texts["terminal.finding." + FindingsJson.Word(finding.Severity)];
        call.Terminal.Error.Write(new Text(word, finding.Severity switch { Severity.Error => new(Color.Red, decoration: Decoration.Bold), Severity.Warning => new(Color.Yellow), _ => Style.Plain }));
        var text = call.Texts.Sentence(finding);
        if (same is not null)
        {
            var places = string.Join("; ", same.Skip(1).Take(MorePlaces).Select(f => Short(call, f)));
            text += " " + (same.Length > 1 + MorePlaces ? call.Texts.Format("terminal.finding.alike", Number(same.Length - 1), places, Number(same.Length - 1 - MorePlaces)) : call.Texts.Format("terminal.finding.alike.all", Number(same.Length - 1), places));
        }
        Lines.Write(call.Terminal.Error, $" {finding.Code}  {text}", word.Length, word.Length + 3 + finding.Code.Length);
    }

    // Where a row of a file says where, its place; else the thing it is about.
    static string Short(Call call, Finding finding) => finding.Place.Row is null && finding.Values.Length > 0 ? finding.Values[0] : call.Texts.Place(finding.Place);

    /// <summary>How many there are, in words.</summary>
    public static string Summary(Call call, IReadOnlyList<Finding> findings) => findings.Count == 0
        ? call.Texts["terminal.finding.none"]
        : call.Texts.Format("terminal.finding.count", Number(findings.Count(f => f.Severity == Severity.Error)), Number(findings.Count(f => f.Severity == Severity.Warning)),
            Number(findings.Count(f => f.Severity == Severity.Note)));

    static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
