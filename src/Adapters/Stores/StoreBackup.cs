using System.Buffers;
using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Vauban.Core.Workspaces;

namespace Vauban.Adapters.Stores;

/// <summary>Writes a whole store to one file and reads it back, whatever the database: so a backup also moves a store from SQLite to PostgreSQL or back.</summary>
/// <remarks>
/// A ZIP: per table one file of JSON lines (one row each, an array of texts, numbers, or bytes as <c>{"base64": ...}</c>), and <c>store.json</c> with the
/// version of the schema, the columns, the number of rows and the SHA-256 of each file. It is taken in one read transaction, while others go on writing.
/// </remarks>
static class StoreBackup
{
    const string Head = "store.json";
    const string Form = "vauban-store-1";
    static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" };

    /// <summary>Writes a store; gives the head of its audit log.</summary>
    public static AuditHead Write(Session session, Stream to, CancellationToken stop)
    {
        using var zip = new ZipArchive(to, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8);
        var version = Migrations.VersionOf(session);
        var parts = Migrations.Tables(version).Select(table => WriteTable(session, zip, table, stop)).ToArray();
        var head = session.First($"SELECT {Shapes.Audit.All} FROM audit ORDER BY number DESC LIMIT 1", Shapes.Audit.Read) is { } last ? new AuditHead(last.Number, last.Hash) : new(0, AuditChain.Start);
        using var file = Entry(zip, Head).Open();
        using var json = new Utf8JsonWriter(file, Json with { Indented = true });
        json.WriteStartObject();
        json.WriteString("form", Form);
        json.WriteNumber("schema", version);
        json.WriteNumber("auditNumber", head.Number);
        json.WriteString("auditHash", head.Hash);
        json.WriteStartArray("tables");
        foreach (var part in parts) Write(json, part);
        json.WriteEndArray();
        json.WriteEndObject();
        return head;
    }

    /// <summary>Reads a backup into a store whose tables are empty; brings it from its version to this program's.</summary>
    /// <exception cref="InvalidDataException">It is no backup, or a damaged one.</exception>
    /// <exception cref="StoreVersionException">A newer program made it.</exception>
    /// <exception cref="InvalidOperationException">The store is not empty.</exception>
    public static AuditHead Read(Session session, Database database, Stream from, CancellationToken stop)
    {
        if (Migrations.Tables(Migrations.Latest).Any(t => session.Any($"SELECT 1 FROM {new Name(t)} LIMIT 1"))) throw new InvalidOperationException("The store is not empty.");
        try
        {
            using var zip = new ZipArchive(from, ZipArchiveMode.Read, leaveOpen: true);
            using var head = JsonDocument.Parse(Part(zip, Head).Open());
            var root = head.RootElement;
            if (root.GetProperty("form").GetString() != Form) throw new InvalidDataException("This is no backup of a store.");
            var version = root.GetProperty("schema").GetInt32();
            var parts = root.GetProperty("tables").EnumerateArray().Select(ReadPart).ToDictionary(p => p.Table, StringComparer.Ordinal);
            Migrations.Reset(session, database, version);
            foreach (var table in Migrations.Tables(version)) ReadTable(session, zip, parts[table], stop);
            Migrations.Run(session, database, Migrations.Latest);
            return new(root.GetProperty("auditNumber").GetInt64(), root.GetProperty("auditHash").GetString()!);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or FormatException or System.Data.Common.DbException or InvalidOperationException)
        {
            throw new InvalidDataException("This is no backup of a store, or it is damaged.", e);
        }
    }

    sealed record TablePart(string Table, string[] Columns, long Rows, string Hash);

