using CsCheck;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using Vauban.Adapters.Formats.Surveys;
using Vauban.Core.Model;
using Vauban.Core.Survey;

namespace Vauban.Tests.Survey;

public sealed class KitTests
{
    static readonly DateOnly Day = new(2026, 3, 31);

    static Questionnaire Asked => QuestionnaireTests.Small;

    internal static AnswerSheet Sheet(params SheetAnswer[] answers) => new()
    {
        Survey = Asked.Survey, Questionnaire = QuestionnaireFile.Fingerprint(Asked), Respondent = "acme", Group = "holding", Country = "NO", Size = "small", Date = Day, Contact = new("A. Example", "a@example.org"), Answers = answers,
    };

    static AnswerSheet Full => Sheet(new("capacity.powder", "12.5", AnswerConsent.Sums, new(2025, 6, 30)), new("bottleneck", "machines", AnswerConsent.Analysts, Day), new("shifts", "yes", AnswerConsent.Officer, Day),
        new("obstacles", "Rules, \"permits\" & <time>; 50 % of it\nsecond line", AnswerConsent.Sums, Day));

    static byte[] Kit(KitOptions? options = null)
    {
        using var stream = new MemoryStream();
        KitWriter.Write(Asked, options ?? new() { Last = Full }, stream);
        return stream.ToArray();
    }

