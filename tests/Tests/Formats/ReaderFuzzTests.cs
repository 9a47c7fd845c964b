using System.IO.Compression;
using System.Text;
using Vauban.Adapters.Formats;
using Vauban.Core.Model;

namespace Vauban.Tests.Formats;

/// <summary>110,000 mutated inputs from fixed seeds: never a crash, a hang, or a package that was read by half.</summary>
public sealed class ReaderFuzzTests
{
    static readonly string[] Nasty =
    [
        "\"", "\n", "\r", ",", ";", "\t", "..", "-", "=", "'", "\0", "\uFEFF", "\uFFFF", "1e999", "NaN", "9999999999999999999999", "1,234", "12,5", "id", "lines", "EU27+", " except ", "é", "\u0301", "\uD83D\uDE00", "{", "}", "[", "null",
        "<", ">", "&", "<!DOCTYPE a [<!ENTITY b \"c\">]>", "&b;", "r=\"A1\"", "t=\"s\"", "t=\"b\"", "<f>1</f>", "<mergeCell ref=\"A1:B2\"/>", "_xD800_", "2026-13-45", "../", "x-",
    ];

    static readonly (string Name, byte[] Bytes)[] Files =
    [
        ("datapackage.json", """{"name":"hello","title":"T","vauban":{"catalogue":"1","as_of":"2026-01-01"},"resources":[{"path":"items.csv"}]}"""u8.ToArray()),
        ("items.csv", "id,name,kind,unit,unit_value,shared\nround,Round,system,piece,4000,\npowder,\"Powder, \"\"new\"\"\",material,t,30000..40000,no\n"u8.ToArray()),
        ("parties.csv", "id,name,country\na,A,NO\nb,B,EU27+NO\n"u8.ToArray()), ("ownership.csv", "owner,owned,share,from,to\na,b,50.5,2020,2026-03\n"u8.ToArray()),
        ("technologies.csv", "id,name\nt,T\n"u8.ToArray()), ("sites.csv", "id,party,country,latitude\ns,a,NO,60.5\n"u8.ToArray()),
        ("lines.csv", "id,party,site,item,capacity,capacity_unit,status\nl1,a,s,powder,4500..10000,t/year,running\nl2,b,,round,12.5,piece/month,funded\n"u8.ToArray()),
        ("recipes.csv", "item,input,quantity,quantity_unit,group\nround,powder,0.01,t,\n"u8.ToArray()), ("links.csv", "supplier,customer,item,share\nl1,l2,powder,60\n"u8.ToArray()),
        ("totals.csv", "item,area,capacity,capacity_unit\npowder,EU27+NO,12000,t/year\n"u8.ToArray()), ("goals.csv", "technology,verb,item,rate,rate_unit\nt,produce,round,12000,piece/year\n"u8.ToArray()),
        ("restrictions.csv", "id,holder,target,verbs,threshold\nr,CN,powder,export,0.1\n"u8.ToArray()), ("demands.csv", "buyer,item,from,rate,rate_unit\nDE,round,2026,5,piece/month\n"u8.ToArray()),
    ];

    [Fact]
    public void Mutated_files_never_crash_the_reader_or_the_rules()
    {
        var loaded = 0;
        for (var i = 0; i < 40_000; i++)
        {
            var random = new Random(i);
            var files = Files.ToDictionary(f => f.Name, f => f.Bytes);
            var victim = Files[random.Next(1, Files.Length)].Name;
            files[victim] = i % 2 == 0 ? Mutate(files[victim], random) : Disguise(files[victim], random);
            if (Judge(i, findings => PackageReader.LoadNetwork("fuzz", files, findings))) loaded++;
        }
        // Both ways out must be taken often, else the mutations are too mild or too wild to find anything.
        Assert.InRange(loaded, 2_000, 38_000);
    }

    [Fact]
    public void Mutated_cells_are_read_or_refused_and_reading_again_changes_nothing()
    {
        var fields = FieldCatalog.Tables.SelectMany(t => t.Fields).DistinctBy(f => (f.Type, f.Highest, f.Choices.Count)).ToArray();
        for (var i = 0; i < 45_000; i++)
        {
            var random = new Random(i);
            var field = fields[i % fields.Length];
            var text = Encoding.UTF8.GetString(Mutate(Encoding.UTF8.GetBytes(random.Next(4) == 0 ? "1.234,5..2 000" : field.Example), random));
            var findings = new List<Finding>();
            var once = CellText.Normalize(field, text, new Place("f"), findings);
            if (findings.Any(f => f.Severity == Severity.Error)) continue;
            Assert.True(CellText.Normalize(field, once, new Place("f"), findings) == once, $"seed {i}: {field.Name} \"{text}\" -> \"{once}\"");
        }
    }

