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

    [Fact]
    public void A_column_named_twice_in_a_row_counts_with_the_sum()
    {
        var model = new LinearModel();
        model.AddColumn(0, 0, 1);
        model.AddColumn(0, 0, 1);
        model.AddRow(0, 1, [1, 0, 1], [2, 3, 4]);
        model.AddRow(0, 1, [1], [5]);
        Assert.Equal(3, model.Entries);
        Assert.Equal([3.0, 6.0], Programs.Dense(model, 0));
        Assert.Equal([0.0, 5.0], Programs.Dense(model, 1));
    }

    [Fact]
    public void A_new_entry_finds_its_row_and_a_copy_is_independent()
    {
        var model = new LinearModel();
        for (var j = 0; j < 3; j++) model.AddColumn(0, 0, 1);
        model.AddRow(0, 1, [0], [1]);
        model.AddRow(0, 1, [1], [2]);
        var copy = model.Copy();
        copy.SetEntry(0, 2, 7);
        copy.SetEntry(1, 1, 8);
        copy.AddRow(0, 1, [2, 2], [1, 1]);
        Assert.Equal([1.0, 0.0, 7.0], Programs.Dense(copy, 0));
        Assert.Equal([0.0, 8.0, 0.0], Programs.Dense(copy, 1));
        Assert.Equal([0.0, 0.0, 2.0], Programs.Dense(copy, 2));
        Assert.Equal([0.0, 2.0, 0.0], Programs.Dense(model, 1));
        Assert.Equal(2, model.Entries);
    }

    [Fact]
    public void Bounds_that_leave_no_number_are_refused() =>
        Assert.Throws<ArgumentException>(() => new LinearModel().AddColumn(0, double.PositiveInfinity, double.PositiveInfinity));
}
