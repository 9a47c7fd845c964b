using System.Text;
using Vauban.Adapters.Formats;
using Vauban.Core.Model;

namespace Vauban.Tests.Formats;

/// <summary>Packages written in the test, file by file.</summary>
static class Data
{
    /// <summary>Reads files and builds the network; what was found comes back in order.</summary>
    public static List<Finding> Findings(params (string Name, string Text)[] files) => Bytes([.. files.Select(f => (f.Name, Encoding.UTF8.GetBytes(f.Text)))]).Findings;

    public static (Network? Network, List<Finding> Findings) Bytes(params (string Name, byte[] Bytes)[] files)
    {
        var findings = new List<Finding>();
        var network = PackageReader.LoadNetwork("test", files.ToDictionary(f => f.Name, f => f.Bytes), findings);
        Assert.Equal(network is null, findings.Any(f => f.Severity == Severity.Error));
        return (network, findings);
    }

    /// <summary>The only finding among those of its severity or worse that has this code, as <c>file:row:column values</c>.</summary>
    public static string Only(this IEnumerable<Finding> findings, string code)
    {
        var found = findings.ToList();
        var one = Assert.Single(found, f => f.Code == code);
        Assert.Equal(code[0] switch { 'E' => Severity.Error, 'W' => Severity.Warning, _ => Severity.Note }, one.Severity);
        // One cause gives one finding: an error stands alone.
        if (one.Severity == Severity.Error) Assert.Single(found, f => f.Severity == Severity.Error);
        Assert.NotNull(Vauban.Adapters.Texts.Texts.For("en").Find($"finding.{code}"));
        return $"{one.Place.File}{(one.Place.Sheet is { } s ? $"!{s}" : "")}:{one.Place.Row}:{one.Place.Column} {string.Join("|", one.Values)}";
    }
}
