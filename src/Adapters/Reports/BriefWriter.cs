using System.Globalization;
using Vauban.Core.Model;
using Vauban.Core.Output;
using Vauban.Core.Sovereignty;

namespace Vauban.Adapters.Reports;

/// <summary>Writes the brief that an official hands on: HTML that prints on exactly two sheets of A4, however much there is to say.</summary>
/// <remarks>Every list is cut to the room there is, and says how much more the report holds. Verdicts, bottlenecks and questions are
/// those of the first perimeter; the grid shows up to four.</remarks>
public static class BriefWriter
{
    /// <summary>The brief as the text of an HTML file.</summary>
    /// <param name="result">Assessment.</param>
    /// <param name="identity">What the run is known by.</param>
    /// <param name="language">Language: en, fr, de.</param>
    /// <param name="options">What is shown beside the assessment; null takes the defaults.</param>
    public static string Write(SovereigntyResult result, ReportIdentity identity, string language, ReportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(identity);
        return new BriefPage(result, identity, Texts.Texts.For(language), options ?? new()).Write();
    }
}

/// <summary>The two sheets of a brief.</summary>
sealed class BriefPage
{
    // Millimetres between head and foot of a sheet, heights of lines, and letters per line: measured on prints with a wide typeface
    // (DejaVu Sans), so that a narrower one leaves room.
    const double Sheet = 250, Heading = 11.6, Line = 4.5, LeadLine = 5, SmallLine = 3.7;
    const int LineLength = 90, LeadLength = 82, MostPerimeters = 4, LongName = 60, LongSentence = 460;

    readonly Html _html = new();
    readonly PageShell _shell;
    readonly Texts.Texts _texts;
    readonly Sentences _say;
    readonly SovereigntyResult _result;
    readonly ReportIdentity _identity;
    readonly bool _showsVetoes;
    readonly Grid[][] _technologies;
    double _room;

    public BriefPage(SovereigntyResult result, ReportIdentity identity, Texts.Texts texts, ReportOptions options)
    {
        _texts = texts;
        _say = new(result.Network, texts, options.NamesParties);
        _shell = new(_html, texts, _say);
        _result = result;
        _identity = identity;
        _showsVetoes = options.ShowsVetoes;
        _technologies = [.. result.Grids.GroupBy(g => g.Technology.Index).Select(g => g.ToArray())];
    }

    public string Write()
    {
        var title = Cut(ReportWriter.Title(_result), 100);
        _shell.Open(_texts.Format("brief.title", title), PageStyle.Brief);
        _html.Raw("<main id=\"main\">\n");
        FirstSheet(title);
        SecondSheet();
        _html.Raw("</main>\n");
        _shell.Close();
        return _html.ToString();
    }

    void FirstSheet(string title)
    {
        _room = Sheet;
        OpenSheet(1);
        var about = Cut(_texts.Format("brief.about", _shell.Date(_result), $"{_texts["report.counted"]}: {_texts["report.status." + FieldCatalog.Statuses[_result.Options.Status]]}", _shell.Coverage(_result)), 300);
        _html.Add($"<h1>{title}</h1>\n<p class=\"legend\">{about}</p>\n");
        _room -= 7.6 * Lines(title, 44) + Line * Lines(about, 100) + 4;
        var grids = _technologies.Select(t => (IReadOnlyList<Grid>)[.. t.Take(MostPerimeters).Select(Shortened)]).ToArray();
        // The first grid always stands; sentences and further grids take what is left.
        var shown = 1;
        _room -= Heading + GridHeight(grids[0]);
        var sentences = 0;
        foreach (var text in _technologies.Select(t => Cut(_say.Summary(t[0]), LongSentence)))
        {
            if (sentences > 0 && _room < LeadLine * Lines(text, LeadLength) + 10) break;
            _html.Add($"<p class=\"lead\">{text}</p>\n");
            _room -= LeadLine * Lines(text, LeadLength) + 1;
            sentences++;
        }
        More(_technologies.Length - sentences);
        _html.Add($"<h2>{_texts["brief.grid"]}</h2>\n");
        Grid(grids[0]);
        More(_technologies[0].Length - MostPerimeters);
        for (; shown < grids.Length && GridHeight(grids[shown]) < _room - 8; shown++)
        {
            Grid(grids[shown]);
            _room -= GridHeight(grids[shown]);
        }
        More(grids.Length - shown);
        var legend = 4.2 * Lines(_texts["report.legend"], 100) + 1;
        if (_room > legend)
        {
            _shell.Legend();
            _room -= legend;
        }
        List(_texts["report.differences"], _result.Differences.Select(Difference), _room);
        CloseSheet(1);
    }

