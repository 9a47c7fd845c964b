using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Vauban.Adapters.Reports;
using Vauban.Core.Model;
using Vauban.Core.Sovereignty;

namespace Vauban.Tests.Reports;

public sealed partial class BriefTests
{
    [Fact]
    public void The_brief_says_verdict_grid_bottleneck_holders_and_sources_on_two_sheets()
    {
        var root = PageReader.Parse(PageReader.Brief());
        Assert.Equal(2, root.Descendants("section").Count(s => (string?)s.Attribute("class") == "sheet"));
        var text = root.Value.Replace('\u00A0', ' ');
        Assert.Contains("Field radio within EU27: Develop: Yes; Produce: Only with others (40 %); Use: Not alone (62.5 to 83.3 %); Export: no goal stated; All together: Unknown, as known today: No (30 to 40 %).", text, StringComparison.Ordinal);
        Assert.Contains("Circuit board: inside 40 pieces/month, needed 100", text, StringComparison.Ordinal);
        Assert.Contains("Countries who can stop it: Norway (certain); United Kingdom together with Japan (possible)", text, StringComparison.Ordinal);
        Assert.Contains("Yes if Cell (France) ≥ 400 a month", text, StringComparison.Ordinal);
        Assert.Contains("S01. Figures made up for this example", text, StringComparison.Ordinal);
        Assert.Contains("Date 2026-06-30", text, StringComparison.Ordinal);
        Assert.Contains("9 of 10 rows known", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Questions_that_decide_a_verdict_stand_first_whatever_their_verb()
    {
        var grid = HelloSample.Grid(0);
        var ask = HelloSample.Row(0, "produce").Reliance.Asks[0];
        var moving = ask with { Decides = false, BreakEven = null };
        var rows = grid.Rows.Select(r => r.Verb switch
        {
            "develop" or "produce" => r with { Reliance = r.Reliance with { Asks = [moving] } },
            "use" => r with { Reliance = r.Reliance with { Asks = [ask] } },
            _ => r,
        }).ToArray();
        var text = PageReader.Parse(PageReader.Brief(result: HelloSample.Result with { Grids = [grid with { Rows = rows }, .. HelloSample.Result.Grids.Skip(1)] })).Value;
        Assert.InRange(text.IndexOf("Use: Yes if Cell (France)", StringComparison.Ordinal), 1, text.IndexOf("moves what inside reaches", StringComparison.Ordinal));
    }

    [Fact]
    public void Parties_go_unnamed_unless_asked_for()
    {
        Assert.DoesNotContain("Board maker in Norway", PageReader.Brief(), StringComparison.Ordinal);
        Assert.DoesNotContain("Board maker in Norway", PageReader.Report(), StringComparison.Ordinal);
        Assert.Contains("Board maker in Norway", BriefWriter.Write(HelloSample.Result, PageReader.Identity, "en", new() { NamesParties = true }), StringComparison.Ordinal);
    }

    [Fact]
    public void What_does_not_fit_is_counted()
    {
        var text = PageReader.Parse(PageReader.Brief(result: Long())).Value;
        Assert.Matches(@"and \d+ more in the report", text);
        Assert.Contains("and 2 more in the report", text, StringComparison.Ordinal);
    }

    [Theory, InlineData("en"), InlineData("fr"), InlineData("de")]
    public void The_brief_prints_on_two_pages(string language) => Assert.Equal(2, PrintedPages(PageReader.Brief(language)));

    [Theory, InlineData("en"), InlineData("de")]
    public void The_brief_of_many_technologies_with_the_longest_names_prints_on_two_pages(string language) => Assert.Equal(2, PrintedPages(PageReader.Brief(language, Long())));

    [Fact]
    public void Closed_details_of_the_report_print_open()
    {
        var closed = PageReader.Report();
        var open = closed.Replace("<details>", "<details open=\"open\">", StringComparison.Ordinal);
        Assert.NotEqual(closed, open);
        var pages = PrintedPages(closed);
        Assert.True(pages > 6, $"{pages} pages");
        Assert.Equal(PrintedPages(open), pages);
    }

    // Six technologies, six perimeters, names of 300 letters without a blank or in capitals.
    static SovereigntyResult Long()
    {
        var wide = string.Concat(Enumerable.Repeat("SUPERINTENDENTIALWERKSTATT ", 11));
        var solid = new string('m', 300);
        var technologies = string.Concat(Enumerable.Range(2, 5).Select(i => $"t{i},{wide},communication,voice,S01,synthetic\n"));
        var goals = string.Concat(Enumerable.Range(2, 5).Select(i => $"t{i},produce,radio,100,piece/month,,S01,synthetic,\nt{i},use,battery,120,piece/month,,S01,synthetic,\n"));
        Perimeter[] perimeters = [.. Perimeter.Defaults, new(solid, Perimeter.Defaults[0].Members), new("Sixth", Perimeter.Defaults[1].Members)];
        return PageReader.Changed((file, text) => file switch
        {
            "technologies.csv" => text.Replace("Field radio", wide, StringComparison.Ordinal) + technologies,
            "goals.csv" => text + goals,
            "items.csv" => text.Replace("Circuit board", solid, StringComparison.Ordinal).Replace(",Cell,", $",{wide},", StringComparison.Ordinal).Replace(",Battery,", $",{wide},", StringComparison.Ordinal),
            "sources.csv" => text.Replace("Figures made up for this example", solid, StringComparison.Ordinal),
            "restrictions.csv" => text.Replace("Re-export rule for cells (fictional)", wide, StringComparison.Ordinal),
            "datapackage.json" => TitleLine().Replace(text, $"\"title\": \"{wide}\""),
            _ => text,
        }, perimeters);
    }

    static int PrintedPages(string page)
    {
        if (!new[] { "/usr/bin/chromium", "/usr/local/bin/chromium" }.Any(File.Exists))
        {
            Assert.False(Environment.GetEnvironmentVariable("CI") == "true", "chromium is missing; ./test installs it.");
            Assert.Skip("chromium is missing.");
        }
        var folder = Directory.CreateTempSubdirectory("vauban-print").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "page.html"), page);
            var pdf = Path.Combine(folder, "page.pdf");
            var start = new ProcessStartInfo("chromium") { RedirectStandardError = true, RedirectStandardOutput = true };
            foreach (var argument in new[]
            {
                "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
                $"--user-data-dir={folder}/profile", "--no-pdf-header-footer", $"--print-to-pdf={pdf}", $"file://{folder}/page.html",
            }) start.ArgumentList.Add(argument);
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            if (!process.WaitForExit(TimeSpan.FromSeconds(120))) process.Kill(true);
            Assert.True(File.Exists(pdf), $"chromium printed nothing: {errors.Result}{output.Result}");
            return PageCount().Matches(Encoding.Latin1.GetString(File.ReadAllBytes(pdf))).Max(m => int.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture));
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }

    // The root of the page tree counts all pages; its branches count fewer.
    [GeneratedRegex(@"/Count (\d+)")]
    private static partial Regex PageCount();

    [GeneratedRegex("\"title\": *\"[^\"]*\"")]
    private static partial Regex TitleLine();
}
