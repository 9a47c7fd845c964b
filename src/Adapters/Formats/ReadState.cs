using System.Globalization;
using Vauban.Core.Model;

namespace Vauban.Adapters.Formats;

/// <summary>What one reading of a package shares: findings, what was counted so far, and which tables could not be read.</summary>
sealed class ReadState(string package, ReadLimits limits)
{
    int _rows;
    long _cells, _bytes;

    /// <summary>Name of the folder or file, for places.</summary>
    public string Package { get; } = package;

    public ReadLimits Limits { get; } = limits;

    public FindingCollection Findings { get; } = new();

    /// <summary>Tables that were there and could not be read: references into them are not checked, so that one cause gives one finding.</summary>
    public HashSet<string> Unread { get; } = new(StringComparer.Ordinal);

    public void Error(string code, Place place, params string[] values) => Findings.Add(new Finding(code, Severity.Error, place, values));

    public void Warn(string code, Place place, params string[] values) => Findings.Add(new Finding(code, Severity.Warning, place, values));

    public void Note(string code, Place place, params string[] values) => Findings.Add(new Finding(code, Severity.Note, place, values));

    public void CountBytes(int bytes)
    {
        _bytes += bytes;
        if (_bytes > Limits.Bytes) throw new ReadLimitException("E-SIZE-01", Text(Limits.Bytes >> 20));
    }

    public void CountRow(int cells)
    {
        _cells += cells;
        if (++_rows > Limits.Rows) throw new ReadLimitException("E-SIZE-02", Text(Limits.Rows));
        if (_cells > Limits.Cells) throw new ReadLimitException("E-SIZE-03", Text(Limits.Cells));
    }

    static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A limit of <see cref="ReadLimits"/> was passed; caught where the table or container is read.</summary>
#pragma warning disable CA1032, CA1064 // internal signal with a code, never seen outside the reader
sealed class ReadLimitException(string code, params string[] values) : Exception(code)
{
    public string Code { get; } = code;

    public string[] Values { get; } = values;
}
#pragma warning restore CA1032, CA1064
