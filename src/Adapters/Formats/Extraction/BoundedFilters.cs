using System.IO.Compression;
using UglyToad.PdfPig.Filters;
using UglyToad.PdfPig.Tokenization.Scanner;
using UglyToad.PdfPig.Tokens;

namespace Vauban.Adapters.Formats.Extraction;

/// <summary>Filters of PDF streams that unpack no more than is allowed for a whole file: a few bytes can stand for gigabytes.</summary>
sealed class BoundedFilters(long most) : ILookupFilterProvider
{
    // LZW and run lengths can grow as much, and cannot be measured beforehand: only short streams of those are unpacked.
    const int MostUnmeasured = 1 << 16;

    readonly IFilterProvider _all = DefaultFilterProvider.Instance;
    long _left = most;

    /// <summary>True where more would have come out.</summary>
    public bool IsOver { get; set; }

    public IReadOnlyList<IFilter> GetFilters(DictionaryToken dictionary) => Wrap(_all.GetFilters(dictionary));

    public IReadOnlyList<IFilter> GetFilters(DictionaryToken dictionary, IPdfTokenScanner scanner) => Wrap(_all is ILookupFilterProvider lookup ? lookup.GetFilters(dictionary, scanner) : _all.GetFilters(dictionary));

    public IReadOnlyList<IFilter> GetNamedFilters(IReadOnlyList<NameToken> names) => Wrap(_all.GetNamedFilters(names));

    public IReadOnlyList<IFilter> GetAllFilters() => Wrap(_all.GetAllFilters());

    IFilter[] Wrap(IReadOnlyList<IFilter> filters) => [.. filters.Select(f => new Bound(f, this))];

    void Take(long bytes)
    {
        _left -= bytes;
        if (_left >= 0) return;
        IsOver = true;
        throw new ExtractionLimitException();
    }

    sealed class Bound(IFilter inner, BoundedFilters owner) : IFilter
    {
        public bool IsSupported => inner.IsSupported;

        public Memory<byte> Decode(Memory<byte> input, DictionaryToken streamDictionary, IFilterProvider filterProvider, int filterIndex)
        {
            if (owner.IsOver) throw new ExtractionLimitException();
            if (inner is FlateFilter) owner.Take(Measure(input));
            else if (inner is (LzwFilter or RunLengthFilter) && input.Length > MostUnmeasured) owner.Take(long.MaxValue / 2);
            else owner.Take(input.Length);
            return inner.Decode(input, streamDictionary, filterProvider, filterIndex);
        }

        // What comes out is counted and thrown away, before the library keeps it.
        long Measure(Memory<byte> input)
        {
            var buffer = new byte[1 << 16];
            long count = 0;
            // With the two bytes of the wrapper and without: files have both.
            foreach (var skip in (ReadOnlySpan<int>)[2, 0])
            {
                if (input.Length <= skip) continue;
                long here = 0;
                try
                {
                    using var packed = new DeflateStream(new MemoryStream(input[skip..].ToArray(), false), CompressionMode.Decompress);
                    while (packed.Read(buffer) is > 0 and var n)
                        if ((here += n) > owner._left) break;
                }
                catch (InvalidDataException)
                {
                    // As far as it goes.
                }
                count = Math.Max(count, here);
            }
            return count;
        }
    }
}
