using System.Globalization;
using Microsoft.AspNetCore.Http;
using Vauban.Adapters.Texts;
using Vauban.App.Workbench.Access;
using Vauban.App.Workbench.Api;
using Vauban.Core.Evidence;
using Vauban.Core.Model;

namespace Vauban.App.Workbench.Evidence;

/// <summary>What an address asks of a library: the options of <c>vauban evidence search</c> under the same names, <c>q</c> for the words.</summary>
static class LibraryQuery
{
    /// <summary>Papers on one page.</summary>
    public const int PageSize = 20;

    /// <summary>Filters by their names in the address.</summary>
    public static IReadOnlyList<string> Filters { get; } = ["topic", "initiative", "publisher", "technology", "in"];

    /// <summary>Parameters of the address, for the description of the API.</summary>
    public static IReadOnlyList<ApiParameter> Parameters { get; } =
    [
        new("q", "Words in any form; none for all papers, the newest first.") { Example = "capacity" }, new("topic", "Only papers on this topic."), new("initiative", "Only papers that speak of this initiative."), new("publisher", "Only papers of this publisher."),
        new("technology", "Only papers that speak of this technology."), new("in", "Only papers in this language, as two letters."), new("from", "Only papers of this day or later.") { Format = "date" }, new("to", "Only papers of this day or earlier.") { Format = "date" },
    ];

    /// <summary>Which papers of those found.</summary>
    public static IReadOnlyList<ApiParameter> Part { get; } =
    [
        new("most", "Most papers of the answer; 20 where not given.") { Type = "integer", Least = 0, Most = PaperFinder.MostHits }, new("skip", "How many of the best are passed over.") { Type = "integer", Least = 0 },
    ];

    /// <summary>The query; null where something cannot be, and then a sentence that says what.</summary>
    public static PaperQuery? Of(HttpRequest request, CallerWorkspace caller, Texts texts, out string wrong)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(texts);
        wrong = "";
        DateOnly? from = Day(request, "from", false), to = Day(request, "to", true);
        foreach (var (name, day) in new[] { ("from", from), ("to", to) })
            if (day is null && One(request, name) is { Length: > 0 } said) wrong = texts.Format("workbench.query.date", said);
        if (wrong.Length > 0) return null;
        return new()
        {
            Words = One(request, "q"), Topic = One(request, "topic"), Initiative = One(request, "initiative"), Publisher = One(request, "publisher"), Technology = One(request, "technology"), Language = One(request, "in"),
            From = from, To = to, Most = Number(request, "most", PageSize, PaperFinder.MostHits), Skip = Number(request, "skip", 0, 1_000_000), Clearance = caller.Clearance,
        };
    }

    /// <summary>A value of the address; empty where it has none.</summary>
    public static string One(HttpRequest request, string name)
    {
        ArgumentNullException.ThrowIfNull(request);
        var text = request.Query[name] is { Count: > 0 } values ? values[0]?.Trim() ?? "" : "";
        return text.Length > PaperCheck.MostLength ? text[..PaperCheck.MostLength] : text;
    }

    static DateOnly? Day(HttpRequest request, string name, bool last) => One(request, name) is { Length: > 0 } text && Dates.TryParse(text, last, out var day) ? day : null;

    static int Number(HttpRequest request, string name, int usual, int most) => int.TryParse(One(request, name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Min(number, most) : usual;

    /// <summary>What the address asks, with some of it changed, behind a question mark.</summary>
    public static string With(HttpRequest request, params ReadOnlySpan<(string Name, string Value)> changes)
    {
        ArgumentNullException.ThrowIfNull(request);
        var pairs = new List<KeyValuePair<string, string?>>();
        var changed = changes.ToArray();
        foreach (var name in Filters.Prepend("q").Concat(["from", "to"]))
            if (changed.All(c => c.Name != name) && One(request, name) is { Length: > 0 } value) pairs.Add(new(name, value));
        foreach (var (name, value) in changed)
            if (value.Length > 0) pairs.Add(new(name, value));
        return QueryString.Create(pairs).Value ?? "";
    }
}
