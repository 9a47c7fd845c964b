using System.CommandLine;
using System.Globalization;
using Vauban.Adapters.Formats.Firms;
using Vauban.Adapters.Solvers;
using Vauban.Adapters.Texts;
using Vauban.App.Cli;
using Vauban.Core.Disruption;
using Vauban.Core.Model;

namespace Vauban.App.Disruption;

/// <summary><c>disruption cascade</c>: how far the failure of a firm spreads through what firms sell each other.</summary>
sealed class CascadeCommand
{
    /// <summary>Most firms listed.</summary>
    public const int MostTop = 100_000;

    /// <summary>Words for what counts as a sector of a package, in the order of <see cref="CascadeSectors"/>.</summary>
    public static IReadOnlyList<string> SectorWords { get; } = ["item", "cn", "kind"];

    readonly Argument<string> _links = new("PACKAGE|LINKS") { Description = "A network package, or with --firms a CSV or Parquet file of who sells how much to whom: supplier, customer, amount (or from, to and one more column)." };
    readonly Option<string?> _firms = new("--firms") { Description = "CSV or Parquet file of the firms: firm (or id, node), sector (or industry).", HelpName = "FILE" };
    readonly DisruptionChoice _choice = new();
    readonly Option<string> _sectors = new("--sectors") { Description = "What counts as a sector in a package, in which firms replace one another: the item of which a firm sells most, its code of the Combined Nomenclature, or its kind.", HelpName = "item|cn|kind", DefaultValueFactory = _ => "item" };
    readonly Option<string?> _classes = new("--classes") { Description = "CSV or Parquet file of how badly sectors need each other: supplier_sector, customer_sector, class (essential, non-essential, negligible); * is any sector.", HelpName = "FILE" };
    readonly Option<string> _default = new("--default-class") { Description = "Class of pairs of sectors that --classes does not name.", HelpName = "CLASS", DefaultValueFactory = _ => "non-essential" };
    readonly Option<string?> _weight = new("--weight") { Description = "Column of --firms that says what the loss of a firm weighs; what it sells to other firms where not given.", HelpName = "COLUMN" };
    readonly Option<string[]> _firm = new("--firm") { Description = "Plays the failure of this firm step by step. May be repeated: they fail together.", HelpName = "ID", DefaultValueFactory = _ => [] };
    readonly Option<string?> _shocks = new("--shocks") { Description = "CSV file of shocks: scenario, firm, left (what is left of its output, 0 to 1).", HelpName = "FILE" };
    readonly Option<bool> _alone = new("--no-replacement") { Description = "Takes no failed supplier as replaced by others of its sector." };
    readonly Option<double> _tolerance = new("--tolerance") { Description = "A cascade ends after the first step in which no firm loses more than this part of its output.", HelpName = "PART", DefaultValueFactory = _ => 0.01 };
    readonly Option<int> _top = new("--top") { Description = "Firms listed, the costliest first.", HelpName = "N", DefaultValueFactory = _ => 20 };

    public static Command Create(Shell shell)
    {
        var me = new CascadeCommand();
        var command = new Command("cascade", "Which firm's failure would cost the whole economy most, and how it spreads (Economic Systemic Risk Index).")
        {
            me._links, me._firms, me._classes, me._default, me._weight, me._firm, me._shocks, me._alone, me._tolerance, me._top, me._sectors,
        };
        me._choice.AddTo(command);
        return shell.Run(command, me.Run);
    }

    int Run(Call call)
    {
        var options = new CascadeOptions { Threads = Environment.ProcessorCount, Replaceability = !call.Value(_alone), Tolerance = call.Value(_tolerance) };
        if (!(options.Tolerance is > 0 and < 1)) throw new InputException(call.Texts["disruption.cascade.tolerance"]);
        var top = call.Value(_top);
        if (top is < 1 or > MostTop) throw new InputException(call.Texts.Format("disruption.cascade.top", MostTop.ToString(CultureInfo.InvariantCulture)));
        var findings = new List<Finding>();
        var package = call.Value(_firms) is null ? Package(call, findings) : null;
        var network = package is null ? Load(call, findings) : CascadeNetwork.Build(package.Input!);
        findings.AddRange(network.Findings);
        var source = package is not null ? new CascadeSource(new[] { call.Value(_shocks) }.OfType<string>().Select(call.PathOf).Select(CascadeFile.At), null) { Package = package } : new CascadeSource(new[] { call.Value(_links)!, call.Value(_firms)!, call.Value(_classes), call.Value(_shocks) }.OfType<string>().Select(call.PathOf).Select(CascadeFile.At), call.Value(_weight));
        if (call.Value(_shocks) is { } shocks) return Shocks(call, source, network, options, call.PathOf(shocks), findings);
        if (call.Value(_firm) is { Length: > 0 } firms)
        {
            var trace = CascadeEngine.Trace(network, options, new(string.Join(" + ", firms), [.. firms.Select(f => (IndexOf(call.Texts, network, f), 0.0)).Distinct()]), call.Stop);
            Show(call, findings, json => CascadeJson.Trace(json, source, trace, findings, call.Texts), () => CascadeText.Trace(call, trace, top));
            return ExitCode.Ok;
        }
        using var line = new ProgressLine(call.Terminal);
        var all = (package?.Makers.Count ?? network.Firms.Count).ToString(CultureInfo.InvariantCulture);
        var sweep = CascadeEngine.Sweep(network, options, package?.Makers, done => line.Show(call.Texts.Format("disruption.cascade.progress", done.ToString(CultureInfo.InvariantCulture), all)), call.Stop);
        line.Show("");
        findings.AddRange(sweep.Findings);
        Show(call, findings, json => CascadeJson.Sweep(json, source, sweep, top, findings, call.Texts), () => CascadeText.Sweep(call, sweep, top));
        return ExitCode.Ok;
    }

