using System.Text;
using Vauban.Adapters.Formats.Papers;
using Vauban.Core.Evidence;
using Vauban.Core.Model;

namespace Vauban.Adapters.Stores.Papers;

/// <summary>A library in a folder that a person can edit: <c>papers.csv</c>, <c>claims.csv</c>, and texts as <c>texts/ID.txt</c> with a form feed before each further page.</summary>
public sealed class FolderLibrary : IPaperLibrary
{
    const string PapersName = "papers.csv", ClaimsName = "claims.csv", TextsName = "texts", Paged = "pages\f", Parted = "parts\f";

    readonly string _folder;
    readonly SortedDictionary<string, Paper> _papers = new(StringComparer.Ordinal);
    readonly SortedDictionary<string, Claim> _claims = new(StringComparer.Ordinal);
    MemoryIndex? _index;

    /// <summary>Opens the library of a folder; a folder that is not there yet is an empty one.</summary>
    /// <param name="folder">Folder.</param>
    /// <param name="findings">Takes what was found wrong in its files; what is right is there all the same.</param>
    public FolderLibrary(string folder, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(findings);
        _folder = folder;
        if (File.Exists(Of(PapersName))) foreach (var paper in PaperFiles.Read(PapersName, Bytes(PapersName), findings)) _papers[paper.Id] = paper;
        if (!File.Exists(Of(ClaimsName))) return;
        foreach (var claim in PaperCsv.ReadClaims(ClaimsName, Encoding.UTF8.GetString(Bytes(ClaimsName)).TrimStart('\uFEFF'), findings))
            if (_papers.ContainsKey(claim.Paper)) _claims[claim.Id] = claim;
            else findings.Add(new("E-CLAIM-08", Severity.Error, new(ClaimsName, Id: claim.Id), claim.Id, claim.Paper, Spelling.Nearest(claim.Paper, _papers.Keys) ?? ""));
    }

    /// <summary>True where a folder holds a library.</summary>
    public static bool IsIn(string folder) => File.Exists(Path.Combine(folder, PapersName));

    /// <inheritdoc/>
    public Task<IReadOnlyList<Paper>> Papers(Clearance clearance, CancellationToken stop = default) => Task.FromResult<IReadOnlyList<Paper>>([.. Seen(clearance)]);

    /// <inheritdoc/>
    public Task<PaperText> Text(string id, Clearance clearance, CancellationToken stop = default) =>
        Task.FromResult(_papers.TryGetValue(id, out var paper) && clearance.Covers(paper.Marking) ? Read(id) : PaperText.None);

    /// <inheritdoc/>
    public Task<int> Save(IReadOnlyList<(Paper Paper, PaperText? Text)> papers, string by, string? over = null, CancellationToken stop = default)
    {
        Taking.ThrowIfBad(papers);
        foreach (var (paper, _) in papers) Taking.ThrowIfStale(over, paper.Id, _papers.TryGetValue(paper.Id, out var stored) ? VersionTag.Of(stored) : "");
        var isNew = papers.Count(p => !_papers.ContainsKey(p.Paper.Id));
        Taking.ThrowIfMany(_papers.Count + isNew);
        Directory.CreateDirectory(_folder);
        foreach (var (paper, text) in papers)
        {
            _papers[paper.Id] = paper;
            if (text is null) continue;
            Directory.CreateDirectory(Of(TextsName));
            if (text.IsEmpty) File.Delete(TextPath(paper.Id));
            else File.WriteAllText(TextPath(paper.Id), (text.IsPaged ? Paged : Parted) + string.Join('\f', text.Pages), new UTF8Encoding(false));
        }
        WritePapers();
        return Task.FromResult(isNew);
    }

    /// <inheritdoc/>
    public Task<bool> Remove(string id, string by, CancellationToken stop = default)
    {
        if (!_papers.Remove(id)) return Task.FromResult(false);
        foreach (var claim in _claims.Values.Where(c => c.Paper == id).ToArray()) _claims.Remove(claim.Id);
        File.Delete(TextPath(id));
        WritePapers();
        WriteClaims();
        return Task.FromResult(true);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<Claim>> Claims(Clearance clearance, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(clearance);
        return Task.FromResult<IReadOnlyList<Claim>>([.. _claims.Values.Where(c => clearance.Covers(c.Marking) && clearance.Covers(_papers[c.Paper].Marking))]);
    }

    /// <inheritdoc/>
    public Task<bool> SaveClaim(Claim claim, string by, string? over = null, CancellationToken stop = default)
    {
        Taking.ThrowIfBad(claim);
        if (!_papers.ContainsKey(claim.Paper)) throw new KeyNotFoundException("There is no such paper.");
        Taking.ThrowIfStale(over, claim.Id, _claims.TryGetValue(claim.Id, out var stored) ? VersionTag.Of(stored) : "");
        var isNew = !_claims.ContainsKey(claim.Id);
        Taking.ThrowIfMany(0, _claims.Count + (isNew ? 1 : 0));
        _claims[claim.Id] = claim;
        WriteClaims();
        return Task.FromResult(isNew);
    }

    /// <inheritdoc/>
    public Task<bool> RemoveClaim(string id, string by, CancellationToken stop = default)
    {
        var isGone = _claims.Remove(id);
        if (isGone) WriteClaims();
        return Task.FromResult(isGone);
    }

    /// <inheritdoc/>
    public Task<PaperHits> Search(PaperQuery query, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return Task.FromResult(PaperFinder.Run(query, Index.Of(query.Clearance)));
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<PaperHit>> Related(string id, int most, Clearance clearance, CancellationToken stop = default) => Task.FromResult(Index.Related(id, most, clearance));

    MemoryIndex Index => _index ??= new([.. _papers.Values.Select(p => (p, Read(p.Id)))]);

    IEnumerable<Paper> Seen(Clearance clearance) => _papers.Values.Where(p => clearance.Covers(p.Marking));

    PaperText Read(string id)
    {
        if (!File.Exists(TextPath(id))) return PaperText.None;
        var text = Encoding.UTF8.GetString(Limited(TextPath(id), 4L * IPaperLibrary.MostText));
        var isPaged = text.StartsWith(Paged, StringComparison.Ordinal);
        // A text that somebody put there without the first line is one of parts.
        if (isPaged || text.StartsWith(Parted, StringComparison.Ordinal)) text = text[(isPaged ? Paged : Parted).Length..];
        return new(isPaged, [.. text.Split('\f').Select(PaperTexts.Clean)]);
    }

    void WritePapers()
    {
        _index = null;
        Write(PapersName, PaperFiles.Write("csv", _papers.Values));
    }

    void WriteClaims() => Write(ClaimsName, PaperCsv.WriteClaims(_claims.Values));

    // A process that dies leaves the old file or the new one.
    void Write(string name, string text)
    {
        var part = Of(name + ".part");
        File.WriteAllText(part, text, new UTF8Encoding(false));
        File.Move(part, Of(name), overwrite: true);
    }

    byte[] Bytes(string name) => Limited(Of(name), PaperFiles.MostBytes);

    static byte[] Limited(string path, long most) => new FileInfo(path).Length <= most ? File.ReadAllBytes(path) : throw new StoreLimitException(nameof(PaperFiles.MostBytes), most);

    string Of(string name) => Path.Combine(_folder, name);

    // Ids are small letters, digits, hyphens, points and underscores, and start with a letter or digit: they name no other folder.
    string TextPath(string id) => Path.Combine(_folder, TextsName, id + ".txt");
}
