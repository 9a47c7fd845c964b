using System.CommandLine;
using Vauban.Adapters.Formats;
using Vauban.Adapters.Formats.Interchange;
using Vauban.App.Cli;
using Vauban.Core.Model;

namespace Vauban.App.Formats;

/// <summary><c>convert</c>: a package or a foreign file in, a package or a foreign file out.</summary>
sealed class ConvertCommand
{
    readonly Argument<string> _from = Shell.Package("Network package, or a file or folder in another format (see the guide to interchange).");
    readonly Argument<string> _to = new("TO") { Description = "Where to write it: a folder, .zip or .xlsx for a package, or a file whose ending names another format." };
    readonly Option<string?> _as = new("--as") { Description = "Format of what is read; found out from content and name where not given.", HelpName = string.Join('|', Importers.All.Select(i => i.Key)) };
    readonly Option<string?> _writeAs = new("--write-as") { Description = "Format to write; taken from the ending of TO where not given.", HelpName = string.Join('|', Exporters.All.Select(e => e.Key)) };
    readonly Option<string[]> _with = new("--with") { Description = "Another file of the same format, read after the first: more records, or updates of them. May be repeated.", HelpName = "FILE", DefaultValueFactory = _ => [] };

    readonly Option<string?> _view;

    ConvertCommand(Option<string?> view) => _view = view;

    public static Command Create(Shell shell)
    {
        var me = new ConvertCommand(shell.View);
        var command = new Command("convert", "Reads a package or a file of another format and writes it as a package or as another format.") { me._from, me._to, me._as, me._writeAs, me._with };
        return shell.Run(command, me.Run);
    }

    int Run(Call call)
    {
        var path = call.Value(_to)!;
        var exporter = call.Value(_writeAs) is { } key ? Exporters.Find(key) ?? throw new InputException(call.Texts.Format("terminal.convert.format", key, string.Join(", ", Exporters.All.Select(e => e.Key)))) : Exporters.Of(path);
        var (package, findings, format) = Read(call);
        Write(call, package, exporter, path, findings);
        if (call.IsJson) call.WriteJson(json =>
        {
            json.WriteStartObject();
            json.WriteString("written", path);
            json.WriteString("snapshot", package.Hash);
            if (format is not null) json.WriteString("read_as", format);
            if (exporter is not null) json.WriteString("written_as", exporter.Key);
            if (format is not null) json.WriteList("tables", package.Tables, t =>
            {
                json.WriteStartObject();
                json.WriteString("table", t.Spec.Name);
                json.WriteNumber("rows", t.Rows.Count);
                json.WriteEndObject();
            });
            FindingsJson.WriteList(json, findings, call.Texts);
            json.WriteEndObject();
        });
        else
        {
            if (format is not null) Lines.Write(call.Terminal.Out, call.Texts.Format("terminal.convert.read", format, string.Join("  ", package.Tables.Select(t => $"{t.Spec.Name}\u00A0{t.Rows.Count.ToString(System.Globalization.CultureInfo.InvariantCulture)}"))), 0, 2);
            Lines.Write(call.Terminal.Out, call.Texts.Format("terminal.written", path, package.Hash), 0, 2);
        }
        return ExitCode.Ok;
    }

    (Package Package, List<Finding> Findings, string? Format) Read(Call call)
    {
        var from = call.Value(_from)!;
        var full = call.PathOf(from);
        var wanted = call.Value(_as);
        var importer = wanted is null ? null : Importers.Find(wanted) ?? throw new InputException(call.Texts.Format("terminal.convert.format", wanted, string.Join(", ", Importers.All.Select(i => i.Key))));
        var findings = new List<Finding>();
        var isOwn = importer is null && (File.Exists(Path.Combine(full, "datapackage.json")) || full.EndsWith(".zip", StringComparison.OrdinalIgnoreCase) || full.EndsWith(".xlsx", StringComparison.OrdinalIgnoreCase));
        var files = isOwn ? [] : Importers.Files(full, findings);
        importer ??= Importers.Of(files);
        if (importer is null)
        {
            var loaded = call.Load(from);
            return (loaded.Network.Package, [.. loaded.Findings], null);
        }
        // Rows of a foreign file bear no markings yet; a view of them would hide nothing.
        if (call.Value(_view) is { Length: > 0 }) throw new InputException(call.Texts["terminal.convert.view"]);
        foreach (var more in call.Value(_with)!) files = [.. files, .. Importers.Files(call.PathOf(more), findings)];
        var package = findings.Any(f => f.Severity == Severity.Error) ? null : Importers.Load(importer, files, findings, stop: call.Stop);
        if (package is not null && NetworkBuilder.Build(package, findings) is null) package = null;
        if (package is null)
        {
            if (call.IsJson) call.WriteJson(json => FindingsJson.Write(json, findings, call.Texts));
            FindingList.Write(call, findings, int.MaxValue, from);
            throw new InputException("");
        }
        if (!call.IsJson) FindingList.Write(call, findings, 10, from);
        return (package, findings, importer.Key);
    }

    static void Write(Call call, Package package, IExporter? exporter, string path, List<Finding> findings)
    {
        var full = call.PathOf(path);
        if (exporter is null)
        {
            var obstacles = new List<Finding>();
            if (!PackageWriter.CanWrite(full, obstacles)) throw new InputException(call.Texts.Sentence(obstacles[0]));
        }
        else if (Directory.Exists(full)) throw new InputException(call.Texts.Format("terminal.exists", path));
        try
        {
            if (exporter is null) PackageWriter.Write(package, full);
            else
            {
                var told = new List<Finding>();
                Exporters.Write(exporter, package, full, told);
                if (!call.IsJson) FindingList.Write(call, told, 10, path);
                findings.AddRange(told);
            }
        }
        catch (ArgumentException e)
        {
            // A name or a cell that this container cannot hold; the message says which.
            throw new InputException(e.Message);
        }
    }
}
