namespace Vauban.App.Cli;

/// <summary>One line on standard error that is written over while something takes time; where nobody looks there is none.</summary>
sealed class ProgressLine(Terminal terminal) : IDisposable
{
    readonly Lock _lock = new();
    string _shown = "";

    /// <summary>Shows a text in place of the last one.</summary>
    public void Show(string text)
    {
        if (!terminal.IsErrorInteractive) return;
        lock (_lock)
        {
            if (text.Length >= terminal.Width) text = text[..(terminal.Width - 1)];
            if (text == _shown) return;
            var writer = terminal.Error.Profile.Out.Writer;
            writer.Write('\r' + text.PadRight(_shown.Length));
            if (text.Length == 0) writer.Write('\r');
            writer.Flush();
            _shown = text;
        }
    }

    /// <summary>Wipes the line away.</summary>
    public void Dispose() => Show("");
}
