namespace Vauban.Tests;

/// <summary>Compares what the program gives with a file that a reviewer has approved.</summary>
/// <remarks>To take over a change: <c>./test --accept</c> (or VAUBAN_ACCEPT=1), then read the difference before committing it.</remarks>
static class Approved
{
    /// <summary>Fails if the text is not that of the approved file, named by its path from the root of the checkout.</summary>
    public static void Check(string text, string path) =>
        Check(text, Path.Combine(Architecture.SourceTree.Root, path), Environment.GetEnvironmentVariable("VAUBAN_ACCEPT") == "1");

    internal static void Check(string text, string file, bool isAccepted)
    {
        text = text.ReplaceLineEndings("\n").TrimEnd('\n') + "\n";
        var approved = File.Exists(file) ? File.ReadAllText(file).ReplaceLineEndings("\n") : "";
        if (text == approved) return;
        if (isAccepted)
        {
            File.WriteAllText(file, text);
            return;
        }
        // Not beside the approved file: what a run leaves behind belongs to the output.
        var received = Path.Combine(AppContext.BaseDirectory, "received", Path.GetFileName(file).Replace(".approved.", ".received.", StringComparison.Ordinal));
        Directory.CreateDirectory(Path.GetDirectoryName(received)!);
        File.WriteAllText(received, text);
        Assert.Fail($"{file} differs from what the program gives now ({received}), first {FirstDifference(approved, text)}\n"
            + $"If the change is meant: ./test --accept -class {TestContext.Current.TestClass?.TestClassName}, then read the difference before you commit it.");
    }

    static string FirstDifference(string approved, string text)
    {
        string[] old = approved.Split('\n'), now = text.Split('\n');
        var line = 0;
        while (line < old.Length && line < now.Length && old[line] == now[line]) line++;
        return $"at line {line + 1}:\n  approved: {old.ElementAtOrDefault(line)}\n  now:      {now.ElementAtOrDefault(line)}";
    }
}
