using System.CommandLine;
using System.Globalization;
using Vauban.Adapters.Solvers;
using Vauban.App.Cli;
using Vauban.App.Sovereignty;
using Vauban.Core.Exposure;
using Vauban.Core.Model;
using Vauban.Core.Output;

namespace Vauban.App.Exposure;

/// <summary><c>exposure</c>: who can stop us, where supply is concentrated, and what depends on what.</summary>
sealed class ExposureCommand
{
    readonly Argument<string> _package = Shell.Package();
    readonly Argument<string> _subject = new("WHAT") { Description = "What fails: an id, or party:ID, owner:ID, site:ID, country:CODE, line:ID, item:ID." };
    readonly Option<string[]> _technology = new("--technology", "-t") { Description = "Technology by its id; all that have goals where not given. May be repeated.", HelpName = "ID", DefaultValueFactory = _ => [] };
    readonly Option<string[]> _item = new("--item", "-i") { Description = "Item by its id; all that the goals need where not given. May be repeated.", HelpName = "ID", DefaultValueFactory = _ => [] };
    readonly Option<string[]> _perimeter = Shell.Perimeter();
    readonly Option<string[]> _of = new("--of") { Description = "Kind of actor. May be repeated.", HelpName = "line|party|owner|site|country", DefaultValueFactory = _ => [] };
    readonly Option<string?> _order = new("--order") { Description = "Largest number of actors in a set, or all; 3 where not given, of a fault tree all.", HelpName = "N|all" };
    readonly Option<string[]> _verb = new("--verb") { Description = "Verb whose goals are looked at; all where not given. May be repeated.", HelpName = "develop|produce|use|export", DefaultValueFactory = _ => [] };
    readonly Option<string[]> _from = new("--item", "-i") { Description = "Item to start from by its id; the goals where not given. May be repeated.", HelpName = "ID", DefaultValueFactory = _ => [] };
    readonly Option<string[]> _open = new("--open") { Description = "Item by its id whose inputs are shown beyond --most. May be repeated.", HelpName = "ID", DefaultValueFactory = _ => [] };
    readonly Option<int> _most = new("--most") { Description = "Most items shown, tier by tier, 1 to 2000.", HelpName = "N", DefaultValueFactory = _ => 50 };
    readonly Option<string[]> _follow = new("--item", "-i") { Description = "Item by its id whose amount is followed up to the goals.", HelpName = "ID", DefaultValueFactory = _ => [] };
    readonly Option<string?> _by = new("--by") { Description = "Width of flows: value added, or the number of source items; value where every item has one. With --item, the item's amount.", HelpName = "value|sources|need" };
    readonly Option<string?> _at = new("--at") { Description = "Day (2028-01-31, 2028-01 or 2028); the package's where not given.", HelpName = "DATE" };
    readonly Option<string> _status = new("--status") { Description = "Which rows count: running only, also funded, also announced.", HelpName = "running|funded|announced", DefaultValueFactory = _ => "running" };

    public static Command Create(Shell shell) => new("exposure", "Who can stop us, where is supply concentrated, and what depends on what?")
    {
        new ExposureCommand().Concentration(shell), new ExposureCommand().SinglePoints(shell), new ExposureCommand().Cuts(shell), new ExposureCommand().Dependents(shell),
        new ExposureCommand().Tree(shell), new ExposureCommand().Flows(shell),
    };

    Command Concentration(Shell shell) => shell.Run(new("concentration", "How few hands each item's supply lies in, by site, party, owner and country.") { _package, _technology, _item, _perimeter, _of, _at, _status },
        call => Answer(call, o => ExposureEngine.Concentration(Network(call), o), ConcentrationText.Write, ExposureJson.Concentration));

    Command SinglePoints(Shell shell) => shell.Run(new("single-points", "Whose failure alone lowers what can be reached.") { _package, _technology, _perimeter, _of, _at, _status },
        call => Answer(call, o => ExposureEngine.SinglePoints(Network(call), o, LinearSolvers.Default, call.Stop), ExposureText.SinglePoints, ExposureJson.SinglePoints));

    readonly FaultTreeCuts _trees = new();

    Command Cuts(Shell shell)
    {
        var command = new Command("cuts", "Which smallest sets of failures leave nothing at all, of a package or of a fault tree (Open-PSA XML).") { _package, _technology, _verb, _perimeter, _of, _order, _at, _status };
        _trees.AddTo(command);
        return shell.Run(command, CutsOf);
    }

    int CutsOf(Call call) => call.Value(_package) is { } path && FaultTreeCuts.IsTree(path)
        ? _trees.Run(call, path, Order(call, ExposureOptions.AnyOrder) is < ExposureOptions.AnyOrder and var order ? order : null)
        : Answer(call, o => CutsOf(call, o), ExposureText.Cuts, ExposureJson.Cuts, o => Asked(call, o));

    ExposureOptions Asked(Call call, ExposureOptions options)
    {
        var verbs = call.Value(_verb) ?? [];
        foreach (var verb in verbs.Where(v => !FieldCatalog.Verbs.Contains(v))) throw new InputException(call.Texts.Format("capacity.fixes.verb", verb, string.Join(", ", FieldCatalog.Verbs)));
        return _trees.Asked(call, options with { Verbs = verbs });
    }

    CutsResult CutsOf(Call call, ExposureOptions options)
    {
        var result = ExposureEngine.Cuts(Network(call), options, call.Stop);
        _trees.Write(call, result);
        return result;
    }

