using System.CommandLine;
using Spectre.Console;
using Vauban.Adapters.Reports;
using Vauban.App.Cli;
using Vauban.Core.Evidence;
using Vauban.Core.Model;

namespace Vauban.App.Evidence;

/// <summary><c>evidence topics</c>: what the papers of a library speak of, year by year.</summary>
sealed class TopicsCommand
{
    readonly LibraryChoice _library = new();
    readonly Option<string> _by = new("--by") { Description = "What is counted: topic, initiative, publisher, technology, language or kind.", HelpName = "WHAT", DefaultValueFactory = _ => TopicGroups.All[0] };

    public static Command Create(Shell shell)
    {
        var me = new TopicsCommand();
        var command = new Command("topics", "How many papers speak of each topic, year by year.");
        me._library.AddTo(command);
        command.Options.Add(me._by);
        return shell.Run(command, me.Run);
    }

    int Run(Call call) => _library.With(call, mayBeNew: false, library =>
    {
        var by = call.Value(_by)!;
        if (!TopicGroups.All.Contains(by)) throw new InputException(call.Texts.Format("evidence.by", by, string.Join(", ", TopicGroups.All)));
        var map = TopicGroups.Map(library.Papers(Clearance.All, call.Stop).GetAwaiter().GetResult(), by);
        if (call.IsJson) call.WriteJson(json => EvidenceJson.Topics(json, by, map));
        else Write(call, by, map);
        return ExitCode.Ok;
    });

    static void Write(Call call, string by, TopicMap map)
    {
        var width = Math.Min(40, map.Rows.Select(r => r.Topic.Length).DefaultIfEmpty(0).Max());
        // A column for each year is too wide for a terminal beyond a dozen; JSON has all of them.
        var first = Math.Max(0, map.Years.Count - 12);
        var years = map.Years.Skip(first).ToArray();
        string Line(string name, string all, IEnumerable<string> cells) => $"{name.PadRight(width)}  {all,6}  {string.Concat(cells.Select(c => c.PadLeft(6)))}";
        var output = call.Terminal.Output;
        output.WriteLine(Line(call.Texts["evidence.by." + by], call.Texts["evidence.all"], years.Select(y => EvidenceWords.Number(y))));
        foreach (var row in map.Rows) output.WriteLine(Line(row.Topic.Length > width ? row.Topic[..(width - 1)] + "…" : row.Topic, EvidenceWords.Number(row.Papers), row.Counts.Skip(first).Select(c => c == 0 ? "" : EvidenceWords.Number(c))));
        if (first > 0) Lines.Write(call.Terminal.Out, call.Texts.Format("evidence.years", EvidenceWords.Number(years[0])), 0, 2, Sheet.Quiet);
        if (map.Undated > 0) Lines.Write(call.Terminal.Out, call.Texts.Format("evidence.undated", EvidenceWords.Number(map.Undated)), 0, 2, Sheet.Quiet);
    }
}
