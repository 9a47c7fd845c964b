using System.CommandLine;
using System.Globalization;
using Vauban.Adapters.Stores;
using Vauban.App.Cli;
using Vauban.Core.Workspaces;

namespace Vauban.App.Workbench;

/// <summary><c>audit</c>: checks the log of who did what, and writes it to a file.</summary>
sealed class AuditCommand
{
    const int Batch = 5000;

    readonly StoreChoice _store = new();
    readonly Argument<string?> _file = new("FILE") { Description = "A log written by \"audit export\"; the store's own where not given.", Arity = ArgumentArity.ZeroOrOne };
    readonly Argument<string?> _to = new("FILE") { Description = "Where to write it; standard output where not given.", Arity = ArgumentArity.ZeroOrOne };
    readonly Option<string?> _head = new("--head") { Description = "A head that you kept elsewhere: the log must contain it, so that cut-off lines show.", HelpName = "NUMBER:HASH" };

    public static Command Create(Shell shell)
    {
        var me = new AuditCommand();
        var verify = new Command("verify", "Checks that no line of the audit log was edited, moved or taken out.") { me._file, me._head };
        var export = new Command("export", "Writes the audit log as JSON lines, which \"audit verify\" checks without the store.") { me._to };
        me._store.AddTo(verify);
        me._store.AddTo(export);
        return new Command("audit", "Who did what in a store: checks the log, writes it to a file.") { shell.Run(verify, me.Verify), shell.Run(export, me.Export) };
    }

    int Verify(Call call)
    {
        var head = HeadOf(call);
        var verdict = call.Value(_file) is { } file ? AuditChain.Verify(Lines(call, file), head) : OfStore(call, head);
        if (call.IsJson) call.WriteJson(json => Write(json, verdict));
        else Show(call, verdict, head);
        return verdict.Fault == AuditFault.None ? ExitCode.Ok : ExitCode.PolicyFails;
    }

    /// <summary>What a check found, as JSON.</summary>
    internal static void Write(System.Text.Json.Utf8JsonWriter json, AuditVerdict verdict)
    {
        json.WriteStartObject();
        json.WriteBoolean("whole", verdict.Fault == AuditFault.None);
        json.WriteNumber("lines", verdict.Head.Number);
        json.WriteString("head", StoreChoice.Text(verdict.Head));
        json.WriteText("fault", verdict.Fault == AuditFault.None ? null : Word(verdict.Fault));
        if (verdict.Fault != AuditFault.None) json.WriteNumber("at", verdict.At);
        json.WriteEndObject();
    }

    AuditVerdict OfStore(Call call, AuditHead? head)
    {
        using var store = _store.Open(call);
        return store.VerifyAudit(head, call.Stop).GetAwaiter().GetResult();
    }

    static void Show(Call call, AuditVerdict verdict, AuditHead? head)
    {
        var text = verdict.Fault != AuditFault.None ? call.Texts.Format("terminal.audit.fault." + Word(verdict.Fault), StoreChoice.Text(verdict.At))
            : verdict.Head.Number == 0 ? call.Texts["terminal.audit.empty"] : call.Texts.Format("terminal.audit.whole", StoreChoice.Text(verdict.Head.Number), StoreChoice.Text(verdict.Head));
        Cli.Lines.Write(call.Terminal.Out, text, 0, 2);
        if (verdict.Fault != AuditFault.None) Cli.Lines.Write(call.Terminal.Out, call.Texts.Format("terminal.audit.in-order", StoreChoice.Text(verdict.Head)), 0, 2);
        else if (head is null && verdict.Head.Number > 0) Cli.Lines.Write(call.Terminal.Out, call.Texts["terminal.audit.keep"], 0, 2, Sheet.Quiet);
    }

    int Export(Call call)
    {
        using var store = _store.Open(call);
        var path = call.Value(_to);
        using var file = path is null ? null : new StreamWriter(NewFile(call, path)) { NewLine = "\n" };
        var to = file ?? call.Terminal.Output;
        var last = new AuditHead(0, AuditChain.Start);
        while (true)
        {
            var some = store.Audit(last.Number, Batch, null, call.Stop).GetAwaiter().GetResult();
            foreach (var entry in some) to.Write(AuditChain.Line(entry) + "\n");
            if (some.Count > 0) last = new(some[^1].Number, some[^1].Hash);
            if (some.Count < Batch) break;
        }
        if (path is not null) Cli.Lines.Write(call.Terminal.Out, call.Texts.Format("terminal.audit.exported", StoreChoice.Text(last.Number), path, StoreChoice.Text(last)), 0, 2);
        return ExitCode.Ok;
    }

    // A line that is not as it was written counts as an edited one, wherever it stands.
    static IEnumerable<AuditEntry> Lines(Call call, string path)
    {
        var last = new AuditHead(0, AuditChain.Start);
        foreach (var line in File.ReadLines(call.PathOf(path)))
        {
            var entry = AuditChain.Parse(line) ?? new(last.Number + 1, default, new("", "", "", ""), last.Hash, "");
            yield return entry;
            last = new(entry.Number, entry.Hash);
        }
    }

    AuditHead? HeadOf(Call call)
    {
        if (call.Value(_head) is not { } text) return null;
        var parts = text.Split(':');
        return parts.Length == 2 && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && parts[1].Length == 64 && parts[1].All(char.IsAsciiHexDigitLower)
            ? new(number, parts[1]) : throw new InputException(call.Texts["terminal.audit.head-form"]);
    }

    /// <summary>A new file for its owner only.</summary>
    internal static FileStream NewFile(Call call, string path)
    {
        var full = call.PathOf(path);
        if (File.Exists(full) || Directory.Exists(full)) throw new InputException(call.Texts.Format("terminal.store.exists", path));
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new(full, options);
    }

    static string Word(AuditFault fault) => fault.ToString().ToLowerInvariant();
}
