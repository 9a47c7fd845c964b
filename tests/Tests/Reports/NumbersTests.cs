using Vauban.Adapters.Reports;
using Vauban.Adapters.Texts;
using Vauban.Core.Model;

namespace Vauban.Tests.Reports;

public sealed class NumbersTests
{
    static readonly Numbers English = new(Texts.For("en")), French = new(Texts.For("fr")), German = new(Texts.For("de"));

    [Theory]
    [InlineData(0, "0")]
    [InlineData(97.26, "97.3")]
    [InlineData(833.33333, "833")]
    [InlineData(3399.6, "3 400")]
    [InlineData(12345.6, "12 350")]
    [InlineData(2000000.0000001, "2 000 000")]
    [InlineData(0.00012345, "0.000123")]
    [InlineData(-40, "−40")]
    [InlineData(1e300, "1.000E+300")]
    public void Prose_has_few_digits_and_groups_thousands(double value, string expected) => Assert.Equal(expected, Plain(English.Text(value)));

    [Fact]
    public void Nothing_breaks_inside_a_number() => Assert.DoesNotContain(' ', English.Text(1234567) + English.Share(0.5) + English.Amount("3", 3, "t"));

    [Fact]
    public void French_and_german_have_a_decimal_comma()
    {
        Assert.Equal("87,5 %", Plain(French.Share(0.875)));
        Assert.Equal("1 234 567,89", Plain(German.Exact(1234567.89)));
    }

    [Theory]
    [InlineData(0.99996, "99.996 %")]
    [InlineData(0.999999, "99.9999 %")]
    [InlineData(1, "100 %")]
    [InlineData(1.2, "120 %")]
    [InlineData(0, "0 %")]
    public void Less_than_all_never_rounds_to_all(double share, string expected) => Assert.Equal(expected, Plain(English.Share(share)));

    [Fact]
    public void A_share_of_the_goal_has_its_range()
    {
        Assert.Equal("83 % (50 to 120 %)", Plain(English.Goal(0.5, 0.83, 1.2)));
        Assert.Equal("40 %", Plain(English.Goal(0.4, 0.4, 0.4)));
        Assert.Equal("40 %", Plain(English.Goal(0.4, 0.4 + 1e-12, 0.4 + 1e-12)));
        Assert.Equal("10 times or more", English.Goal(10, 10, 10));
        Assert.Equal("120 % (100 % to 10 times or more)", Plain(English.Goal(1, 1.2, 10)));
        Assert.Equal("83 % (50 à 120 %)", Plain(French.Goal(0.5, 0.83, 1.2)));
        Assert.Equal("83 % (50 bis 120 %)", Plain(German.Goal(0.5, 0.83, 1.2)));
    }

    [Fact]
    public void Unlimited_and_unknown_are_words()
    {
        const double Inf = double.PositiveInfinity;
        Assert.Equal("unlimited", English.Readings((Inf, Inf, Inf)));
        Assert.Equal("unknown", English.Readings((0, Inf, Inf)));
        Assert.Equal("at least 100", English.Readings((100, Inf, Inf)));
        Assert.Equal("4 500 to 10 000", Plain(English.Readings((4500, 7250, 10000))));
        Assert.Equal("5 000 (4 500 to 10 000)", Plain(English.Readings((4500, 5000, 10000))));
        Assert.Equal("unbekannt", German.Quantity(Quantity.Unknown));
        Assert.Equal("at least 10 000", Plain(English.Quantity(Quantity.Between(10000, Inf))));
        Assert.Equal("at most 500", English.Quantity(Quantity.Between(double.NegativeInfinity, 500)));
        Assert.Equal("4 500 to 10 000", Plain(English.Quantity(Quantity.Between(4500, 10000))));
    }

    [Fact]
    public void Two_numbers_that_differ_read_differently()
    {
        Assert.Equal(("12 001", "12 002"), (Plain(English.Pair(12001, 12002).First), Plain(English.Pair(12001, 12002).Second)));
        Assert.Equal(("40", "100"), English.Pair(40, 100));
    }

    [Fact]
    public void A_rate_is_said_per_month_or_year()
    {
        Assert.Equal("12 000 t a year", Plain(English.Rate(1000, "t", RatePeriod.Year)));
        Assert.Equal("80 000 a month", Plain(English.Rate(80000, "piece", RatePeriod.Month)));
        Assert.Equal("t/year", English.RateUnit("t", RatePeriod.Year));
        Assert.Equal("pièces/mois", French.RateUnit("piece", RatePeriod.Month));
        Assert.Equal("Stück/Jahr", German.RateUnit("piece", RatePeriod.Year));
    }

    static string Plain(string text) => text.Replace('\u00A0', ' ');
}
