using Vauban.Core.Evidence;
using Vauban.Core.Model;
using Vauban.Core.Workspaces;

namespace Vauban.Adapters.Stores.Papers;

/// <summary>The library of a workspace: papers, texts, claims and an index of their terms in tables of the store.</summary>
sealed class SqlLibrary(Database database, string workspace) : IPaperLibrary
{
    const int RowsAtOnce = 200;

    static readonly Name PaperColumns = new(string.Join(", ", Shapes.Paper.Columns.Select(c => "p." + c)));

    public Task<IReadOnlyList<Paper>> Papers(Clearance clearance, CancellationToken stop = default) =>
        database.Read<IReadOnlyList<Paper>>(s => s.List($"SELECT {PaperColumns} FROM evidence_papers p WHERE p.workspace = {workspace} AND p.marking IN ({Covered(clearance)}) ORDER BY p.id", r => Shapes.Paper.Read(r).Paper), stop);

    public Task<PaperText> Text(string id, Clearance clearance, CancellationToken stop = default) => database.Read(s =>
    {
        if (Find(s, id, clearance) is not { } stored) return PaperText.None;
        return new PaperText(stored.IsPaged, s.List($"SELECT content FROM evidence_pages WHERE paper = {stored.Number} ORDER BY page", r => r.Text()));
    }, stop);

    public Task<int> Save(IReadOnlyList<(Paper Paper, PaperText? Text)> papers, string by, string? over = null, CancellationToken stop = default)
    {
        Taking.ThrowIfBad(papers);
        return database.Write(s =>
        {
            var home = Home(s);
            foreach (var (paper, _) in papers)
                if (!home.MayHold(paper.Marking)) throw new MarkingException(paper.Marking, home.Marking);
            var isNew = 0;
            foreach (var (paper, text) in papers)
            {
                stop.ThrowIfCancellationRequested();
                if (over is not null) Taking.ThrowIfStale(over, paper.Id, Find(s, paper.Id, Clearance.All) is { } stored ? VersionTag.Of(stored.Paper) : "");
                if (Put(s, paper, text)) isNew++;
                s.Audit(by, workspace, "paper.save", paper.Id);
            }
            Taking.ThrowIfMany(s.Number($"SELECT COUNT(*) FROM evidence_papers WHERE workspace = {workspace}"));
            return isNew;
        }, stop);
    }

    public Task<bool> Remove(string id, string by, CancellationToken stop = default) => database.Write(s =>
    {
        if (Find(s, id, Clearance.All) is not { } stored) return false;
        s.Run($"DELETE FROM evidence_claims WHERE workspace = {workspace} AND paper = {id}");
        s.Run($"DELETE FROM evidence_papers WHERE number = {stored.Number}");
        s.Audit(by, workspace, "paper.remove", id);
        return true;
    }, stop);

    public Task<IReadOnlyList<Claim>> Claims(Clearance clearance, CancellationToken stop = default) => database.Read<IReadOnlyList<Claim>>(s =>
    {
        var columns = new Name(string.Join(", ", Shapes.Claim.Columns.Select(c => "c." + c)));
        return s.List($"SELECT {columns} FROM evidence_claims c JOIN evidence_papers p ON p.workspace = c.workspace AND p.id = c.paper WHERE c.workspace = {workspace} AND c.marking IN ({Covered(clearance)}) AND p.marking IN ({Covered(clearance)}) ORDER BY c.id", r => Shapes.Claim.Read(r).Claim);
    }, stop);

    public Task<bool> SaveClaim(Claim claim, string by, string? over = null, CancellationToken stop = default)
    {
        Taking.ThrowIfBad(claim);
        return database.Write(s =>
        {
            var home = Home(s);
            if (!home.MayHold(claim.Marking)) throw new MarkingException(claim.Marking, home.Marking);
            if (Find(s, claim.Paper, Clearance.All) is null) throw new KeyNotFoundException("There is no such paper.");
            var row = new ClaimRow(workspace, claim);
            var stored = s.Find(Shapes.Claim, workspace, claim.Id);
            Taking.ThrowIfStale(over, claim.Id, stored is null ? "" : VersionTag.Of(stored.Claim));
            var isNew = stored is null;
            if (isNew) s.Insert(Shapes.Claim, row);
            else s.Update(Shapes.Claim, row);
            Taking.ThrowIfMany(0, (int)s.Number($"SELECT COUNT(*) FROM evidence_claims WHERE workspace = {workspace}"));
            s.Audit(by, workspace, "claim.save", claim.Id);
            return isNew;
        }, stop);
    }

