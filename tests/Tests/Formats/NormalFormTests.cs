using Vauban.Core.Model;

namespace Vauban.Tests.Formats;

public sealed class NormalFormTests
{
    // Expected forms from another implementation of Unicode Standard Annex 15.
    [Theory]
    [InlineData("\u0065\u0301", "\u00E9")]
    [InlineData("\u03B3\u03BF\u0301\u03BC\u03C9\u03C3\u03B7", "\u03B3\u03CC\u03BC\u03C9\u03C3\u03B7")]
    [InlineData("\u0438\u0306", "\u0439")]
    [InlineData("\u2126", "\u03A9")]
    [InlineData("\u212B", "\u00C5")]
    [InlineData("\u1100\u1161\u11A8", "\uAC01")]
    [InlineData("\u0071\u0307\u0323", "\u0071\u0323\u0307")]
    [InlineData("\u1E9B\u0323", "\u1E9B\u0323")]
    [InlineData("\u0061\u0323\u0307", "\u1EA1\u0307")]
    [InlineData("\u0344", "\u0308\u0301")]
    [InlineData("\u0958", "\u0915\u093C")]
    [InlineData("\u0301\u0078", "\u0301\u0078")]
    [InlineData("\uAC00\u11A8", "\uAC01")]
    [InlineData("\uAC01\u0302\u0342\u0302\u0391\u0300\u0073\u0313\u0304\u0301", "\uAC01\u0302\u0342\u0302\u1FBA\u0073\u0313\u0304\u0301")]
    [InlineData("\u00C5\u0423\u05B0\u0323\u00C5\u0301", "\u00C5\u0423\u05B0\u0323\u01FA")]
    [InlineData("\u0073\u0438\u00C5", "\u0073\u0438\u00C5")]
    [InlineData("\u0061\u0327\u0323\u0306\u0323\u0071\u0342\u0306", "\u1EB7\u0327\u0323\u0071\u0342\u0306")]
    [InlineData("\u0423\u0314\u1161\u0345\u0020\u00C5\u0313\u030A", "\u0423\u0314\u1161\u0345\u0020\u00C5\u0313\u030A")]
    [InlineData("\u0073\u0323\u1161\u0327\uAC00\u0300\u0313\u03A9\u0300\u0345", "\u1E63\u1161\u0327\uAC00\u0300\u0313\u1FFA\u0345")]
    [InlineData("\u00C5\u0301\u0020\u0314\u0342\u1E9B\u0323\u11A8", "\u01FA\u0020\u0314\u0342\u1E9B\u0323\u11A8")]
    [InlineData("\u0065\u1E9B\u0440\u0314\u0327", "\u0065\u1E9B\u0440\u0327\u0314")]
    [InlineData("\u03A9\u0307\u0342\u0041\u0342\u0323\u0073\u0304\u0300\u05B4", "\u03A9\u0307\u0342\u1EA0\u0342\u0073\u05B4\u0304\u0300")]
    [InlineData("\u1E9B\u0327\u00C5\u0323\u03C5\u0307\u0313", "\u1E9B\u0327\u1EA0\u030A\u03C5\u0307\u0313")]
    [InlineData("\u0020\u03B1\u0328\u030A\uD55C\u0302", "\u0020\u03B1\u0328\u030A\uD55C\u0302")]
    [InlineData("\u0071\u05B4\uD55C\u030A\u0304\u0430\u0328", "\u0071\u05B4\uD55C\u030A\u0304\u0430\u0328")]
    [InlineData("\u0307\u0323\u0071\u0307\u05B4\u0306", "\u0323\u0307\u0071\u05B4\u0307\u0306")]
    [InlineData("\u0391\u1161\u0323\uD55C\u0313\u0327\u0391\u0301\u0313\u0306", "\u0391\u1161\u0323\uD55C\u0327\u0313\u0386\u0313\u0306")]
    [InlineData("\u0061\uAC01\u05B0\u030A\u0301\u0020\u1161\u0327\u05B0", "\u0061\uAC01\u05B0\u030A\u0301\u0020\u1161\u05B0\u0327")]
    [InlineData("\u0071\u0302\u03A9\u0304\u030A\u0430", "\u0071\u0302\u03A9\u0304\u030A\u0430")]
    [InlineData("\u0307\u0313\u03A9\u0065\u0304\u0307\u1161", "\u0307\u0313\u03A9\u0113\u0307\u1161")]
    [InlineData("\u0073\u0300\u00C5\u0301\u0304\u0328\u03C9\u05B0\u11A8", "\u0073\u0300\u0104\u030A\u0301\u0304\u03C9\u05B0\u11A8")]
    [InlineData("\u0307\u0440\u0308\u03B1", "\u0307\u0440\u0308\u03B1")]
    [InlineData("\u0041\u0323\u0307\u0300\uAC01\u0301\u0323\u030A", "\u1EA0\u0307\u0300\uAC01\u0323\u0301\u030A")]
    public void Letters_and_marks_are_composed_as_the_standard_says(string typed, string composed)
    {
        Assert.Equal(composed, NormalForm.Compose(typed));
        Assert.Equal(composed, NormalForm.Compose(composed));
    }

    [Fact]
    public void Plain_text_comes_back_as_the_same_object() => Assert.Same("façade", NormalForm.Compose("façade"));
}
