namespace Vauban.Core.Model;

/// <summary>How bad a finding is.</summary>
public enum Severity
{
    /// <summary>Worth knowing; nothing is wrong.</summary>
    Note,
    /// <summary>The package loads, but a figure may not mean what its author thinks.</summary>
    Warning,
    /// <summary>The package does not load until this is mended.</summary>
    Error,
}

/// <summary>Where in the user's data something stands.</summary>
/// <param name="File">File or container, or null.</param>
/// <param name="Sheet">Sheet or table, or null.</param>
/// <param name="Row">Line in the file (the heading is line 1), or null.</param>
/// <param name="Column">Column heading, or null.</param>
/// <param name="Id">Identifier of the thing, or null.</param>
public sealed record Place(string? File = null, string? Sheet = null, int? Row = null, string? Column = null, string? Id = null);

/// <summary>Something that the user should know about the data: a stable code, a place and the values that the sentence needs.</summary>
/// <remarks>The sentence comes from the text file of the user's language, under the code. Values are texts in file form.</remarks>
public sealed record Finding(string Code, Severity Severity, Place Place, params string[] Values)
{
    /// <summary>Compares place by place, then by code, so that lists of findings have one order.</summary>
    public static int Compare(Finding a, Finding b)
    {
        var c = string.CompareOrdinal(a.Place.File, b.Place.File);
        if (c == 0) c = string.CompareOrdinal(a.Place.Sheet, b.Place.Sheet);
        if (c == 0) c = Nullable.Compare(a.Place.Row, b.Place.Row);
        if (c == 0) c = string.CompareOrdinal(a.Place.Column, b.Place.Column);
        if (c == 0) c = string.CompareOrdinal(a.Code, b.Code);
        if (c == 0) c = string.CompareOrdinal(string.Join('\u001f', a.Values), string.Join('\u001f', b.Values));
        return c;
    }
}
