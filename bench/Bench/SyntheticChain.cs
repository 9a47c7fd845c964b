using System.Globalization;
using Vauban.Core.Model;

namespace Vauban.Bench;

/// <summary>A synthetic chain of a given number of lines in six tiers, with sites, parties, owners, alternatives, intervals and unknowns.
/// Seeded: the same number gives the same package.</summary>
static class SyntheticChain
{
    const int Tiers = 6;
    static readonly string[] Inside = ["DE", "FR", "IT", "ES", "PL", "CZ", "SE", "FI", "NL", "BE", "RO", "AT", "PT", "GR", "NO"];
    static readonly string[] Outside = ["CN", "US", "GB", "CH", "TR", "JP", "KR", "ZA", "BR", "IN"];

    public static Package Make(int lines, ulong seed = 7)
    {
        var random = new SplitMix(seed);
        var rows = new Dictionary<string, List<Row>>(StringComparer.Ordinal);
        var makers = 5;
        var items = Math.Max(Tiers, lines / makers);
        var tierOf = new int[items];
        var perTier = new List<int>[Tiers];
        for (var t = 0; t < Tiers; t++) perTier[t] = [];
        for (var i = 0; i < items; i++)
        {
            // Few products on top, many materials below.
            tierOf[i] = i == 0 ? 0 : 1 + (int)Math.Min(Tiers - 2, (Tiers - 1) * Math.Sqrt((double)i / items));
            perTier[tierOf[i]].Add(i);
            Add("items", ("id", $"item-{i:00000}"), ("unit", "piece"), ("complete", "yes"), ("unit_value", Text(1 + random.Below(1000))));
        }
        var parties = Math.Max(3, lines / 3);
        for (var p = 0; p < parties; p++)
        {
            var country = Place(random);
            Add("parties", ("id", $"party-{p:00000}"), ("kind", "company"), ("country", country), ("control_country", random.Below(10) < 8 ? country : random.Below(2) == 0 ? "US" : ""));
        }
        for (var p = parties / 2; p < parties; p += 7) Add("ownership", ("owner", $"party-{random.Below(parties / 2):00000}"), ("owned", $"party-{p:00000}"), ("share", Text(40 + random.Below(60))), ("control", "decisive"));
        // Every item of a tier has a user in the tier above, so that the whole chain hangs below the product.
        for (var t = 1; t < Tiers; t++)
            for (var k = 0; k < perTier[t].Count; k++)
                Add("recipes", ("item", $"item-{perTier[t - 1][k % perTier[t - 1].Count]:00000}"), ("input", $"item-{perTier[t][k]:00000}"), ("quantity", random.Below(5) == 0 ? "0.9..1.2" : "1"));
        for (var i = 0; i < items; i++)
            foreach (var tier in Enumerable.Range(tierOf[i] + 1, Math.Max(0, Math.Min(2, Tiers - 1 - tierOf[i]))))
            {
                var inputs = new HashSet<int>();
                if (i % 4 == 0 && perTier[tier].Count > 0) inputs.Add(perTier[tier][(i * 7 + tier) % perTier[tier].Count]);
                foreach (var input in inputs)
                    Add("recipes", ("item", $"item-{i:00000}"), ("input", $"item-{input:00000}"), ("quantity", random.Below(5) == 0 ? "0.9..1.2" : "1"), ("group", "extra"));
            }
        var need = Needs(rows, items);
        for (var l = 0; l < lines; l++)
        {
            var item = l % items;
            var party = random.Below(parties);
            Add("sites", ("id", $"site-{l:00000}"), ("party", $"party-{party:00000}"), ("country", Place(random)));
            var capacity = need[item] * (0.25 + random.Below(40) / 100.0);
            var text = random.Below(20) == 0 ? "" : random.Below(4) == 0 ? $"{Text(Math.Round(capacity * 0.9, 3))}..{Text(Math.Round(capacity * 1.1, 3))}" : Text(Math.Round(capacity, 3));
            Add("lines", ("id", $"line-{l:00000}"), ("item", $"item-{item:00000}"), ("party", $"party-{party:00000}"), ("site", $"site-{l:00000}"),
                ("capacity", text), ("capacity_unit", "piece/month"), ("recovery_days", random.Below(3) == 0 ? "" : Text(30 + random.Below(200))));
        }
        Add("technologies", ("id", "chain"));
        foreach (var verb in new[] { "produce", "export", "use" }) Add("goals", ("technology", "chain"), ("verb", verb), ("item", "item-00000"), ("rate", verb == "produce" ? "100" : "20"), ("rate_unit", "piece/month"));
        return new Package(new PackageHead($"chain-{lines}", "Synthetic chain", null), rows.Select(r => new Table(FieldCatalog.Table(r.Key), r.Value)));

        void Add(string table, params (string Field, string Value)[] cells)
        {
            var spec = FieldCatalog.Table(table);
            if (!rows.TryGetValue(table, out var list)) rows[table] = list = [];
            var row = new string[spec.Fields.Count];
            Array.Fill(row, "");
            foreach (var (field, value) in cells) row[spec.IndexOf(field)] = value;
            list.Add(new Row(row, new Place("chain", table, list.Count + 2)));
        }
    }

    static string Place(SplitMix random) => random.Below(10) < 7 ? Inside[random.Below(Inside.Length)] : Outside[random.Below(Outside.Length)];

    static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);

    static double[] Needs(Dictionary<string, List<Row>> rows, int items)
    {
        var need = new double[items];
        need[0] = 140;
        if (!rows.TryGetValue("recipes", out var recipes)) return need;
        var spec = FieldCatalog.Table("recipes");
        foreach (var group in recipes.GroupBy(r => r.Cells[spec.IndexOf("item")]).OrderBy(g => g.Key, StringComparer.Ordinal))
            foreach (var row in group)
                need[Index(row.Cells[spec.IndexOf("input")])] += need[Index(group.Key)];
        for (var i = 0; i < items; i++) need[i] = Math.Max(need[i], 1);
        return need;

        static int Index(string id) => int.Parse(id.AsSpan(5), CultureInfo.InvariantCulture);
    }
}

/// <summary>SplitMix64: small, seeded, the same everywhere.</summary>
sealed class SplitMix(ulong seed)
{
    ulong _state = seed;

    public int Below(int n)
    {
        _state += 0x9E3779B97F4A7C15;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return (int)((z ^ (z >> 31)) % (ulong)n);
    }
}
