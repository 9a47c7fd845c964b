using Vauban.App.Cli;

namespace Vauban.Tests.Cli;

public sealed class LinesTests
{
    [Fact]
    public void Lines_break_between_words_and_nothing_is_lost() =>
        Assert.Equal(["the quick", "brown fox", "x"], Lines.Wrap("the quick brown fox x", 9));

    [Fact]
    public void A_word_longer_than_the_line_goes_on_below() =>
        Assert.Equal(["abcde", "fgh ij"], Lines.Wrap("abcdefgh ij", 6, 5));

    [Fact]
    public void A_number_and_its_unit_stay_together() =>
        Assert.Equal(["about", "12\u00A0000\u00A0t"], Lines.Wrap("about 12\u00A0000\u00A0t", 11));

    [Theory]
    [InlineData(0, "0")]
    [InlineData(0.1 + 0.2, "0.3")]
    [InlineData(1e300, "1E+300")]
    [InlineData(123456789012, "1.23456789E+11")]
    public void Numbers_in_json_have_nine_digits(double value, string text) => Assert.Equal(text, JsonText.Digits(value));

    [Fact]
    public void A_number_without_an_end_is_unlimited_and_an_unknown_one_is_null() =>
        Assert.Equal("[\"unlimited\",null,2.5]", string.Concat(JsonText.Of(json =>
        {
            json.WriteStartArray();
            json.WriteValue(double.PositiveInfinity);
            json.WriteValue(double.NaN);
            json.WriteValue(2.5);
            json.WriteEndArray();
        }).Where(c => !char.IsWhiteSpace(c))));
}
