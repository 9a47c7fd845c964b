using System.Text;
using Vauban.Adapters.Formats;
using Vauban.Core.Model;

namespace Vauban.Tests.Exposure;

/// <summary>Small networks written as CSV in the test.</summary>
static class Chain
{
    public static Network Of(params (string Table, string Csv)[] tables)
    {
        var files = tables.ToDictionary(t => t.Table + ".csv", t => Encoding.UTF8.GetBytes(t.Csv));
        files["datapackage.json"] = """{"name":"chain","title":"Chain","vauban":{"catalogue":"1"}}"""u8.ToArray();
        var findings = new List<Finding>();
        var network = PackageReader.LoadNetwork("chain", files, findings);
        Assert.True(network is not null, string.Join('\n', findings.Select(Vauban.Adapters.Texts.Texts.For("en").Sentence)));
        return network;
    }

    public static int Country(string code) => Countries.TryFind(code, out var country) ? country.Index : throw new ArgumentException(code);

    public static string Id(this Network network, Actor actor) => actor.Id(network);

    /// <summary>A file of the public data beside the checkout; the test is skipped where there is none, except on CI.</summary>
    public static string Shared(string path)
    {
        for (var at = new DirectoryInfo(Architecture.SourceTree.Root); at is not null; at = at.Parent)
        {
            var file = Path.Combine(at.FullName, "shared", path);
            if (File.Exists(file)) return file;
        }
        Assert.True(Environment.GetEnvironmentVariable("CI") != "true", $"CI needs the shared file {path}.");
        Assert.Skip($"There is no shared file {path} beside the checkout.");
        return "";
    }
}
