using Vauban.Core.Solving;

namespace Vauban.Tests.Solving;

public sealed class LinearModelTests
{
    [Fact]
    public void A_row_that_names_a_missing_column_is_refused()
    {
        var model = new LinearModel();
        model.AddColumn(1, 0, 1);
        Assert.Throws<ArgumentException>(() => model.AddRow(0, 1, [1], [1.0]));
    }

    [Fact]
    public void Bounds_out_of_order_are_refused() =>
        Assert.Throws<ArgumentException>(() => new LinearModel().AddColumn(0, 2, 1));
}
