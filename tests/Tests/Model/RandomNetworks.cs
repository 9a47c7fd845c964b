using System.Globalization;

namespace Vauban.Tests.Model;

/// <summary>Random networks of a few nodes that use every rule of the model: alternatives, cycles, links, totals, held things, intervals,
/// unknowns, consents.</summary>
sealed class RandomNetworks(ulong seed)
{
    ulong _state = seed * 0x9E3779B97F4A7C15 + 1;
    static readonly string[] Places = ["DE", "FR", "NO", "CN", "US", "EU27+NO"];

    ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    public int Below(int n) => (int)(Next() % (ulong)n);

    bool Chance(int percent) => Below(100) < percent;

    string Amount(int unknown)
    {
        if (Chance(unknown)) return "";
        var a = Below(20);
        return Below(4) switch { 0 => $"{a}..{a + Below(20)}", 1 when Chance(20) => $"{a}..", _ => (a + Below(10)).ToString(CultureInfo.InvariantCulture) };
    }

    /// <summary>A network of up to eight lines. Without <paramref name="cycles"/> an item is made of later items only.</summary>
    public TestPackage Make(bool cycles, int unknown = 15)
    {
        var package = new TestPackage();
        var items = 2 + Below(4);
        for (var i = 0; i < items; i++)
        {
            var shared = i > 1 && Chance(15);
            package.Add("items", $"id=i{i} unit=piece unit_value={1 + Below(9)} complete={(Chance(60) ? "yes" : "no")} shared={(shared ? "yes" : "no")}");
        }
        package.Add("parties", "id=p0 kind=company country=DE control_country=DE", "id=p1 kind=company country=DE control_country=US", "id=p2 kind=company country=FR");
        var lines = 0;
        for (var i = 0; i < items; i++)
        {
            var makers = Below(3) + (i == 0 ? 1 : 0);
            for (var l = 0; l < makers && lines < 8; l++, lines++)
                package.Line($"l{lines}", $"i{i}", Amount(unknown), Places[Below(Places.Length)], Chance(30) ? $"party=p{Below(3)}" : "");
        }
        for (var i = 0; i < items; i++)
            for (var j = 0; j < items; j++)
                if (j != i && (j > i || (cycles && Chance(25))) && Chance(45))
                    package.Recipe($"i{i}", $"i{j}", Chance(unknown / 2) ? "" : Chance(25) ? "0.25..0.5" : Chance(50) ? "1" : "0.5", Chance(30) ? "g" : "", Chance(10) ? "criticality=minor" : "");
        if (Chance(40)) package.Add("totals", $"item=i{Below(items)} area=EU27+NO capacity={10 + Below(40)} capacity_unit=piece/month");
        package.Goal("produce", "i0", (1 + Below(20)).ToString(CultureInfo.InvariantCulture));
        if (Chance(50)) package.Goal("export", "i0", (1 + Below(9)).ToString(CultureInfo.InvariantCulture));
        if (Chance(40)) package.Add("restrictions", $"id=r0 holder={(Chance(50) ? "CN" : "US")} target=i{Below(items)} verbs={(Chance(50) ? "export" : "produce")} {(Chance(50) ? $"threshold={Below(40)}" : "")}");
        return package;
    }
}
