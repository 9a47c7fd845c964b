using System.Globalization;
using CsCheck;
using Vauban.Core.Exposure;

namespace Vauban.Tests.Exposure;

public sealed class HerfindahlIndexTests
{
    // EU study on critical raw materials 2023, world processing shares (shared/reference-values.md, section 4).
    [Theory]
    [InlineData("Gallium", 8809)]
    [InlineData("Magnesium", 8230)]
    [InlineData("Niobium", 8011)]
    [InlineData("Tungsten", 7373)]
    [InlineData("Neodymium", 7325)]
    [InlineData("Germanium", 6966)]
    [InlineData("Beryllium", 3493)]
    [InlineData("Titanium metal", 2979)]
    public void The_index_of_the_2023_study_is_reproduced(string material, double expected)
    {
        var file = Chain.Shared("data/eu-crm-2023/global_supply_shares.csv");
        var shares = Rows(file).Where(r => r.Material == material && r.Stage == "P").Select(r => r.Percent / 100).ToArray();
        Assert.Equal(expected, Math.Round(HerfindahlIndex.Of(shares).LowPoints));
    }

    [Fact]
    public void Twelve_materials_and_stages_of_the_2023_study_come_from_one_third_country_above_the_line()
    {
        var file = Chain.Shared("data/eu-crm-2023/eu_supply_shares.csv");
        string[] members = ["Austria", "Belgium", "Bulgaria", "Croatia", "Cyprus", "Czechia", "Denmark", "Estonia", "Finland", "France", "Germany", "Greece", "Hungary", "Ireland",
            "Italy", "Latvia", "Lithuania", "Luxembourg", "Malta", "Netherlands", "Poland", "Portugal", "Romania", "Slovakia", "Slovenia", "Spain", "Sweden"];
        var above = Rows(file).GroupBy(r => (r.Material, r.Stage, r.Country)).Where(g => !members.Contains(g.Key.Country) && g.Sum(r => r.Percent) > 65).Select(g => g.Key).ToArray();
        Assert.Equal(12, above.Length);
        Assert.Contains(("Magnesium", "P", "China"), above);
        Assert.DoesNotContain(above, a => a.Material == "Hafnium");
    }

    // A share "<0.1%" adds at most a hundredth of a point.
    static IEnumerable<(string Material, string Stage, string Country, double Percent)> Rows(string file) =>
        File.ReadLines(file).Skip(1).Select(Cells).Select(c => (c[0], c[1], c[2], c[3].StartsWith('<') ? 0 : double.Parse(c[3].TrimEnd('%'), CultureInfo.InvariantCulture)));

    static string[] Cells(string line)
    {
        // Only country names are quoted ("Congo, D.R.").
        var quoted = line.Split('"');
        return quoted.Length < 3 ? line.Split(',') : [.. quoted[0].TrimEnd(',').Split(','), quoted[1], .. quoted[2].TrimStart(',').Split(',')];
    }

    [Fact]
    public void Two_equal_holders_count_as_two()
    {
        var index = HerfindahlIndex.Of([0.5, 0.5]);
        Assert.Equal((0.5, 0.5, 2.0, 2.0), (index.Low, index.High, index.EffectiveLow, index.EffectiveHigh));
        Assert.Equal(5000, index.LowPoints);
    }

    [Fact]
    public void A_missing_part_is_nobodys_or_the_largest_holders()
    {
        var index = HerfindahlIndex.Of([0.5, 0.3], missing: 0.2);
        Assert.Equal(0.34, index.Low, 12);
        Assert.Equal(0.58, index.High, 12);
    }

    [Fact]
    public void A_block_in_an_unknown_hand_counts_alone_or_with_the_largest()
    {
        var index = HerfindahlIndex.Of([0.5, 0.3], blocks: [0.2]);
        Assert.Equal(0.38, index.Low, 12);
        Assert.Equal(0.58, index.High, 12);
    }

    [Fact]
    public void With_no_known_holder_anything_is_possible() =>
        Assert.Equal(new HerfindahlIndex(0, 1), HerfindahlIndex.Of([], missing: 1));

    [Fact]
    public void A_share_that_is_negative_or_no_number_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => HerfindahlIndex.Of([0.5, -0.1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => HerfindahlIndex.Of([double.NaN]));
        Assert.Throws<ArgumentOutOfRangeException>(() => HerfindahlIndex.Of([0.5], missing: double.PositiveInfinity));
    }

    [Fact]
    public void The_index_lies_between_one_over_the_number_of_holders_and_one() =>
        Gen.Double[0.01, 1].Array[1, 12].Try(100, sizes =>
        {
            var index = HerfindahlIndex.Of(sizes.Select(s => s / sizes.Sum()));
            Assert.True(index.Low >= 1.0 / sizes.Length - 1e-9 && index.High <= 1 + 1e-9 && Math.Abs(index.Low - index.High) < 1e-12);
        });

    [Fact]
    public void However_the_missing_part_is_held_the_index_stays_within_its_bounds() =>
        Gen.Select(Gen.Double[0, 1].Array[2, 6], Gen.Int[1, 5], Gen.Int[0, 1000]).Try(100, (sizes, known, seed) =>
        {
            var whole = sizes.Sum() + 1e-9;
            var shares = sizes.Select(s => s / whole).ToArray();
            var count = Math.Min(known, shares.Length - 1);
            var index = HerfindahlIndex.Of(shares.Take(count), shares.Skip(count).Sum());
            // Every missing share goes to a known holder or stands alone.
            var held = shares.Take(count).ToList();
            foreach (var (share, i) in shares.Skip(count).Select((s, i) => (s, i)))
            {
                var to = (seed >> i) % (count + 1);
                if (to < count) held[to] += share;
                else held.Add(share);
            }
            var truth = held.Sum(h => h * h);
            Assert.InRange(truth, index.Low - 1e-12, index.High + 1e-12);
        });
}
