using Microsoft.AspNetCore.Http;
using Vauban.Adapters.Formats.Papers;
using Vauban.Adapters.Texts;
using Vauban.App.Workbench.Access;
using Vauban.App.Workbench.Files;
using Vauban.Core.Evidence;
using Vauban.Core.Model;

namespace Vauban.App.Workbench.Evidence;

/// <summary>A paper as a form says it.</summary>
static class PaperForm
{
    /// <summary>Fields of a text by their names.</summary>
    public static IReadOnlyList<string> Fields { get; } = ["title", "authors", "publisher", "kind", "date", "language", "topics", "initiatives", "technologies", "reference", "doi", "url", "note", "marking"];

    /// <summary>Fields of a paper.</summary>
    public static Dictionary<string, string> Of(Paper paper)
    {
        ArgumentNullException.ThrowIfNull(paper);
        static string List(IReadOnlyList<string> list) => string.Join("; ", list);
        return new(StringComparer.Ordinal)
        {
            ["title"] = paper.Title, ["authors"] = List(paper.Authors), ["publisher"] = paper.Publisher, ["kind"] = paper.Kind, ["date"] = paper.Date, ["language"] = paper.Language, ["topics"] = List(paper.Topics), ["initiatives"] = List(paper.Initiatives),
            ["technologies"] = List(paper.Technologies), ["reference"] = paper.Reference, ["doi"] = paper.Doi, ["url"] = paper.Url, ["note"] = paper.Note, ["marking"] = paper.Marking,
        };
    }

    /// <summary>The paper without its id, or what is wrong with it in the caller's language.</summary>
    /// <param name="form">Form.</param>
    /// <param name="title">Title where none is given.</param>
    /// <param name="language">Language where none is given.</param>
    /// <param name="caller">Who writes.</param>
    /// <param name="texts">Language of reasons.</param>
    public static (Paper? Paper, IReadOnlyList<string> Reasons) Read(IFormCollection form, string title, string language, CallerWorkspace caller, Texts texts)
    {
        ArgumentNullException.ThrowIfNull(form);
        ArgumentNullException.ThrowIfNull(texts);
        string One(string name) => PaperCheck.Plain(form[name].ToString());
        string[] List(string name) => [.. One(name).Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal)];
        var paper = new Paper("x", One("title") is { Length: > 0 } said ? said : PaperCheck.Plain(title))
        {
            Authors = List("authors"), Publisher = One("publisher"), Kind = One("kind"), Date = One("date"), Language = One("language") is { Length: > 0 } spoken ? spoken : language, Topics = List("topics"), Initiatives = List("initiatives"),
            Technologies = List("technologies"), Reference = One("reference"), Doi = One("doi"), Url = One("url"), Note = One("note"), Marking = One("marking") is { Length: > 0 } marking ? marking : FileMarking.Usual(caller),
        };
        if (paper.Title.Length == 0) return (null, [texts["workbench.evidence.wrong.title"]]);
        var findings = new List<Finding>();
        PaperCheck.Run(paper, new(), findings);
        List<string> reasons = [.. findings.Select(texts.Sentence)];
        if (FieldCatalog.Markings.Contains(paper.Marking) && !FileMarking.Choices(caller).Contains(paper.Marking)) reasons.Add(texts["workbench.contract.wrong.marking"]);
        return (reasons.Count == 0 ? paper : null, reasons);
    }

    /// <summary>True for the name of a list of papers.</summary>
    public static bool IsList(string name) => PaperFiles.Forms.Contains(Path.GetExtension(name).TrimStart('.').ToLowerInvariant());
}
