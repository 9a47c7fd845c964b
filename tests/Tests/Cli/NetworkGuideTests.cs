using Vauban.App.Cli;
using Vauban.Tests.Architecture;

namespace Vauban.Tests.Cli;

/// <summary>Outputs in the guides about cascades and cut sets are those of the program.</summary>
public sealed class NetworkGuideTests
{
    [Theory]
    [InlineData("cut-sets", 4)]
    [InlineData("systemic-firms", 2)]
    public void What_a_guide_shows_after_a_command_is_what_the_command_says(string guide, int shown)
    {
        var folder = Directory.CreateTempSubdirectory("vauban-guide-");
        try
        {
            var found = 0;
            var parts = SourceTree.Text($"docs/guides/{guide}.md").ReplaceLineEndings("\n").Split("    ./vauban ").Skip(1);
            foreach (var part in parts)
            {
                var args = part.Split('\n')[0].Split(' ').Select(a => a == "radio.xml" ? Path.Combine(folder.FullName, a) : a).ToArray();
                var run = CommandRun.Of(args);
                Assert.True(run.Code == ExitCode.Ok, $"{string.Join(' ', args)}: {run.Error}");
                // The block stands at once after its command.
                if (!part[(part.IndexOf('\n', StringComparison.Ordinal) + 1)..].StartsWith("\n```text\n", StringComparison.Ordinal)) continue;
                var lines = run.Output.Replace(folder.FullName + Path.DirectorySeparatorChar, "", StringComparison.Ordinal).Replace('\u00A0', ' ').ReplaceLineEndings("\n").Split('\n').Select(l => l.TrimEnd()).ToHashSet(StringComparer.Ordinal);
                Assert.Empty(part.Split("```text\n")[1].Split("\n```")[0].Split('\n').Select(l => l.TrimEnd()).Except(lines));
                found++;
            }
            Assert.Equal(shown, found);
        }
        finally
        {
            folder.Delete(true);
        }
    }
}
