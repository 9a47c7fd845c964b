using System.Globalization;
using Vauban.Core.Model;
using Vauban.Core.Workspaces;

namespace Vauban.Adapters.Stores;

static partial class Shapes
{
    public static readonly Shape<Decision> Decision = new("decisions",
        ["workspace", "finding", "kind", "owner", "reason", "expires", "snapshot", "inputs", "created", "version"], 2,
        d => [d.Workspace, d.Finding, d.Kind.ToString(), d.Owner, d.Reason, d.Expires is { } day ? Dates.Text(day) : "", d.Snapshot, d.Inputs, Times.Text(d.Created), d.Version],
        r => new(r.Text(), r.Text(), r.Choice<DecisionKind>()) { Owner = r.Text(), Reason = r.Text(), Expires = Day(r.Text()), Snapshot = r.Text(), Inputs = r.Text(), Created = r.Time(), Version = r.Number() });

    public static readonly Shape<Scenario> Scenario = new("scenarios",
        ["workspace", "id", "name", "changes", "note", "owner", "created", "version"], 2,
        s => [s.Workspace, s.Id, s.Name, s.Changes, s.Note, s.Owner, Times.Text(s.Created), s.Version],
        r => new(r.Text(), r.Text(), r.Text(), r.Text()) { Note = r.Text(), Owner = r.Text(), Created = r.Time(), Version = r.Number() });

    public static readonly Shape<Comment> Comment = new("comments",
        ["workspace", "id", "address", "author", "content", "created", "marking"], 2,
        c => [c.Workspace, c.Id, c.Address, c.Author, c.Text, Times.Text(c.Created), c.Marking],
        r => new(r.Text(), r.Text(), r.Text(), r.Text(), r.Text(), r.Time()) { Marking = r.Text() });

    public static readonly Shape<DataFile> DataFile = new("files",
        ["workspace", "hash", "kind", "name", "marking", "bytes", "added", "added_by"], 3,
        f => [f.Workspace, f.Hash, f.Kind, f.Name, f.Marking, f.Bytes, Times.Text(f.Added), f.AddedBy],
        r => new(r.Text(), r.Text(), r.Text()) { Name = r.Text(), Marking = r.Text(), Bytes = r.Number(), Added = r.Time(), AddedBy = r.Text() });

    static DateOnly? Day(string text) => text.Length == 0 ? null : DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
