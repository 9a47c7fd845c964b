using System.CommandLine;
using System.Globalization;
using Vauban.App.Cli;
using Vauban.App.Sovereignty;
using Vauban.Core.Evidence;

namespace Vauban.App.Evidence;

/// <summary><c>evidence search</c>: papers by their words.</summary>
sealed class SearchCommand
{
    readonly LibraryChoice _library = new();
    readonly Argument<string[]> _words = new("WORDS") { Description = "Words in any form; none for all papers, the newest first.", Arity = ArgumentArity.ZeroOrMore };
    readonly Option<string?> _topic = new("--topic") { Description = "Only papers on this topic.", HelpName = "TOPIC" };
    readonly Option<string?> _initiative = new("--initiative") { Description = "Only papers that speak of this initiative.", HelpName = "NAME" };
    readonly Option<string?> _in = new("--in") { Description = "Only papers in this language, as two letters.", HelpName = "LANGUAGE" };
    readonly Option<string?> _publisher = new("--publisher") { Description = "Only papers of this publisher.", HelpName = "NAME" };
    readonly Option<string?> _technology = new("--technology") { Description = "Only papers that speak of this technology.", HelpName = "ID" };
    readonly Option<string?> _from = new("--from") { Description = "Only papers of this day or later.", HelpName = "DATE" };
    readonly Option<string?> _to = new("--to") { Description = "Only papers of this day or earlier.", HelpName = "DATE" };
    readonly Option<int> _most = new("--most") { Description = "Most papers that are shown.", HelpName = "N", DefaultValueFactory = _ => 20 };

    public static Command Create(Shell shell)
    {
        var me = new SearchCommand();
        var command = new Command("search", "Finds papers by their words, best first, with the place where they stand.");
        me._library.AddTo(command);
        command.Arguments.Add(me._words);
        foreach (var option in new Option[] { me._topic, me._initiative, me._in, me._publisher, me._technology, me._from, me._to, me._most }) command.Options.Add(option);
        return shell.Run(command, me.Run);
    }

    int Run(Call call) => _library.With(call, mayBeNew: false, library =>
    {
        var query = new PaperQuery
        {
            Words = string.Join(' ', call.Value(_words) ?? []), Topic = call.Value(_topic) ?? "", Initiative = call.Value(_initiative) ?? "", Language = call.Value(_in) ?? "", Publisher = call.Value(_publisher) ?? "", Technology = call.Value(_technology) ?? "",
            From = AssessCommand.Date(call, call.Value(_from)), To = AssessCommand.Date(call, call.Value(_to)), Most = call.Value(_most),
        };
        var found = library.Search(query, call.Stop).GetAwaiter().GetResult();
        if (call.IsJson) call.WriteJson(json => EvidenceJson.Search(json, found));
        else
        {
            Lines.Write(call.Terminal.Out, call.Texts.Format("evidence.found", found.Count.ToString(CultureInfo.InvariantCulture)), 0, 2);
            foreach (var hit in found.Hits)
            {
                Lines.Write(call.Terminal.Out, $"{hit.Paper.Id}  {Citation.Of(hit.Paper)}", 0, 2, Sheet.Strong);
                if (hit.Snippet is { } snippet) Lines.Write(call.Terminal.Out, "  " + (hit.Page > 0 ? call.Texts.Format("evidence.page", hit.Page.ToString(CultureInfo.InvariantCulture)) + " " : "") + snippet.Text, 0, 2, Sheet.Quiet);
            }
        }
        return ExitCode.Ok;
    });
}
