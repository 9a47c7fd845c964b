using System.Globalization;
using Parquet;
using Parquet.Schema;

namespace Vauban.Adapters.Formats.Firms;

/// <summary>Reads some columns of a Parquet file as texts, group of rows by group of rows.</summary>
static class ParquetColumns
{
    /// <summary>True where a path names a Parquet file.</summary>
    public static bool IsNamed(string path) => path.EndsWith(".parquet", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".pq", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads a file.</summary>
    /// <param name="stream">Parquet.</param>
    /// <param name="state">Counts rows and cells; passes its limits.</param>
    /// <param name="choose">Gets the names of the columns and gives the places of those wanted, or null where it will not go on.</param>
    /// <param name="take">Gets the cells of a row and its number, from 1.</param>
    /// <returns>False where no columns were chosen.</returns>
    /// <exception cref="InvalidDataException">It is no Parquet file, or has a column that is not of texts or numbers.</exception>
    /// <exception cref="ReadLimitException">A limit is passed.</exception>
    public static bool Read(Stream stream, ReadState state, Func<string[], int[]?> choose, Action<string[], int> take)
    {
        try
        {
            return Rows(stream, state, choose, take).GetAwaiter().GetResult();
        }
        // The library tells damage in many ways; what the user's data did must not end as an error of ours.
        catch (Exception e) when (e is not (ReadLimitException or OperationCanceledException or OutOfMemoryException or InvalidDataException))
        {
            throw new InvalidDataException(e.Message, e);
        }
    }

    static async Task<bool> Rows(Stream stream, ReadState state, Func<string[], int[]?> choose, Action<string[], int> take)
    {
        var reader = await ParquetReader.CreateAsync(stream, null, true).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            var fields = reader.Schema.DataFields.Where(f => f.MaxRepetitionLevel == 0 && f.Path.Length == 1).ToArray();
            if (choose([.. fields.Select(f => f.Name)]) is not { } places) return false;
            var (row, cells) = (1, new string[places.Length]);
            for (var g = 0; g < reader.RowGroupCount; g++)
            {
                var group = reader.OpenRowGroupReader(g);
                if (group.RowCount > state.Limits.Rows) throw new ReadLimitException("E-SIZE-02", state.Limits.Rows.ToString(CultureInfo.InvariantCulture));
                var columns = new string[places.Length][];
                for (var c = 0; c < places.Length; c++) columns[c] = await Column(group, fields[places[c]]).ConfigureAwait(false);
                for (var r = 0; r < (int)group.RowCount; r++, row++)
                {
                    state.CountRow(cells.Length);
                    for (var c = 0; c < cells.Length; c++)
                    {
                        cells[c] = columns[c][r];
                        if (cells[c].Length > state.Limits.CellChars) throw new ReadLimitException("E-SIZE-05", cells[c].Length.ToString(CultureInfo.InvariantCulture), state.Limits.CellChars.ToString(CultureInfo.InvariantCulture));
                    }
                    take(cells, row);
                }
            }
            return true;
        }
    }

    static async Task<string[]> Column(ParquetRowGroupReader group, DataField field)
    {
        var texts = new string[group.RowCount];
        if (field.ClrType == typeof(string) || field.ClrType == typeof(ReadOnlyMemory<char>))
        {
            var read = new string?[texts.Length];
            await group.ReadAsync(field, read.AsMemory()).ConfigureAwait(false);
            for (var r = 0; r < texts.Length; r++) texts[r] = (read[r] ?? "").Trim();
            return texts;
        }
        if (field.ClrType == typeof(int)) return await Numbers<int>(group, field, texts).ConfigureAwait(false);
        if (field.ClrType == typeof(long)) return await Numbers<long>(group, field, texts).ConfigureAwait(false);
        if (field.ClrType == typeof(double)) return await Numbers<double>(group, field, texts).ConfigureAwait(false);
        if (field.ClrType == typeof(float)) return await Numbers<float>(group, field, texts).ConfigureAwait(false);
        if (field.ClrType == typeof(decimal)) return await Numbers<decimal>(group, field, texts).ConfigureAwait(false);
        if (field.ClrType == typeof(short)) return await Numbers<short>(group, field, texts).ConfigureAwait(false);
        if (field.ClrType == typeof(uint)) return await Numbers<uint>(group, field, texts).ConfigureAwait(false);
        if (field.ClrType == typeof(ulong)) return await Numbers<ulong>(group, field, texts).ConfigureAwait(false);
        throw new InvalidDataException($"{field.Name}: {field.ClrType.Name}");
    }

    static async Task<string[]> Numbers<T>(ParquetRowGroupReader group, DataField field, string[] texts) where T : struct, IFormattable
    {
        if (field.IsNullable)
        {
            var values = new T?[texts.Length];
            await group.ReadAsync<T>(field, values.AsMemory()).ConfigureAwait(false);
            for (var r = 0; r < texts.Length; r++) texts[r] = values[r]?.ToString(null, CultureInfo.InvariantCulture) ?? "";
        }
        else
        {
            var values = new T[texts.Length];
            await group.ReadAsync<T>(field, values.AsMemory()).ConfigureAwait(false);
            for (var r = 0; r < texts.Length; r++) texts[r] = values[r].ToString(null, CultureInfo.InvariantCulture);
        }
        return texts;
    }
}
