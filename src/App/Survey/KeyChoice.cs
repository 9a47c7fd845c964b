using System.CommandLine;
using System.Text;
using Vauban.Adapters.Sealing;
using Vauban.App.Cli;

namespace Vauban.App.Survey;

/// <summary>The options that give the survey officer's key: its file, and the passphrase in a file or typed.</summary>
sealed class KeyChoice
{
    const int MostBytes = 1 << 16;

    readonly Option<string?> _key = new("--key") { Description = "Your key's file: opens what is sealed for you.", HelpName = "FILE" };

    readonly PassphraseChoice _passphrase = new();

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_key);
        _passphrase.AddTo(command);
    }

    /// <summary>The key that is given; null for none.</summary>
    /// <exception cref="InputException">It cannot be opened.</exception>
    public OfficerKey? Of(Call call) => call.Value(_key) is not { } path ? null : Said(call, path, () => OfficerKey.Read(Text(call, path), _passphrase.Of(call, isNew: false)));

    /// <summary>A public key of a file.</summary>
    /// <exception cref="InputException">It is none.</exception>
    public static SealKey Public(Call call, string path) => Said(call, path, () => SealKey.Read(Text(call, path)));

    /// <summary>Does something with sealed bytes; what is wrong with them is said to the user.</summary>
    public static T Said<T>(Call call, string path, Func<T> open)
    {
        try
        {
            return open();
        }
        catch (SealException e)
        {
            throw new InputException(call.Texts.Format("survey.sealed." + Word(e.Fault), path, string.Join(", ", e.Needed)));
        }
    }

    /// <summary>A fault as it stands in the texts.</summary>
    public static string Word(SealFault fault) => fault switch
    {
        SealFault.NoKey => "no-key", SealFault.WrongPassphrase => "passphrase", SealFault.OtherKey => "other-key", _ => "changed",
    };

    static string Text(Call call, string path)
    {
        var file = new FileInfo(call.PathOf(path));
        if (!file.Exists) throw new InputException(call.Texts.Format("survey.sealed.no-file", path));
        return file.Length > MostBytes ? throw new SealException(SealFault.NoKey) : File.ReadAllText(file.FullName, Encoding.UTF8);
    }
}

/// <summary>A passphrase: the first line of a file, else typed without being shown. Never an option's own text, which other programs of the machine could read.</summary>
sealed class PassphraseChoice
{
    readonly Option<string?> _file = new("--passphrase") { Description = "File whose first line is the key's passphrase; asked for where not given.", HelpName = "FILE" };

    public void AddTo(Command command) => command.Options.Add(_file);

    /// <summary>The passphrase.</summary>
    /// <exception cref="InputException">There is none, or a new one is too short.</exception>
    public string Of(Call call, bool isNew)
    {
        var given = call.Value(_file) is { } path ? FirstLine(call, path) : Typed(call, "survey.passphrase.ask");
        if (isNew && given.Length < OfficerKey.LeastPassphrase) throw new InputException(call.Texts.Format("survey.passphrase.short", OfficerKey.LeastPassphrase.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        if (isNew && call.Value(_file) is null && Typed(call, "survey.passphrase.again") != given) throw new InputException(call.Texts["survey.passphrase.differ"]);
        return given;
    }

    static string FirstLine(Call call, string path)
    {
        var full = call.PathOf(path);
        return File.Exists(full) ? File.ReadLines(full, Encoding.UTF8).FirstOrDefault() ?? "" : throw new InputException(call.Texts.Format("survey.sealed.no-file", path));
    }

    static string Typed(Call call, string text)
    {
        if (!call.Terminal.IsErrorInteractive || Console.IsInputRedirected) throw new InputException(call.Texts["survey.passphrase.none"]);
        Lines.Write(call.Terminal.Error, call.Texts[text], 0, 2);
        var typed = new StringBuilder();
        while (Console.ReadKey(intercept: true) is var key && key.Key != ConsoleKey.Enter)
            if (key.Key == ConsoleKey.Backspace) typed.Length = Math.Max(0, typed.Length - 1);
            else if (!char.IsControl(key.KeyChar)) typed.Append(key.KeyChar);
        return typed.ToString();
    }
}
