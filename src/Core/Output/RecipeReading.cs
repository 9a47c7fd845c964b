using Vauban.Core.Model;

namespace Vauban.Core.Output;

/// <summary>One input as an engine uses it: item, quantity per unit made, and its row.</summary>
readonly record struct Use(int Input, double Quantity, int Row);

/// <summary>A recipe in one reading: what is used up, what must be held, and what is a choice.</summary>
/// <param name="Single">Inputs by themselves, used up.</param>
/// <param name="Held">Shared inputs by themselves: they must be held.</param>
/// <param name="Groups">Alternatives; of a shared alternative the quantity is 0.</param>
/// <param name="BlockedBy">Row whose unknown quantity cannot be met in the pessimistic reading, or -1.</param>
sealed record RecipeReading(Use[] Single, Use[] Held, Use[][] Groups, int BlockedBy)
{
    /// <summary>Reads the rows of a recipe. Minor inputs and free items never bind; rows of sources below reliability C
    /// bind in the pessimistic reading only.</summary>
    public static RecipeReading From(Network network, IReadOnlyList<int> rows, Reading reading, IReadOnlyDictionary<int, double>? quantities)
    {
        List<Use> single = [], held = [];
        var groups = new SortedDictionary<string, List<Use>>(StringComparer.Ordinal);
        var blocked = -1;
        foreach (var index in rows)
        {
            var row = network.Recipes[index];
            var input = network.Items[row.Input];
            if (row.Criticality == Criticality.Minor || (input.IsFree && row.Group.Length == 0)) continue;
            if (!row.From.Trusted && reading != Reading.Pessimistic) continue;
            // A free alternative stays in its group with nothing used up: without it the others would bind.
            var quantity = input.IsShared || input.IsFree ? 0 : quantities is not null && quantities.TryGetValue(index, out var other) ? other : row.Quantity.Need(reading);
            if (row.Group.Length > 0)
            {
                if (!groups.TryGetValue(row.Group, out var group)) groups[row.Group] = group = [];
                if (!double.IsInfinity(quantity)) group.Add(new(row.Input, quantity, index));
            }
            else if (input.IsShared) held.Add(new(row.Input, 0, index));
            else if (double.IsInfinity(quantity)) blocked = blocked < 0 ? index : blocked;
            else if (quantity > 0) single.Add(new(row.Input, quantity, index));
        }
        // A group whose every alternative has an unknown quantity blocks in the pessimistic reading.
        foreach (var (name, group) in groups)
            if (group.Count == 0 && blocked < 0) blocked = rows.First(r => network.Recipes[r].Group == name);
        return new([.. single], [.. held], [.. groups.Values.Where(g => g.Count > 0).Select(g => g.ToArray())], blocked);
    }
}

/// <summary>The recipes of all supplies in one reading; supplies that work by the same rows share one.</summary>
sealed class RecipeBook
{
    readonly RecipeReading?[] _ofItem, _ofLine;
    readonly SupplyTable _table;
    readonly Reading _reading;
    readonly IReadOnlyDictionary<int, double>? _quantities;

    public RecipeBook(SupplyTable table, Reading reading, IReadOnlyDictionary<int, double>? quantities)
    {
        _table = table;
        _reading = reading;
        _quantities = quantities;
        _ofItem = new RecipeReading?[table.Network.Items.Count];
        _ofLine = new RecipeReading?[table.Network.Lines.Count];
    }

    public RecipeReading Of(Supply supply) =>
        supply.Line >= 0 && _table.Network.RecipeOfLine[supply.Line].Length > 0
            ? _ofLine[supply.Line] ??= RecipeReading.From(_table.Network, supply.Recipe, _reading, _quantities)
            : _ofItem[supply.Item] ??= RecipeReading.From(_table.Network, supply.Recipe, _reading, _quantities);
}
