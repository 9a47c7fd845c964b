using System.Collections;
using System.Globalization;

namespace Vauban.Core.Model;

/// <summary>Collects findings without end: of each code the first ones are kept, the rest are counted.</summary>
/// <remarks>A table of a million rows with one wrong habit gives a thousand findings and one that says how many more there are.</remarks>
public sealed class FindingCollection(int most = FindingCollection.Most) : ICollection<Finding>
{
    /// <summary>Findings kept of one code: 1000.</summary>
    public const int Most = 1000;

    readonly List<Finding> _kept = [];
    readonly Dictionary<string, (int Count, string? File)> _counts = new(StringComparer.Ordinal);

    /// <summary>True where one of them is an error, kept or counted.</summary>
    public bool HasErrors { get; internal set; }

    /// <inheritdoc/>
    public void Add(Finding item)
    {
        ArgumentNullException.ThrowIfNull(item);
        HasErrors |= item.Severity == Severity.Error;
        var (count, file) = _counts.GetValueOrDefault(item.Code, (0, item.Place.File));
        _counts[item.Code] = (count + 1, file);
        if (count < most) _kept.Add(item);
    }

    /// <summary>The findings in one order, with one more for each code of which some were only counted.</summary>
    public IReadOnlyList<Finding> Sorted()
    {
        var all = new List<Finding>(_kept);
        foreach (var (code, (count, file)) in _counts)
            if (count > most) all.Add(new Finding("N-MORE-01", Severity.Note, new Place(file), code, (count - most).ToString(CultureInfo.InvariantCulture)));
        all.Sort(Finding.Compare);
        return all;
    }

    /// <inheritdoc/>
    public int Count => _kept.Count;

    /// <inheritdoc/>
    public bool IsReadOnly => false;

    /// <inheritdoc/>
    public void Clear()
    {
        _kept.Clear();
        _counts.Clear();
        HasErrors = false;
    }

    /// <inheritdoc/>
    public bool Contains(Finding item) => _kept.Contains(item);

    /// <inheritdoc/>
    public void CopyTo(Finding[] array, int arrayIndex) => _kept.CopyTo(array, arrayIndex);

    /// <inheritdoc/>
    public bool Remove(Finding item) => throw new NotSupportedException("A finding stays found.");

    /// <inheritdoc/>
    public IEnumerator<Finding> GetEnumerator() => _kept.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
