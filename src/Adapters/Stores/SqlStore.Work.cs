using Vauban.Core.Workspaces;

namespace Vauban.Adapters.Stores;

sealed partial class SqlStore
{
    public Task<Saved<Decision>> SaveDecision(Decision decision, string by, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(decision);
        ThrowIfLong(decision.Reason);
        return _database.Write(s =>
        {
            Require(s, decision.Workspace);
            return Save(s, Shapes.Decision, decision, s.Find(Shapes.Decision, decision.Workspace, decision.Finding),
                new(d => d.Version, (d, version, old) => d with { Version = version, Created = old?.Created ?? s.Now }), new(by, decision.Workspace, "decision.save", decision.Finding, decision.Kind.ToString()));
        }, stop);
    }

    public Task<SaveStatus> RemoveDecision(Decision decision, string by, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(decision);
        return _database.Write(s => Remove(s, Shapes.Decision, [decision.Workspace, decision.Finding], d => d.Version == decision.Version, new(by, decision.Workspace, "decision.remove", decision.Finding)), stop);
    }

    public Task<IReadOnlyList<Decision>> Decisions(string workspace, CancellationToken stop = default) =>
        _database.Read<IReadOnlyList<Decision>>(s => s.List($"SELECT {Shapes.Decision.All} FROM decisions WHERE workspace = {workspace} ORDER BY finding", Shapes.Decision.Read), stop);

    public Task<Saved<Scenario>> SaveScenario(Scenario scenario, string by, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        ThrowIfLong(scenario.Changes);
        ThrowIfLong(scenario.Note);
        return _database.Write(s =>
        {
            Require(s, scenario.Workspace);
            return Save(s, Shapes.Scenario, scenario, s.Find(Shapes.Scenario, scenario.Workspace, scenario.Id),
                new(v => v.Version, (v, version, old) => v with { Version = version, Created = old?.Created ?? s.Now }), new(by, scenario.Workspace, "scenario.save", scenario.Id));
        }, stop);
    }

    public Task<SaveStatus> RemoveScenario(Scenario scenario, string by, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        return _database.Write(s => Remove(s, Shapes.Scenario, [scenario.Workspace, scenario.Id], v => v.Version == scenario.Version, new(by, scenario.Workspace, "scenario.remove", scenario.Id)), stop);
    }

    public Task<Scenario?> FindScenario(string workspace, string id, CancellationToken stop = default) => _database.Read(s => s.Find(Shapes.Scenario, workspace, id), stop);

    public Task<IReadOnlyList<Scenario>> Scenarios(string workspace, CancellationToken stop = default) =>
        _database.Read<IReadOnlyList<Scenario>>(s => s.List($"SELECT {Shapes.Scenario.All} FROM scenarios WHERE workspace = {workspace} ORDER BY id", Shapes.Scenario.Read), stop);

    public Task<Comment> AddComment(Comment comment, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(comment);
        ThrowIfLong(comment.Text);
        return _database.Write(s =>
        {
            var workspace = s.Find(Shapes.Workspace, comment.Workspace) ?? throw new KeyNotFoundException("There is no such workspace.");
            if (!workspace.MayHold(comment.Marking)) throw new MarkingException(comment.Marking, workspace.Marking);
            if (s.Find(Shapes.Comment, comment.Workspace, comment.Id) is not null) throw new ArgumentException("Another comment has this id.", nameof(comment));
            s.Insert(Shapes.Comment, comment with { Created = s.Now });
            s.Audit(comment.Author, comment.Workspace, "comment.add", comment.Id, comment.Address);
            return comment with { Created = s.Now };
        }, stop);
    }

    public Task<bool> RemoveComment(string workspace, string id, string by, CancellationToken stop = default) =>
        _database.Write(s => Remove(s, Shapes.Comment, [workspace, id], _ => true, new(by, workspace, "comment.remove", id)) == SaveStatus.Saved, stop);

    public Task<IReadOnlyList<Comment>> Comments(string workspace, string? address = null, CancellationToken stop = default) => _database.Read<IReadOnlyList<Comment>>(s => address is null
        ? s.List($"SELECT {Shapes.Comment.All} FROM comments WHERE workspace = {workspace} ORDER BY created, id", Shapes.Comment.Read)
        : s.List($"SELECT {Shapes.Comment.All} FROM comments WHERE workspace = {workspace} AND address = {address} ORDER BY created, id", Shapes.Comment.Read), stop);
}
