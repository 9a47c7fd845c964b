using System.Data.Common;
using System.Globalization;

namespace Vauban.Adapters.Stores;

/// <summary>One row of an answer, read from left to right.</summary>
sealed class SqlRow(DbDataReader reader)
{
    int _at;

    /// <summary>Starts the next row; false behind the last.</summary>
    public bool Next()
    {
        _at = 0;
        return reader.Read();
    }

    public string Text() => reader.GetString(_at++);

    public long Number() => reader.GetInt64(_at++);

    public byte[] Bytes() => reader.GetFieldValue<byte[]>(_at++);

    public bool Flag() => Number() != 0;

    public DateTimeOffset Time() => Times.Read(Text());

    public string[] Words() => Text() is { Length: > 0 } text ? text.Split('\n') : [];

    public T Choice<T>() where T : struct, Enum => Enum.Parse<T>(Text());
}

/// <summary>Times as the store keeps them: UTC, whole milliseconds, so that texts sort as times do; empty for never.</summary>
static class Times
{
    const string Form = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    public static string Text(DateTimeOffset time) => time == DateTimeOffset.MinValue ? "" : time.UtcDateTime.ToString(Form, CultureInfo.InvariantCulture);

    public static DateTimeOffset Read(string text) =>
        text.Length == 0 ? DateTimeOffset.MinValue : text.StartsWith("9999-12-31T23:59:59", StringComparison.Ordinal) ? DateTimeOffset.MaxValue : DateTimeOffset.ParseExact(text, Form, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}