    int Shocks(Call call, CascadeSource source, CascadeNetwork network, CascadeOptions options, string path, List<Finding> findings)
    {
        if (FirmFiles.LoadShocks(path, network, findings) is not { } shocks) throw Wrong(call, findings, path);
        var losses = CascadeEngine.Run(network, options, shocks, null, call.Stop);
        Show(call, findings, json => CascadeJson.Shocks(json, source, network, options, shocks, losses, findings, call.Texts), () => CascadeText.Shocks(call, network, shocks, losses));
        return ExitCode.Ok;
    }

    CascadeNetwork Load(Call call, List<Finding> findings)
    {
        var word = call.Value(_default)!;
        var fallback = FirmFiles.ClassWords.ToList().IndexOf(word);
        if (fallback < 0) throw new InputException(call.Texts.Format("finding.E-CASC-06", word, string.Join(", ", FirmFiles.ClassWords)));
        var paths = new FirmPaths
        {
            Links = call.PathOf(call.Value(_links)!), Firms = call.PathOf(call.Value(_firms)!), Classes = call.Value(_classes) is { } classes ? call.PathOf(classes) : null,
            WeightColumn = call.Value(_weight), DefaultClass = (InputClass)fallback,
        };
        if (FirmFiles.Load(paths, findings) is not { } input) throw Wrong(call, findings, call.Value(_links)!);
        return CascadeNetwork.Build(input);
    }

    CascadePackage Package(Call call, List<Finding> findings)
    {
        var path = call.Value(_links)!;
        if (FirmFiles.IsList(path)) throw new InputException(call.Texts["disruption.cascade.firms"]);
        if (call.Value(_classes) is not null || call.Value(_weight) is not null) throw new InputException(call.Texts["disruption.cascade.lists-only"]);
        var sectors = SectorWords.ToList().IndexOf(call.Value(_sectors)!);
        if (sectors < 0) throw new InputException(call.Texts["disruption.cascade.sectors"]);
        var (network, read) = call.Load(path);
        findings.AddRange(read);
        var package = CascadePackage.Read(network, new()
        {
            Technologies = _choice.Technologies(call, network), Verb = _choice.Verb(call, network), Perimeter = _choice.Perimeter(call), At = _choice.At(call), Status = _choice.Status(call), Sectors = (CascadeSectors)sectors,
        }, LinearSolvers.Default, call.Stop);
        findings.AddRange(package.Findings);
        return package.Input is null ? throw Wrong(call, findings, path) : package;
    }

    static InputException Wrong(Call call, List<Finding> findings, string path)
    {
        if (call.IsJson) call.WriteJson(json => FindingsJson.Write(json, findings, call.Texts));
        FindingList.Write(call, findings, int.MaxValue, path);
        return new("");
    }

    void Show(Call call, List<Finding> findings, Action<System.Text.Json.Utf8JsonWriter> json, Action text)
    {
        FindingList.Write(call, findings, 5, call.Value(_links)!);
        if (call.IsJson) call.WriteJson(json);
        else text();
    }

    /// <summary>A firm by its id.</summary>
    /// <exception cref="InputException">There is none such; the message names a near one.</exception>
    public static int IndexOf(Texts texts, CascadeNetwork network, string id)
    {
        for (var i = 0; i < network.Firms.Count; i++)
            if (network.Firms[i] == id || network.Firms[i] == "party:" + id) return i;
        // Looking for a near name in millions of ids would take longer than the answer.
        const int MostNames = 100_000;
        var near = network.Firms.Count <= MostNames ? Spelling.Nearest(id, network.Firms) : null;
        throw new InputException(near is null ? texts.Format("disruption.cascade.firm", id) : texts.Format("disruption.cascade.firm.nearest", id, near));
    }
}
