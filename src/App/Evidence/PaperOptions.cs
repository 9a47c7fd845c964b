using System.CommandLine;
using Vauban.App.Cli;
using Vauban.Core.Evidence;
using Vauban.Core.Model;

namespace Vauban.App.Evidence;

/// <summary>Options that say what a new paper is whose text is brought.</summary>
sealed class PaperOptions
{
    readonly Option<string?> _title = new("--title") { Description = "Title of the new paper; the name of the file where not given.", HelpName = "TEXT" };
    readonly Option<string[]> _author = new("--author") { Description = "Who wrote it: Family, Given. May be repeated.", HelpName = "NAME" };
    readonly Option<string?> _publisher = new("--publisher") { Description = "Who published it.", HelpName = "NAME" };
    readonly Option<string?> _kind = new("--kind") { Description = "What it is: position paper, report.", HelpName = "TEXT" };
    readonly Option<string?> _date = new("--date") { Description = "When it was published: a day, a month or a year.", HelpName = "DATE" };
    readonly Option<string?> _in = new("--in") { Description = "Language of its text as two letters; found out from the text where not given.", HelpName = "LANGUAGE" };
    readonly Option<string[]> _topic = new("--topic") { Description = "What it is about. May be repeated.", HelpName = "TOPIC" };
    readonly Option<string[]> _initiative = new("--initiative") { Description = "Initiative that it speaks of, such as EDIP. May be repeated.", HelpName = "NAME" };
    readonly Option<string[]> _technology = new("--technology") { Description = "Id of a technology that it speaks of. May be repeated.", HelpName = "ID" };
    readonly Option<string?> _url = new("--url") { Description = "Where it can be read.", HelpName = "ADDRESS" };
    readonly Option<string?> _marking = new("--marking") { Description = "Who may see it, such as TLP:GREEN; TLP:CLEAR where not given.", HelpName = "MARKING" };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _title, _author, _publisher, _kind, _date, _in, _topic, _initiative, _technology, _url, _marking }) command.Options.Add(option);
    }

    /// <summary>True where one of them is given.</summary>
    public bool AreGiven(Call call) => new[] { _title, _publisher, _kind, _date, _in, _url, _marking }.Any(o => call.Value(o) is not null) || new[] { _author, _topic, _initiative, _technology }.Any(o => call.Value(o) is { Length: > 0 });

    /// <summary>The paper; its id is made from what is known of it, free of those that are taken.</summary>
    /// <exception cref="InputException">It is none that a library takes; the message says why.</exception>
    public Paper Of(Call call, string file, PaperText text, Func<string, bool> isTaken)
    {
        static string[] List(string[]? values) => [.. (values ?? []).Select(PaperCheck.Plain).Where(v => v.Length > 0).Distinct(StringComparer.Ordinal)];
        var paper = new Paper("", PaperCheck.Plain(call.Value(_title) is { Length: > 0 } title ? title : Path.GetFileNameWithoutExtension(file)))
        {
            Authors = List(call.Value(_author)), Publisher = Text(call, _publisher), Kind = Text(call, _kind), Date = Text(call, _date), Language = Text(call, _in) is { Length: > 0 } said ? said : LanguageGuess.Of(text),
            Topics = List(call.Value(_topic)), Initiatives = List(call.Value(_initiative)), Technologies = List(call.Value(_technology)), Url = Text(call, _url), Marking = call.Value(_marking) is { Length: > 0 } marking ? marking : FieldCatalog.Markings[0],
        };
        paper = paper with { Id = PaperId.Of(paper, isTaken) };
        var findings = new List<Finding>();
        return PaperCheck.Run(paper, new(file), findings) ? paper : throw new InputException(string.Join(Environment.NewLine, findings.Select(call.Texts.Sentence)));
    }

    static string Text(Call call, Option<string?> option) => PaperCheck.Plain(call.Value(option) ?? "");
}
