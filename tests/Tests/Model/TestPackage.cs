using Vauban.Core.Model;

namespace Vauban.Tests.Model;

/// <summary>Builds small packages in a few lines: <c>Add("lines", "id=a item=x capacity=5 capacity_unit=piece/month country=DE")</c>.
/// A value with spaces writes them as underscores twice.</summary>
sealed class TestPackage
{
    readonly Dictionary<string, List<Row>> _rows = [];

    public TestPackage Add(string table, params string[] rows)
    {
        var spec = FieldCatalog.Table(table);
        if (!_rows.TryGetValue(table, out var list)) _rows[table] = list = [];
        foreach (var text in rows)
        {
            var cells = new string[spec.Fields.Count];
            Array.Fill(cells, "");
            foreach (var pair in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                var at = pair.IndexOf('=', StringComparison.Ordinal);
                cells[spec.IndexOf(pair[..at])] = pair[(at + 1)..].Replace("__", " ", StringComparison.Ordinal);
            }
            list.Add(new Row(cells, new Place("test", table, list.Count + 2)));
        }
        return this;
    }

    /// <summary>Items counted in pieces, all of them complete unless said otherwise.</summary>
    public TestPackage Items(params string[] ids)
    {
        foreach (var id in ids) Add("items", $"id={id} unit=piece complete=yes");
        return this;
    }

    public TestPackage Line(string id, string item, string capacity, string country = "DE", string more = "") =>
        Add("lines", $"id={id} item={item} {(capacity.Length > 0 ? "capacity=" + capacity : "")} capacity_unit=piece/month country={country} {more}");

    public TestPackage Recipe(string item, string input, string quantity, string group = "", string more = "") =>
        Add("recipes", $"item={item} input={input} {(quantity.Length > 0 ? "quantity=" + quantity : "")} {(group.Length > 0 ? "group=" + group : "")} {more}");

    public TestPackage Goal(string verb, string item, string rate, string more = "")
    {
        if (!_rows.ContainsKey("technologies")) Add("technologies", "id=t");
        return Add("goals", $"technology=t verb={verb} item={item} rate={rate} rate_unit=piece/month {more}");
    }

    public Package Package => new(new PackageHead("test", "Test", null), _rows.Select(r => new Table(FieldCatalog.Table(r.Key), r.Value)));

    public Network Network
    {
        get
        {
            var findings = new List<Finding>();
            return NetworkBuilder.Build(Package, findings) ?? throw new InvalidOperationException(string.Join('\n', findings.Where(f => f.Severity == Severity.Error)));
        }
    }
}
