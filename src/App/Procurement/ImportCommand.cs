using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Vauban.Adapters.Formats;
using Vauban.Adapters.Formats.Notices;
using Vauban.App.Cli;
using Vauban.Core.Model;
using Vauban.Core.Procurement;

namespace Vauban.App.Procurement;

/// <summary><c>procurement import</c>: notices in, a package of demand and contracts out.</summary>
sealed class ImportCommand
{
    static readonly string[] NoticeHeads = ["file", "stage", "issued", "lots", "contracts", "buyers"];

    const int MostFiles = 10_000, Shown = 40;

    readonly Argument<string[]> _files = new("FILES") { Description = "Notices: eForms (.xml), Open Contracting releases (.json, .jsonl), or folders of them.", Arity = ArgumentArity.OneOrMore };
    readonly Option<string> _into = new("--into") { Description = "Where the package goes: a folder, .zip or .xlsx.", HelpName = "PACKAGE", Required = true };
    readonly Option<bool> _force = new("--force") { Description = "Replaces what lies there already." };

    public static Command Create(Shell shell)
    {
        var me = new ImportCommand();
        return shell.Run(new("import", "Reads procurement notices into the tables demands and contracts of a package: buyers, lots, CPV, values, dates, subcontracting.") { me._files, me._into, me._force }, me.Run);
    }

    int Run(Call call)
    {
        var into = call.PathOf(call.Value(_into)!);
        if (!call.Value(_force) && (File.Exists(into) || Directory.Exists(into))) throw new InputException(call.Texts.Format("procurement.import.exists", call.Value(_into)!));
        var findings = new List<Finding>();
        if (!PackageWriter.CanWrite(into, findings)) throw new InputException(call.Texts.Sentence(findings[0]));
        var files = call.Value(_files)!.SelectMany(f => Files(call, f)).Distinct(StringComparer.Ordinal).ToArray();
        if (files.Length > MostFiles) throw new InputException(call.Texts.Format("procurement.import.files", MostFiles.ToString(CultureInfo.InvariantCulture)));
        var notices = new List<Notice>();
        foreach (var file in files)
        {
            call.Stop.ThrowIfCancellationRequested();
            NoticeFiles.Load(file, notices, findings);
        }
        var package = notices.Count == 0 ? null : NoticePackage.Of(notices, PackageWriter.NameOf(Path.GetFileNameWithoutExtension(into)), findings);
        if (package is not null) PackageWriter.Write(package, into);
        findings.Sort(Finding.Compare);
        if (call.IsJson) call.WriteJson(json => Json(json, call, files, notices, package, findings));
        else Text(call, notices, package);
        FindingList.Write(call, findings, call.IsJson ? 5 : 20, call.Value(_into)!);
        return package is null || findings.Any(f => f.Severity == Severity.Error) ? ExitCode.InvalidInput : ExitCode.Ok;
    }

    // A folder gives its notices, by name; what else lies there is left alone.
    static IEnumerable<string> Files(Call call, string given)
    {
        var path = call.PathOf(given);
        return !Directory.Exists(path) ? [path] : Directory.EnumerateFiles(path).Where(f => Path.GetExtension(f).ToLowerInvariant() is ".xml" or ".json" or ".jsonl").Order(StringComparer.Ordinal);
    }

    static void Text(Call call, List<Notice> notices, Package? package)
    {
        string T(string key, params ReadOnlySpan<string> values) => call.Texts.Format("procurement.import." + key, values);
        string Count(int value) => value.ToString(CultureInfo.InvariantCulture);
        if (package is null)
        {
            Lines.Write(call.Terminal.Out, T("nothing"), 0, 2);
            return;
        }
        var sheet = Sheet.Of(call.Terminal, 30, 12, 12, 6, 10, 44);
        sheet.Row([.. NoticeHeads.Select(k => new SheetCell(T("head." + k), Sheet.Quiet))]);
        foreach (var n in notices.Take(Shown))
            sheet.Row([n.Place.File ?? "", T("stage." + n.Stage.ToString().ToLowerInvariant()), n.Issued is { } day ? Dates.Text(day) : "", Count(n.Lots.Count), Count(n.Awards.Count),
                string.Join(", ", n.Buyers.Select(b => n.Parties.FirstOrDefault(p => p.Key == b) is { Name.Length: > 0 } party ? $"{party.Name} ({party.Country})" : b))]);
        if (notices.Count > Shown) Lines.Write(call.Terminal.Out, call.Texts.Format("exposure.more", Count(notices.Count - Shown)), 0, 2);
        Lines.Write(call.Terminal.Out, T("done", Count(notices.Count), Count(package["demands"].Rows.Count), Count(Contracts(package)), Count(package["parties"].Rows.Count)), 0, 2);
    }

    // Every contract has a row that says which notice it is from.
    static int Contracts(Package package) => package["contracts"].Rows.Count(r => package["contracts"].Cell(r, "fact") == "notice");

    static void Json(Utf8JsonWriter json, Call call, string[] files, List<Notice> notices, Package? package, List<Finding> findings)
    {
        json.WriteStartObject();
        json.WriteNumber("files", files.Length);
        json.WriteList("notices", notices, n =>
        {
            json.WriteStartObject();
            json.WriteText("file", n.Place.File);
            json.WriteString("format", n.Format);
            json.WriteString("id", n.Id);
            json.WriteString("procedure", n.Procedure);
            json.WriteString("regime", n.Regime);
            json.WriteString("stage", n.Stage.ToString().ToLowerInvariant());
            json.WriteText("issued", n.Issued is { } day ? Dates.Text(day) : null);
            json.WriteNumber("lots", n.Lots.Count);
            json.WriteNumber("contracts", n.Awards.Count);
            json.WriteEndObject();
        });
        json.WriteText("snapshot", package?.Hash);
        json.WriteStartObject("rows");
        if (package is not null) foreach (var table in package.Tables) json.WriteNumber(table.Spec.Name, table.Rows.Count);
        json.WriteEndObject();
        FindingsJson.WriteList(json, findings, call.Texts);
        json.WriteEndObject();
    }
}
