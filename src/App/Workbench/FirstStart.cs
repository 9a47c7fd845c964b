using Vauban.Adapters.Formats;
using Vauban.Adapters.Formats.Papers;
using Vauban.Adapters.Stores;
using Vauban.Adapters.Stores.Papers;
using Vauban.App.Workbench.Access;
using Vauban.Core.Evidence;
using Vauban.Core.Model;
using Vauban.Core.Workspaces;

namespace Vauban.App.Workbench;

/// <summary>Makes a new store useful: a local administrator, and the examples as workspaces.</summary>
static class FirstStart
{
    const string By = "system", LocalName = "local", Prefix = "examples/";

    /// <summary>Examples in the order in which they are made; the first is what a newcomer sees.</summary>
    static readonly string[] Examples = ["ammunition-155", "permanent-magnets", "coordination", "joint-procurement", "bulldozer", "hello"];

    /// <summary>Fills an empty store, and gives a secret to sign in with where nobody could sign in otherwise, or the store is new.</summary>
    /// <param name="store">Store.</param>
    /// <param name="links">Makes the secret.</param>
    /// <param name="again">True to give one in any case: the machine's owner asks for it.</param>
    /// <param name="stop">Cancels.</param>
    /// <returns>The secret, or null.</returns>
    public static async Task<string?> Prepare(IWorkspaceStore store, SignInLinks links, bool again, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(links);
        var users = await store.Users(stop);
        var local = users.FirstOrDefault(u => u.Name == LocalName);
        var isNew = users.Count == 0;
        if (isNew)
        {
            local = (await store.SaveUser(new(Secrets.NewId(), LocalName) { DisplayName = "Administrator", IsAdministrator = true, SecurityStamp = Secrets.NewId() }, By, stop)).Stored;
            foreach (var example in Examples) await Open(store, example, local!, stop);
        }
        return local is { IsDisabled: false } && (isNew || again) ? await links.Create(local, By, stop) : null;
    }

    static async Task Open(IWorkspaceStore store, string example, User owner, CancellationToken stop)
    {
        var findings = new List<Finding>();
        var package = PackageReader.Load(example, Files(example), findings) ?? throw new InvalidDataException($"The built-in example {example} does not load: {findings.FirstOrDefault()?.Code}.");
        var name = package.Head.Title.Length > 0 ? package.Head.Title : package.Head.Name;
        await store.SaveWorkspace(new(example, name) { Description = package.Head.Description }, By, stop);
        await store.SetMembership(new(example, owner.Id, Enum.GetValues<Role>().Where(r => r != Role.Company).ToHashSet(), "TLP:RED"), By, stop);
        await store.AddSnapshot(example, package, By, stop: stop);
        await Fill(store.Library(example), package.Head.Name, stop);
    }

    // Papers on European defence capacity, facts only, and what some of them say about the figures of the example.
    static async Task Fill(IPaperLibrary library, string package, CancellationToken stop)
    {
        var files = Files("evidence");
        var findings = new List<Finding>();
        var papers = PaperFiles.Read("papers.csv", files["papers.csv"], findings);
        var claims = ClaimFiles.Read("claims.csv", files["claims.csv"], findings).Where(c => c.Package == package).ToArray();
        if (claims.Length == 0) return;
        if (findings.Count > 0) throw new InvalidDataException($"The built-in papers do not load: {findings[0].Code}.");
        await library.Save([.. papers.Select(p => (p, (PaperText?)null))], By, null, stop);
        foreach (var claim in claims) await library.SaveClaim(claim, By, null, stop);
    }

    static Dictionary<string, byte[]> Files(string example)
    {
        var assembly = typeof(FirstStart).Assembly;
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        var prefix = $"{Prefix}{example}/";
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.StartsWith(prefix, StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            files[name[prefix.Length..]] = bytes;
        }
        return files;
    }
}