    public Task<bool> RemoveClaim(string id, string by, CancellationToken stop = default) => database.Write(s =>
    {
        if (s.Find(Shapes.Claim, workspace, id) is null) return false;
        s.Remove(Shapes.Claim, workspace, id);
        s.Audit(by, workspace, "claim.remove", id);
        return true;
    }, stop);

    public Task<PaperHits> Search(PaperQuery query, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return database.Read(s => PaperFinder.Run(query, Index(s, query.Clearance)), stop);
    }

    public Task<IReadOnlyList<PaperHit>> Related(string id, int most, Clearance clearance, CancellationToken stop = default) => database.Read<IReadOnlyList<PaperHit>>(s =>
    {
        if (Find(s, id, clearance) is not { } me) return [];
        var mine = s.List($"SELECT term, hits FROM evidence_terms WHERE paper = {me.Number} ORDER BY term", r => (Term: r.Text(), Count: (int)r.Number()));
        var used = s.List($"SELECT t.term, COUNT(*) FROM evidence_terms t JOIN evidence_papers p ON p.number = t.paper WHERE t.term IN (SELECT term FROM evidence_terms WHERE paper = {me.Number}) AND p.workspace = {workspace} AND p.marking IN ({Covered(clearance)}) GROUP BY t.term",
            r => (Term: r.Text(), Papers: r.Number())).ToDictionary(t => t.Term, t => t.Papers, StringComparer.Ordinal);
        var heaviest = Ranking.Heaviest(Size(s, clearance).Papers, mine.Select(m => (m.Term, m.Count, used[m.Term])));
        var scores = Ranking.Cosines([.. heaviest.Select(t => (t.Weight, (IReadOnlyList<(long, int, double)>)s.List(
            $"SELECT t.paper, t.hits, p.norm FROM evidence_terms t JOIN evidence_papers p ON p.number = t.paper WHERE t.term = {t.Term} AND p.workspace = {workspace} AND p.number <> {me.Number} AND p.marking IN ({Covered(clearance)}) ORDER BY t.paper",
            r => (r.Number(), (int)r.Number(), BitConverter.Int64BitsToDouble(r.Number())))))]);
        var papers = ByNumber(s, [.. scores.Keys], clearance);
        var found = scores.Select(x => (papers[x.Key], x.Value));
        return [.. Ranking.Sorted(found).Take(most).Select(f => new PaperHit(f.Paper, f.Score))];
    }, stop);

    Workspace Home(Session s) => s.Find(Shapes.Workspace, workspace) ?? throw new KeyNotFoundException("There is no such workspace.");

    PaperRow? Find(Session s, string id, Clearance clearance) => s.First($"SELECT {PaperColumns} FROM evidence_papers p WHERE p.workspace = {workspace} AND p.id = {id} AND p.marking IN ({Covered(clearance)})", Shapes.Paper.Read);

    bool Put(Session s, Paper paper, PaperText? text)
    {
        var stored = Find(s, paper.Id, Clearance.All);
        // Terms carry the language of the paper and its title, so that they are made anew from the text that is there.
        var isPaged = text?.IsPaged ?? stored?.IsPaged ?? false;
        var pages = text?.Pages ?? (stored is null ? [] : s.List($"SELECT content FROM evidence_pages WHERE paper = {stored.Number} ORDER BY page", r => r.Text()));
        var uses = Terms.Of(paper, new(isPaged, pages));
        var row = new PaperRow(stored?.Number ?? s.Number($"SELECT COALESCE(MAX(number), 0) + 1 FROM evidence_papers"), workspace, paper) { IsPaged = isPaged, Length = Terms.Length(uses), Norm = Terms.Norm(uses) };
        if (stored is null) s.Insert(Shapes.Paper, row);
        else
        {
            s.Run($"DELETE FROM evidence_terms WHERE paper = {row.Number}");
            if (text is not null) s.Run($"DELETE FROM evidence_pages WHERE paper = {row.Number}");
            s.Update(Shapes.Paper, row);
        }
        if (text is not null)
            for (var i = 0; i < pages.Count; i++) s.Run($"INSERT INTO evidence_pages (paper, page, content) VALUES ({row.Number}, {(long)i}, {pages[i]})");
        foreach (var part in uses.OrderBy(u => u.Key, StringComparer.Ordinal).Chunk(RowsAtOnce))
        {
            var sql = new Sql(64, part.Length * 4);
            sql.AppendLiteral("INSERT INTO evidence_terms (paper, term, hits, page) VALUES ");
            for (var i = 0; i < part.Length; i++)
            {
                sql.AppendLiteral(i == 0 ? "(" : ", (");
                sql.AppendFormatted([row.Number, part[i].Key, (long)part[i].Value.Count, (long)part[i].Value.Page]);
                sql.AppendLiteral(")");
            }
            s.Run(sql);
        }
        return stored is null;
    }

