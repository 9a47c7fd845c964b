using System.Text.RegularExpressions;

namespace Vauban.Tests.Architecture;

public sealed partial class ThreatModelTests
{
    [Fact]
    public void Every_proof_that_the_threat_model_names_is_a_test()
    {
        var named = Proof().Matches(File.ReadAllText(Path.Combine(SourceTree.Root, "docs", "explanation", "threat-model.md"))).Select(m => (Class: m.Groups[1].Value, Method: m.Groups[2].Value)).Distinct().ToArray();
        Assert.True(named.Length > 20, $"only {named.Length} proofs are named");
        var tests = typeof(ThreatModelTests).Assembly.GetTypes().Where(t => t.Namespace?.StartsWith("Vauban.Tests", StringComparison.Ordinal) == true).ToLookup(t => t.Name);
        Assert.DoesNotContain(named, n => !tests[n.Class].Any(t => t.GetMethod(n.Method) is { } method && method.GetCustomAttributes(true).Any(a => a is FactAttribute)));
    }

    [GeneratedRegex("`([A-Za-z]+(?:Tests|Contract))\\.([A-Za-z0-9_]+)`")]
    private static partial Regex Proof();
}
