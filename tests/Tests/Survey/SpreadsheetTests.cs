using System.Diagnostics;
using Vauban.Adapters.Formats.Surveys;
using Vauban.Core.Model;
using Vauban.Core.Survey;

namespace Vauban.Tests.Survey;

/// <summary>The kit in a real spreadsheet program: LibreOffice opens it, fills it in, shows what the formulas say, and saves it.</summary>
public sealed class SpreadsheetTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("vauban-calc").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // Sheet, cell, entry: a number, or a text where it starts with an apostrophe, as at the keyboard.
    static readonly (int Sheet, string Cell, string Entry)[] Entries =
    [
        (0, "C2", "'acme"), (0, "C4", "'NO"), (0, "C5", "'small"), (0, "C6", "46112"), (1, "D2", "12.5"), (1, "F2", "'May count in sums"), (1, "D3", "'Machines"), (1, "F3", "'Cleared analysts may read it too"),
        (1, "D4", "'yes"), (1, "D5", "'Permits & time"), (1, "F5", "'Only the survey officer"),
    ];

    static readonly string[] Shown = ["1.H2", "1.H4", "2.B2", "2.C2", "2.D2", "2.C3", "2.D3", "2.B4"];

    [Fact]
    public async Task LibreOffice_fills_the_kit_and_it_reads_back()
    {
        Require();
        var kit = Path.Combine(_folder, "kit.xlsx");
        await using (var stream = File.Create(kit)) KitWriter.Write(QuestionnaireTests.Small, new() { Respondent = "acme" }, stream);
        await Play(kit, Path.Combine(_folder, "filled.xlsx"), Entries);
        var said = (await File.ReadAllLinesAsync(Path.Combine(_folder, "said.txt"), TestContext.Current.CancellationToken)).ToDictionary(l => l.Split('\t')[0], l => l.Split('\t')[1]);
        // Checks and preview as the respondent sees them.
        Assert.Equal("", said["1.H2"]);
        Assert.Equal("Choose who may see it; until then only the survey officer does.", said["1.H4"]);
        Assert.Equal("12.5 t/month", said["2.B2"]);
        Assert.Equal("nothing", said["2.C2"]);
        Assert.StartsWith("at most a sum with others of at least 5 independent groups", said["2.D2"], StringComparison.Ordinal);
        Assert.Equal(("Machines", "nothing"), (said["2.C3"], said["2.D3"]));
        // Lists and checks arrived: 6 is a list, 7 is a formula, 2 is a day.
        Assert.Equal(("CUSTOM", "LIST", "DATE"), (said["v.D2"], said["v.F2"], said["v.G2"]));
        Assert.Equal("A number from 0, or a range such as 4..6.", said["e.D2"]);

        var findings = new List<Finding>();
        var sheet = KitReader.Load(Path.Combine(_folder, "filled.xlsx"), QuestionnaireTests.Small, findings);
        Assert.Equal("W-SURVEY-30", Assert.Single(findings).Code);
        Assert.Equal(("acme", "NO", "small", new DateOnly(2026, 3, 31)), (sheet!.Respondent, sheet.Country, sheet.Size, sheet.Date));
        Assert.Equal([
            new SheetAnswer("capacity.powder", "12.5", AnswerConsent.Sums, new(2026, 3, 31)), new("bottleneck", "machines", AnswerConsent.Analysts, new(2026, 3, 31)),
            new("shifts", "yes", AnswerConsent.Officer, new(2026, 3, 31)), new("obstacles", "Permits & time", AnswerConsent.Officer, new(2026, 3, 31)),
        ], sheet.Answers);
    }

    // A macro in a profile of its own: nothing of the user's LibreOffice is touched.
    async Task Play(string from, string to, IEnumerable<(int Sheet, string Cell, string Entry)> entries)
    {
        // The first start lays down a profile, and an empty library of macros with it.
        await Start("--terminate_after_init");
        var profile = Path.Combine(_folder, "profile", "user", "basic", "Standard");
        var lines = new List<string>
        {
            "Sub Fill", "Dim a(0) As New com.sun.star.beans.PropertyValue", "a(0).Name = \"Hidden\"", "a(0).Value = True", $"d = StarDesktop.loadComponentFromURL(\"{Url(from)}\", \"_blank\", 0, a())",
        };
        foreach (var (sheet, cell, entry) in entries)
            lines.Add(entry[0] == '\'' ? $"d.Sheets({sheet}).getCellRangeByName(\"{cell}\").String = \"{entry[1..]}\"" : $"d.Sheets({sheet}).getCellRangeByName(\"{cell}\").Value = {entry}");
        lines.Add("d.calculateAll()");
        lines.Add($"Open \"{Path.Combine(_folder, "said.txt")}\" For Output As #1");
        foreach (var cell in Shown) lines.Add($"Print #1, \"{cell}\" & Chr(9) & d.Sheets({cell[0]}).getCellRangeByName(\"{cell[2..]}\").String");
        foreach (var cell in new[] { "D2", "F2", "G2" })
            lines.Add($"Print #1, \"v.{cell}\" & Chr(9) & Kind(d.Sheets(1).getCellRangeByName(\"{cell}\").Validation.Type)");
        lines.Add("Print #1, \"e.D2\" & Chr(9) & d.Sheets(1).getCellRangeByName(\"D2\").Validation.ErrorMessage");
        lines.AddRange(["Close #1", "Dim b(0) As New com.sun.star.beans.PropertyValue", "b(0).Name = \"FilterName\"", "b(0).Value = \"Calc MS Excel 2007 XML\"", $"d.storeToURL(\"{Url(to)}\", b())", "d.close(True)", "End Sub"]);
        lines.AddRange(["Function Kind(t)", "Kind = \"OTHER\"", "If t = com.sun.star.sheet.ValidationType.LIST Then Kind = \"LIST\"", "If t = com.sun.star.sheet.ValidationType.CUSTOM Then Kind = \"CUSTOM\"",
            "If t = com.sun.star.sheet.ValidationType.DATE Then Kind = \"DATE\"", "End Function"]);
        await File.WriteAllTextAsync(Path.Combine(profile, "Module1.xba"), $"""
            <?xml version="1.0" encoding="UTF-8"?>
            <!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
            <script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">{System.Security.SecurityElement.Escape(string.Join('\n', lines))}</script:module>
            """, TestContext.Current.CancellationToken);
        var said = await Start("macro:///Standard.Module1.Fill");
        Assert.True(File.Exists(to), said);
    }

    async Task<string> Start(string what)
    {
        using var calc = Process.Start(new ProcessStartInfo("soffice", ["--headless", "--norestore", "--nologo", "-env:UserInstallation=" + Url(Path.Combine(_folder, "profile")), what]) { RedirectStandardError = true })!;
        using var time = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        time.CancelAfter(TimeSpan.FromMinutes(3));
        try
        {
            var said = await calc.StandardError.ReadToEndAsync(time.Token);
            await calc.WaitForExitAsync(time.Token);
            return said;
        }
        catch (OperationCanceledException)
        {
            calc.Kill(entireProcessTree: true);
            throw;
        }
    }

    static string Url(string path) => new Uri(path).AbsoluteUri;

    static void Require()
    {
        if (Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Any(f => File.Exists(Path.Combine(f, "soffice")))) return;
        if (Environment.GetEnvironmentVariable("CI") == "true") Assert.Fail("There is no LibreOffice: apt-get install libreoffice-calc.");
        Assert.Skip("There is no LibreOffice here; CI fails.");
    }
}
