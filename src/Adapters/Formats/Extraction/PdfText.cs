using System.Globalization;
using UglyToad.PdfPig;
using UglyToad.PdfPig.DocumentLayoutAnalysis.TextExtractor;
using UglyToad.PdfPig.Exceptions;
using Vauban.Core.Evidence;
using Vauban.Core.Model;

namespace Vauban.Adapters.Formats.Extraction;

/// <summary>The text of a PDF, page by page, in the order in which it is read.</summary>
static class PdfText
{
    public static PaperText? Read(byte[] bytes, ExtractionLimits limits, Action<string, Severity, string[]> say, CancellationToken stop)
    {
        var filters = new BoundedFilters(limits.UnpackedBytes);
        try
        {
            using var document = PdfDocument.Open(bytes, new ParsingOptions { UseLenientParsing = true, SkipMissingFonts = true, MaxStackDepth = 64, FilterProvider = filters });
            var pages = new List<string>();
            var (length, unread) = (0L, 0);
            var count = Math.Min(document.NumberOfPages, limits.Pages);
            for (var i = 1; i <= count && length <= limits.Characters; i++)
            {
                stop.ThrowIfCancellationRequested();
                try
                {
                    pages.Add(ContentOrderTextExtractor.GetText(document.GetPage(i)));
                }
                catch (Exception e) when (e is not OperationCanceledException)
                {
                    // One page that cannot be read leaves the numbers of the others right.
                    pages.Add("");
                    unread++;
                }
                length += pages[^1].Length;
            }
            if (filters.IsOver) return TooLarge();
            if (document.NumberOfPages > limits.Pages) say("W-TEXT-03", Severity.Warning, [limits.Pages.ToString(CultureInfo.InvariantCulture)]);
            if (unread > 0) say("W-TEXT-04", Severity.Warning, [unread.ToString(CultureInfo.InvariantCulture)]);
            return new(true, pages);
        }
        catch (PdfDocumentEncryptedException)
        {
            say("E-TEXT-05", Severity.Error, []);
            return null;
        }
        catch (Exception) when (filters.IsOver)
        {
            return TooLarge();
        }

        PaperText? TooLarge()
        {
            say("E-TEXT-02", Severity.Error, [$"{limits.UnpackedBytes >> 20} MB"]);
            return null;
        }
    }
}
