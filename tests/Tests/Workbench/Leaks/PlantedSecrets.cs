using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Vauban.Tests.Workbench.Leaks;

/// <summary>Which planted words and numbers somebody must not see.</summary>
/// <param name="Clearance">Number of the strictest marking that he may see; -1 for none.</param>
sealed partial record PlantedSecrets(int Clearance)
{
    /// <summary>True where he may see the names of companies, sites and lines.</summary>
    public bool SeesNames { get; init; }

    /// <summary>Number of the company whose own rows he may see; 0 for none.</summary>
    public int Own { get; init; }

    /// <summary>A word that he may see for another reason; empty for none.</summary>
    public string Known { get; init; } = "";

    /// <summary>What of it stands in an answer, each once.</summary>
    public IReadOnlyList<string> In(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var found = Words().Matches(text).Where(m => IsSecret(m.Groups[1].Value, m.Groups[2].Value == "n")).Select(m => m.Value)
            .Concat(Numbers().Matches(Separators().Replace(text, "")).Where(m => PlantedWorkspace.IsNumber(m.Value) && IsSecret(m.Groups[1].Value, false)).Select(m => m.Value));
        return [.. found.Where(f => f != Known).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    bool IsSecret(string level, bool isName)
    {
        var k = level is "a" or "A" ? PlantedWorkspace.OwnA : level is "b" or "B" ? PlantedWorkspace.OwnB : level[0] - '0';
        if (k == Own && Own > 0) return false;
        // What two companies keep to themselves is as strict as can be.
        return Math.Min(k, 5) > Clearance || (isName && !SeesNames);
    }

    /// <summary>What a person or program can read in an answer: a workbook is unpacked, entities and escapes are undone.</summary>
    public static string Read(byte[] body, string mediaType)
    {
        ArgumentNullException.ThrowIfNull(body);
        if (body is [(byte)'P', (byte)'K', 3, 4, ..])
        {
            using var zip = new ZipArchive(new MemoryStream(body));
            var text = new StringBuilder();
            foreach (var entry in zip.Entries)
            {
                using var stream = entry.Open();
                using var memory = new MemoryStream();
                stream.CopyTo(memory);
                text.Append(entry.FullName).Append('\n').Append(Read(memory.ToArray(), "text/xml")).Append('\n');
            }
            return text.ToString();
        }
        if (body.AsSpan().StartsWith("%PDF"u8))
        {
            var file = Path.GetTempFileName();
            try
            {
                File.WriteAllBytes(file, body);
                return Vauban.Tests.Reports.PdfPrinterTests.Words(file);
            }
            finally
            {
                File.Delete(file);
            }
        }
        var plain = Encoding.UTF8.GetString(body);
        return mediaType.Contains("json", StringComparison.Ordinal) ? Escapes().Replace(plain, m => ((char)Convert.ToInt32(m.Groups[1].Value, 16)).ToString()) : WebUtility.HtmlDecode(plain);
    }

    // Tokens of forms are letters and digits by chance: a planted word goes on with a hyphen or a word of its own.
    [GeneratedRegex("(?<![A-Za-z0-9_-])zq([0-9ab])([nv])(?:-[a-z]+|Works|Child|Place|Line|Fab|Item|Growth|Right|Port|Shop|Bench)", RegexOptions.IgnoreCase)]
    private static partial Regex Words();

    [GeneratedRegex(@"(?<![0-9A-Za-z])9([0-7])[0-9]{5}(?![0-9A-Za-z])")]
    private static partial Regex Numbers();

    // 9 100 017 and 9,100,017 are 9100017.
    [GeneratedRegex(@"(?<=[0-9])[,\u00A0\u202F'’ ](?=[0-9]{3}(?![0-9]))")]
    private static partial Regex Separators();

    [GeneratedRegex(@"\\u([0-9a-fA-F]{4})")]
    private static partial Regex Escapes();
}
