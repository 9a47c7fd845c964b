using System.Globalization;
using System.Text;
using System.Text.Json;
using Vauban.Core.Model;

namespace Vauban.Adapters.Formats;

/// <summary>Opens and parses files that a user names; every trouble is a finding.</summary>
static class CheckedFile
{
    static readonly JsonDocumentOptions Options = new() { MaxDepth = 16, CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, AllowDuplicateProperties = false };

    /// <summary>Opens a file and reads it; null where it cannot be opened or read.</summary>
    public static T? Open<T>(string path, ICollection<Finding> findings, Func<Stream, Place, T?> read) where T : class
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(findings);
        var place = new Place(Path.GetFileName(path));
        try
        {
            using var stream = File.OpenRead(path);
            return read(stream, place);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            findings.Add(new("E-FILE-05", Severity.Error, place));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            findings.Add(new("E-FILE-04", Severity.Error, place, e.Message));
        }
        return null;
    }

    /// <summary>Parses JSON in UTF-8 and reads it; null where it is too large or no JSON.</summary>
    public static T? Json<T>(Stream stream, Place place, int mostBytes, ICollection<Finding> findings, Func<JsonElement, T?> read) where T : class
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(place);
        ArgumentNullException.ThrowIfNull(findings);
        var bytes = new byte[mostBytes + 1];
        var length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        if (length > mostBytes)
        {
            findings.Add(new("E-CHANGE-10", Severity.Error, place, mostBytes.ToString(CultureInfo.InvariantCulture)));
            return null;
        }
        var text = bytes.AsMemory(0, length);
        if (text.Span.StartsWith(Encoding.UTF8.Preamble)) text = text[3..];
        try
        {
            using var json = JsonDocument.Parse(text, Options);
            return read(json.RootElement);
        }
        catch (JsonException e)
        {
            findings.Add(new("E-CHANGE-11", Severity.Error, place with { Row = (int?)e.LineNumber + 1 }, ((e.BytePositionInLine ?? 0) + 1).ToString(CultureInfo.InvariantCulture)));
        }
        catch (InvalidOperationException)
        {
            // A text with half of a surrogate pair passes the parser and fails when it is read.
            findings.Add(new("E-CHANGE-11", Severity.Error, place, "1"));
        }
        return null;
    }
}
