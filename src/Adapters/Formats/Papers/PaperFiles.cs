using System.Text;
using Vauban.Core.Evidence;
using Vauban.Core.Model;

namespace Vauban.Adapters.Formats.Papers;

/// <summary>Lists of papers as files: BibTeX (.bib), RIS (.ris), CSL-JSON (.json) and CSV (.csv).</summary>
/// <remarks>What one of them writes, each of them reads back as it was. The text of a paper is in none of them.</remarks>
public static class PaperFiles
{
    /// <summary>Most papers of one file.</summary>
    public const int MostPapers = 20_000;

    /// <summary>Most bytes of one file.</summary>
    public const int MostBytes = 32 << 20;

    /// <summary>Forms there are, by the ending of their files.</summary>
    public static IReadOnlyList<string> Forms { get; } = ["bib", "ris", "json", "csv"];

    /// <summary>Reads a file; every trouble is a finding, and what is whole is read.</summary>
    /// <param name="name">Name of the file, for places and for its form.</param>
    /// <param name="bytes">Its bytes.</param>
    /// <param name="findings">Takes what was found.</param>
    public static IReadOnlyList<Paper> Read(string name, ReadOnlySpan<byte> bytes, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(findings);
        var list = new PaperList(findings);
        if (bytes.Length > MostBytes)
        {
            list.Say("E-PAPER-10", Severity.Error, new(name), (MostBytes >> 20).ToString(System.Globalization.CultureInfo.InvariantCulture) + " MB");
            return [];
        }
        var text = Decode(bytes);
        switch (Path.GetExtension(name).ToLowerInvariant())
        {
            case ".bib": BibTexFile.Read(name, text, list); break;
            case ".ris": RisFile.Read(name, text, list); break;
            case ".json": CslFile.Read(name, text, list); break;
            case ".csv": PaperCsv.Read(name, text, list); break;
            default: list.Say("E-PAPER-01", Severity.Error, new(name), string.Join(", ", Forms)); break;
        }
        return list.Papers;
    }

    /// <summary>Writes papers.</summary>
    /// <param name="form">One of <see cref="Forms"/>.</param>
    /// <param name="papers">Papers.</param>
    /// <exception cref="ArgumentException">There is no such form.</exception>
    public static string Write(string form, IEnumerable<Paper> papers)
    {
        ArgumentNullException.ThrowIfNull(papers);
        return form switch
        {
            "bib" => BibTexFile.Write(papers),
            "ris" => RisFile.Write(papers),
            "json" => CslFile.Write(papers),
            "csv" => PaperCsv.Write(papers),
            _ => throw new ArgumentException($"There is no form \"{form}\".", nameof(form)),
        };
    }

    static string Decode(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xEF, 0xBB, 0xBF, ..] => Encoding.UTF8.GetString(bytes[3..]),
        [0xFF, 0xFE, ..] => Encoding.Unicode.GetString(bytes[2..]),
        [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode.GetString(bytes[2..]),
        _ => Encoding.UTF8.GetString(bytes),
    };

    internal static string[] Split(string list) => list.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    internal static string Join(IEnumerable<string> list) => string.Join("; ", list);
}
