using Vauban.Core.Model;

namespace Vauban.Adapters.Formats.Interchange;

/// <summary>Reads a table of text (CSV) row by row; its trouble is a finding of the draft.</summary>
static class TextTable
{
    /// <summary>Reads a file.</summary>
    /// <param name="file">File.</param>
    /// <param name="draft">Counts and gets findings.</param>
    /// <param name="choose">Gets the headings and gives the places of the columns wanted; -1 for one that is missing and may be.</param>
    /// <param name="take">Gets the chosen cells, trimmed, and all of them.</param>
    public static void Read(ImportFile file, ImportDraft draft, Func<string[], int[]> choose, Action<string[], string[], Place> take)
    {
        var state = new ReadState(file.Name, new ReadLimits { Bytes = draft.Limits.Bytes, Rows = int.MaxValue, Cells = long.MaxValue });
        var place = new Place(file.Name);
        int[]? places = null;
        CsvTableReader.ReadRecords(new CountedStream(file.Open(), draft), place, state, null, (csv, row) =>
        {
            var all = new string[csv.RowFieldCount];
            for (var i = 0; i < all.Length; i++) all[i] = csv.GetFieldSpan(i).Trim().ToString();
            if (places is null)
            {
                places = choose([.. all]);
                return;
            }
            take([.. places.Select(p => p >= 0 && p < all.Length ? all[p] : "")], all, place with { Row = row });
        });
        foreach (var finding in state.Findings.Sorted()) draft.Findings.Add(finding);
    }

    /// <summary>Place of the first heading that is one of some names, or -1.</summary>
    public static int Find(IReadOnlyList<string> headings, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            for (var i = 0; i < headings.Count; i++)
                if (headings[i].Equals(name, StringComparison.OrdinalIgnoreCase)) return i;
        return -1;
    }
}
