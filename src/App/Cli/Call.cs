using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Vauban.Adapters.Formats;
using Vauban.Adapters.Texts;
using Vauban.Core.Model;

namespace Vauban.App.Cli;

/// <summary>One call of a command: what the user gave, and how to answer.</summary>
sealed class Call
{
    readonly Shell _shell;

    public Call(ParseResult parse, Shell shell, CancellationToken stop)
    {
        _shell = shell;
        Parse = parse;
        Stop = stop;
        Texts = TextsOf(parse.GetValue(shell.Language), shell.Terminal);
        IsJson = parse.GetValue(shell.Json);
    }

    /// <summary>What was given.</summary>
    public ParseResult Parse { get; }

    /// <summary>Texts of the user's language.</summary>
    public Texts Texts { get; }

    /// <summary>True where JSON is asked for.</summary>
    public bool IsJson { get; }

    /// <summary>Cancelled by Ctrl+C.</summary>
    public CancellationToken Stop { get; }

    /// <summary>Where to write.</summary>
    public Terminal Terminal => _shell.Terminal;

    /// <summary>Value of an option.</summary>
    public T? Value<T>(Option<T> option) => Parse.GetValue(option);

    /// <summary>Value of an argument.</summary>
    public T? Value<T>(Argument<T> argument) => Parse.GetValue(argument);

    /// <summary>The path of a file or folder that the user names, seen from his folder.</summary>
    public string PathOf(string path) => Path.GetFullPath(path, Terminal.Folder is "." ? Environment.CurrentDirectory : Terminal.Folder);

    /// <summary>Perimeters by their texts; the four defaults where none is named.</summary>
    /// <exception cref="InputException">One is no set of countries.</exception>
    public IReadOnlyList<Perimeter> Perimeters(string[]? texts)
    {
        if (texts is null or []) return Perimeter.Defaults;
        return [.. texts.Select(PerimeterOf)];
    }

    Perimeter PerimeterOf(string text)
    {
        if (Perimeter.TryParse(text, out var perimeter, out var wrong)) return perimeter;
        var near = Spelling.Nearest(wrong ?? text, Countries.SetNames.Concat(Countries.All.Select(c => c.Code)));
        throw new InputException(near is null ? Texts.Format("terminal.perimeter.unknown", wrong ?? text) : Texts.Format("terminal.perimeter.nearest", wrong ?? text, near));
    }

    /// <summary>Loads a network and shows what was found in it.</summary>
    /// <param name="path">Path as the user gave it.</param>
    /// <param name="isCounted">True to tell only how many findings there are, since they name rows.</param>
    /// <exception cref="InputException">The package has errors; every one of them is on standard error.</exception>
    public (Network Network, IReadOnlyList<Finding> Findings) Load(string path, bool isCounted = false)
    {
        var findings = new List<Finding>();
        var network = PackageReader.LoadNetwork(PathOf(path), findings);
        if (network is not null && Value(_shell.View) is { Length: > 0 } view)
        {
            findings.Clear();
            network = PackageView.Of(network.Package, ClearanceOf(view, network)).Build(findings);
        }
        if (isCounted)
            return (network ?? throw new InputException(Texts.Format("capacity.aggregate.errors", findings.Count(f => f.Severity == Severity.Error).ToString(CultureInfo.InvariantCulture))), findings);
        if (network is null && IsJson) WriteJson(json => FindingsJson.Write(json, findings, Texts));
        FindingList.Write(this, findings, network is null ? int.MaxValue : 5, path);
        return (network ?? throw new InputException(""), findings);
    }

    /// <summary>What <c>--view</c> lets see; everything where it is not given.</summary>
    public Clearance Sees(Network network) => Value(_shell.View) is { Length: > 0 } view ? ClearanceOf(view, network) : Clearance.All;

    Clearance ClearanceOf(string view, Network network)
    {
        if (FieldCatalog.Markings.FirstOrDefault(m => string.Equals(m, view, StringComparison.OrdinalIgnoreCase)) is { } marking) return new(marking);
        if (network.Parties.Any(p => p.Id == view)) return Clearance.Partner(view);
        throw new InputException(Texts.Format("terminal.view.unknown", view, string.Join(", ", FieldCatalog.Markings)));
    }

    /// <summary>Writes one JSON document to standard output.</summary>
    public void WriteJson(Action<Utf8JsonWriter> write) => Terminal.Output.Write(JsonText.Of(write));

    static Texts TextsOf(string? language, Terminal terminal)
    {
        if (language is not null && !Texts.Languages.Contains(language, StringComparer.OrdinalIgnoreCase))
            throw new InputException(Texts.For("en").Format("terminal.language.unknown", language, string.Join(", ", Texts.Languages)));
        return Texts.For(language ?? terminal.Variable("VAUBAN_LANGUAGE"));
    }
}
