using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Vauban.Adapters.Reports;
using Vauban.Core.Model;

namespace Vauban.Tests.Reports;

public sealed partial class ReportTests
{
    const string Hostile = "<script>alert(1)</script> & \u202E'x\u0007' \uD83D\uDE80";

    public static TheoryData<string> Pages => ["report", "brief"];

    static string Page(string kind, string language = "en") => kind == "report" ? PageReader.Report(language) : PageReader.Brief(language);

    [Theory, MemberData(nameof(Pages))]
    public void The_same_input_gives_the_same_bytes(string kind) => Assert.Equal(Page(kind), Page(kind));

    [Theory, MemberData(nameof(Pages))]
    public void A_page_fetches_nothing_and_runs_nothing(string kind)
    {
        var page = Page(kind);
        var root = PageReader.Parse(page);
        Assert.Equal("default-src 'none'; style-src 'unsafe-inline'; img-src data:",
            (string?)root.Descendants("meta").Single(m => (string?)m.Attribute("http-equiv") == "Content-Security-Policy").Attribute("content"));
        Assert.DoesNotContain(root.Descendants(), e => e.Name.LocalName is "script" or "link" or "img" or "iframe" or "object" or "embed" or "base" or "form" or "image" or "use");
        Assert.DoesNotContain(root.Descendants().Attributes(), a => a.Name.LocalName is "src" or "srcset" or "style" or "ping" || a.Name.LocalName.StartsWith("on", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain("url(", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("@import", page, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("report", "en"), InlineData("report", "fr"), InlineData("report", "de"), InlineData("brief", "en"), InlineData("brief", "de")]
    public void A_page_can_be_walked_by_headings_tables_and_pictures(string kind, string language)
    {
        var root = PageReader.Parse(Page(kind, language));
        Assert.Equal(language, (string?)root.Attribute("lang"));
        var levels = root.Descendants().Where(e => Heading().IsMatch(e.Name.LocalName)).Select(e => e.Name.LocalName[1] - '0').ToArray();
        Assert.Equal(1, levels[0]);
        Assert.Single(levels, 1);
        for (var i = 1; i < levels.Length; i++) Assert.True(levels[i] <= levels[i - 1] + 1, $"heading {i} jumps from {levels[i - 1]} to {levels[i]}");
        Assert.NotEmpty(root.Descendants("svg"));
        Assert.All(root.Descendants("svg"), s => Assert.True((string?)s.Attribute("role") == "img" && s.Element("title")!.Value.Length > 0 && s.Element("desc")!.Value.Length > 0));
        Assert.All(root.Descendants("table"), t => Assert.True(t.Element("caption")!.Value.Length > 0));
        Assert.All(root.Descendants("th"), t => Assert.NotNull(t.Attribute("scope")));
        var ids = root.Descendants().Attributes("id").Select(a => a.Value).ToArray();
        Assert.Equal(ids.Distinct(), ids);
        Assert.All(root.Descendants("a").Attributes("href").Where(h => h.Value.StartsWith('#')), h => Assert.Contains(h.Value[1..], ids));
        Assert.Equal("main", root.Descendants("body").Elements().First().Attribute("href")!.Value[1..]);
    }

    [Theory, MemberData(nameof(Pages))]
    public void A_hostile_name_stays_text(string kind)
    {
        var result = PageReader.Changed((_, text) => text.Replace("Circuit board", "\"" + Hostile.Replace("\u0007", "", StringComparison.Ordinal) + "\"", StringComparison.Ordinal)
            .Replace("Re-export rule for cells (fictional)", "</style></title>onclick=", StringComparison.Ordinal));
        var page = kind == "report" ? PageReader.Report(result: result) : PageReader.Brief(result: result);
        var root = PageReader.Parse(page);
        Assert.DoesNotContain(root.Descendants(), e => e.Name.LocalName == "script");
        Assert.Contains("<script>alert(1)</script> & \uFFFD'x' \uD83D\uDE80", root.Value, StringComparison.Ordinal);
        Assert.DoesNotContain('\u202E', page);
    }

    [Fact]
    public void Only_addresses_of_the_web_become_links()
    {
        var result = PageReader.Changed((file, text) => file != "sources.csv" ? text : "id,title,url,reliability\nS01,Study,javascript:alert(1),A\n");
        Assert.DoesNotContain("href=\"javascript", PageReader.Report(result: result), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("javascript:alert(1)", PageReader.Report(result: result), StringComparison.Ordinal);
        var web = PageReader.Changed((file, text) => file != "sources.csv" ? text : "id,title,url,reliability\nS01,Study,https://example.org/a?b=1&c=2,A\n");
        var link = PageReader.Parse(PageReader.Report(result: web)).Descendants("a").Single(a => a.Attribute("rel") is not null);
        Assert.Equal("https://example.org/a?b=1&c=2", (string?)link.Attribute("href"));
        Assert.Equal("https://example.org/a?b=1&c=2", link.Value);
    }

    [Fact]
    public void The_grid_says_each_verdict_in_words_with_its_range()
    {
        var table = PageReader.Parse(PageReader.Report()).Descendants("table").First(t => (string?)t.Attribute("class") == "grid");
        Assert.Equal(["EU27", "EU+EEA", "EU+EEA+UA", "European NATO"], table.Descendants("thead").Descendants("th").Skip(2).Select(t => t.Value));
        var rows = table.Descendants("tbody").ToArray();
        Assert.Equal(5, rows.Length);
        string[] Cells(int verb, int danger) => [.. rows[verb].Elements("tr").ElementAt(danger).Elements("td").Select(c => string.Join('|', c.Elements().Select(e => e.Value)).Replace('\u00A0', ' '))];
        Assert.Equal(["Only with others|40 %", "Unknown|75 to 100 %|as known today: Not alone"], Cells(1, 0)[..2]);
        Assert.Equal("Exposed|worst case 50.7 %", Cells(1, 1)[0]);
        Assert.Equal("Unknown|one failure stops it; cover unknown|as known today: Exposed", Cells(2, 1)[0]);
        Assert.Equal("Yes|held", Cells(0, 0)[0]);
        Assert.Equal("no goal stated", Cells(3, 0)[0]);
        Assert.Equal("Holds", Cells(4, 1)[0]);
    }

    [Fact]
    public void Languages_differ_and_keep_the_figures()
    {
        Assert.Contains("Nur mit anderen", PageReader.Report("de"), StringComparison.Ordinal);
        Assert.Contains("Seulement avec d’autres", PageReader.Report("fr"), StringComparison.Ordinal);
        Assert.Contains("87,5\u00A0%", PageReader.Report("de"), StringComparison.Ordinal);
        Assert.DoesNotContain("Only with others", PageReader.Report("de"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_report_says_what_run_it_comes_from_and_no_other_date()
    {
        var page = PageReader.Report();
        Assert.Contains(PageReader.Identity.SnapshotHash, page, StringComparison.Ordinal);
        Assert.Contains("HiGHS 1.12.0", page, StringComparison.Ordinal);
        Assert.Equal(["2026-06-30"], Day().Matches(page).Select(m => m.Value).Distinct());
    }

    [Fact]
    public void The_strictest_marking_of_what_was_used_stands_at_the_top()
    {
        Assert.Contains(">TLP:CLEAR<", PageReader.Report(), StringComparison.Ordinal);
        var grids = HelloSample.Result.Grids.ToArray();
        var row = grids[0].Rows[1];
        var strict = row with { Reliance = row.Reliance with { ThetaIn = row.Reliance.ThetaIn! with { Marking = "TLP:AMBER" } } };
        grids[0] = grids[0] with { Rows = [grids[0].Rows[0], strict, .. grids[0].Rows.Skip(2)] };
        Assert.Contains(">TLP:AMBER<", PageReader.Report(result: HelloSample.Result with { Grids = grids }), StringComparison.Ordinal);
        Assert.Contains(">TLP:AMBER<", PageReader.Brief(result: HelloSample.Result with { Grids = grids }), StringComparison.Ordinal);
    }

    [Fact]
    public void Findings_stand_with_code_place_and_way_out()
    {
        var page = PageReader.Parse(PageReader.Report(findings: [new("W-GOAL-01", Severity.Warning, new("goals.csv", null, 3))]));
        var row = page.Descendants("section").Single(s => (string?)s.Attribute("id") == "findings").Descendants("tbody").Descendants("tr").Single();
        Assert.Equal(["W-GOAL-01", "warning", "goals.csv, row 3"], row.Elements().Take(3).Select(c => c.Value));
    }

    [Fact]
    public void A_large_tree_is_cut_and_says_how_much_is_hidden()
    {
        var many = string.Concat(Enumerable.Range(0, 300).Select(i => $"part{i},Part {i},component,piece,1,field-radio,yes,S01,synthetic,\n"));
        var recipes = string.Concat(Enumerable.Range(0, 300).Select(i => $"radio,part{i},1,piece,essential,S01,synthetic\n"));
        var result = PageReader.Changed((file, text) => file == "items.csv" ? text + many : file == "recipes.csv" ? text + recipes : text, [Perimeter.Defaults[0]]);
        var page = PageReader.Parse(PageReader.Report(result: result)).Value;
        // 305 items. Nodes: the goal items design, radio and battery, then the radio's inputs in order of ids: battery (again), board and 195 parts.
        // Hidden: 105 parts and the cell.
        Assert.Contains("106 items below are not shown; the tree ends at 200 nodes.", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0), InlineData(1)]
    public void Words_stand_out_from_their_ground_in_light_and_dark(int scheme)
    {
        var colours = new Dictionary<string, string>();
        foreach (Match rule in Root().Matches(PageStyle.Common).Take(scheme + 1))
            foreach (Match colour in Colour().Matches(rule.Value)) colours[colour.Groups[1].Value] = colour.Groups[2].Value;
        foreach (var (ink, ground) in new[] { ("ink", "paper"), ("quiet", "paper"), ("accent", "paper"), ("ink", "panel"), ("good-ink", "good"), ("mid-ink", "mid"), ("bad-ink", "bad"), ("open-ink", "open") })
            Assert.True(Contrast(colours[ink], colours[ground]) >= 4.5, $"{ink} on {ground}: {Contrast(colours[ink], colours[ground])}");
        Assert.True(Contrast(colours["fill"], colours["track"]) >= 3);
    }

    static double Contrast(string a, string b)
    {
        var (x, y) = (Luminance(a), Luminance(b));
        return (Math.Max(x, y) + 0.05) / (Math.Min(x, y) + 0.05);
    }

    // Relative luminance of WCAG 2.2.
    static double Luminance(string hex)
    {
        if (hex.Length == 3) hex = string.Concat(hex.Select(c => $"{c}{c}"));
        var parts = Enumerable.Range(0, 3).Select(i => int.Parse(hex.AsSpan(2 * i, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0)
            .Select(v => v <= 0.04045 ? v / 12.92 : Math.Pow((v + 0.055) / 1.055, 2.4)).ToArray();
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
    }

    [GeneratedRegex("^h[1-6]$")]
    private static partial Regex Heading();

    [GeneratedRegex(@"\d{4}-\d{2}-\d{2}")]
    private static partial Regex Day();

    [GeneratedRegex(@":root\{[^}]*\}")]
    private static partial Regex Root();

    [GeneratedRegex(@"--([a-z-]+):#([0-9a-f]{6}|[0-9a-f]{3})\b")]
    private static partial Regex Colour();
}
