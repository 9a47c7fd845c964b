using Vauban.Adapters.Stores;

namespace Vauban.Tests.Stores;

public sealed class SqliteStoreTests : StoreContract
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("vauban-store");

    private protected override IWorkspaceStore Open(TimeProvider clock, StoreLimits? limits = null) => WorkspaceStores.OpenFolder(Path.Combine(_folder.FullName, "data"), clock, limits);

    public override void Dispose()
    {
        base.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public void The_store_is_for_its_owner_only()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has other rights.");
        _ = Store;
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.Combine(_folder.FullName, "data")));
        Assert.All(Directory.EnumerateFiles(Path.Combine(_folder.FullName, "data")), f => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(f)));
    }
}
