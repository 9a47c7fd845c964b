using System.Globalization;
using System.Text;
using Spectre.Console;

namespace Vauban.App.Cli;

/// <summary>Where a command writes: tables and colours on a terminal, plain aligned text without escape codes where it is piped.</summary>
sealed class Terminal
{
    /// <summary>Width taken where nobody looks: wide enough for four perimeters side by side, narrow enough for a page.</summary>
    public const int PipedWidth = 120;

    static readonly string[] Variables = ["NO_COLOR", "TERM", "COLUMNS", "VAUBAN_LANGUAGE", "VAUBAN_TRACE", "LANG", "LC_ALL"];
    readonly IReadOnlyDictionary<string, string> _environment;

    /// <summary>Prepares a console.</summary>
    /// <param name="output">Standard output.</param>
    /// <param name="error">Standard error.</param>
    /// <param name="environment">Environment variables that matter: COLUMNS, VAUBAN_LANGUAGE, VAUBAN_TRACE.</param>
    /// <param name="look">How it looks; null is plain.</param>
    public Terminal(TextWriter output, TextWriter error, IReadOnlyDictionary<string, string>? environment = null, TerminalLook? look = null)
    {
        _environment = environment ?? new Dictionary<string, string>();
        look ??= new();
        Output = output;
        Folder = look.Folder;
        FilesFolder = look.FilesFolder;
        HasSymbols = look.HasSymbols;
        IsInteractive = look.IsInteractive;
        Out = Make(output, look.HasColour, look.Width);
        Error = Make(error, look.HasColour && look.IsErrorInteractive, look.Width);
        IsErrorInteractive = look.IsErrorInteractive;
    }

    /// <summary>Text, tables and trees for standard output.</summary>
    public IAnsiConsole Out { get; }

    /// <summary>Findings, progress and messages.</summary>
    public IAnsiConsole Error { get; }

    /// <summary>Standard output as it is, for JSON.</summary>
    public TextWriter Output { get; }

    /// <summary>Columns of a line.</summary>
    public int Width => Out.Profile.Width;

    /// <summary>True where a person looks at standard output.</summary>
    public bool IsInteractive { get; }

    /// <summary>True where a person looks at standard error, so that progress can be shown.</summary>
    public bool IsErrorInteractive { get; }

    /// <summary>False where only plain ASCII can be shown.</summary>
    public bool HasSymbols { get; }

    /// <summary>Folder that paths are seen from.</summary>
    public string Folder { get; }

    /// <summary>Folder that files go to which the user does not name; empty for <see cref="Folder"/>.</summary>
    public string FilesFolder { get; }

    /// <summary>An environment variable, or empty.</summary>
    public string Variable(string name) => _environment.GetValueOrDefault(name, "");

    /// <summary>The console of this process.</summary>
    public static Terminal OfProcess()
    {
        if (OperatingSystem.IsWindows()) Console.OutputEncoding = Encoding.UTF8;
        var environment = Variables
            .Select(n => (n, Environment.GetEnvironmentVariable(n) ?? "")).Where(p => p.Item2.Length > 0).ToDictionary(p => p.n, p => p.Item2, StringComparer.Ordinal);
        var isTerminal = !Console.IsOutputRedirected;
        var isDumb = environment.GetValueOrDefault("TERM") == "dumb" || environment.ContainsKey("NO_COLOR");
        var look = new TerminalLook
        {
            IsInteractive = isTerminal,
            IsErrorInteractive = !Console.IsErrorRedirected,
            HasColour = isTerminal && !isDumb,
            HasSymbols = (environment.GetValueOrDefault("LC_ALL") ?? environment.GetValueOrDefault("LANG") ?? "") is not ("C" or "POSIX") || !isTerminal,
            Width = isTerminal ? Math.Max(40, WindowWidth()) : Columns(environment),
            Folder = Environment.CurrentDirectory,
        };
        return new(Buffered(Console.OpenStandardOutput(), false), Buffered(Console.OpenStandardError(), true), environment, look);
    }

    static StreamWriter Buffered(Stream stream, bool isFlushed) => new(stream, new UTF8Encoding(false), 16384) { AutoFlush = isFlushed, NewLine = "\n" };

    static int WindowWidth()
    {
        try
        {
            return Console.WindowWidth;
        }
        catch (IOException)
        {
            return 80;
        }
    }

    static int Columns(Dictionary<string, string> environment) =>
        int.TryParse(environment.GetValueOrDefault("COLUMNS"), NumberStyles.None, CultureInfo.InvariantCulture, out var columns) ? Math.Clamp(columns, 100, 400) : PipedWidth;

    static IAnsiConsole Make(TextWriter writer, bool hasColour, int width)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = hasColour ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = hasColour ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            // What a build server's variables say must not change what is written.
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
            Out = new WriterOutput(writer, width, hasColour),
        });
        console.Profile.Width = width;
        return console;
    }

    sealed class WriterOutput(TextWriter writer, int width, bool isTerminal) : IAnsiConsoleOutput
    {
        public TextWriter Writer => writer;

        public bool IsTerminal => isTerminal;

        public int Width => width;

        public int Height => 50;

        public void SetEncoding(Encoding encoding)
        {
        }
    }
}

/// <summary>How a console looks.</summary>
sealed record TerminalLook
{
    /// <summary>True where a person looks at standard output. Default false.</summary>
    public bool IsInteractive { get; init; }

    /// <summary>True where a person looks at standard error. Default false.</summary>
    public bool IsErrorInteractive { get; init; }

    /// <summary>True to use colours and weights, which never carry meaning alone. Default false.</summary>
    public bool HasColour { get; init; }

    /// <summary>False for plain ASCII. Default true.</summary>
    public bool HasSymbols { get; init; } = true;

    /// <summary>Columns of a line. Default 120.</summary>
    public int Width { get; init; } = Terminal.PipedWidth;

    /// <summary>Folder that paths are seen from.</summary>
    public string Folder { get; init; } = ".";

    /// <summary>Folder for files that the user does not name; empty for <see cref="Folder"/>.</summary>
    public string FilesFolder { get; init; } = "";
}
