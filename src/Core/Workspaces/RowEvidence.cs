using System.Security.Cryptography;
using System.Text;
using Vauban.Core.Model;

namespace Vauban.Core.Workspaces;

/// <summary>Hashes the rows of a package that something rests on, so that a later snapshot tells whether they changed.</summary>
/// <remarks>Blank cells count for nothing: a column that a later version of the catalogue adds changes no hash while it is blank.</remarks>
public sealed class RowEvidence
{
    readonly Dictionary<string, List<string>> _rows = new(StringComparer.Ordinal);

    /// <summary>Prepares the rows of a package.</summary>
    public RowEvidence(Package package)
    {
        ArgumentNullException.ThrowIfNull(package);
        foreach (var table in package.Tables)
            foreach (var row in table.Rows)
            {
                var address = $"{table.Spec.Name}/{string.Join('|', table.Spec.Key.Select(k => table.Cell(row, k))).TrimEnd('|')}";
                if (!_rows.TryGetValue(address, out var texts)) _rows[address] = texts = [];
                texts.Add(Text(table, row));
            }
    }

    /// <summary>SHA-256 over rows, in hexadecimal.</summary>
    /// <param name="addresses">Addresses of the rows in any order: <c>lines/powder-1</c>. One that the package does not have counts as absent.</param>
    public string HashOf(IEnumerable<string> addresses)
    {
        ArgumentNullException.ThrowIfNull(addresses);
        var text = CanonicalJson.Of(json =>
        {
            json.WriteStartArray();
            foreach (var address in addresses.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
            {
                json.WriteStringValue(address);
                json.WriteStartArray();
                foreach (var row in (_rows.GetValueOrDefault(address) ?? []).Order(StringComparer.Ordinal)) json.WriteStringValue(row);
                json.WriteEndArray();
            }
            json.WriteEndArray();
        });
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    static string Text(Table table, Row row) => CanonicalJson.Of(json =>
    {
        json.WriteStartObject();
        for (var i = 0; i < row.Cells.Length; i++)
            if (row.Cells[i].Length > 0) json.WriteString(table.Spec.Fields[i].Name, row.Cells[i]);
        json.WriteEndObject();
    });
}
