using Vauban.Core.Model;

namespace Vauban.Core.Rules.Expansions;

/// <summary>An expansion says what it adds to: a line, or a new line that makes an item; if it names both, they fit.</summary>
sealed class ExpansionRowRule : IRule
{
    public void Check(Network network, ICollection<Finding> findings)
    {
        var table = network.Package["expansions"];
        var rows = network.Package.Sorted("expansions");
        foreach (var expansion in network.Expansions)
        {
            var named = table.Cell(rows[expansion.Index], "item");
            if (expansion.Item < 0) findings.Error("E-EXPAND-01", Places.Of(network, "expansions", expansion.Index, "item"), expansion.Id);
            else if (named.Length > 0 && named != network.Items[expansion.Item].Id)
                findings.Error("E-EXPAND-02", Places.Of(network, "expansions", expansion.Index, "item"), named, network.Lines[expansion.Line].Id, network.Items[expansion.Item].Id);
        }
    }
}
