using System.Text;
using CsCheck;
using Vauban.Adapters.Formats.Papers;
using Vauban.Core.Evidence;
using Vauban.Core.Model;
using Vauban.Tests.Architecture;

namespace Vauban.Tests.Evidence;

public sealed class PaperFilesTests
{
    static readonly string[] Odd = ["Plain", "50 % & more_of #1", "Größe, Stärke", "a -- b --- c", "{Braces}", "back\\slash ~ ^", "\"quoted\"", "Él'même", "=1+1", "A and B", "TY - RPRT"];

    static IReadOnlyList<Paper> Read(string name, string text, out List<Finding> findings) => PaperFiles.Read(name, Encoding.UTF8.GetBytes(text), findings = []);

    static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    [Theory, InlineData("bib"), InlineData("ris"), InlineData("json"), InlineData("csv")]
    public void What_is_written_is_read_back_as_it_was(string form)
    {
        var word = OneOf(Odd);
        var list = OneOf("raw materials", "R&D", "15 technologies", "Ümlaut").Array[0, 3].Select(a => (IReadOnlyList<string>)[.. a.Distinct()]);
        var gen = Gen.Select(word, word, list, OneOf("", "2024", "2024-03", "2024-03-05"), OneOf("", "report", "regulation", "article"), OneOf("", "en", "fr"));
        gen.Try(60, t =>
        {
            var (title, publisher, topics, date, kind, language) = t;
            var paper = new Paper("a-b.1", title)
            {
                Publisher = publisher, Topics = topics, Initiatives = ["EDIP"], Technologies = ["magnets"], Date = date, Kind = kind, Language = language, Authors = ["European Commission", "Draghi, Mario"], Doi = "10.2760/977597",
                Reference = "COM(2020) 474", Url = "https://example.org/a_b?x=1%20&y=~z#p", Marking = "TLP:AMBER", Note = title,
            };
            var back = Assert.Single(Read("x." + form, PaperFiles.Write(form, [paper]), out var findings));
            Assert.Empty(findings);
            Assert.True(paper.Says(back), PaperFiles.Write(form, [paper]) + back);
        });
    }

    [Fact]
    public void Bibtex_of_other_programs_is_read_with_macros_accents_and_months()
    {
        var papers = Read("x.bib", """
            @comment{ nothing }
            @string{ec = "European " # {Commission}}
            @techreport{Muller:2021, author = {M{\"u}ller, J{\"o}rg and {Agence de d\'efense}}, title = "{Stra\ss e} und 50\,\% -- more", institution = ec,
              year = 2021, month = mar, keywords = {raw materials, resilience}, doi = {https://doi.org/10.1/x}, url = {javascript:alert(1)}, }
            @article{broken, title = {never closed
            """, out var findings);
        var paper = Assert.Single(papers);
        Assert.Equal(("muller-2021", "Straße und 50,% – more", "European Commission", "2021-03", "report", "10.1/x", ""), (paper.Id, paper.Title, paper.Publisher, paper.Date, paper.Kind, paper.Doi, paper.Url));
        Assert.Equal(["Müller, Jörg", "Agence de défense"], paper.Authors);
        Assert.Equal(["raw materials", "resilience"], paper.Topics);
        Assert.Equal(["W-PAPER-03", "E-PAPER-14"], findings.Select(f => f.Code));
    }

    [Fact]
    public void A_second_entry_with_the_same_id_and_entries_without_a_title_are_left_out_with_a_finding()
    {
        var papers = Read("x.ris", "TY  - RPRT\nID  - a\nTI  - One\nER  - \nTY  - RPRT\nID  - a\nTI  - Two\nER  - \nTY  - RPRT\nID  - c\nER  - \n", out var findings);
        Assert.Equal("One", Assert.Single(papers).Title);
        Assert.Equal(["E-PAPER-09", "E-PAPER-03"], findings.Select(f => f.Code));
    }

    [Fact]
    public void Ids_are_made_of_publisher_year_and_title_and_are_the_same_again()
    {
        const string Csv = "title,publisher,date\nA plan for critical raw materials,Commission européenne,2024-03\nA plan for critical raw materials,Commission européenne,2024-05\n";
        var ids = Read("x.csv", Csv, out _).Select(p => p.Id).ToArray();
        Assert.Equal(["commission-europeenne-2024-plan-critical-materials", "commission-europeenne-2024-plan-critical-materials-2"], ids);
        Assert.Equal(ids, Read("x.csv", Csv, out _).Select(p => p.Id));
    }

    [Theory, InlineData("bib"), InlineData("ris"), InlineData("json"), InlineData("csv")]
    public void Any_bytes_are_read_to_an_end(string form)
    {
        var papers = PaperFiles.Read("examples/evidence/papers.csv", File.ReadAllBytes(Path.Combine(SourceTree.Root, "examples/evidence/papers.csv")), []);
        var whole = Encoding.UTF8.GetBytes(PaperFiles.Write(form, papers.Take(3)));
        Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Byte, Gen.Int[0, whole.Length]).Try(150, (at, b, length) =>
        {
            var bytes = whole.ToArray();
            bytes[at] = b;
            foreach (var paper in PaperFiles.Read("x." + form, bytes.AsSpan(0, length), [])) Assert.True(PaperCheck.Run(paper, new(), []));
        });
        // A hundred thousand open braces, brackets and quotes.
        foreach (var c in "{[\"@") PaperFiles.Read("x." + form, Encoding.UTF8.GetBytes((form == "bib" ? "@misc{a, title = " : "") + new string(c, 100_000)), []);
    }

    [Fact]
    public void The_library_of_the_example_has_the_papers_and_claims_of_both_real_examples()
    {
        var findings = new List<Finding>();
        var papers = PaperFiles.Read("papers.csv", File.ReadAllBytes(Path.Combine(SourceTree.Root, "examples/evidence/papers.csv")), findings);
        var claims = PaperCsv.ReadClaims("claims.csv", File.ReadAllText(Path.Combine(SourceTree.Root, "examples/evidence/claims.csv")), findings);
        Assert.Empty(findings);
        Assert.Equal(51, papers.Count);
        Assert.Equal(10, papers.Count(p => p.Publisher == "ASD"));
        Assert.Equal(["ammunition-155", "permanent-magnets"], claims.Select(c => c.Package).Distinct().Order(StringComparer.Ordinal));
        Assert.All(claims, c => Assert.Contains(papers, p => p.Id == c.Paper));
        Assert.All(papers.Where(p => p.Url.Length == 0 && p.Reference.Length == 0 && p.Doi.Length == 0), p => Assert.NotEmpty(p.Note));
    }
}