    (long Papers, long Words) Size(Session s, Clearance clearance) =>
        s.List($"SELECT COUNT(*), CAST(COALESCE(SUM(length), 0) AS BIGINT) FROM evidence_papers WHERE workspace = {workspace} AND marking IN ({Covered(clearance)})", r => (r.Number(), r.Number()))[0];

    // Lengths are read once and joined here: a join in the store looks one up for every use of a word, which for frequent words is every paper several times.
    PaperIndex Index(Session s, Clearance clearance)
    {
        Dictionary<long, int>? read = null;
        Dictionary<long, int> Lengths() => read ??= s.List($"SELECT number, length FROM evidence_papers WHERE workspace = {workspace} AND marking IN ({Covered(clearance)})", r => (Number: r.Number(), Length: (int)r.Number())).ToDictionary(r => r.Number, r => r.Length);
        return new()
        {
            Size = () => (Lengths().Count, Lengths().Values.Sum(l => (long)l)),
            Uses = terms => Uses(s, terms, Lengths()),
            Papers = numbers => ByNumber(s, numbers, clearance),
            Briefs = query => Briefs(s, query, clearance),
            UsesOf = (paper, terms) => s.List($"SELECT term, hits, page FROM evidence_terms WHERE paper = {paper} AND term IN ({terms.Cast<object>()})", r => (Term: r.Text(), Use: new TermUse((int)r.Number(), (int)r.Number()))).ToDictionary(t => t.Term, t => t.Use, StringComparer.Ordinal),
            Page = (paper, page) => s.List($"SELECT g.content, p.is_paged FROM evidence_pages g JOIN evidence_papers p ON p.number = g.paper WHERE g.paper = {paper} AND g.page = {(long)page}", r => (r.Text(), r.Flag()))[0],
        };
    }

    // The range keeps papers of other workspaces out of what is read, as far as numbers can.
    static List<Posting> Uses(Session s, IReadOnlyList<string> terms, Dictionary<long, int> lengths)
    {
        if (lengths.Count == 0) return [];
        var uses = new List<Posting>();
        foreach (var (paper, hits) in s.List($"SELECT paper, hits FROM evidence_terms WHERE term IN ({terms.Cast<object>()}) AND paper BETWEEN {lengths.Keys.Min()} AND {lengths.Keys.Max()}", r => (r.Number(), (int)r.Number())))
            if (lengths.TryGetValue(paper, out var length)) uses.Add(new(paper, hits, length));
        uses.Sort((a, b) => a.Paper.CompareTo(b.Paper));
        return uses;
    }

    // Columns that a query does not filter by stay where they are: of ten thousand papers most of the time goes into reading them.
    Dictionary<long, Paper> Briefs(Session s, PaperQuery query, Clearance clearance)
    {
        static string If(string asked, string column) => asked.Length > 0 ? "p." + column : "''";
        var columns = new Name($"p.number, p.id, p.published, {If(query.Topic, "topics")}, {If(query.Initiative, "initiatives")}, {If(query.Technology, "technologies")}, {If(query.Publisher, "publisher")}, {If(query.Language, "language")}");
        return s.List($"SELECT {columns} FROM evidence_papers p WHERE p.workspace = {workspace} AND p.marking IN ({Covered(clearance)})",
            r => (Number: r.Number(), Paper: new Paper(r.Text(), "") { Date = r.Text(), Topics = r.Words(), Initiatives = r.Words(), Technologies = r.Words(), Publisher = r.Text(), Language = r.Text() })).ToDictionary(r => r.Number, r => r.Paper);
    }

    Dictionary<long, Paper> ByNumber(Session s, IReadOnlyCollection<long> numbers, Clearance clearance)
    {
        // A handful by their numbers; more than that all at once, which takes one statement.
        const int Few = 2000;
        if (numbers.Count == 0) return [];
        var rows = numbers.Count <= Few
            ? s.List($"SELECT {PaperColumns} FROM evidence_papers p WHERE p.workspace = {workspace} AND p.number IN ({numbers.Cast<object>()})", Shapes.Paper.Read)
            : s.List($"SELECT {PaperColumns} FROM evidence_papers p WHERE p.workspace = {workspace} AND p.marking IN ({Covered(clearance)})", Shapes.Paper.Read);
        return rows.ToDictionary(r => r.Number, r => r.Paper);
    }

    static IEnumerable<object> Covered(Clearance clearance) => FieldCatalog.Markings.Where(clearance.Covers);
}