    void Grid(IReadOnlyList<Grid> grids) => _shell.Grid(grids, Cut(grids[0].Technology.Name, LongName), LongName);

    string Difference(PerimeterDifference d) =>
        _say.Difference(d, _say.Period(_result.Grids.First(g => g.Technology.Index == d.Technology.Index).Rows.First(r => r.Verb == d.Verb)));

    static Grid Shortened(Grid grid) => grid with { Perimeter = grid.Perimeter with { Name = Cut(grid.Perimeter.Name, 24) } };

    // Height of a grid from the words of its cells.
    double GridHeight(IReadOnlyList<Grid> grids)
    {
        const double Caption = 6, Head = 6, Padding = 1.4;
        var length = 68 / grids.Count;
        var height = Caption + Head * grids.Max(g => Lines(g.Perimeter.Name, 56 / grids.Count));
        for (var i = 0; i < grids[0].Rows.Count; i++)
        {
            double reliance = 2 * SmallLine, exposure = 2 * SmallLine;
            foreach (var grid in grids)
            {
                var row = grid.Rows[i];
                reliance = Math.Max(reliance, Cell(_say.Verdict(row.Reliance.Verdict), [.. _shell.Under(row.Reliance, row)]));
                exposure = Math.Max(exposure, Cell(_say.Verdict(row.Exposure.Verdict), [.. _shell.Under(row.Exposure, row)]));
            }
            var verb = Line * Lines(_say.Verb(grids[0].Rows[i].Verb), 14) + SmallLine * Lines(Cut(_say.Goals(grids[0].Rows[i]), LongName), 17);
            height += Math.Max(reliance + exposure + 2 * Padding, verb + Padding);
        }
        return height;

        double Cell(string verdict, string[] under) => 4.6 * Lines(verdict, 48 / grids.Count) + SmallLine * under.Sum(u => Lines(u, length));
    }

    void SecondSheet()
    {
        _room = Sheet + 6;
        OpenSheet(2);
        var sources = ReportAppendix.UsedSources(_result).Select(s => Cut(string.Join(". ", new[] { s.Id, s.Title, s.Publisher, s.Date }.Where(p => p.Length > 0)), 200)).ToArray();
        Ladder(60);
        if (_showsVetoes) List(Head("brief.vetoes"), Rows(Vetoes), 46);
        List(Head("brief.exposure"), Rows(r => r.Goals.Count == 0 || r.Verb == "together" ? [] : [_say.Exposure(r)]), 42);
        List(Head("brief.make-yes"), Rows(r => _say.MakeYes(r, ListLimit.Brief) is { Length: > 0 } text && r.Verb != "together" ? [text] : []), 46);
        List(Head("brief.asks"), Asks(), Math.Max(30, _room - 30));
        List(_texts["brief.sources"], sources, _room);
        CloseSheet(2);
    }

    IEnumerable<string> Vetoes(VerbRow row)
    {
        if (row.Verb == "together") yield break;
        if (_say.Consents(row) is { Length: > 0 } consents) yield return consents;
        var lists = row.Reliance.Vetoes.Where(v => v.Sets.Count > 0).ToArray();
        foreach (var list in lists) yield return _say.Vetoes(list, ListLimit.Brief);
        if (lists.Length == 0 && row.Reliance.Vetoes.FirstOrDefault(v => v.Kind == ActorKind.Country) is { } none) yield return _say.Vetoes(none);
    }

    string Head(string key) => _texts.Format(key, Cut(_technologies[0][0].Perimeter.Name, LongName));

    string VerbOf(Grid grid, VerbRow row) => _technologies.Length > 1 ? $"{Cut(grid.Technology.Name, LongName)}, {_say.Verb(row.Verb)}" : _say.Verb(row.Verb);

    static readonly bool[] DecidingFirst = [true, false];

    // Questions that decide a verdict stand before those that only move a figure, whatever their verb.
    IEnumerable<string> Asks() =>
        from isDeciding in DecidingFirst
        from sentence in Rows(r => r.Verb == "together" ? [] : r.Reliance.Asks.Where(a => a.Decides == isDeciding).Select(a => _say.Ask(a, r)))
        select sentence;

