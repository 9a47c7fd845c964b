using Vauban.Adapters.Formats;
using Vauban.Core.Capacity;
using Vauban.Core.Model;
using Vauban.Tests.Model;

namespace Vauban.Tests.Capacity;

public sealed class MeasuresTests
{
    // Something for every ready-made measure, and beside it something that it must leave alone.
    static TestPackage Package() => new TestPackage().Items("gun", "barrel").Add("parties", "id=acme kind=company country=FR")
        .Line("gun-de", "gun", "10").Line("barrel-fr", "barrel", "8", "FR").Line("barrel-us", "barrel", "8", "US").Recipe("gun", "barrel", "1").Goal("produce", "gun", "20")
        .Add("links", "supplier=barrel-fr customer=gun-de item=barrel transport_days=30..60", "supplier=barrel-us customer=gun-de item=barrel transport_days=90")
        .Add("expansions", "id=x-de line=gun-de adds=5 adds_unit=piece/month permit_months=1..12", "id=x-fr line=barrel-fr adds=5 adds_unit=piece/month",
            "id=x-us item=barrel party=acme country=US adds=5 adds_unit=piece/month permit_months=12")
        .Add("demands", "buyer=DE item=gun from=2026-01 rate=15 rate_unit=piece/month certainty=firm priority=1", "buyer=DE item=gun from=2026-01 rate=5 rate_unit=piece/month certainty=option priority=2",
            "buyer=FR item=gun from=2026-01 rate=5 rate_unit=piece/month certainty=intention priority=3")
        .Add("stocks", "holder=acme item=gun quantity=5 target=20", "holder=acme item=barrel quantity=9 target=4")
        .Add("budgets", "payer=DE year=2026 amount=1000 share=35", "payer=FR year=2026 amount=1000 share=80");

    [Theory]
    [InlineData("permit-clock-42", "expansions", "permit_months", "1..2 - 12", 1, 1)]
    [InlineData("permit-clock-102", "expansions", "permit_months", "1..4.86 - 12", 1, 1)]
    [InlineData("permit-clock-60-days", "expansions", "permit_months", "1..1.97 - 12", 1, 1)]
    [InlineData("transfers-14-days", "links", "transport_days", "14 90", 1, 0)]
    [InlineData("offtake-guarantee", "demands", "certainty", "firm firm firm", 2, 0)]
    [InlineData("pooled-stock", "stocks", "quantity", "20 9", 1, 0)]
    [InlineData("grant-rate-50", "budgets", "share", "50 80", 1, 0)]
    public void Each_ready_made_measure_alters_what_it_says_and_nothing_else(string name, string table, string field, string expected, int altered, int unknown)
    {
        var findings = new List<Finding>();
        var package = Package().Package;
        var changed = Measures.Load(name, findings)!.ApplyTo(package, findings)!;
        Assert.Equal(expected, string.Join(' ', changed.Package[table].Rows.Select(r => changed.Package[table].Cell(r, field) is { Length: > 0 } cell ? cell : "-")));
        Assert.Equal(unknown, changed.Effects.Sum(e => e.Unknown.Count));
        Assert.Equal(altered, PolicyEngine.Apply(Package().Network, [Measures.Load(name, findings)!], [])![1].AlteredRows);
        Assert.Equal(unknown > 0 ? ["N-CHANGE-01"] : Array.Empty<string>(), findings.Where(f => f.Code != "N-CHANGE-02").Select(f => f.Code));
        foreach (var other in package.Tables.Where(t => t.Spec.Name != table)) Assert.Same(other, changed.Package[other.Spec.Name]);
        Assert.NotNull(NetworkBuilder.Build(changed.Package, findings));
    }
}
