using System.Text;
using System.Xml;
using System.Xml.Linq;
using Vauban.Adapters.Formats;
using Vauban.Adapters.Reports;
using Vauban.Core.Exposure;
using Vauban.Core.Model;
using Vauban.Core.Sovereignty;
using Vauban.Tests.Architecture;

namespace Vauban.Tests.Reports;

/// <summary>Pages written from the hello sample, and from the same sample with other words in its files.</summary>
static class PageReader
{
    public static readonly ReportIdentity Identity = new(new string('a', 64), "0.1.0");

    public static string Report(string language = "en", SovereigntyResult? result = null, IReadOnlyList<Finding>? findings = null) =>
        ReportWriter.Write(result ?? HelloSample.Result, findings ?? [], Identity, language, new() { Concentration = ExposureEngine.Concentration((result ?? HelloSample.Result).Network, new()) });

    public static string Brief(string language = "en", SovereigntyResult? result = null) => BriefWriter.Write(result ?? HelloSample.Result, Identity, language);

    /// <summary>The page as XML: fails where it is not well-formed.</summary>
    public static XElement Parse(string page)
    {
        using var reader = XmlReader.Create(new StringReader(page), new() { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null });
        return XDocument.Load(reader).Root!;
    }

    /// <summary>The sample with the files of examples/hello changed before they are read.</summary>
    public static SovereigntyResult Changed(Func<string, string, string> change, IReadOnlyList<Perimeter>? perimeters = null)
    {
        var folder = Path.Combine(SourceTree.Root, "examples/hello");
        var files = Directory.EnumerateFiles(folder, "*.csv").Append(Path.Combine(folder, "datapackage.json"))
            .ToDictionary(f => Path.GetFileName(f), f => Encoding.UTF8.GetBytes(change(Path.GetFileName(f), File.ReadAllText(f))));
        var findings = new List<Finding>();
        var package = PackageReader.Load("hello", files, findings);
        var network = package is null ? null : NetworkBuilder.Build(package, findings);
        Assert.True(network is not null, string.Join("\n", findings.Select(f => $"{f.Code} {f.Place} {string.Join(' ', f.Values)}")));
        return HelloSample.Make(network.At(null, 0), perimeters ?? Perimeter.Defaults);
    }
}