    [Fact]
    public void Mutated_descriptors_never_crash_the_reader()
    {
        for (var i = 0; i < 12_000; i++)
        {
            var files = new Dictionary<string, byte[]> { ["datapackage.json"] = Mutate(Files[0].Bytes, new Random(i)), ["technologies.csv"] = Files[4].Bytes };
            Judge(i, findings => PackageReader.Load("fuzz", files, findings));
        }
    }

    [Fact]
    public void Mutated_archives_never_crash_the_reader()
    {
        var zip = Zip(Files);
        for (var i = 0; i < 8_000; i++)
        {
            var random = new Random(i);
            var bytes = Mutate(zip, random);
            Judge(i, findings => PackageReader.Load("fuzz.zip", new MemoryStream(bytes), findings, new ReadLimits { Bytes = 1 << 24 }));
        }
    }

    [Fact]
    public void Mutated_workbooks_never_crash_the_reader()
    {
        var findings = new List<Finding>();
        var package = PackageReader.Load("fuzz", Files.ToDictionary(f => f.Name, f => f.Bytes), findings)!;
        using var stream = new MemoryStream();
        PackageWriter.Write(package, stream, "fuzz.xlsx");
        var parts = Unzip(stream.ToArray());
        for (var i = 0; i < 6_000; i++)
        {
            var random = new Random(i);
            var mutated = parts.ToArray();
            // Mostly inside a part, so that the XML is reached; sometimes the archive itself.
            var victim = random.Next(parts.Length);
            mutated[victim] = (parts[victim].Name, Mutate(parts[victim].Bytes, random));
            var bytes = random.Next(8) == 0 ? Mutate(stream.ToArray(), random) : Zip(mutated);
            Judge(i, f => PackageReader.Load("fuzz.xlsx", new MemoryStream(bytes), f, new ReadLimits { Bytes = 1 << 24 }));
        }
    }

    static bool Judge(int seed, Func<List<Finding>, object?> read)
    {
        var findings = new List<Finding>();
        object? result;
        try
        {
            result = read(findings);
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"Seed {seed} crashed.", e);
        }
        Assert.True((result is null) == findings.Any(f => f.Severity == Severity.Error), $"Seed {seed}: a package and an error, or neither.");
        return result is not null;
    }

    // What changes the form and now and then a figure, so that many packages reach the rules.
    static byte[] Disguise(byte[] bytes, Random random)
    {
        var text = Encoding.UTF8.GetString(bytes);
        var digit = text.IndexOfAny("0123456789".ToCharArray(), random.Next(text.Length));
        if (digit >= 0) text = $"{text[..digit]}{random.Next(10)}{text[(digit + 1)..]}";
        if (random.Next(2) == 0) text = text.Replace("\n", "\r\n", StringComparison.Ordinal);
        if (random.Next(2) == 0 && !text.Contains('"', StringComparison.Ordinal)) text = text.Replace(',', ";\t"[random.Next(2)]);
        return random.Next(2) == 0 ? [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)] : Encoding.UTF8.GetBytes(text);
    }

    internal static byte[] Mutate(byte[] bytes, Random random)
    {
        var list = new List<byte>(bytes);
        for (var n = 1 + random.Next(3); n > 0; n--)
        {
            var at = random.Next(list.Count + 1);
            var length = Math.Min(list.Count - at, 1 + random.Next(12));
            switch (random.Next(6))
            {
                case 0 when at < list.Count: list[at] = (byte)random.Next(256); break;
                case 1: list.RemoveRange(at, length); break;
                case 2: list.InsertRange(at, list.GetRange(at, length)); break;
                case 3: list.InsertRange(at, list.GetRange(random.Next(list.Count + 1) is var from && from > at ? at : from, Math.Min(length, list.Count - at))); break;
                case 4 when random.Next(10) == 0: list.RemoveRange(at, list.Count - at); break;
                default: list.InsertRange(at, Encoding.UTF8.GetBytes(Nasty[random.Next(Nasty.Length)])); break;
            }
        }
        return [.. list];
    }

    internal static byte[] Zip(IEnumerable<(string Name, byte[] Bytes)> files)
    {
        using var stream = new MemoryStream();
        PackageWriter.WriteZip(stream, files);
        return stream.ToArray();
    }

    internal static (string Name, byte[] Bytes)[] Unzip(byte[] bytes)
    {
        using var zip = new ZipArchive(new MemoryStream(bytes));
        return [.. zip.Entries.Select(e =>
        {
            using var from = e.Open();
            using var to = new MemoryStream();
            from.CopyTo(to);
            return (e.FullName, to.ToArray());
        })];
    }
}
