using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Vauban.Adapters.Stores;

/// <summary>Writes one workspace to a ZIP that people and other programs can read: lists as JSON lines (one object each), snapshots as packages
/// (<c>snapshots/HASH.zip</c>), results and files as they are (<c>runs/KEY</c>, <c>files/HASH.KIND</c>).</summary>
/// <remarks>Its lines of the audit log are part of the chain of the whole store; <c>vauban audit export</c> writes the chain.</remarks>
static class WorkspaceExport
{
    static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" };

    public static bool Write(Session session, string id, Stream to, CancellationToken stop)
    {
        using var zip = new ZipArchive(to, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8);
        List(session, zip, "workspace", Shapes.Workspace.Columns, Shapes.Workspace.Table, "id", id);
        List(session, zip, "members", Shapes.Membership.Columns, Shapes.Membership.Table, "workspace", id);
        People(session, zip, id);
        List(session, zip, "snapshots", Shapes.Snapshot.Columns, Shapes.Snapshot.Table, "workspace", id);
        List(session, zip, "runs", [.. Shapes.Run.Columns.Where(c => c != "result")], Shapes.Run.Table, "workspace", id);
        List(session, zip, "decisions", Shapes.Decision.Columns, Shapes.Decision.Table, "workspace", id);
        List(session, zip, "scenarios", Shapes.Scenario.Columns, Shapes.Scenario.Table, "workspace", id);
        List(session, zip, "comments", Shapes.Comment.Columns, Shapes.Comment.Table, "workspace", id);
        List(session, zip, "jobs", Shapes.Job.Columns, Shapes.Job.Table, "workspace", id);
        List(session, zip, "files", Shapes.DataFile.Columns, Shapes.DataFile.Table, "workspace", id);
        List(session, zip, "papers", [.. Shapes.Paper.Columns.Where(c => c is not ("number" or "length" or "norm"))], Shapes.Paper.Table, "workspace", id);
        List(session, zip, "claims", Shapes.Claim.Columns, Shapes.Claim.Table, "workspace", id);
        // Answers leave as they lie, sealed; neither links nor contacts leave at all.
        List(session, zip, "survey-rounds", Shapes.SurveyCall.Columns, Shapes.SurveyCall.Table, "workspace", id);
        List(session, zip, "survey-invitations", [.. Shapes.SurveyInvitation.Columns.Where(c => c != "token_hash")], Shapes.SurveyInvitation.Table, "workspace", id);
        List(session, zip, "survey-answers", [.. Shapes.SealedAnswer.Columns.Where(c => c != "envelope")], Shapes.SealedAnswer.Table, "workspace", id);
        List(session, zip, "survey-releases", [.. Shapes.SurveyRelease.Columns.Where(c => c != "envelope")], Shapes.SurveyRelease.Table, "workspace", id);
        foreach (var answer in session.List($"SELECT {Shapes.SealedAnswer.All} FROM survey_answers WHERE workspace = {id} ORDER BY round, contributor", Shapes.SealedAnswer.Read))
            File(zip, $"survey/answers/{answer.Hash}", answer.Sealed.ToArray(), stop);
        foreach (var release in session.List($"SELECT {Shapes.SurveyRelease.All} FROM survey_releases WHERE workspace = {id} ORDER BY number", Shapes.SurveyRelease.Read))
            File(zip, string.Create(CultureInfo.InvariantCulture, $"survey/releases/{release.Number}"), release.Sealed.ToArray(), stop);
        Texts(session, zip, id, stop);
        List(session, zip, "audit", Shapes.Audit.Columns, Shapes.Audit.Table, "workspace", id);
        foreach (var hash in session.List($"SELECT hash FROM snapshots WHERE workspace = {id} ORDER BY hash", r => r.Text()))
            File(zip, $"snapshots/{hash}.zip", session.First($"SELECT content FROM contents WHERE hash = {hash}", r => r.Bytes())!, stop);
        foreach (var file in session.List($"SELECT {Shapes.DataFile.All} FROM files WHERE workspace = {id} ORDER BY hash, kind", Shapes.DataFile.Read))
            File(zip, $"files/{file.Hash}.{file.Kind}", session.First($"SELECT content FROM files WHERE workspace = {id} AND hash = {file.Hash} AND kind = {file.Kind}", r => r.Bytes())!, stop);
        foreach (var key in session.List($"SELECT run_key FROM runs WHERE workspace = {id} ORDER BY run_key", r => r.Text()))
            File(zip, $"runs/{key}", session.First($"SELECT result FROM runs WHERE workspace = {id} AND run_key = {key}", r => r.Bytes())!, stop);
        return true;
    }

    // Texts of papers, a form feed between their pages.
    static void Texts(Session session, ZipArchive zip, string id, CancellationToken stop)
    {
        foreach (var (number, paper) in session.List($"SELECT number, id FROM evidence_papers WHERE workspace = {id} ORDER BY id", r => (r.Number(), r.Text())))
            if (session.List($"SELECT content FROM evidence_pages WHERE paper = {number} ORDER BY page", r => r.Text()) is { Count: > 0 } pages)
                File(zip, $"texts/{paper}.txt", Encoding.UTF8.GetBytes(string.Join('\f', pages)), stop);
    }

    // Who the ids of members stand for; nothing of how they sign in.
    static void People(Session session, ZipArchive zip, string id)
    {
        using var lines = new Lines(zip, "people", ["id", "name", "display_name"]);
        session.Each($"SELECT id, name, display_name FROM users WHERE id IN (SELECT user_id FROM members WHERE workspace = {id}) ORDER BY id", lines.Write);
    }

    static void List(Session session, ZipArchive zip, string name, string[] columns, string table, string key, string id)
    {
        using var lines = new Lines(zip, name, columns);
        session.Each($"SELECT {new Name(string.Join(", ", columns))} FROM {new Name(table)} WHERE {new Name(key)} = {id} ORDER BY 1, 2", lines.Write);
    }

    static void File(ZipArchive zip, string name, byte[] bytes, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        using var file = Entry(zip, name).Open();
        file.Write(bytes);
    }

    static ZipArchiveEntry Entry(ZipArchive zip, string name)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.Fastest);
        entry.LastWriteTime = new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
        return entry;
    }

    sealed class Lines(ZipArchive zip, string name, string[] columns) : IDisposable
    {
        readonly Stream _file = Entry(zip, name + ".jsonl").Open();

        public void Write(object[] values)
        {
            using (var json = new Utf8JsonWriter(_file, Json))
            {
                json.WriteStartObject();
                for (var i = 0; i < columns.Length; i++)
                    if (values[i] is string text) json.WriteString(columns[i], text);
                    else json.WriteNumber(columns[i], Convert.ToInt64(values[i], CultureInfo.InvariantCulture));
                json.WriteEndObject();
            }
            _file.Write("\n"u8);
        }

        public void Dispose() => _file.Dispose();
    }
}
