using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Spectre.Console;
using Vauban.Adapters.Formats.OpenPsa;
using Vauban.Adapters.Reports;
using Vauban.Adapters.Texts;
using Vauban.App.Cli;
using Vauban.Core.Exposure;
using Vauban.Core.Model;

namespace Vauban.App.Exposure;

/// <summary><c>exposure cuts FILE.xml</c>: minimal cut sets of a fault tree, counted and ranked on its diagram.</summary>
sealed class FaultTreeCuts
{
    const int MostImportances = 20;

    readonly Option<int> _list = new("--list") { Description = "Sets to list; they are counted all the same. 10 of a fault tree and 1000 of a package where not given.", HelpName = "N", DefaultValueFactory = _ => 10 };
    readonly Option<string> _by = new("--by") { Description = "Which sets of a fault tree come first.", HelpName = "probability|size", DefaultValueFactory = _ => "probability" };
    readonly Option<string[]> _having = new("--having") { Description = "Only sets that hold this event, such as party:ID. May be repeated.", HelpName = "EVENT", DefaultValueFactory = _ => [] };
    readonly Option<string[]> _lacking = new("--lacking") { Description = "Only sets without this event. May be repeated.", HelpName = "EVENT", DefaultValueFactory = _ => [] };
    readonly Option<double> _least = new("--least-probability") { Description = "Lists only sets of a fault tree that are at least so probable.", HelpName = "P", DefaultValueFactory = _ => 0 };
    readonly Option<string?> _write = new("--write-tree") { Description = "Writes the fault tree that is solved as an Open-PSA XML file, for other tools or to add probabilities.", HelpName = "FILE" };
    readonly Option<string?> _top = new("--top-gate") { Description = "Top gate of a fault tree; the only one that no other takes from where not given.", HelpName = "GATE" };

