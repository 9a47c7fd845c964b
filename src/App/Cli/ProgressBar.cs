using System.Globalization;

namespace Vauban.App.Cli;

/// <summary>A bar on standard error while something takes time; where nobody looks there is none.</summary>
sealed class ProgressBar : IDisposable
{
    const int Width = 24;

    readonly Terminal _terminal;
    readonly string _text;
    readonly Lock _lock = new();
    int _length, _done;

    /// <summary>Shows the bar, empty.</summary>
    public ProgressBar(Terminal terminal, string text)
    {
        _terminal = terminal;
        _text = text;
        Report(0, 1);
    }

    /// <summary>Moves the bar; steps may arrive in any order from any thread.</summary>
    public void Report(int done, int all)
    {
        if (!_terminal.IsErrorInteractive) return;
        lock (_lock)
        {
            if (done < _done) return;
            _done = done;
            var filled = all > 0 ? done * Width / all : 0;
            var (full, empty) = _terminal.HasSymbols ? ('█', '░') : ('#', '.');
            Show($"{_text} {new string(full, filled)}{new string(empty, Width - filled)} {done.ToString(CultureInfo.InvariantCulture)}/{all.ToString(CultureInfo.InvariantCulture)}");
        }
    }

    /// <summary>Wipes the bar away.</summary>
    public void Dispose()
    {
        if (_length == 0) return;
        Show("");
        Show("");
    }

    void Show(string line)
    {
        if (line.Length >= _terminal.Width) line = line[..(_terminal.Width - 1)];
        var writer = _terminal.Error.Profile.Out.Writer;
        writer.Write('\r');
        writer.Write(line.PadRight(_length));
        if (line.Length == 0) writer.Write('\r');
        writer.Flush();
        _length = line.Length;
    }
}