    // Changes one part of a workbook, as somebody would who edits a kit.
    static byte[] With(byte[] kit, string part, Func<string, string> change)
    {
        using var stream = new MemoryStream();
        stream.Write(kit);
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            var entry = zip.GetEntry(part)!;
            string text;
            using (var reader = new StreamReader(entry.Open())) text = reader.ReadToEnd();
            var changed = change(text);
            Assert.NotEqual(text, changed);
            entry.Delete();
            using var writer = new StreamWriter(zip.CreateEntry(part).Open());
            writer.Write(changed);
        }
        return stream.ToArray();
    }

    internal static byte[] Enter(byte[] kit, int sheet, string cell, string content) =>
        With(kit, $"xl/worksheets/sheet{sheet}.xml", text => Regex.Replace(text, $"<c r=\"{cell}\" s=\"(\\d+)\"(?: t=\"\\w+\")?(?: />|>.*?</c>)", m => $"<c r=\"{cell}\" s=\"{m.Groups[1].Value}\"{content}</c>", RegexOptions.Singleline, TimeSpan.FromSeconds(5)));

    static string Text(string text) => $" t=\"inlineStr\"><is><t>{text}</t></is>";

    static string Number(double value) => $"><v>{Quantity.Text(value)}</v>";

    internal static byte[] Dated(byte[] kit) => Enter(kit, 1, "C6", Number(Day.DayNumber - new DateOnly(1899, 12, 30).DayNumber));

    static (AnswerSheet? Sheet, List<Finding> Findings) Read(byte[] kit, Questionnaire? questionnaire = null)
    {
        var findings = new List<Finding>();
        using var stream = new MemoryStream(kit);
        return (KitReader.Read(stream, new("kit.xlsx"), questionnaire ?? Asked, findings), findings);
    }

    static string Json(AnswerSheet sheet) => Encoding.UTF8.GetString(AnswerSheetFile.Write([sheet]));

    [Theory, InlineData("en"), InlineData("fr"), InlineData("de")]
    public void A_kit_filled_from_the_last_answers_reads_back_as_these_in_every_language(string language)
    {
        var (sheet, findings) = Read(Dated(Kit(new() { Last = Full, Language = language })));
        Assert.Empty(findings);
        Assert.Equal(Json(Full), Json(sheet!));
        Assert.Equal(AnswerSheetFile.Receipt(Full), AnswerSheetFile.Receipt(sheet!));
    }

    [Fact]
    public void The_same_questionnaire_gives_the_same_bytes() => Assert.Equal(Kit(), Kit());

    [Fact]
    public void A_kit_of_another_version_is_refused()
    {
        var (sheet, findings) = Read(Dated(Kit()), Asked with { Version = 2 });
        Assert.Null(sheet);
        Assert.Equal("E-SURVEY-32", Assert.Single(findings).Code);
    }

    [Fact]
    public void A_kit_without_the_day_of_answering_says_which_cell_is_blank()
    {
        var (sheet, findings) = Read(Kit());
        Assert.Null(sheet);
        var finding = Assert.Single(findings);
        Assert.Equal(("E-SURVEY-35", "company", 6, "C"), (finding.Code, finding.Place.Sheet, finding.Place.Row, finding.Place.Column));
    }

    [Theory]
    [InlineData("D2", "text:a lot", "E-SURVEY-34")]
    [InlineData("D2", "number:-3", "E-SURVEY-34")]
    [InlineData("D2", "text:1,234", "E-SURVEY-34")]
    [InlineData("D3", "text:weather", "E-SURVEY-34")]
    [InlineData("D4", "text:perhaps", "E-SURVEY-34")]
    [InlineData("F2", "text:everybody", "E-SURVEY-36")]
    [InlineData("G2", "text:3/4/2026", "E-SURVEY-37")]
    [InlineData("G2", "text:2027-01-01", "E-SURVEY-40")]
    [InlineData("D2", "formula", "E-SURVEY-33")]
    [InlineData("D2", "fault", "E-XLSX-03")]
    public void A_wrong_entry_is_a_finding_with_its_cell(string cell, string entry, string code)
    {
        var content = entry switch
        {
            "formula" => "><f>[1]Other!A1</f><v>12</v>", "fault" => " t=\"e\"><v>#REF!</v>", _ when entry.StartsWith("text:", StringComparison.Ordinal) => Text(entry[5..]), _ => Number(double.Parse(entry[7..], System.Globalization.CultureInfo.InvariantCulture)),
        };
        var (sheet, findings) = Read(Enter(Dated(Kit()), 2, cell, content));
        Assert.Null(sheet);
        Assert.Contains(findings, f => f.Code == code && f.Place is { File: "kit.xlsx", Sheet: "answers" } && $"{f.Place.Column}{f.Place.Row}" == cell);
    }

    [Theory]
    [InlineData("12,5", "12.5")]
    [InlineData("4..6", "4..6")]
    [InlineData("1 200", "1200")]
    public void Numbers_are_read_as_countries_write_them(string entry, string value) => Assert.Equal(value, Read(Enter(Dated(Kit()), 2, "D2", Text(entry))).Sheet!.Find("capacity.powder")!.Value);

    [Fact]
    public void An_answer_for_which_nobody_chose_who_may_see_it_is_for_the_officer_alone()
    {
        var (sheet, findings) = Read(Enter(Dated(Kit()), 2, "F2", Text("")));
        Assert.Equal(AnswerConsent.Officer, sheet!.Find("capacity.powder")!.Consent);
        Assert.Equal("W-SURVEY-30", Assert.Single(findings).Code);
    }

    [Fact]
    public void A_blank_cell_is_no_answer() => Assert.Null(Read(Enter(Dated(Kit()), 2, "D2", ">")).Sheet!.Find("capacity.powder"));

    [Fact]
    public void A_kit_asks_a_company_that_makes_something_else_nothing_about_powder()
    {
        using var zip = new ZipArchive(new MemoryStream(Kit(new() { Makes = ["fuze"] })));
        foreach (var entry in zip.Entries)
        {
            using var reader = new StreamReader(entry.Open());
            Assert.DoesNotContain("capacity.powder", reader.ReadToEnd(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("xl/externalLinks/externalLink1.xml")]
    [InlineData("xl/vbaProject.bin")]
    [InlineData("xl/connections.xml")]
    [InlineData("xl/embeddings/oleObject1.bin")]
    public void A_kit_that_could_reach_out_or_run_is_refused(string part)
    {
        using var stream = new MemoryStream();
        stream.Write(Dated(Kit()));
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        using (var writer = new StreamWriter(zip.CreateEntry(part).Open())) writer.Write("<x/>");
        var (sheet, findings) = Read(stream.ToArray());
        Assert.Null(sheet);
        Assert.Equal("E-SURVEY-31", Assert.Single(findings).Code);
    }

    [Fact]
    public void Bombs_and_rubbish_end_as_findings_and_not_as_a_full_memory()
    {
        // 100 MB of blanks in a cell pack to 100 kB.
        Assert.Contains(Read(Enter(Dated(Kit()), 2, "D5", Text(new string(' ', 100 << 20)))).Findings, f => f.Severity == Severity.Error);
        Assert.Contains(Read(new byte[KitReader.MostBytes + 1]).Findings, f => f.Code == "E-SIZE-01");
        Assert.Contains(Read("PK\u0003\u0004 and nothing behind it"u8.ToArray()).Findings, f => f.Severity == Severity.Error);
        Assert.Contains(Read(With(Dated(Kit()), "xl/worksheets/sheet2.xml", t => "<!DOCTYPE x [<!ENTITY a \"b\">]>" + t[(t.IndexOf("?>", StringComparison.Ordinal) + 2)..])).Findings, f => f.Code == "E-XLSX-07");
        // A sheet of a million rows.
        var rows = new StringBuilder();
        for (var i = 0; i < 200_000; i++) rows.Append("<row><c t=\"inlineStr\"><is><t>x").Append(i).Append("</t></is></c></row>");
        Assert.Contains(Read(With(Dated(Kit()), "xl/worksheets/sheet2.xml", t => t.Replace("</sheetData>", rows + "</sheetData>", StringComparison.Ordinal))).Findings, f => f.Severity == Severity.Error);
    }

    [Fact]
    public void Any_bytes_changed_in_a_kit_are_read_or_refused_and_never_thrown_over() => CsCheck.Gen.Select(CsCheck.Gen.Int[0, 1_000_000], CsCheck.Gen.Byte).Array[1, 20].Try(60, changes =>
    {
        var kit = Dated(Kit());
        foreach (var (at, value) in changes) kit[at % kit.Length] = value;
        var (sheet, findings) = Read(kit);
        Assert.True(sheet is not null || findings.Exists(f => f.Severity == Severity.Error));
    });
}
