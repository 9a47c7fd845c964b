using Vauban.Adapters.Solvers;

namespace Vauban.Tests.Solving;

public sealed class StandardOutputTests
{
    [Fact]
    public void Native_output_leads_nowhere_while_anybody_holds_it_off_and_comes_back_afterwards()
    {
        if (!OperatingSystem.IsLinux()) Assert.Skip("Descriptors are looked up in /proc.");
        // Other tests solve at the same time, so the place of the descriptor before is only known to be some file.
        using (var outer = StandardOutput.TurnOff())
        {
            using (StandardOutput.TurnOff()) Assert.Equal("/dev/null", Target());
            Assert.Equal("/dev/null", Target());
            Assert.NotNull(outer);
        }
        Console.Out.Flush();
    }

    static string Target() => File.ResolveLinkTarget("/proc/self/fd/1", false)!.FullName;
}
