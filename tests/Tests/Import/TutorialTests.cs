using System.Text;
using Vauban.Tests.Architecture;
using Vauban.Tests.Cli;

namespace Vauban.Tests.Import;

/// <summary>The commands of the tutorial are run, and what they say is what the tutorial shows.</summary>
public sealed class TutorialTests
{
    const string Page = "docs/tutorials/first-sheet.md";

    [Fact]
    public void The_first_sheet_tutorial_shows_what_its_commands_say()
    {
        var folder = Directory.CreateTempSubdirectory("vauban").FullName;
        try
        {
            Directory.CreateDirectory(Path.Combine(folder, "examples"));
            foreach (var sheet in new[] { "examples/first-sheet.csv", "examples/first-sheet-later.csv" }) File.Copy(Path.Combine(SourceTree.Root, sheet), Path.Combine(folder, sheet));
            Approved.Check(Rerun(SourceTree.Text(Page).ReplaceLineEndings("\n"), folder), Page);
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }

    // Blocks of ```console hold commands behind "$ ./vauban"; what follows a command up to the next or to the end is its output.
    static string Rerun(string page, string folder)
    {
        var text = new StringBuilder();
        var inBlock = false;
        foreach (var line in page.Split('\n'))
        {
            if (line == "```console") inBlock = true;
            else if (line == "```") inBlock = false;
            else if (inBlock && !line.StartsWith("$ ", StringComparison.Ordinal)) continue;
            text.Append(line).Append('\n');
            if (!inBlock || !line.StartsWith("$ ./vauban ", StringComparison.Ordinal)) continue;
            var run = CommandRun.With(new() { Folder = folder }, line["$ ./vauban ".Length..].Split(' '));
            foreach (var said in (run.Error + run.Output).TrimEnd('\n').Split('\n')) text.Append(said.TrimEnd()).Append('\n');
        }
        return text.ToString();
    }
}