    // Sentences of the first perimeter after their verb; the first of every verb stand before the second of any, so that a cut leaves
    // something of each.
    IEnumerable<string> Rows(Func<VerbRow, IEnumerable<string>> sentences) =>
        (from grids in _technologies
         from row in grids[0].Rows
         from sentence in sentences(row).Select((text, i) => (Order: i, Text: _texts.Format("sentence.summary.row", VerbOf(grids[0], row), text)))
         select sentence).OrderBy(s => s.Order).Select(s => s.Text);

    void Ladder(double most)
    {
        var rows = (from grids in _technologies
                    from row in grids[0].Rows
                    where row.Verb != "together"
                    from b in row.Reliance.Ladder.SelectMany(r => r.Rows).Select((b, i) => (Order: i, Row: b))
                    select (Verb: Cut(VerbOf(grids[0], row), LongName), Goal: row, b.Order, Bottleneck: b.Row)).OrderBy(b => b.Order).ToArray();
        _html.Add($"<h2>{Head("brief.ladder")}</h2>\n");
        most -= Heading;
        _room -= Heading;
        if (rows.Length == 0)
        {
            _html.Add($"<p>{_texts["brief.none"]}</p>\n");
            _room -= Line;
            return;
        }
        _shell.Table(_texts["brief.ladder.caption"], _texts["column.verb"], _texts["column.bottleneck"], _texts["column.inside-of-need"]);
        most -= 20;
        _room -= 20;
        var shown = 0;
        foreach (var (verb, goal, _, b) in rows)
        {
            var text = Cut(_say.Bottleneck(b, goal), LongSentence);
            var height = Line * Math.Max(Lines(text, 46), Lines(verb, 12)) + 1.5;
            if (shown > 0 && height > most) break;
            _html.Add($"<tr><th scope=\"row\">{verb}</th><td>{text}</td><td>");
            if (b.Relief.Kind == ReliefKind.Supply && b.Need.Central > 0)
                _shell.Bar(_texts.Format("report.bar", _say.Names.Item(b.Relief.Index)), text, b.Inside.Low / b.Need.Central, b.Inside.Central / b.Need.Central, b.Inside.High / b.Need.Central);
            _html.Raw("</td></tr>\n");
            most -= height;
            _room -= height;
            shown++;
        }
        _shell.EndTable();
        More(rows.Length - shown);
    }

    // A chapter of at most so many millimetres; what does not fit is counted.
    void List(string head, IEnumerable<string> sentences, double most)
    {
        var all = sentences.Select(s => Cut(s, LongSentence)).ToArray();
        most = Math.Min(most, _room) - Heading - Line;
        if (all.Length == 0 || most < Line * Lines(all[0], LineLength) + 0.6) return;
        _html.Add($"<h2>{head}</h2>\n<ul>\n");
        _room -= Heading + 1;
        var shown = 0;
        foreach (var text in all)
        {
            var height = Line * Lines(text, LineLength) + 0.6;
            if (height > most) break;
            _html.Add($"<li>{text}</li>\n");
            most -= height;
            _room -= height;
            shown++;
        }
        _html.Raw("</ul>\n");
        More(all.Length - shown);
    }

    void More(int count)
    {
        if (count <= 0) return;
        _html.Add($"<p class=\"legend\">{_texts.Format("brief.more", count.ToString(CultureInfo.InvariantCulture))}</p>\n");
        _room -= 5;
    }

    void OpenSheet(int page) =>
        _html.Add($"<section class=\"sheet\">\n<p class=\"eyebrow\"><span>{_texts["brief.eyebrow"]} · <span class=\"marking\">{PageShell.Marking(_result)}</span></span><span>{_texts.Format("brief.page", page.ToString(CultureInfo.InvariantCulture))}</span></p>\n");

    void CloseSheet(int page)
    {
        _html.Add($"<div class=\"foot\"><p>{_texts.Format("brief.foot", _identity.Version, _identity.SnapshotHash[..Math.Min(12, _identity.SnapshotHash.Length)], _result.Solver)}</p>");
        if (page == 2) _html.Add($"<p>{_texts["report.indicative"]}</p>");
        _html.Raw("</div>\n</section>\n");
    }

    // Lines that a text takes: capitals and wide scripts count for more than one letter, and words that move to the next line cost some.
    static int Lines(string text, int length)
    {
        var width = 0.0;
        foreach (var c in text) width += c >= '\u1100' ? 1.9 : c is 'W' or 'M' or '@' or '%' ? 1.6 : char.IsUpper(c) ? 1.2 : c is 'm' or 'w' ? 1.5 : 1;
        return Math.Max(1, (int)Math.Ceiling(width / length));
    }

    static string Cut(string text, int length) => PageShell.Cut(text, length);
}
