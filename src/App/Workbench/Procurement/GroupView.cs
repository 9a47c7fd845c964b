using Microsoft.Extensions.DependencyInjection;
using Vauban.Adapters.Formats.Eligibility;
using Vauban.Adapters.Reports;
using Vauban.App.Cli;
using Vauban.App.Procurement;
using Vauban.App.Workbench.Tables;
using Vauban.Core.Eligibility;
using Vauban.Core.Studies;

namespace Vauban.App.Workbench.Procurement;

/// <summary>Groups of states as sentences and tables.</summary>
/// <param name="result">What the groups come to.</param>
/// <param name="question">What was asked.</param>
/// <param name="texts">Language.</param>
sealed class GroupView(GroupResult result, GroupQuestion question, Adapters.Texts.Texts texts)
{
    readonly GroupWords _words = new(result, texts);
    readonly Numbers _numbers = new(texts);

    /// <summary>What an address asks for.</summary>
    /// <exception cref="InputException">Something cannot be; the message says why.</exception>
    public static async Task<GroupView> Of(TableRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!request.Caller.SeesNames) throw new InvalidOperationException("Groups name parties.");
        var http = request.Http.Request;
        var packs = ProcurementQuery.All(http, "pack", request.Texts);
        foreach (var pack in packs)
            if (!RulePacks.Names.Contains(pack)) throw new InputException(request.Texts.Format("finding.E-PACK-10", pack, string.Join(", ", RulePacks.Names)));
        var question = ProcurementQuery.Group(request.Caller.Network, http, request.Texts);
        var result = await request.Http.RequestServices.GetRequiredService<ProcurementRuns>().Groups(request.Caller.Network, question, packs.Count > 0 ? packs : RulePacks.Names, request.Texts, request.Stop);
        return new(result, question, request.Texts);
    }

    /// <summary>The same for a table, which has no place for what is wrong; null for who may not see names.</summary>
    public static async Task<TableContent?> Table(TableRequest request, Func<GroupView, TableContent> table)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!request.Caller.SeesNames) return null;
        try
        {
            return ProcurementQuery.IsNothing(request.Caller.Network, request.Http.Request, request.Texts) ? ProcurementQuery.Nothing(request.Texts["workbench.page.groups"], request.Texts) : table(await Of(request));
        }
        catch (InputException)
        {
            return null;
        }
    }

    /// <summary>Result.</summary>
    public GroupResult Result => result;

    /// <summary>What was asked.</summary>
    public GroupQuestion Question => question;

    /// <summary>Words.</summary>
    public GroupWords Words => _words;

    string T(string key, params ReadOnlySpan<string> values) => texts.Format("procurement.groups." + key, values);

    TableColumn H(string key, bool isNumber = false) => new(T("head." + key), isNumber);

    /// <summary>Ways that apply.</summary>
    public IReadOnlyList<GroupWay> Ways => [.. result.Ways.Where(w => w.Outcome != Outcome.NotApplicable)];

    /// <summary>Ways that do not.</summary>
    public string Closed => string.Join(texts["sentence.semicolon"], result.Ways.Where(w => w.Outcome == Outcome.NotApplicable).Select(_words.Rule));

    /// <summary>How many rules the whole group meets.</summary>
    public string Answer() => texts.Format("workbench.groups.answer", _numbers.Text(Ways.Count(w => w.Outcome == Outcome.Met)), _numbers.Text(Ways.Count), _numbers.Text(Ways.Count(w => w.Outcome == Outcome.Missing)));

    string Join(IEnumerable<string> parts) => string.Join(texts["sentence.semicolon"], parts);

    /// <summary>Instruments side by side.</summary>
    public TableContent Overview() => new(T("overview"), [H("rule"), H("outcome"), H("groups"), H("additions"), H("ceiling"), H("missing")],
        [.. Ways.Select(w => (IReadOnlyList<TableCell>)
        [
            new TableCell(_words.Rule(w)) { Sub = _words.Asks(w), Href = w.Rule.Head.Cites }, new TableCell(_words.Outcome(w)) { Mark = Mark(w.Outcome) }, _words.Count(w), Join(w.Additions.Select(_words.Pattern)),
            Join(w.Figures.Select(f => texts.Format("terminal.colon", f.Figure.Head.Title.In(texts.Language), _words.Figure(w, f)))), Join(new[] { _words.Missing(w), _words.Besides(w) }.Where(t => t.Length > 0)),
        ])]) { Nothing = T("closed", Closed) };

    static VerdictMark Mark(Outcome outcome) => outcome switch { Outcome.Met => new("good", "full"), Outcome.NotMet => new("bad", "empty"), _ => new("open", "dashed") };

    /// <summary>Every kind of group.</summary>
    public TableContent Patterns() => new(T("patterns"), [H("rule"), H("kind"), H("members"), H("size", true), H("number", true), H("missing")],
        [.. from w in Ways
            from p in w.Smallest.Select(p => ("smallest", p)).Concat(w.Open.Select(p => ("open", p))).Concat(w.Additions.Select(p => ("addition", p)))
            select (IReadOnlyList<TableCell>)[_words.Rule(w), T("kind." + p.Item1), _words.Pattern(p.p), TableCell.Number(p.p.Size, _numbers.Text(p.p.Size)), TableCell.Number(p.p.Groups, _numbers.Text(p.p.Groups)), _words.Missing(w, p.p)]]);

    /// <summary>Ceilings and rates with what would make each one number.</summary>
    public TableContent Ceilings() => new(T("ceilings"), [H("rule"), H("figure"), H("article"), H("ceiling", true), new(texts["workbench.groups.to"], true), H("missing")],
        [.. from w in Ways
            from f in w.Figures
            let low = Math.Max(0, f.Low)
            select (IReadOnlyList<TableCell>)[_words.Rule(w), f.Figure.Head.Title.In(texts.Language), new EligibilityWords(w.Pack, texts).Article(f.Figure.Head), TableCell.Number(low, _words.Figure(w, f)), TableCell.Number(f.High, double.IsInfinity(f.High) ? texts["unit.unknown"] : _words.Figure(w, f with { Low = f.High })), _words.FigureMissing(w, f)]]);
}
