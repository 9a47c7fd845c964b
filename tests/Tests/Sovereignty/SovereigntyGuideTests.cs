using Vauban.App.Cli;
using Vauban.Tests.Architecture;
using Vauban.Tests.Cli;

namespace Vauban.Tests.Sovereignty;

public sealed class SovereigntyGuideTests
{
    /// <summary>Commands of the guide (four blanks, then ./vauban), each with the lines that the blocks below it show.</summary>
    static IEnumerable<(string Command, string[] Shown)> Steps()
    {
        string? command = null;
        var shown = new List<string>();
        var inBlock = false;
        foreach (var line in SourceTree.Text("docs/guides/sovereignty.md").ReplaceLineEndings("\n").Split('\n'))
        {
            if (line.StartsWith("```", StringComparison.Ordinal)) inBlock = line == "```text";
            else if (inBlock) shown.Add(line);
            else if (line.StartsWith("    ./vauban ", StringComparison.Ordinal))
            {
                if (command is not null) yield return (command, [.. shown]);
                command = line.Trim()["./vauban ".Length..];
                shown.Clear();
            }
        }
        yield return (command!, [.. shown]);
    }

    public static TheoryData<string, string[]> Commands => [.. Steps().Select(s => new TheoryDataRow<string, string[]>(s.Command, s.Shown))];

    [Theory]
    [MemberData(nameof(Commands))]
    public void What_the_guide_shows_is_what_its_command_says(string command, string[] shown)
    {
        var run = CommandRun.Of(command.Split(' '));
        Assert.Contains(run.Code, new[] { ExitCode.Ok, ExitCode.PolicyFails });
        Assert.NotEmpty(shown);
        // A guide is written with plain blanks.
        Assert.Empty(shown.Except(run.Output.Replace('\u00A0', ' ').Split('\n').Select(l => l.TrimEnd())));
    }
}
