using System.CommandLine;
using System.Globalization;
using Vauban.App.Cli;
using Vauban.Core.Evidence;
using Vauban.Core.Model;

namespace Vauban.App.Evidence;

/// <summary><c>evidence related</c>: papers whose words are most like those of one.</summary>
sealed class RelatedCommand
{
    readonly LibraryChoice _library = new();
    readonly Argument<string> _id = new("ID") { Description = "Id of a paper of the library." };
    readonly Option<int> _most = new("--most") { Description = "Most papers that are shown.", HelpName = "N", DefaultValueFactory = _ => 10 };

    public static Command Create(Shell shell)
    {
        var me = new RelatedCommand();
        var command = new Command("related", "Papers whose words are most like those of one: cosine of its heaviest terms (TF-IDF), over their texts as far as the library has them.");
        me._library.AddTo(command);
        command.Arguments.Add(me._id);
        command.Options.Add(me._most);
        return shell.Run(command, me.Run);
    }

    int Run(Call call) => _library.With(call, mayBeNew: false, library =>
    {
        var paper = LibraryChoice.Paper(call, library, call.Value(_id)!);
        var hits = library.Related(paper.Id, Math.Clamp(call.Value(_most), 0, PaperFinder.MostHits), Clearance.All, call.Stop).GetAwaiter().GetResult();
        if (call.IsJson) call.WriteJson(json => EvidenceJson.Related(json, paper.Id, hits));
        else if (hits.Count == 0) Lines.Write(call.Terminal.Out, call.Texts.Format("evidence.related.none", paper.Id), 0, 2);
        else foreach (var hit in hits) Lines.Write(call.Terminal.Out, $"{hit.Score.ToString("0.00", CultureInfo.InvariantCulture)}  {hit.Paper.Id}  {Citation.Of(hit.Paper)}", 0, 6);
        return ExitCode.Ok;
    });
}
