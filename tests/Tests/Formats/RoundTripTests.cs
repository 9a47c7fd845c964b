using CsCheck;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using Vauban.Adapters.Formats;
using Vauban.Core.Model;

namespace Vauban.Tests.Formats;

public sealed class RoundTripTests
{
    [Fact]
    public void Every_container_gives_back_the_same_canonical_form_and_hash() =>
        RandomPackage.Gen.Try(300, package =>
        {
            var folder = Read(findings => PackageReader.Load("p", PackageWriter.Files(package).ToDictionary(f => f.Name, f => f.Bytes), findings));
            Assert.Equal(package.Canonical, folder.Canonical);
            Assert.Equal(package.Canonical, Read(findings => PackageReader.Load("p.zip", Bytes(package, "p.zip"), findings)).Canonical);
            Assert.Equal(package.Canonical, Read(findings => PackageReader.Load("p.xlsx", Bytes(package, "p.xlsx"), findings)).Canonical);
            Assert.Equal(package.Hash, folder.Hash);
        });

    [Fact]
    public void From_folder_to_zip_to_workbook_to_folder_nothing_changes()
    {
        var root = Directory.CreateTempSubdirectory("vauban").FullName;
        try
        {
            var package = RandomPackage.One;
            var paths = new[] { "a", "a.zip", "a.xlsx", "b" }.Select(n => Path.Combine(root, n)).ToArray();
            var current = package;
            foreach (var path in paths)
            {
                PackageWriter.Write(current, path);
                current = Read(findings => PackageReader.Load(path, findings));
                Assert.Equal(package.Hash, current.Hash);
            }
            foreach (var file in Directory.GetFiles(paths[0]))
                Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(Path.Combine(paths[3], Path.GetFileName(file))));
            Assert.Equal(["a", "a.xlsx", "a.zip", "b"], Directory.GetFileSystemEntries(root).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        }
        finally
        {
            Directory.Delete(root, true);
        }
    }

    [Fact]
    public void The_same_package_gives_the_same_bytes()
    {
        var package = RandomPackage.One;
        Assert.Equal(Bytes(package, "p.zip").ToArray(), Bytes(package, "p.zip").ToArray());
        Assert.Equal(Bytes(package, "p.xlsx").ToArray(), Bytes(package, "p.xlsx").ToArray());
    }

    [Fact]
    public void A_written_workbook_keeps_to_the_schema_of_spreadsheets()
    {
        using var stream = Bytes(RandomPackage.One, "p.xlsx");
        using var document = SpreadsheetDocument.Open(stream, false);
        Assert.Equal([], new OpenXmlValidator().Validate(document).Select(e => $"{e.Part?.Uri} {e.Path?.XPath} {e.Description}"));
    }

    [Fact]
    public void A_folder_that_holds_no_package_is_not_overwritten()
    {
        var root = Directory.CreateTempSubdirectory("vauban").FullName;
        try
        {
            File.WriteAllText(Path.Combine(root, "letter.txt"), "Dear reader");
            var findings = new List<Finding>();
            Assert.False(PackageWriter.CanWrite(root, findings));
            Assert.Equal("E-FILE-07", Assert.Single(findings).Code);
            Assert.Throws<IOException>(() => PackageWriter.Write(RandomPackage.One, root));
            Assert.Equal(["letter.txt"], Directory.GetFiles(root).Select(Path.GetFileName));
        }
        finally
        {
            Directory.Delete(root, true);
        }
    }

    [Fact]
    public void Writing_over_a_package_replaces_its_tables_and_keeps_other_files()
    {
        var root = Path.Combine(Directory.CreateTempSubdirectory("vauban").FullName, "p");
        try
        {
            Directory.CreateDirectory(Path.Combine(root, "notes"));
            File.WriteAllText(Path.Combine(root, "README.md"), "Mine");
            File.WriteAllText(Path.Combine(root, "notes", "a.txt"), "Too");
            File.WriteAllText(Path.Combine(root, "claims.csv"), "id\nold\n");
            var package = new Package(new PackageHead("new", "", null), [new Table(FieldCatalog.Table("sources"), [Blank("sources", "S1")])]);
            PackageWriter.Write(package, root);
            Assert.Equal(["README.md", "datapackage.json", "sources.csv"], Directory.GetFiles(root).Select(Path.GetFileName).Order(StringComparer.Ordinal));
            Assert.Equal("Too", File.ReadAllText(Path.Combine(root, "notes", "a.txt")));
            Assert.Equal(package.Hash, Read(findings => PackageReader.Load(root, findings)).Hash);
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(root)!, true);
        }
    }

    [Fact]
    public void A_workbook_that_is_no_package_is_not_overwritten()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("vauban").FullName, "budget.xlsx");
        try
        {
            using (var stream = File.Create(path))
            {
                var book = new XlsxWriter();
                book.Add("budget", [10], 0).Heading(["year"]);
                book.Save(stream);
            }
            Assert.Throws<IOException>(() => PackageWriter.Write(RandomPackage.One, path));
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(path)!, true);
        }
    }

    static Row Blank(string table, string id) => new([id, .. Enumerable.Repeat("", FieldCatalog.Table(table).Fields.Count - 1)], new Place());

    static MemoryStream Bytes(Package package, string name)
    {
        var stream = new MemoryStream();
        PackageWriter.Write(package, stream, name);
        stream.Position = 0;
        return stream;
    }

    static Package Read(Func<List<Finding>, Package?> read)
    {
        var findings = new List<Finding>();
        var package = read(findings);
        Assert.True(package is not null, string.Join("\n", findings.Select(Vauban.Adapters.Texts.Texts.For("en").Sentence)));
        return package;
    }
}
