using Xunit.Sdk;

namespace Vauban.Tests.Architecture;

public sealed class ApprovedTests : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    string File => Path.Combine(_folder.FullName, "Table.approved.txt");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void The_same_text_passes_whatever_its_line_ends()
    {
        System.IO.File.WriteAllText(File, "a\nb\n");
        Approved.Check("a\r\nb", File, isAccepted: false);
        Assert.Equal("a\nb\n", System.IO.File.ReadAllText(File));
    }

    [Fact]
    public void Another_text_fails_and_shows_the_first_line_that_differs()
    {
        System.IO.File.WriteAllText(File, "a\nb\nc\n");
        var failure = Assert.Throws<FailException>(() => Approved.Check("a\nx\nc\n", File, isAccepted: false));
        Assert.Contains("at line 2:\n  approved: b\n  now:      x", failure.Message, StringComparison.Ordinal);
        Assert.Equal("a\nb\nc\n", System.IO.File.ReadAllText(File));
    }

    [Fact]
    public void A_missing_file_fails() =>
        Assert.Throws<FailException>(() => Approved.Check("a", File, isAccepted: false));

    [Fact]
    public void Accepting_writes_the_approved_file()
    {
        Approved.Check("a\nx", File, isAccepted: true);
        Assert.Equal("a\nx\n", System.IO.File.ReadAllText(File));
    }
}