    /// <summary>True where a path names a fault tree and not a package.</summary>
    public static bool IsTree(string path) => path.EndsWith(".xml", StringComparison.OrdinalIgnoreCase);

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _list, _by, _having, _lacking, _least, _top, _write }) command.Options.Add(option);
    }

    /// <summary>Adds what is asked of a package's sets to its options.</summary>
    public ExposureOptions Asked(Call call, ExposureOptions options)
    {
        var list = call.Parse.GetResult(_list) is { Implicit: false } ? call.Value(_list) : options.List;
        if (list is < 0 or > FaultTreeResult.MostListed) throw new InputException(call.Texts.Format("exposure.fault.numbers", FaultTreeResult.MostListed.ToString(CultureInfo.InvariantCulture)));
        return options with { List = list, Having = call.Value(_having) ?? [], Lacking = call.Value(_lacking) ?? [] };
    }

    /// <summary>Writes the tree of a package, where that is asked for, and says of an event that no tree has what may be meant.</summary>
    public void Write(Call call, CutsResult result)
    {
        var ids = result.Verbs.SelectMany(v => v.Tree.Tree.Events).Select(e => e.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var id in result.Options.Having.Concat(result.Options.Lacking).Where(id => !ids.Contains(id))) throw NoEvent(call, id, ids);
        if (call.Value(_write) is not { } path) return;
        if (result.Verbs is not [var one]) throw new InputException(call.Texts.Format("exposure.cuts.tree.which", result.Verbs.Count.ToString(CultureInfo.InvariantCulture), string.Join(", ", result.Verbs.Select(v => v.Tree.Tree.Name))));
        Save(call, path, one.Tree.Tree);
    }

    static InputException NoEvent(Call call, string name, IReadOnlyCollection<string> known) =>
        new(Spelling.Nearest(name, known) is { } near ? call.Texts.Format("exposure.fault.event.nearest", name, near) : call.Texts.Format("exposure.fault.event", name));

    static void Save(Call call, string path, FaultTree tree)
    {
        if (OpenPsaWriter.Save(call.PathOf(path), tree) is not { } written)
            throw new InputException(call.Texts.Format("exposure.cuts.tree.loops", OpenPsaWriter.MostGates.ToString("#,0", CultureInfo.InvariantCulture).Replace(',', '\u00A0')));
        if (!call.IsJson) call.Terminal.Out.WriteLine(call.Texts.Format("exposure.cuts.tree.written", path, written.Events.Count.ToString(CultureInfo.InvariantCulture), written.Below().Count.ToString(CultureInfo.InvariantCulture)));
    }

    /// <summary>Answers.</summary>
    /// <param name="call">Call.</param>
    /// <param name="path">File.</param>
    /// <param name="order">Largest size of sets, or null for any.</param>
    public int Run(Call call, string path, int? order)
    {
        var findings = new List<Finding>();
        var tree = OpenPsaReader.Load(call.PathOf(path), call.Value(_top), findings);
        if (tree is null)
        {
            if (call.IsJson) call.WriteJson(json => FindingsJson.Write(json, findings, call.Texts));
            FindingList.Write(call, findings, int.MaxValue, path);
            throw new InputException("");
        }
        var options = Options(call, tree, order);
        if (call.Value(_write) is { } written) Save(call, written, tree);
        var result = FaultTreeEngine.Run(tree, options, call.Stop);
        findings.AddRange(result.Findings);
        FindingList.Write(call, findings, 5, path);
        if (call.IsJson) call.WriteJson(json => Write(json, result, findings, call.Texts));
        else new Text(call, result).Write();
        return ExitCode.Ok;
    }

    FaultTreeOptions Options(Call call, FaultTree tree, int? order)
    {
        if (order is < 1 || call.Value(_list) is < 0 or > FaultTreeResult.MostListed) throw new InputException(call.Texts.Format("exposure.fault.numbers", FaultTreeResult.MostListed.ToString(CultureInfo.InvariantCulture)));
        if (!(call.Value(_least) is >= 0 and <= 1)) throw new InputException(call.Texts["exposure.fault.least"]);
        if (call.Value(_by) is not ("probability" or "size")) throw new InputException(call.Texts["exposure.fault.by"]);
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var e = 0; e < tree.Events.Count; e++) places.TryAdd(tree.Events[e].Label, e);
        for (var e = 0; e < tree.Events.Count; e++) places[tree.Events[e].Name] = e;
        int[] Named(Option<string[]> option) => [.. (call.Value(option) ?? []).Select(name => places.TryGetValue(name, out var e) ? e : throw NoEvent(call, name, places.Keys))];
        return new() { Order = order, List = call.Value(_list), IsBySize = call.Value(_by) == "size", Having = Named(_having), Lacking = Named(_lacking), LeastProbability = call.Value(_least) };
    }

    /// <summary>The answer as JSON.</summary>
    public static void Write(Utf8JsonWriter json, FaultTreeResult result, IReadOnlyList<Finding> findings, Texts texts)
    {
        var tree = result.Tree;
        json.WriteStartObject();
        json.WriteString("status", result.Method == CutMethod.None ? "limit" : result.CompleteOrder is null ? "complete" : "complete-to-order");
        json.WriteString("tree", tree.Name);
        json.WriteString("version", ProductVersion.Text);
        json.WriteNumber("events", tree.Events.Count);
        json.WriteNumber("gates", tree.Gates.Count);
        json.WriteString("method", result.Method switch { CutMethod.Truth => "truth-diagram", CutMethod.Families => "families", _ => "none" });
        if (result.CompleteOrder is { } complete) json.WriteNumber("completeOrder", complete);
        else json.WriteNull("completeOrder");
        json.WriteStartObject("probability");
        json.WriteValue("low", result.Probability?.Low ?? double.NaN);
        json.WriteValue("high", result.Probability?.High ?? double.NaN);
        json.WriteEndObject();
        // Whole numbers beyond what readers of JSON hold exactly are texts.
        json.WriteString("total", result.Total.ToString(CultureInfo.InvariantCulture));
        json.WriteTexts("countsByOrder", result.Counts.Select(c => c.ToString(CultureInfo.InvariantCulture)));
        json.WriteTexts("selectedByOrder", result.Selected.Select(c => c.ToString(CultureInfo.InvariantCulture)));
        json.WriteList("cuts", result.Cuts, c =>
        {
            json.WriteStartObject();
            json.WriteTexts("events", c.Events.Select(e => tree.Events[e].Name));
            json.WriteValue("probability", c.Probability);
            json.WriteEndObject();
        });
        // Names of other tools are short; what an event is stands in its label.
        json.WriteStartObject("labels");
        foreach (var e in tree.Events.Where(e => e.Label.Length > 0).OrderBy(e => e.Name, StringComparer.Ordinal)) json.WriteString(e.Name, e.Label);
        json.WriteEndObject();
        json.WriteList("importances", result.Importances, i =>
        {
            json.WriteStartObject();
            json.WriteString("event", tree.Events[i.Event].Name);
            json.WriteValue("birnbaum", i.Birnbaum);
            json.WriteValue("fussellVesely", i.FussellVesely);
            json.WriteString("sets", i.Sets.ToString(CultureInfo.InvariantCulture));
            json.WriteEndObject();
        });
        FindingsJson.WriteList(json, findings, texts);
        json.WriteEndObject();
    }

    sealed class Text(Call call, FaultTreeResult result)
    {
        readonly Numbers _numbers = new(call.Texts);

        string T(string key, params ReadOnlySpan<string> values) => call.Texts.Format("exposure.fault." + key, values);

        void Line(string text, Style? style = null) => Lines.Write(call.Terminal.Out, text, 0, 2, style);

        public void Write()
        {
            var tree = result.Tree;
            call.Terminal.Out.WriteLine();
            var title = T("title", tree.Name);
            call.Terminal.Out.Write(new Spectre.Console.Text(title, Cli.Sheet.Strong));
            Lines.Write(call.Terminal.Out, "   " + T("size", Look.Whole(tree.Events.Count), Look.Whole(tree.Gates.Count)), Lines.Cells(title), 2, Cli.Sheet.Quiet);
            if (result.Method == CutMethod.None) return;
            // Nothing among the small sets says nothing about the others.
            if (result.Counts.Count == 0 && result.CompleteOrder is null) Line(T("never"));
            else if (result.Counts.Count > 0 && !result.Counts[0].IsZero) Line(T("always"));
            else Line(result.CompleteOrder is { } order ? T("total.order", Whole(result.Total), Look.Whole(order)) : T("total", Whole(result.Total), Look.Whole(result.Counts.Count - 1)));
            if (result.Probability is { } p) Line(p.Low == p.High ? T("probability", Scientific(p.Low)) : T("probability.range", Scientific(p.Low), Scientific(p.High)));
            Counts();
            Cuts();
            Importances();
            call.Terminal.Out.WriteLine();
            Line(T("legend"), Cli.Sheet.Quiet);
        }

        void Counts()
        {
            if (result.Counts.Count < 2) return;
            var isSelected = result.Options.Having.Count + result.Options.Lacking.Count > 0;
            call.Terminal.Out.WriteLine();
            var sheet = Sheet(isSelected ? [12, 24, 32] : [12, 24]);
            sheet.Row(Heads(isSelected ? ["size", "sets", "selected"] : ["size", "sets"]));
            for (var k = 1; k < result.Counts.Count; k++)
            {
                if (result.Counts[k].IsZero) continue;
                var selected = k < result.Selected.Count ? result.Selected[k] : 0;
                sheet.Row(isSelected ? ["  " + Look.Whole(k), Whole(result.Counts[k]), Whole(selected)] : ["  " + Look.Whole(k), Whole(result.Counts[k])]);
            }
        }

        void Cuts()
        {
            if (result.Cuts.Count == 0) return;
            call.Terminal.Out.WriteLine();
            var sheet = Sheet(14, 80);
            sheet.Row(Heads("chance", result.Options.IsBySize ? "smallest" : "likeliest"));
            foreach (var cut in result.Cuts) sheet.Row(["  " + Scientific(cut.Probability), new(string.Join(" + ", cut.Events.Select(Name)), Hang: 2)]);
        }

        void Importances()
        {
            if (result.Importances.Count == 0) return;
            call.Terminal.Out.WriteLine();
            var sheet = Sheet(30, 16, 16, 24);
            sheet.Row(Heads("event", "fussell", "birnbaum", "sets"));
            foreach (var i in result.Importances.Take(MostImportances))
                sheet.Row([new("  " + Name(i.Event), Hang: 2), double.IsNaN(i.FussellVesely) ? call.Texts["unit.unknown"] : _numbers.Share(i.FussellVesely), Scientific(i.Birnbaum), Whole(i.Sets)]);
            if (result.Importances.Count > MostImportances) Line(T("more", Look.Whole(result.Importances.Count - MostImportances)));
        }

        string Name(int e) => result.Tree.Events[e] is var happening && happening.Label.Length > 0 ? happening.Label : happening.Name;

        string Scientific(double value) => double.IsNaN(value) ? call.Texts["unit.unknown"] : value is 0 or >= 0.001 or <= -0.001 ? _numbers.Text(value) : value.ToString("0.###e-0", CultureInfo.InvariantCulture).Replace(".", _numbers.Text(0.5).Contains(',', StringComparison.Ordinal) ? "," : ".", StringComparison.Ordinal);

        static string Whole(System.Numerics.BigInteger value) => Look.Whole(value);

        SheetCell[] Heads(params string[] keys) => [.. keys.Select((k, i) => new SheetCell((i == 0 ? "  " : "") + T("head." + k), Cli.Sheet.Quiet))];

        Sheet Sheet(params int[] widths) => Cli.Sheet.Of(call.Terminal, widths);
    }
}
