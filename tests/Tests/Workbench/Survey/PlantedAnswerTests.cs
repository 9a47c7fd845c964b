using System.Buffers.Text;
using System.IO.Compression;
using System.Text;
using Vauban.Adapters.Stores;

namespace Vauban.Tests.Workbench.Survey;

/// <summary>After a whole survey no planted answer lies in any file: searched byte by byte, in other encodings, and in what is packed.</summary>
public sealed class PlantedAnswerTests
{
    const string Word = "Zinnober-Zwölf";

    static readonly double[] Numbers = [1101.537, 1202.641, 1303.743, 1404.857, 1505.961, 1607.083, 1708.191];

    static IEnumerable<string> Secrets => Numbers.Select(n => n.ToString(System.Globalization.CultureInfo.InvariantCulture)).Append(Word);

    [Fact]
    public async Task No_file_of_the_server_no_backup_and_no_export_holds_an_answer()
    {
        await using var server = new WorkbenchServer();
        var before = Spooled();
        using var people = await SurveyPeople.Open(server, "planted-answers");
        var codes = new List<string>();
        foreach (var (number, i) in Numbers.Select((n, i) => (n, i)))
        {
            using var client = await people.Join(await people.Invite($"company-{i}"), $"planted-{i}");
            var text = number.ToString(System.Globalization.CultureInfo.InvariantCulture);
            // What is wrong, looked at, changed and compared goes the same ways as what is sent.
            using var wrong = await client.Post(people.Api("survey/answers/spring/check"), ("answer-capacity", "x " + text), ("answer-obstacles", Word));
            using var change = await client.Post(people.Api("survey/answers/spring/change"), ("answer-capacity", text), ("answer-obstacles", Word));
            codes.Add(SurveyPeople.CodeOf(await people.Answer(client, ("answer-capacity", text), ("consent-capacity", "sums"), ("answer-obstacles", Word), ("consent-obstacles", "officer"))));
            using var compared = await client.Post(people.Api("survey/answers/spring/compare"), ("code", codes[^1]));
            using var filled = await client.Post(people.Api("survey/answers/spring/fill"), ("code", codes[^1]));
            Assert.Contains(text, await filled.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
        Assert.Contains("second person approves", await people.WithKey(people.Ada, "survey/rounds/spring/release", ("table", "both"), ("ranges", "yes")), StringComparison.Ordinal);
        using (var approved = await people.Bo.Post(people.Api("survey/releases/1/decide"), ("approve", "yes"))) Assert.EndsWith("done=decided", approved.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Contains("survey-figures", await people.Ada.Text(people.Page("survey-figures")), StringComparison.Ordinal);
        Assert.Contains("Withheld", await people.WithKey(people.Bo, "survey/releases/1/look"), StringComparison.OrdinalIgnoreCase);

        var store = await server.Store();
        var all = new List<(string Name, byte[] Bytes)>();
        using (var backup = new MemoryStream())
        {
            await store.Backup(backup);
            all.Add(("backup", backup.ToArray()));
        }
        using (var export = new MemoryStream())
        {
            Assert.True(await store.ExportWorkspace("planted-answers", export, "test"));
            all.Add(("export", export.ToArray()));
        }
        all.Add(("log", Encoding.UTF8.GetBytes(string.Join('\n', (await store.Audit()).Select(e => Vauban.Core.Workspaces.AuditChain.Line(e))))));
        all.Add(("figures", Encoding.UTF8.GetBytes(await people.Ada.Text(people.Api("tables/survey-figures.json")))));
        foreach (var path in Directory.EnumerateFiles(server.Folder, "*", SearchOption.AllDirectories)) all.Add((Path.GetFileName(path), Read(path)));
        Assert.Contains(all, f => f.Name.EndsWith("-wal", StringComparison.Ordinal) && f.Bytes.Length > 0);
        // Forms with files are read in memory.
        Assert.Equal(before, Spooled());
        foreach (var (name, bytes) in all) Assert.False(SecretSearch.Finds(bytes, Secrets.Concat(codes)), $"{name} holds an answer.");
        // What lies there is the survey all the same.
        Assert.True(SecretSearch.Finds(all[0].Bytes, "company-3"));
    }

    [Theory]
    [InlineData("plain"), InlineData("utf16"), InlineData("utf16be"), InlineData("base64"), InlineData("base64url"), InlineData("hex"), InlineData("gzip"), InlineData("zlib"), InlineData("deflate"), InlineData("zip"), InlineData("double"), InlineData("zip in base64 in a text")]
    public void The_search_finds_a_planted_answer_in_every_form(string form)
    {
        var plain = Encoding.UTF8.GetBytes("so much: 1303.743 t");
        byte[] noise = [1, 2, 3, 80, 75, 31, 139, 120, 156];
        byte[] hidden = form switch
        {
            "utf16" => Encoding.Unicode.GetBytes("1303.743"), "utf16be" => Encoding.BigEndianUnicode.GetBytes("1303.743"), "base64" => Encoding.ASCII.GetBytes(Convert.ToBase64String(plain)),
            "base64url" => Encoding.ASCII.GetBytes(Base64Url.EncodeToString(plain)), "hex" => Encoding.ASCII.GetBytes(Convert.ToHexStringLower(plain)), "gzip" => Packed(s => new GZipStream(s, CompressionLevel.Optimal, true), plain),
            "zlib" => Packed(s => new ZLibStream(s, CompressionLevel.Optimal, true), plain), "deflate" => Packed(s => new DeflateStream(s, CompressionLevel.Optimal, true), plain), "zip" => Zip(plain), "double" => BitConverter.GetBytes(1303.743),
            "zip in base64 in a text" => Encoding.ASCII.GetBytes("x:" + Convert.ToBase64String(Zip(plain)) + ";"), _ => plain,
        };
        // A stream without any mark of its own is found where it begins.
        byte[] all = form == "deflate" ? [.. hidden, .. noise] : [.. noise, .. hidden, .. noise];
        Assert.True(SecretSearch.Finds(all, "1303.743"));
        Assert.False(SecretSearch.Finds(all, "1404.857"));
    }

    static byte[] Packed(Func<Stream, Stream> pack, byte[] bytes)
    {
        using var to = new MemoryStream();
        using (var stream = pack(to)) stream.Write(bytes);
        return to.ToArray();
    }

    static byte[] Zip(byte[] bytes)
    {
        using var to = new MemoryStream();
        using (var zip = new ZipArchive(to, ZipArchiveMode.Create, true))
        using (var entry = zip.CreateEntry("a.txt").Open()) entry.Write(bytes);
        return to.ToArray();
    }

    static byte[] Read(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    // Where the framework puts parts of forms that it does not keep in memory.
    static string[] Spooled() => [.. Directory.EnumerateFiles(Path.GetTempPath(), "ASPNETCORE_*").Order(StringComparer.Ordinal)];
}
