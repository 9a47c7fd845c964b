using Parquet;
using Parquet.Schema;
using Vauban.Core.Model;

namespace Vauban.Adapters.Formats.Interchange;

/// <summary>Writes a ZIP with the descriptor and one Parquet file for each table; all columns are texts in the form of the package, blank cells are null.</summary>
public sealed class ParquetExporter : IExporter
{
    /// <inheritdoc/>
    public string Key => "parquet";

    /// <inheritdoc/>
    public IReadOnlyList<string> Endings { get; } = [".parquet.zip"];

    /// <inheritdoc/>
    public void Write(Package package, Stream stream, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(package);
        ArgumentNullException.ThrowIfNull(stream);
        PackageWriter.WriteZip(stream, package.Tables.Select(t => ($"{t.Spec.Name}.parquet", Bytes(t).GetAwaiter().GetResult())));
    }

    static async Task<byte[]> Bytes(Table table)
    {
        var used = Enumerable.Range(0, table.Spec.Fields.Count).Where(i => table.Rows.Any(r => r.Cells[i].Length > 0)).ToArray();
        var fields = used.Select(i => new DataField<string>(table.Spec.Fields[i].Name)).ToArray();
        using var bytes = new MemoryStream();
        var writer = await ParquetWriter.CreateAsync(new ParquetSchema(fields), bytes).ConfigureAwait(false);
        await using (writer.ConfigureAwait(false))
        {
            using var group = writer.CreateRowGroup();
            for (var c = 0; c < used.Length; c++)
                await group.WriteAsync(fields[c], (IReadOnlyCollection<string?>)[.. table.Rows.Select(r => r.Cells[used[c]] is { Length: > 0 } cell ? cell : null)]).ConfigureAwait(false);
        }
        return bytes.ToArray();
    }
}
