namespace Vauban.Adapters.Reports;

/// <summary>How far lists go inside a sentence, and where the whole list stands.</summary>
/// <param name="Most">Most things named; the rest is counted.</param>
/// <param name="Where">Key of the text that says where the whole list stands; empty says nothing.</param>
public sealed record ListLimit(int Most, string Where)
{
    /// <summary>Names all.</summary>
    public static ListLimit Whole { get; } = new(int.MaxValue, "");

    /// <summary>A terminal shows few; the JSON has all.</summary>
    public static ListLimit Terminal { get; } = new(3, "sentence.where.json");

    /// <summary>A brief shows few; the report has all.</summary>
    public static ListLimit Brief { get; } = new(4, "sentence.where.report");

    /// <summary>A sentence of the report; tables and the appendix have all.</summary>
    public static ListLimit Report { get; } = new(6, "sentence.where.appendix");

    /// <summary>The appendix of the report; only the JSON has more.</summary>
    public static ListLimit Appendix { get; } = new(200, "sentence.where.json");

    /// <summary>What would make it Yes in the report; the table below the sentence has all.</summary>
    public static ListLimit Table { get; } = new(4, "sentence.where.table");
}
