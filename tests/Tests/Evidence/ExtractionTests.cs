using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using CsCheck;
using Vauban.Adapters.Formats.Extraction;
using Vauban.Core.Evidence;
using Vauban.Core.Model;

namespace Vauban.Tests.Evidence;

public sealed class ExtractionTests
{
    static PaperText Read(string name, byte[] bytes, out List<Finding> findings, ExtractionLimits? limits = null) => TextExtractor.Read(name, bytes, findings = [], limits);

    static PaperText Read(string name, string text, out List<Finding> findings) => Read(name, Encoding.UTF8.GetBytes(text), out findings);

    internal static byte[] Docx(string body, string head = "")
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, true))
        using (var part = new StreamWriter(zip.CreateEntry("word/document.xml", CompressionLevel.Fastest).Open()))
            part.Write($"<?xml version=\"1.0\"?>{head}<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{body}</w:body></w:document>");
        return bytes.ToArray();
    }

    // A PDF written by hand, a page for each text; its cross-reference table is right.
    internal static byte[] Pdf(string[] pages, string trailer = "", byte[]? flate = null)
    {
        var objects = new List<byte[]>();
        byte[] Text(string s) => Encoding.Latin1.GetBytes(s);
        objects.Add(Text("<< /Type /Catalog /Pages 2 0 R >>"));
        objects.Add(Text($"<< /Type /Pages /Count {pages.Length} /Kids [{string.Join(' ', pages.Select((_, i) => $"{4 + 2 * i} 0 R"))}] >>"));
        objects.Add(Text("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"));
        for (var i = 0; i < pages.Length; i++)
        {
            objects.Add(Text($"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * i} 0 R /Resources << /Font << /F1 3 0 R >> >> >>"));
            var content = flate ?? Text($"BT /F1 12 Tf 72 700 Td ({pages[i]}) Tj ET");
            objects.Add([.. Text($"<< /Length {content.Length}{(flate is null ? "" : " /Filter /FlateDecode")} >>\nstream\n"), .. content, .. Text("\nendstream")]);
        }
        using var file = new MemoryStream();
        void Put(string s) => file.Write(Text(s));
        Put("%PDF-1.4\n");
        var places = new List<long>();
        for (var i = 0; i < objects.Count; i++)
        {
            places.Add(file.Position);
            Put($"{i + 1} 0 obj\n");
            file.Write(objects[i]);
            Put("\nendobj\n");
        }
        var xref = file.Position;
        Put($"xref\n0 {objects.Count + 1}\n0000000000 65535 f \n{string.Concat(places.Select(p => $"{p:0000000000} 00000 n \n"))}trailer << /Size {objects.Count + 1} /Root 1 0 R {trailer} >>\nstartxref\n{xref}\n%%EOF");
        return file.ToArray();
    }

    [Fact]
    public void Pages_of_a_pdf_keep_their_numbers()
    {
        var text = Read("a.pdf", Pdf(["First page", "Nitrocellulose on the second"]), out var findings);
        Assert.Empty(findings);
        Assert.True(text.IsPaged);
        Assert.Equal(["First page", "Nitrocellulose on the second"], text.Pages);
    }

    [Fact]
    public void A_web_page_gives_its_words_and_runs_and_loads_nothing()
    {
        var text = Read("a.html", "<html><head><title>T</title><script>document.write('bad')</script></head><body><nav>Menu</nav><h1>Ünder</h1><p>One <b>two</b>.<img src='http://127.0.0.1:9/x'><iframe src='file:///etc/passwd'></iframe><style>p{}</style><p>Three", out var findings);
        Assert.Empty(findings);
        Assert.Equal("Ünder\n\nOne two.\n\nThree", Assert.Single(text.Pages));
    }

    [Fact]
    public void A_word_document_gives_its_paragraphs_and_not_what_was_deleted()
    {
        var text = Read("a.docx", Docx("<w:p><w:r><w:t>Stocks </w:t></w:r><w:r><w:t>last.</w:t></w:r></w:p><w:p><w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:r><w:instrText>PAGE</w:instrText><w:t>Second</w:t></w:r></w:p>"), out var findings);
        Assert.Empty(findings);
        Assert.False(text.IsPaged);
        Assert.Equal("Stocks last.\nSecond", Assert.Single(text.Pages));
    }

    [Fact]
    public void An_entity_that_names_a_file_is_not_followed()
    {
        var text = Read("a.docx", Docx("<w:p><w:r><w:t>&x;</w:t></w:r></w:p>", "<!DOCTYPE d [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>"), out var findings);
        Assert.Equal("E-TEXT-03", Assert.Single(findings).Code);
        Assert.True(text.IsEmpty);
    }

    [Fact]
    public void Locked_files_say_so()
    {
        Read("a.docx", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0], out var findings);
        Assert.Equal("E-TEXT-05", Assert.Single(findings).Code);
        const string Key = "0000000000000000000000000000000000000000000000000000000000000000";
        Read("a.pdf", Pdf(["x"], $"/Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -44 /O <{Key}> /U <{Key}> >> /ID [<00> <00>]"), out findings);
        Assert.Equal("E-TEXT-05", Assert.Single(findings).Code);
    }

    [Fact]
    public void Small_files_that_unpack_to_huge_ones_end_in_a_finding()
    {
        var limits = new ExtractionLimits { UnpackedBytes = 4 << 20 };
        Read("a.docx", Docx("<w:p><w:r><w:t>" + new string('a', 6 << 20) + "</w:t></w:r></w:p>"), out var findings, limits);
        Assert.Equal("E-TEXT-02", Assert.Single(findings).Code);

        using var packed = new MemoryStream();
        using (var z = new ZLibStream(packed, CompressionLevel.Optimal, true)) z.Write(new byte[64 << 20]);
        var before = GC.GetTotalAllocatedBytes();
        Read("a.pdf", Pdf(["x"], flate: packed.ToArray()), out findings, limits);
        Assert.Equal("E-TEXT-02", Assert.Single(findings).Code);
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 48 << 20);
    }

    [Fact]
    public void Deep_nesting_costs_neither_the_stack_nor_much_time()
    {
        var watch = Stopwatch.StartNew();
        Assert.Contains("deep", Read("a.html", string.Concat(Enumerable.Repeat("<div>", 100_000)) + "deep", out _).Pages[^1], StringComparison.Ordinal);
        Read("a.pdf", "%PDF-1.4\n1 0 obj " + new string('[', 200_000), out var findings);
        Assert.NotEmpty(findings);
        Assert.Contains("deep", Read("a.docx", Docx(string.Concat(Enumerable.Repeat("<w:p>", 5000)) + "<w:r><w:t>deep</w:t></w:r>" + string.Concat(Enumerable.Repeat("</w:p>", 5000))), out _).Pages[0], StringComparison.Ordinal);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 20);
    }

    [Theory, InlineData("a.pdf"), InlineData("a.html"), InlineData("a.docx"), InlineData("a.txt")]
    public void Any_damage_ends_in_text_or_findings(string name)
    {
        var whole = name switch { "a.pdf" => Pdf(["One", "Two"]), "a.docx" => Docx("<w:p><w:r><w:t>One</w:t></w:r></w:p>"), _ => Encoding.UTF8.GetBytes("<p>One</p><table><tr><td>Two") };
        Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Byte, Gen.Int[0, whole.Length]).Try(40, (at, b, length) =>
        {
            var bytes = whole.ToArray();
            bytes[at] = b;
            var text = Read(name, bytes[..length], out var findings, new() { Time = TimeSpan.FromSeconds(5) });
            Assert.True(!text.IsEmpty || findings.Count > 0);
            Assert.All(text.Pages, p => Assert.True(PaperCheck.IsPlain(p)));
        });
    }

    [Fact]
    public void Files_without_text_and_of_other_kinds_say_so()
    {
        Read("a.txt", " \n ", out var findings);
        Assert.Equal("W-TEXT-01", Assert.Single(findings).Code);
        Read("a.exe", "MZ", out findings);
        Assert.Equal("E-TEXT-01", Assert.Single(findings).Code);
        Assert.Equal(["one", "two"], Read("a.txt", "one\ftwo", out findings).Pages);
        Assert.True(Read("a.txt", new byte[20], out findings, new() { Bytes = 10 }).IsEmpty);
        Assert.Equal("E-TEXT-02", Assert.Single(findings).Code);
    }
}
