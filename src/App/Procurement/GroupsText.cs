using Vauban.Adapters.Reports;
using Vauban.App.Cli;
using Vauban.Core.Eligibility;
using Vauban.Core.Model;
using Vauban.Core.Studies;

namespace Vauban.App.Procurement;

/// <summary>Groups of states on a terminal.</summary>
static class GroupsText
{
    const int MostPatterns = 6;

    public static void Write(Call call, Network network, IReadOnlyList<string> items, GroupResult result)
    {
        string T(string key, params ReadOnlySpan<string> values) => call.Texts.Format("procurement.groups." + key, values);
        var (look, words) = (new Look(call, network, "procurement.groups.head."), new GroupWords(result, call.Texts));
        look.Title(T("title", string.Join(", ", items.Select(i => look.Names.Item(network.Items.First(x => x.Id == i).Index))), string.Join(", ", result.Given.Select(m => m.Name))));
        look.Line(T("statement"), 0, Sheet.Strong);
        look.Line(words.Value(), 0, Sheet.Quiet);
        foreach (var way in result.Ways.Where(w => w.Outcome != Outcome.NotApplicable))
        {
            look.Blank();
            look.Head(words.Rule(way), words.Outcome(way));
            look.Line(words.Asks(way), 2);
            look.Line(words.Assumed(way), 2, Sheet.Quiet);
            if (words.Missing(way) is { Length: > 0 } missing) look.Line(call.Texts.Format("eligibility.missing", missing), 2);
            if (words.Besides(way) is { Length: > 0 } besides) look.Line(besides, 2);
            look.Line(words.Count(way), 2);
            foreach (var pattern in way.Smallest.Take(MostPatterns)) look.Line(T("line.smallest", words.Pattern(pattern)), 4);
            foreach (var pattern in way.Open.Take(MostPatterns)) look.Line(T("line.open", words.Pattern(pattern), words.Missing(way, pattern)), 4);
            var more = Math.Max(0, way.Smallest.Count - MostPatterns) + Math.Max(0, way.Open.Count - MostPatterns) + Math.Max(0, way.Additions.Count - MostPatterns);
            foreach (var pattern in way.Additions.Take(MostPatterns)) look.Line(T("line.addition", words.Pattern(pattern)), 4);
            if (more > 0) look.Line(T("line.more", look.Count(more)), 4, Sheet.Quiet);
            if (way.Outcome == Outcome.NotMet && way.Additions.Count == 0) look.Line(T("line.no-addition"), 4);
            foreach (var figure in way.Figures)
            {
                var line = call.Texts.Format("terminal.colon", figure.Figure.Head.Title.In(call.Texts.Language), words.Figure(way, figure));
                look.Line(figure.Missing.Count == 0 ? line : T("line.figure", line, words.FigureMissing(way, figure)), 2);
            }
        }
        look.Blank();
        var closed = result.Ways.Where(w => w.Outcome == Outcome.NotApplicable).ToArray();
        if (closed.Length > 0) look.Line(T("closed", string.Join(call.Texts["sentence.semicolon"], closed.Select(words.Rule))), 0);
        foreach (var pack in result.Ways.Select(w => w.Pack).Distinct()) look.Line(new EligibilityWords(pack, call.Texts).FootOfPack, 0, Sheet.Quiet);
        look.Line(T("legend"), 0, Sheet.Quiet);
    }
}
