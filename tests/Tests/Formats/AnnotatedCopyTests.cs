using System.Text;
using Vauban.Adapters.Formats;
using Vauban.Adapters.Texts;
using Vauban.Core.Model;

namespace Vauban.Tests.Formats;

public sealed class AnnotatedCopyTests
{
    const string Items = "id,name,unit\nshell,Shell,piece\npowder,Powder,barrel\n";

    static (string, byte[])[] Files(string items) => [("items.csv", Encoding.UTF8.GetBytes(items))];

    static List<RawSheet> Read(byte[] workbook)
    {
        using var stream = new MemoryStream(workbook);
        var findings = new List<Finding>();
        return [.. SheetReader.Load("copy.xlsx", stream, findings, null)!];
    }

    [Fact]
    public void A_finding_stands_beside_its_cell_and_in_the_list()
    {
        var findings = new List<Finding>();
        Assert.Null(PackageReader.Load("package", new Dictionary<string, byte[]> { ["items.csv"] = Encoding.UTF8.GetBytes(Items) }, findings));
        var error = Assert.Single(findings, f => f.Severity == Severity.Error);
        var sheets = Read(AnnotatedCopy.Write(Files(Items), findings, Texts.For("en")));
        Assert.Equal(["x-findings", "items"], sheets.Select(s => s.Name));
        Assert.Contains(sheets[0].Rows, r => r.Cells.Contains(error.Code) && r.Cells.Contains("3") && r.Cells.Contains("unit"));
        Assert.Equal(["id", "name", "unit", "x-finding"], sheets[1].Rows[0].Cells);
        Assert.Equal("", sheets[1].Rows[1].Cells.ElementAtOrDefault(3) ?? "");
        Assert.Contains("barrel", sheets[1].Rows[2].Cells[3], StringComparison.Ordinal);
    }

    [Fact]
    public void A_copy_is_read_as_what_it_was_made_from()
    {
        var sound = Items.Replace("barrel", "kg", StringComparison.Ordinal);
        var findings = new List<Finding>();
        var package = PackageReader.Load("package", new Dictionary<string, byte[]> { ["items.csv"] = Encoding.UTF8.GetBytes(sound) }, findings);
        using var stream = new MemoryStream(AnnotatedCopy.Write(Files(sound), findings, Texts.For("en")));
        Assert.Equal(package!.Hash, PackageReader.Load("package", stream, findings)!.Hash);
    }

    [Fact]
    public void What_cannot_be_read_gives_the_findings_alone_and_says_so()
    {
        var sheets = Read(AnnotatedCopy.Write([("x.zip", "PK damaged"u8.ToArray())], [], Texts.For("en")));
        Assert.Equal("x-findings", Assert.Single(sheets).Name);
        Assert.Contains("findings alone", sheets[0].Rows[1].Cells[5], StringComparison.Ordinal);
    }
}