    int Order(Call call, int usual) => call.Value(_order) switch
    {
        null => usual,
        "all" => ExposureOptions.AnyOrder,
        var word => int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var order) && order is >= 1 and < ExposureOptions.AnyOrder ? order : throw new InputException(call.Texts["exposure.order.any"]),
    };

    Command Dependents(Shell shell) => shell.Run(new("dependents", "What depends on a line, party, owner, site, country or item, and how much of it.") { _package, _subject, _perimeter, _at, _status },
        call => Answer(call, o => Of(call, o), ExposureText.Dependents, (json, result) => ExposureJson.Dependents(json, result, true)));

    Command Tree(Shell shell) => shell.Run(new("tree", "What the goals need, tier by tier, and whether there is enough of it inside.") { _package, _technology, _from, _open, _most, _perimeter, _at, _status },
        call => Answer(call, o => ExposureEngine.Tree(Network(call), o), TreeText.Write, ExposureJson.Tree));

    Command Flows(Shell shell) => shell.Run(new("flows", "From which countries what goes into the goals comes, stage by stage.") { _package, _technology, _follow, _by, _perimeter, _at, _status },
        call => Answer(call, o => ExposureEngine.Flows(Network(call), o, call.Stop), FlowsText.Write, FlowsJson.Write));

    DependentsResult Of(Call call, ExposureOptions options)
    {
        var network = Network(call);
        var subject = ActorChoice.One(call, network, network.At(options.At, options.Status), call.Value(_subject)!);
        if (subject.Kind == ActorKind.Consent) throw new InputException(call.Texts.Format("exposure.subject.consent", call.Value(_subject)!));
        return ExposureEngine.Dependents(network, subject, options, call.Stop);
    }

    Network? _network;
    IReadOnlyList<Finding> _findings = [];

    Network Network(Call call)
    {
        if (_network is null) (_network, _findings) = call.Load(call.Value(_package)!);
        return _network;
    }

    int Answer<T>(Call call, Func<ExposureOptions, T> ask, Action<Call, T> show, Action<System.Text.Json.Utf8JsonWriter, T> write, Func<ExposureOptions, ExposureOptions>? asked = null)
    {
        var network = Network(call);
        var results = Options(call, network).Select(asked ?? (o => o)).Select(o => (Options: o, Result: ask(o))).ToArray();
        if (!call.IsJson)
        {
            foreach (var (_, result) in results) show(call, result);
            return ExitCode.Ok;
        }
        call.WriteJson(json => ExposureJson.Document(json, network, results, write, _findings, call.Texts));
        return ExitCode.Ok;
    }

    // One perimeter where none is named: shares and failures are much the same from all of them.
    IEnumerable<ExposureOptions> Options(Call call, Network network)
    {
        var asked = call.Parse.CommandResult.Command.Options;
        var order = asked.Contains(_order) ? Order(call, 3) : 3;
        var most = asked.Contains(_most) ? call.Value(_most) : 50;
        if (most is < 1 or > SupplyTreeOptions.Limit) throw new InputException(call.Texts["exposure.tree.most"]);
        var technologies = Known(call, _technology, "technology", network.Technologies.Select(t => t.Id));
        var ids = network.Items.Select(i => i.Id).ToArray();
        var items = Known(call, asked.Contains(_from) ? _from : asked.Contains(_follow) ? _follow : _item, "item", ids);
        var by = asked.Contains(_by) ? Measure(call, call.Value(_by)) : null;
        if (asked.Contains(_by) && (items.Length > 1 || (by == FlowMeasure.Need && items.Length == 0))) throw new InputException(call.Texts["exposure.flows.need-item"]);
        var opened = Known(call, _open, "item", ids);
        var kinds = (call.Value(_of) ?? []).Select(word => KindOf(call, word)).Distinct().ToArray();
        var date = AssessCommand.Date(call, call.Value(_at));
        var status = AssessCommand.Status(call, call.Value(_status)!);
        return call.Perimeters(call.Value(_perimeter) is { Length: > 0 } named ? named : ["EU27"]).Select(p => new ExposureOptions
        {
            Perimeter = p, At = date, Status = status, Technologies = technologies, Items = items, Of = kinds, Order = order, Most = most, Opened = opened, By = by,
        });
    }

    static FlowMeasure? Measure(Call call, string? word) => string.IsNullOrEmpty(word) ? null
        : FlowsJson.Find(word) ?? throw new InputException(call.Texts.Format("exposure.by.unknown", word));

    static string[] Known(Call call, Option<string[]> option, string what, IEnumerable<string> ids)
    {
        var known = ids.ToArray();
        var given = call.Value(option) ?? [];
        foreach (var id in given.Where(id => !known.Contains(id)))
            throw new InputException(Spelling.Nearest(id, known) is { } near ? call.Texts.Format($"exposure.{what}.nearest", id, near) : call.Texts.Format($"exposure.{what}.unknown", id));
        return given;
    }

    static ActorKind KindOf(Call call, string word)
    {
        foreach (var kind in ExposureOptions.Kinds)
            if (ExposureJson.Word(kind).Equals(word, StringComparison.OrdinalIgnoreCase)) return kind;
        throw new InputException(call.Texts.Format("exposure.of.unknown", word, string.Join(", ", ExposureOptions.Kinds.Select(ExposureJson.Word))));
    }
}
