using Vauban.Adapters.Formats.Papers;
using Vauban.Core.Evidence;
using Vauban.Core.Model;

namespace Vauban.Adapters.Formats.Extraction;

/// <summary>How much of a file is read for its text.</summary>
public sealed record ExtractionLimits
{
    /// <summary>Bytes of the file. Default 32 MB.</summary>
    public int Bytes { get; init; } = 32 << 20;

    /// <summary>Pages. Default 2,000.</summary>
    public int Pages { get; init; } = 2000;

    /// <summary>Characters of text. Default 4,000,000.</summary>
    public int Characters { get; init; } = 4_000_000;

    /// <summary>Time for one file. Default 20 seconds.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Bytes that a packed part may unpack to. Default 64 MB.</summary>
    public int UnpackedBytes { get; init; } = 64 << 20;
}

/// <summary>Takes the text out of files that a person brings: PDF, HTML, DOCX and plain text.</summary>
/// <remarks>Nothing is fetched, no script runs, no entity of a document type is followed. What cannot be read is a finding, never an exception.</remarks>
public static class TextExtractor
{
    /// <summary>Endings of files that are read.</summary>
    public static IReadOnlyList<string> Endings { get; } = [".pdf", ".html", ".htm", ".docx", ".txt", ".md"];

    /// <summary>The text of a file; none where it cannot be read.</summary>
    /// <param name="name">Name of the file.</param>
    /// <param name="bytes">Its bytes.</param>
    /// <param name="findings">Takes what was found.</param>
    /// <param name="limits">How much is read.</param>
    /// <param name="stop">Cancels.</param>
    public static PaperText Read(string name, byte[] bytes, ICollection<Finding> findings, ExtractionLimits? limits = null, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(bytes);
        ArgumentNullException.ThrowIfNull(findings);
        limits ??= new();
        var place = new Place(name);
        if (bytes.Length > limits.Bytes) return Refuse("E-TEXT-02", $"{limits.Bytes >> 20} MB");
        using var time = CancellationTokenSource.CreateLinkedTokenSource(stop);
        time.CancelAfter(limits.Time);
        var found = new List<Finding>();
        PaperText text;
        try
        {
            // A library that hangs within one page looks at no token: it is left behind, on a stack of its own, and what it would have said is not waited for.
            text = Bounded.Run(() => Of(Path.GetExtension(name).ToLowerInvariant(), bytes, place, found, limits, time.Token), limits.Time + TimeSpan.FromSeconds(2), stop);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException && !stop.IsCancellationRequested)
        {
            return Refuse("E-TEXT-04", limits.Time.TotalSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
        foreach (var finding in found) findings.Add(finding);
        return text;

        PaperText Refuse(string code, params string[] values)
        {
            findings.Add(new(code, Severity.Error, place, values));
            return PaperText.None;
        }
    }

    static PaperText Of(string ending, byte[] bytes, Place place, List<Finding> findings, ExtractionLimits limits, CancellationToken stop)
    {
        void Say(string code, Severity severity, params string[] values) => findings.Add(new(code, severity, place, values));
        try
        {
            var raw = ending switch
            {
                ".pdf" => PdfText.Read(bytes, limits, Say, stop),
                ".docx" => DocxText.Read(bytes, limits, Say, stop),
                ".html" or ".htm" => HtmlText.Read(bytes, limits, stop),
                ".txt" or ".md" => PlainText.Read(bytes, Say),
                _ => null,
            };
            if (raw is null)
            {
                if (findings.Count == 0) Say("E-TEXT-01", Severity.Error, string.Join(", ", Endings));
                return PaperText.None;
            }
            return Cut(raw, limits, Say);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Parsers of broken files throw whatever they meet first; for the reader it is one thing.
            findings.Clear();
            Say("E-TEXT-03", Severity.Error);
            return PaperText.None;
        }
    }

    static PaperText Cut(PaperText raw, ExtractionLimits limits, Action<string, Severity, string[]> say)
    {
        var pages = raw.Pages.Select(PaperTexts.Clean).ToList();
        if (!raw.IsPaged) pages = [.. PaperTexts.Parts(string.Join('\n', pages))];
        if (pages.All(p => p.Length == 0))
        {
            say("W-TEXT-01", Severity.Warning, []);
            return PaperText.None;
        }
        long sum = 0;
        var kept = pages.TakeWhile(p => (sum += p.Length) <= limits.Characters).ToArray();
        if (kept.Length < pages.Count) say("W-TEXT-02", Severity.Warning, [limits.Characters.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        return new(raw.IsPaged, kept);
    }
}
