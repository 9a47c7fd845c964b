using System.Globalization;
using System.Runtime.CompilerServices;
using Vauban.Adapters.Stores;
using Vauban.Core.Model;
using Vauban.Core.Workspaces;
using Vauban.Tests.Model;

namespace Vauban.Tests.Stores;

/// <summary>A process that does nothing but write to a store until it is killed: this executable with <c>VAUBAN_WRITE_LOAD</c> set. Every write that the store
/// acknowledged is told on standard output, at once, as one line that ends in a full stop.</summary>
static class WriteLoad
{
    const string Address = "VAUBAN_WRITE_LOAD";

    /// <summary>The workspace that is written to.</summary>
    public const string Workspace = "load";

    /// <summary>Starts such a process.</summary>
    /// <param name="address">Address of a PostgreSQL store, or folder of a store.</param>
    /// <param name="name">Name of the process, unlike that of any other.</param>
    public static System.Diagnostics.Process Start(string address, string name)
    {
        var start = new System.Diagnostics.ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Vauban.Tests" + (OperatingSystem.IsWindows() ? ".exe" : "")), name) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment[Address] = address;
        return System.Diagnostics.Process.Start(start)!;
    }

    /// <summary>The value of the setting that a process saves; large enough that it lies on several pages.</summary>
    public static string Value(string name) => string.Concat(Enumerable.Repeat(name + ";", 800));

    /// <summary>The package that a process brings.</summary>
    public static Package Package(string name) => new TestPackage().Items("x").Add("parties", $"id=p name={name}").Package;

    /// <summary>The run that a process keeps.</summary>
    public static Run Run(string name)
    {
        var bytes = new byte[100_000];
        new Span<byte>(bytes).Fill((byte)name.Length);
        return new(Workspace, new(Package("start").Hash, "load", $"\"{name}\""), RunStatus.Complete, bytes);
    }

    // Before the test runner starts. Nothing here may wait for code of this assembly on another thread: it would wait for this method.
#pragma warning disable CA2255 // This is an executable.
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void WriteWhereAsked()
    {
        if (Environment.GetEnvironmentVariable(Address) is not { Length: > 0 } address) return;
        var name = Environment.GetCommandLineArgs()[1];
        using var store = address.StartsWith("postgres", StringComparison.Ordinal) ? WorkspaceStores.OpenServer(address, TimeProvider.System) : WorkspaceStores.OpenFolder(address, TimeProvider.System);
        using var output = Console.OpenStandardOutput();
        for (var i = 0; ; i++)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"{name}-{i}");
            switch (i % 3)
            {
                case 0:
                    store.SaveSetting(id, Value(id), name).GetAwaiter().GetResult();
                    break;
                case 1:
                    store.SaveRun(Run(id)).GetAwaiter().GetResult();
                    break;
                default:
                    store.AddSnapshot(Workspace, Package(id), name).GetAwaiter().GetResult();
                    break;
            }
            output.Write(System.Text.Encoding.ASCII.GetBytes(id + ".\n"));
            output.Flush();
        }
    }
}