    static TablePart WriteTable(Session session, ZipArchive zip, string table, CancellationToken stop)
    {
        using var file = Entry(zip, table + ".jsonl").Open();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new ArrayBufferWriter<byte>(4096);
        using var json = new Utf8JsonWriter(buffer, Json);
        long rows = 0;
        // The first two columns of every table identify the row or order it.
        var columns = session.Each($"SELECT * FROM {new Name(table)} ORDER BY 1, 2", values =>
        {
            stop.ThrowIfCancellationRequested();
            json.Reset();
            json.WriteStartArray();
            foreach (var value in values) Write(json, value);
            json.WriteEndArray();
            json.Flush();
            buffer.Write("\n"u8);
            file.Write(buffer.WrittenSpan);
            hash.AppendData(buffer.WrittenSpan);
            buffer.ResetWrittenCount();
            rows++;
        });
        return new(table, columns, rows, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    static void Write(Utf8JsonWriter json, object value)
    {
        switch (value)
        {
            case byte[] bytes:
                json.WriteStartObject();
                json.WriteBase64String("base64", bytes);
                json.WriteEndObject();
                break;
            case string text:
                json.WriteStringValue(text);
                break;
            default:
                json.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
        }
    }

    static void Write(Utf8JsonWriter json, TablePart part)
    {
        json.WriteStartObject();
        json.WriteString("name", part.Table);
        json.WriteStartArray("columns");
        foreach (var column in part.Columns) json.WriteStringValue(column);
        json.WriteEndArray();
        json.WriteNumber("rows", part.Rows);
        json.WriteString("sha256", part.Hash);
        json.WriteEndObject();
    }

    static TablePart ReadPart(JsonElement part) => new(part.GetProperty("name").GetString()!, [.. part.GetProperty("columns").EnumerateArray().Select(c => c.GetString()!)], part.GetProperty("rows").GetInt64(), part.GetProperty("sha256").GetString()!);

    static void ReadTable(Session session, ZipArchive zip, TablePart part, CancellationToken stop)
    {
        var columns = session.Each($"SELECT * FROM {new Name(part.Table)}", _ => { });
        if (!columns.SequenceEqual(part.Columns, StringComparer.Ordinal)) throw new InvalidDataException($"The columns of table {part.Table} are not those of its version.");
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var file = new StreamReader(new CryptoStream(Part(zip, part.Table + ".jsonl").Open(), new HashTap(hash), CryptoStreamMode.Read), Encoding.UTF8);
        var all = new Name(string.Join(", ", columns));
        long rows = 0;
        while (file.ReadLine() is { } line)
        {
            stop.ThrowIfCancellationRequested();
            using var row = JsonDocument.Parse(line);
            session.Run($"INSERT INTO {new Name(part.Table)} ({all}) VALUES ({row.RootElement.EnumerateArray().Select(ReadValue)})");
            rows++;
        }
        if (rows != part.Rows || Convert.ToHexStringLower(hash.GetHashAndReset()) != part.Hash) throw new InvalidDataException($"Table {part.Table} is not as the backup was written.");
    }

    static object ReadValue(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Number => value.GetInt64(),
        _ => value.GetProperty("base64").GetBytesFromBase64(),
    };

    static ZipArchiveEntry Entry(ZipArchive zip, string name)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.Fastest);
        entry.LastWriteTime = new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
        return entry;
    }

    static ZipArchiveEntry Part(ZipArchive zip, string name) => zip.GetEntry(name) ?? throw new InvalidDataException("This is no backup of a store, or it is damaged.");

    /// <summary>Hashes what is read through it.</summary>
    sealed class HashTap(IncrementalHash hash) : ICryptoTransform
    {
        public bool CanReuseTransform => false;

        public bool CanTransformMultipleBlocks => true;

        public int InputBlockSize => 1;

        public int OutputBlockSize => 1;

        public int TransformBlock(byte[] inputBuffer, int inputOffset, int inputCount, byte[] outputBuffer, int outputOffset)
        {
            hash.AppendData(inputBuffer, inputOffset, inputCount);
            Buffer.BlockCopy(inputBuffer, inputOffset, outputBuffer, outputOffset, inputCount);
            return inputCount;
        }

        public byte[] TransformFinalBlock(byte[] inputBuffer, int inputOffset, int inputCount)
        {
            hash.AppendData(inputBuffer, inputOffset, inputCount);
            return inputBuffer.AsSpan(inputOffset, inputCount).ToArray();
        }

        public void Dispose()
        {
        }
    }
}
